"""A meeting as a calendar file (RFC 5545): an invitation, a change of it, or its end (RFC 5546)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vCalAddress

from lattvikt.lib.printable import printable

GOOD_NOTICE = timedelta(days=7)
STOCKHOLM = ZoneInfo("Europe/Stockholm")
# As it has been since 1996 (directive 2000/84/EC): a calendar need not know the name.
ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Stockholm
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
"""


class CalendarMethod(StrEnum):
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True)
class Invitation:
    """What one person's calendar is told. `sequence` is higher for each change of the same uid."""

    method: CalendarMethod
    uid: str
    sequence: int
    written_at: datetime
    day: date
    starts_at: time
    ends_at: time
    title: str
    where: str
    text: str
    url: str
    organiser: tuple[str, str]  # name, e-mail address
    invited: tuple[str, str]


def calendar_file(invitation: Invitation) -> bytes:
    """The same bytes for the same invitation. Answers are not given by the calendar."""
    calendar = Calendar()
    calendar.add("prodid", "-//Lättvikt//Möten//SV")
    calendar.add("version", "2.0")
    calendar.add("method", invitation.method)
    calendar.add_component(Timezone.from_ical(ZONE))
    calendar.add_component(event_of(invitation))
    return calendar.to_ical()


def event_of(invitation):
    event = Event()
    event.add("uid", invitation.uid)
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", invitation.written_at)
    event.add("dtstart", at(invitation.day, invitation.starts_at))
    event.add("dtend", at(invitation.day, invitation.ends_at))
    event.add("summary", printable(invitation.title))
    event.add("location", printable(invitation.where))
    event.add("description", printable(invitation.text))
    event.add("url", invitation.url)
    event.add("organizer", address(*invitation.organiser))
    attendee = address(*invitation.invited)
    attendee.params["RSVP"] = "FALSE"
    event.add("attendee", attendee)
    is_cancelled = invitation.method == CalendarMethod.CANCEL
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    return event


def at(day, hour):
    return datetime.combine(day, hour, STOCKHOLM)


def address(name, email):
    found = vCalAddress(f"mailto:{email}")
    found.params["CN"] = printable(name).replace('"', "")
    return found


def is_short_notice(held_on: date, *, today: date) -> bool:
    """Less than a week: everybody is to have time to read (LEF 7 kap. 21 §; the week is ours)."""
    return held_on < today + GOOD_NOTICE
