"""A call that is over, from its opening to its projects, which have not all come equally far."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from accounts.models import User
from board.actions import cast_vote, decide, open_meeting
from board.models import Body, Seat, Vote
from checks import actions
from checks.models import Application, Call, Payout, Project
from lattvikt.demo.calendar import Days
from lattvikt.demo.checks import make_call, write
from lattvikt.demo.logins import ASSESSORS
from members.models import Contact, Organisation, Person

BANKGIRO = "9912346"
FIRST_QUESTION = "Hur länge håller limmet vid −30 grader?"
SECOND_QUESTION = "Har någon provat fästena i saltdimma?"
EURO_RATE = Decimal("11.2345")
CONDITION = "att provningen redovisas öppet för medlemmarna"
REASONS = [
    "Ingen annan medlem har provat det i den här storleken.",
    "Kan användas av flera branscher om det lyckas.",
    "Planen är tydlig, men tiden är knapp.",
]


@dataclass(frozen=True)
class Wish:
    """What a member applied for, what each assessor gave, and what it was granted."""

    name: str
    title: str
    points: tuple[int, int, int]
    granted: int | None
    conditions: str = ""


WISHES = [
    Wish(
        "Åkerlund & Ångström Lättvagnar AB", "Lättare vagnskorg med limmade noder", (5, 5, 4), 300
    ),
    Wish(
        "Svenska Additiva Komponenter i Norra Bohuslän Aktiebolag (publ)",
        "Utskrivna fästen i magnesium",
        (5, 4, 4),
        250,
        CONDITION,
    ),
    Wish("Smålands Formsprutning AB", "Skummad plast i lastbärare", (4, 4, 3), 200),
    Wish("Roslagens Segel och Rigg AB", "Mast av återvunnen kolfiber", (4, 3, 3), 150),
    Wish("Nybro Glasfiber AB", "Stol av glasfiberspill", (2, 3, 2), None),
]


@dataclass(frozen=True)
class Times:
    """Opened half a year ago and decided two months later, so that projects are on their way."""

    opened: datetime
    sent: datetime
    closed: datetime
    assessed: datetime
    met: date

    @classmethod
    def before(cls, now: datetime) -> "Times":
        opened, closed, assessed, met = (now - timedelta(days=n) for n in (180, 150, 135, 120))
        return cls(opened, opened + timedelta(days=9), closed, assessed, timezone.localdate(met))


def make_decided_call(*, people: dict[str, Person], days: Days):
    times = Times.before(timezone.now())
    secretary = people["kansliet@lattvikt.example"].user
    assessors = make_assessors(people, since=date(days.year - 2, 1, 1))
    call = make_call(
        name=f"Medlemscheckar {times.opened.year}, första omgången",
        opens_at=times.opened,
        closes_at=timezone.now() + timedelta(days=1),
        budget=Decimal(1_000_000),
        now=times.opened,
        is_state_aid=True,
    )
    applications = [send(call, wish, now=times.sent) for wish in WISHES]
    Call.objects.filter(pk=call.pk).update(closes_at=times.closed)
    call.refresh_from_db()
    actions.ask_to_assess(
        call,
        seats=assessors,
        assess_by=times.assessed.date(),
        by=assessors[0],
        now=times.closed,
    )
    for place, (application, wish) in enumerate(zip(applications, WISHES, strict=True), 1):
        assess(application, wish, assessors, now=times.assessed)
        state(application, wish, place, by=assessors[0], now=times.assessed)
    decide_on(call, by=secretary, times=times)
    told = at(times.met + timedelta(days=1))
    actions.note_euro_rate(call, rate=EURO_RATE, on=times.met, now=told)
    actions.announce(call, by=secretary, now=told)
    start_projects(people=people, times=times)


def make_assessors(people: dict[str, Person], *, since: date) -> list[Seat]:
    """Ledningsgruppen: its chair, its vice chair and a member."""
    body = Body.objects.get(slug="ledningsgruppen")
    roles = [Seat.Role.CHAIR, Seat.Role.VICE_CHAIR, Seat.Role.MEMBER]
    return [
        Seat.objects.create(body=body, person=people[login.email], role=role, since=since)
        for login, role in zip(ASSESSORS, roles, strict=True)
    ]


def send(call, wish: Wish, *, now) -> Application:
    organisation = Organisation.objects.get(name=wish.name)
    application = write(call, organisation, {"title": wish.title}, now=now)
    actions.send(application, by=application.saved_by, now=now)
    return application


def assess(application, wish: Wish, assessors, *, now):
    criteria = list(application.call.criteria.all())
    for seat, points, reason in zip(assessors, wish.points, REASONS, strict=True):
        scores = dict.fromkeys(criteria, (points, reason))
        actions.assess(application, seat=seat, scores=scores, now=now)


def state(application, wish: Wish, place: int, *, by, now):
    text = "Nytt, genomförbart och till nytta för fler." if wish.granted else "Nyttan är oklar."
    actions.write_statement(
        application,
        rank=place,
        text=text,
        amount=wish.granted and Decimal(wish.granted * 1_000),
        conditions=wish.conditions,
        by=by,
        now=now,
    )


def decide_on(call, *, by: User, times: Times):
    """Seven of nine are there, and follow the statements."""
    seats = list(Seat.objects.filter(body__slug="styrelsen").order_by("pk"))
    chair, present = seats[0], seats[:7]
    meeting = open_meeting(chair.body, held_on=times.met, place="Lindholmen", present=present)
    for application in actions.refer_all(call, meeting=meeting, by=by, now=at(times.met)):
        is_for = application.statement.is_for
        for seat in present:
            choice = Vote.Choice.FOR if is_for else Vote.Choice.AGAINST
            cast_vote(application.matter, seat=seat, choice=choice)
        reason = "" if is_for else "Nyttan för medlemmen är oklar. Välkomna att söka igen."
        decide(
            application.matter, by=chair, today=times.met, reason=reason, if_not_carried="reject"
        )


def start_projects(*, people: dict[str, Person], times: Times):
    """One half paid, one that has asked for money, one to sign; the fourth has to certify."""
    secretary = people["kansliet@lattvikt.example"].user
    paid, asked, _to_sign = [start(wish, by=secretary, times=times) for wish in WISHES[:3]]
    lena, ahmed = people["medlem@lattvikt.example"].user, people["tva@lattvikt.example"].user
    day = at(times.met + timedelta(days=10))
    for project, contact in [(paid, lena), (asked, ahmed)]:
        actions.sign_for_member(project.agreement, by=contact, now=day)
        actions.sign_for_programme(project.agreement, by=secretary, now=day)
    payout = ask(paid, 150_000, by=lena, now=day + timedelta(days=1))
    actions.approve_payout(payout, by=secretary, now=day + timedelta(days=2))
    actions.confirm_payout(
        payout,
        paid_on=times.met + timedelta(days=14),
        by=people["ekonomi@lattvikt.example"].user,
        now=day + timedelta(days=4),
    )
    ask(asked, 90_000, by=ahmed, now=timezone.now())
    now = timezone.now()
    actions.ask_question(paid, text=FIRST_QUESTION, by=lena, now=now)
    answered = actions.ask_question(asked, text=SECOND_QUESTION, by=ahmed, now=now)
    actions.answer_question(answered, text="Ja, se lägesrapport 3.", by=secretary, now=now)


def start(wish: Wish, *, by: User, times: Times) -> Project:
    application = Application.objects.get(organisation__name=wish.name, title=wish.title)
    certify(application, times=times)
    starts_on = times.met + timedelta(days=14)
    return actions.start_project(
        application,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=180),
        report_due_on=starts_on + timedelta(days=210),
        language="sv",
        by=by,
        now=at(times.met + timedelta(days=7)),
    )


def certify(application, *, times: Times):
    """Each has had a grant from another before, and is linked to nobody."""
    actions.certify_aid(
        application,
        others=[("Tillväxtverket", times.met - timedelta(days=400), Decimal(18_000))],
        linked=[],
        by=contact_of(application),
        now=at(times.met + timedelta(days=5)),
    )


def contact_of(application) -> User:
    """The contact person's login; who wrote the application is given as one where it lacks."""
    contacts = application.organisation.contacts.filter(role=Contact.Role.CONTACT)
    person = contacts.select_related("person__user").earliest("pk").person
    if person.user is None:
        person.user = application.saved_by
        person.save(update_fields=["user"])
    return person.user


def ask(project, amount, *, by, now) -> Payout:
    return actions.ask_for_payout(
        project,
        amount=Decimal(amount),
        bankgiro=BANKGIRO,
        note="Förskott för arbete och material",
        by=by,
        now=now,
    )


def at(day: date) -> datetime:
    """Noon on the day."""
    return datetime.combine(day, time(12), tzinfo=timezone.get_current_timezone())
