"""To those who are asked to come: what, why they, when and where, and the link to answer by."""

from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from archive.models import Document
from events.mails.calendar import entry
from lattvikt.lib.calendar_file import CalendarMethod, calendar_file
from members.mails import letters_link
from outbox.actions import OwedLetter, compose

ANSWER_SALT = "events.answer-to-invitation"
CALENDAR = "text/calendar; method=REQUEST"


@dataclass(frozen=True)
class Draft:
    """A letter and the calendar file that goes with it, neither of them kept yet."""

    letter: OwedLetter
    calendar: bytes
    calendar_name: str
    keep_until: date

    def with_file(self, kept: Document) -> OwedLetter:
        return replace(self.letter, attachments=[(self.calendar_name, CALENDAR, kept)])


def invitation(one, *, everywhere) -> Draft:
    """The first letter. `everywhere` is what every letter may name (outbox.for_every_letter)."""
    return draft(one, key=one.letter_key, everywhere=everywhere)


def invitation_reminder(one, *, everywhere) -> Draft:
    """To who has not answered. Once a day at most, so the key has the day."""
    key = f"{one.letter_key}-reminder-{timezone.localdate()}"
    return draft(one, key=key, everywhere=everywhere, is_reminder=True)


def draft(one, *, key, everywhere, is_reminder=False) -> Draft:
    event, person = one.event, one.person
    facts = {
        "invitation": one,
        "event": event,
        "person": person,
        "is_reminder": is_reminder,
        "answer_link": settings.SITE_URL + answer_path(one),
        "letters_link": letters_link(person),
    }
    with translation.override(person.language):
        subject, text = compose(
            "events/mail/invitation.txt",
            language=person.language,
            context=facts,
            everywhere=everywhere,
        )
        return Draft(
            letter=OwedLetter(key, person.email, subject, text, person.language),
            calendar=calendar_file_of(one, programme=everywhere["programme"]),
            calendar_name=_("meeting.ics"),
            keep_until=timezone.localdate(event.ends_at),
        )


def calendar_file_of(one, *, programme) -> bytes:
    """The event in the calendar of who is asked, with the link to answer by."""
    event, person = one.event, one.person
    return calendar_file(
        entry(
            event,
            method=CalendarMethod.REQUEST,
            to=(person.name, person.email),
            page=answer_path(one),
            now=max(filter(None, [one.made_at, event.told_at])),
            programme=programme,
        )
    )


def answer_path(one):
    """To the page where this person answers this invitation, without a login."""
    signed = signing.dumps([one.pk, one.person_id], salt=ANSWER_SALT)
    return reverse("events:answer", args=[signed])
