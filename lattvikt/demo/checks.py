"""A call for medlemscheckar that is open, with an application in each state before the closing."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from checks.actions import (
    answer_for_partner,
    ask_partner,
    begin,
    publish,
    save_draft,
    send,
    withdraw,
)
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
    now = timezone.now()
    call = make_call(
        name=f"Medlemscheckar {days.year}",
        opens_at=now - timedelta(days=7),
        closes_at=now + timedelta(days=30),
        budget=Decimal(1_500_000),
        now=now,
    )
    small = Organisation.objects.members(days.today).filter(
        is_for_profit=True, employees__range=(1, CHECK_EMPLOYEES_BELOW - 1)
    )
    first, second, third, fourth, fifth = small.in_swedish_order()[:5]
    sent = write(call, first, {}, now=now)
    ask(sent, third)
    send(sent, by=sent.saved_by, now=now)
    write(call, second, {"title": "Limmade tak", "plan": "", "asked": None}, now=now)
    change_again(send_one(call, fourth, "Rotorblad utan spill"))
    regretted = send_one(call, fifth, "Lätt grind")
    withdraw(regretted, by=regretted.saved_by, now=now)


def send_one(call, organisation, title) -> Application:
    application = write(call, organisation, {"title": title}, now=timezone.now())
    send(application, by=application.saved_by, now=timezone.now())
    return application


def change_again(application):
    """Saved after it was sent, and not sent anew."""
    application.refresh_from_db()
    answers = {**application.answers, "months": 8}
    save_draft(
        application,
        version=application.version,
        answers=answers,
        costs=COSTS,
        by=application.saved_by,
    )


def make_call(*, name, opens_at, closes_at, budget, now, is_state_aid=False) -> Call:
    """Published at `now`."""
    call = Call.objects.create(
        name=name,
        name_en=name,
        text="Ett kort teknikprojekt som prövar något nytt i er egen verksamhet.",
        text_en="A short technology project that tries something new in your own operation.",
        opens_at=opens_at,
        closes_at=closes_at,
        budget=budget,
        largest_amount=Decimal(350_000),
        own_percent=25,
        is_state_aid=is_state_aid,
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


def write(call, organisation, answers, *, now) -> Application:
    """`ANSWERS`, with others for some."""
    by = make_applicant(organisation.org_number)
    application = begin(call, organisation=organisation, by=by, now=now)
    return save_draft(application, version=0, answers={**ANSWERS, **answers}, costs=COSTS, by=by)
