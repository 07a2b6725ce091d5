"""To those who are called to a meeting: the notice, its changes, and that it is called off."""

from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from archive.actions import store
from lattvikt.lib.calendar_file import STOCKHOLM, CalendarEntry, CalendarMethod, calendar_file
from members.models import Programme
from outbox.actions import write_letter

ANSWER_SALT = "board.answer-to-notice"
CALENDAR = "text/calendar; method={}"


def notice(meeting, seat):
    """The agenda as the holder may see it, a calendar file, and a link to answer by.

    The papers are read where one logs in: there jäv is as it stands on that day.
    """
    write(
        "notice",
        meeting,
        seat,
        key=f"meeting-{meeting.pk}-notice-{meeting.notice_version}-seat-{seat.pk}",
        method=CalendarMethod.REQUEST,
        points=meeting.items.withheld_from(seat).select_related("presenter"),
        is_change=meeting.notice_version > 1,
        answer_link=settings.SITE_URL + answer_path(meeting, seat),
    )


def told_cancelled(meeting, seat):
    """To who has been called to a meeting that will not be held."""
    key = f"meeting-{meeting.pk}-cancelled-seat-{seat.pk}"
    write("cancelled", meeting, seat, key=key, method=CalendarMethod.CANCEL)


def deputy_asked(one):
    """Whether a deputy can stand in. Asked anew after a release, so the key has the moment."""
    write(
        "deputy",
        one.meeting,
        one.deputy,
        key=f"meeting-{one.meeting_id}-stand-in-{one.pk}-{one.asked_at.timestamp()}",
        method=CalendarMethod.REQUEST,
        absent=one.seat,
        answer_link=settings.SITE_URL + answer_path(one.meeting, one.deputy),
    )


def deputy_released(one):
    """To a deputy who is not needed after all; the meeting leaves the calendar."""
    key = f"meeting-{one.meeting_id}-stand-in-{one.pk}-{one.asked_at.timestamp()}-released"
    write(
        "deputy_released",
        one.meeting,
        one.deputy,
        key=key,
        method=CalendarMethod.CANCEL,
        absent=one.seat,
    )


def write(letter, meeting, seat, *, key, method, **facts):
    person = seat.person
    if not person.email:
        return
    with translation.override(person.language):
        content, name = calendar_file(invitation(meeting, seat, method)), _("meeting.ics")
    calendar = store(content, keep_until=meeting.held_on)
    write_letter(
        f"board/mail/meeting_{letter}.txt",
        key=key,
        to=person.email,
        language=person.language,
        context={"meeting": meeting, "person": person, **facts},
        attachments=[(name, CALENDAR.format(method.value), calendar)],
    )


def invitation(meeting, seat, method) -> CalendarEntry:
    """In the language that is spoken now. It names no point: what is withheld is not there."""
    person = seat.person
    programme, domain = Programme.objects.current(), parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    page = settings.SITE_URL + reverse("board:meeting", args=[meeting.body.slug, meeting.pk])
    number = {"body": meeting.body, "number": meeting.number, "year": meeting.year}
    return CalendarEntry(
        method=method,
        uid=f"meeting-{meeting.pk}@{domain.partition('@')[2]}",
        sequence=sequence(meeting, seat, method),
        written_at=meeting.cancelled_at or meeting.notice_sent_at,
        begins=datetime.combine(meeting.held_on, meeting.starts_at, STOCKHOLM),
        ends=datetime.combine(meeting.held_on, meeting.ends_at, STOCKHOLM),
        title=_("%(body)s, meeting %(number)s/%(year)s") % number,
        where=meeting.where,
        text="\n".join(filter(None, [meeting.note, meeting.link, page])),
        url=page,
        organiser=(programme.name, programme.email),
        invited=(person.name, person.email),
    )


def sequence(meeting, seat, method) -> int:
    """Higher for each letter to the seat about the meeting (RFC 5545 3.8.7.4).

    Each notice counts one; to be released and asked anew, as a deputy may be, counts two.
    """
    times = meeting.stand_ins.filter(deputy=seat).values_list("times_asked", flat=True).first()
    changes = meeting.notice_version + 2 * ((times or 1) - 1)
    return changes - (method == CalendarMethod.REQUEST)


def answer_path(meeting, seat):
    """To the page where this seat answers this notice, without a login."""
    signed = signing.dumps([meeting.pk, seat.pk], salt=ANSWER_SALT)
    return reverse("board:answer_notice", args=[signed])
