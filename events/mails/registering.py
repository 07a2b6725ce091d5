"""To who has registered for an event: how it stands, each time it changes.

No letter says what somebody needs to eat or to get in: what was sent is kept, and that is purged.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from archive.actions import store
from events.mails.calendar import entry
from events.models import AddOnPlace, Place, Registration
from lattvikt.lib.calendar_file import (
    CalendarEntry,
    CalendarMethod,
    calendar_feed,
    calendar_file,
)
from members.models import Person, Programme
from outbox.actions import write_letter


def confirmed(registration: Registration) -> None:
    """With a place, whether it was free at once or has been offered and taken."""
    write("confirmed", registration, method=CalendarMethod.REQUEST)


def waits(registration: Registration) -> None:
    """On the waiting list, and where in the line."""
    write("waits", registration, place_in_line=registration.place_in_line)


def offered(registration: Registration) -> None:
    write("offered", registration)


def lapsed(registration: Registration) -> None:
    """The offer was not taken in time."""
    write("lapsed", registration)


def left(registration: Registration) -> None:
    """The event leaves the calendar, where it may have been since the invitation."""
    write("left", registration, method=CalendarMethod.CANCEL)


def reminder(registration: Registration) -> None:
    write("reminder", registration)


def told_again(registration: Registration, *, now: datetime) -> None:
    """Somebody asked for a place with an address that has one: its holder is told the way to it.

    At most once an hour, so that nobody's address is flooded.
    """
    write("again", registration, key=f"again-{now:%Y%m%d%H}")


def add_on_offered(place: AddOnPlace) -> None:
    write("add_on_offered", place.registration, key=f"add-on-{place.pk}-offered", place=place)


def add_on_lapsed(place: AddOnPlace) -> None:
    write("add_on_lapsed", place.registration, key=f"add-on-{place.pk}-lapsed", place=place)


def write(letter: str, registration: Registration, *, key="", method=None, **facts) -> None:
    """Each is owed once: who leaves and comes back has a new registration.

    Who came unregistered may have given no address.
    """
    if not registration.email:
        return
    write_letter(
        f"events/mail/{letter}.txt",
        key=f"registration-{registration.pk}-{key or letter}",
        to=registration.email,
        language=registration.language,
        context={
            "registration": registration,
            "event": registration.event,
            "add_ons": registration.add_ons.live().select_related("add_on"),
            "is_coming": registration.state == Place.State.REGISTERED,
            "link": settings.SITE_URL + registration.path,
            **facts,
        },
        attachments=[calendar(registration, method)] if method else [],
    )


def calendar(registration: Registration, method: CalendarMethod):
    """As an attachment; kept until the event is over."""
    to = (registration.name, registration.email)
    with translation.override(registration.language):
        content, name = calendar_file(own_entry(registration, method, to=to)), _("event.ics")
    document = store(content, keep_until=localdate(registration.event.ends_at))
    return name, f"text/calendar; method={method.value}", document


def own_calendar_file(registration: Registration) -> bytes:
    """For one's own calendar, as the registration stands now."""
    return calendar_file(published_entry(registration))


def own_feed(person: Person, *, now: datetime) -> bytes:
    """All that the person is registered for, from a year back; the cancelled say that they are."""
    programme, since = Programme.objects.current(), now - timedelta(days=365)
    come = person.registrations.filter(state=Place.State.REGISTERED, event__ends_at__gt=since)
    come = come.select_related("event__host").order_by("event__starts_at", "pk")
    with translation.override(person.language):
        entries = [published_entry(one, programme=programme) for one in come]
        return calendar_feed(programme.name, entries)


def published_entry(registration: Registration, **facts) -> CalendarEntry:
    """For a calendar that asks: nobody is invited by it (RFC 5546 3.2.1)."""
    event = registration.event
    is_off = event.cancelled_at or registration.state == Place.State.LEFT
    method = CalendarMethod.CANCEL if is_off else CalendarMethod.PUBLISH
    changed_at = event.cancelled_at or event.told_at or registration.queued_at
    return own_entry(registration, method, now=changed_at, **facts)


def own_entry(registration: Registration, method: CalendarMethod, **facts) -> CalendarEntry:
    """With one's own page, and with the video link for who has a place."""
    is_coming = registration.state == Place.State.REGISTERED
    return entry(
        registration.event,
        method=method,
        page=registration.path,
        video_link=registration.event.video_link if is_coming else "",
        **facts,
    )
