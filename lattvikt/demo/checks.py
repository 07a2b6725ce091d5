"""A call for medlemscheckar that is open: one member has sent its application, one writes."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from checks.actions import answer_for_partner, ask_partner, begin, publish, save_draft, send
from checks.models import Application, Call
from lattvikt.demo.calendar import Days
from lattvikt.demo.register import make_applicant
from members.models import Organisation
from members.rules import CHECK_EMPLOYEES_BELOW

CRITERIA = [
    ("Nyhetsvärde för medlemmen", "Novelty for the member", 40),
    ("Nytta och spridning", "Benefit and spreading", 35),
    ("Genomförbarhet", "Feasibility", 25),
]
ANSWERS = {
    "title": "Lättare landställ i kompositmaterial",
    "problem": "Landstället är tre kilo för tungt och har för många delar.",
    "aim": "Att veta om det kan göras i ett stycke i kompositmaterial.",
    "plan": "Beräkning i maj, en första form i juni och prov i augusti.",
    "months": 6,
    "asked": Decimal(300_000),
}
COSTS = [
    ("work", "Konstruktion och beräkning", Decimal(250_000)),
    ("material", "Form och provning", Decimal(150_000)),
]


def make_calls(*, days: Days):
    call = make_call(days)
    small = Organisation.objects.members(days.today).filter(
        is_for_profit=True, employees__range=(1, CHECK_EMPLOYEES_BELOW - 1)
    )
    first, second, third = small.in_swedish_order()[:3]
    sent = write(call, first, ANSWERS)
    ask(sent, third)
    send(sent, by=sent.saved_by, now=timezone.now())
    write(call, second, {**ANSWERS, "title": "Limmade tak", "plan": "", "asked": None})


def make_call(days: Days) -> Call:
    now = timezone.now()
    call = Call.objects.create(
        name=f"Medlemscheckar {days.year}",
        name_en=f"Medlemscheckar {days.year}",
        text="Ett kort teknikprojekt som prövar något nytt i er egen verksamhet.",
        text_en="A short technology project that tries something new in your own operation.",
        opens_at=now - timedelta(days=7),
        closes_at=now + timedelta(days=30),
        budget=Decimal(1_500_000),
        largest_amount=Decimal(350_000),
        own_percent=25,
    )
    for position, (text, text_en, weight) in enumerate(CRITERIA, 1):
        call.criteria.create(position=position, text=text, text_en=text_en, weight=weight)
    return publish(call, now=now)


def ask(application, member):
    """A member that takes part in the project, and has said so."""
    now = timezone.now()
    partner = ask_partner(
        application,
        organisation=member,
        role="Gjuter och provar den första formen",
        by=application.saved_by,
        now=now,
    )
    answer_for_partner(partner, consents=True, by_name=partner.name, now=now)


def write(call, organisation, answers) -> Application:
    by = make_applicant(organisation.org_number)
    application = begin(call, organisation=organisation, by=by, now=timezone.now())
    return save_draft(application, version=0, answers=answers, costs=COSTS, by=by)
