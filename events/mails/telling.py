"""To all who are concerned: an event has another time or place, or is cancelled."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from archive.actions import store
from events.mails.calendar import entry
from events.mails.inviting import answer_path
from events.models import Telling, when_of
from lattvikt.lib.calendar_file import CalendarMethod, calendar_file
from outbox.actions import compose, write_letter

METHODS = {
    Telling.What.CHANGED: CalendarMethod.REQUEST,
    Telling.What.CANCELLED: CalendarMethod.CANCEL,
}


@dataclass(frozen=True)
class Receiver:
    """Somebody who is told. `key` names the registration or invitation."""

    key: str
    name: str
    email: str
    language: str
    path: str
    has_place: bool = False


def registered(registration) -> Receiver:
    return Receiver(
        key=f"registration-{registration.pk}",
        name=registration.name,
        email=registration.email,
        language=registration.language,
        path=registration.path,
        has_place=registration.state == registration.State.REGISTERED,
    )


def invited(invitation) -> Receiver:
    person = invitation.person
    return Receiver(
        key=f"invitation-{invitation.pk}",
        name=person.name,
        email=person.email,
        language=person.language,
        path=answer_path(invitation),
    )


def told(telling, to: Receiver) -> None:
    """The letter of the telling, with the calendar file that changes or removes the event."""
    write_letter(
        f"events/mail/{telling.what}.txt",
        key=f"event-{telling.event_id}-{telling.what}-{telling.version}-{to.key}",
        to=to.email,
        language=to.language,
        context=facts_for(telling.event, telling.before, to),
        attachments=[calendar(telling, to)],
    )


def facts_for(event, before, to: Receiver) -> dict:
    with translation.override(to.language):
        was = {"when": when_of(before), "where": before["where"]} if before else {}
    own = {"name": to.name, "path": to.path, "video_link": video_link(event, to)}
    return {"event": event, "was": was, **own}


def video_link(event, to: Receiver) -> str:
    """Only for who has a place."""
    return event.video_link if to.has_place else ""


def calendar(telling, to: Receiver):
    event, method = telling.event, METHODS[telling.what]
    with translation.override(to.language):
        entered = entry(
            event,
            method=method,
            to=(to.name, to.email),
            page=to.path,
            video_link=video_link(event, to),
            now=telling.made_at,
        )
        name = _("event.ics")
    document = store(calendar_file(entered), keep_until=localdate(event.ends_at))
    return name, f"text/calendar; method={method.value}", document


def change_as_written(event) -> tuple[str, str]:
    """Subject and text of the letter on a change that is not told yet, to be looked at first."""
    to = Receiver("", _("Name"), "", "sv", event.path, has_place=True)
    context = facts_for(event, event.told, to)
    return compose("events/mail/changed.txt", language=to.language, context=context)
