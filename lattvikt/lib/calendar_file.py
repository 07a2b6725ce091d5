"""A meeting as a calendar file (RFC 5545): an invitation, a change of it, or its end (RFC 5546).

Or what anybody may put in a calendar: published, without a receiver.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vCalAddress

from lattvikt.lib.printable import printable

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
    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True)
class CalendarEntry:
    """What one person's calendar is told. `sequence` is higher for each change of the same uid."""

    method: CalendarMethod
    uid: str
    sequence: int
    written_at: datetime
    begins: datetime
    ends: datetime
    title: str
    where: str
    text: str
    url: str
    organiser: tuple[str, str]  # name, e-mail address
    invited: tuple[str, str] | None  # None for what is published to nobody in particular


def calendar_file(entry: CalendarEntry) -> bytes:
    """The same bytes for the same entry. Answers are not given by the calendar."""
    return calendar_of(entry.method, [entry])


def calendar_feed(name: str, entries: Iterable[CalendarEntry]) -> bytes:
    """What a calendar fetches time and again (RFC 7986): all that it shows, as it stands now."""
    return calendar_of(CalendarMethod.PUBLISH, entries, {"name": name, "x-wr-calname": name})


def calendar_of(method: CalendarMethod, entries: Iterable[CalendarEntry], facts=()) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Lättvikt//Möten//SV")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    for key, value in dict(facts).items():
        calendar.add(key, printable(value))
    calendar.add_component(Timezone.from_ical(ZONE))
    for entry in entries:
        calendar.add_component(event_of(entry))
    return calendar.to_ical()


def event_of(entry: CalendarEntry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.written_at)
    event.add("dtstart", entry.begins.astimezone(STOCKHOLM))
    event.add("dtend", entry.ends.astimezone(STOCKHOLM))
    event.add("summary", printable(entry.title))
    event.add("location", printable(entry.where))
    event.add("description", printable(entry.text))
    event.add("url", entry.url)
    event.add("organizer", address(*entry.organiser))
    if entry.invited:
        attendee = address(*entry.invited)
        attendee.params["RSVP"] = "FALSE"
        event.add("attendee", attendee)
    is_cancelled = entry.method == CalendarMethod.CANCEL
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    return event


def address(name: str, email: str) -> vCalAddress:
    found = vCalAddress(f"mailto:{email}")
    found.params["CN"] = printable(name).replace('"', "")
    return found
