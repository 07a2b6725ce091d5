"""Events in each stage: to come, open to anybody, cancelled and held."""

from datetime import date, datetime, time, timedelta

from board.models import Body
from events.actions import cancel, complete_draft, publish
from events.models import AddOn, Event, EventKind, ProgrammeItem, Series
from lattvikt.lib.calendar_file import STOCKHOLM
from members.models import Organisation

MEETING = """\
Vi ses kvällen innan workshopen, hos ett gjuteri som har bytt ut en svetsad konstruktion mot en enda
gjuten del. Ta med en fråga som ni brottas med: det är den vi pratar om över middagen.
"""


def make_events(*, secretary, days):
    """The one to come has a study visit, and a lecture that is held if there is interest."""
    now = at(days.today, 8)
    host, *others = Organisation.objects.order_by("pk")[:3]
    coming = the_meeting(
        days.today + timedelta(days=33), "Nätverksträff: gjutet i ett stycke", host
    )
    add_study_visit(coming, host)
    add_lecture(coming)
    held = the_meeting(
        days.today - timedelta(days=40), "Nätverksträff om återvunnen kompositfiber", others[0]
    )
    off = the_meeting(
        days.today + timedelta(days=60), "Nätverksträff om tunnväggig plåt", others[1]
    )
    conference = the_conference(days.year + 1)
    for event in (coming, off, conference):
        publish(event, now=now)
    publish(held, now=held.starts_at - timedelta(days=60))
    cancel(
        off,
        because="Värden bygger om sin verkstad. Vi återkommer med ett nytt datum.",
        by=secretary,
        now=now,
    )


def at(day, hour):
    return datetime.combine(day, time(hour), STOCKHOLM)


def the_meeting(day, title, host):
    meeting = Event.objects.create(
        kind=EventKind.objects.get(name="Nätverksträff"),
        title=title,
        summary="Ett informellt möte med kollegor i den egna och i andra branscher.",
        text=MEETING,
        body=Body.objects.order_by("slug").get(slug="styrelsen"),
        host=host,
        place="Verkstadsgatan 3, Borlänge",
        map_link="https://www.openstreetmap.org/?mlat=60.486&mlon=15.437#map=15/60.486/15.437",
        house_rules="Anmäl er i receptionen. Skyddsskor och hörselskydd lånas ut.",
        linked_title="SIP LIGHTers workshop",
        linked_timing=Event.Timing.EVENING_BEFORE,
        capacity=40,
        starts_at=at(day, 16),
        ends_at=at(day, 20),
    )
    for hour, words in [(16, "Fika och presentation"), (18, "Middag och samtal i smågrupper")]:
        meeting.programme.create(starts_at=time(hour), title=words, position=hour)
    complete_draft(meeting)
    return meeting


def add_study_visit(event, host):
    AddOn.objects.create(
        event=event,
        title="Studiebesök i gjuteriet",
        text="Från modell till färdig del, på två timmar.",
        host=host,
        starts_at=event.starts_at - timedelta(hours=2),
        ends_at=event.starts_at,
        capacity=12,
    )


def add_lecture(event):
    event.programme.create(
        starts_at=time(17),
        position=17,
        kind=ProgrammeItem.Kind.IF_INTEREST,
        title="Biokompositer i bärande delar",
        speakers="Maria Sjö, institutet i Mölndal",
    )


def the_conference(year):
    begins = at(date(year, 5, 14), 9)
    series = Series.objects.create(name="LIGHTer International Conference", every_years=2)
    conference = Event.objects.create(
        kind=EventKind.objects.get(name="Konferens"),
        title=f"LIGHTer International Conference {year}",
        summary="Two days on lightweight technology, open to anybody.",
        text="Research and industry meet in Gothenburg. The programme is set in the winter.",
        language="en",
        openness=Event.Openness.ANYBODY,
        body=Body.objects.get(slug="styrelsen"),
        series=series,
        place="Lindholmen, Gothenburg",
        starts_at=begins,
        ends_at=begins + timedelta(days=1, hours=7),
        fee=2400,
    )
    conference.programme.create(starts_at=time(9), position=9, title="Welcome and keynote")
    complete_draft(conference)
    return conference
