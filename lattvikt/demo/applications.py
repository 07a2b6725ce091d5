# ruff: noqa: E501  one applicant a row
"""Applications in every state; four of them have made members of the newcomers."""

from django.utils import timezone

from accounts.models import User
from admission.actions import (
    refer,
    return_with_question,
    submit_application,
    withdraw,
)
from admission.models import Application
from board.actions import cast_vote, decide, open_meeting, put_on_meeting
from board.models import Matter, Seat, Vote
from lattvikt.demo.calendar import Days
from lattvikt.demo.organisations import MEMBERS, NEWCOMERS, company, non_profit
from lattvikt.demo.register import declare_interest, details_of, make_applicant
from members.models import AgendaVersion, Person

RECEIVED = [
    company("Bångbro Lättbalk AB", "Bygg och anläggning", "18", 47, "Balkgatan 3", "71432", "Kopparberg"),
    non_profit("Stiftelsen Övre Norrlands Prototypverkstad för Cirkulära Kompositer och Hållbar Konstruktion", "Annat", "Material", "25", 8, "Verkstadsgränd 2", "97231", "Luleå"),
    company("Källstorps Segelflyg AB", "Flyg och rymd", "12", 250, "Flygfältsvägen 1", "23161", "Trelleborg"),
]  # fmt: skip
RETURNED = company("Vindö Båtbyggeri AB", "Sjöfart", "14", 501, "Varvsgatan 2", "47395", "Henån")
REFERRED = [
    company("Mörrums Lättviktsankare AB", "Sjöfart", "10", 36, "Åvägen 14", "37543", "Mörrum"),
    company("Täby Exoskelett AB", "Medicinteknik", "01", 19, "Kemistvägen 6", "18379", "Täby"),
]
REJECTED = company(
    "Tungt Gods i Bergslagen AB", "Annan bransch", "20", 90, "Blyvägen 1", "77693", "Hedemora"
)
WITHDRAWN = company(
    "Östersunds Kanotfabrik AB", "Sjöfart", "23", 11, "Sjötorget 3", "83134", "Östersund"
)
DRAFT = company(
    "Göteborgs Lättvagnsverkstad AB", "Järnväg", "14", 62, "Vagnhallen 4", "41104", "Göteborg"
)
FIRST_PLACE = 900  # of the made-up numbers, after the members' own


def make_applications(*, people: dict[str, Person], agenda: AgendaVersion, days: Days):
    secretary = people["kansliet@lattvikt.example"].user
    places = iter(range(FIRST_PLACE, FIRST_PLACE + 50))

    def send(member, place=None, applicant=None):
        details = details_of(member, place or next(places))
        return sent_application(details, agenda, applicant)

    newcomers = [
        send(member, place) for place, member in enumerate(MEMBERS, 1) if member.name in NEWCOMERS
    ]
    rejected = send(REJECTED)
    for application in [*newcomers, rejected]:
        refer(application, by=secretary)
    decide_at_a_meeting(newcomers, rejected, people=people, days=days)

    for member in RECEIVED:
        send(member)
    question = "Gäller antalet anställda bara den svenska verksamheten?"
    return_with_question(send(RETURNED), question=question, by=secretary)
    for member in REFERRED:
        application = send(member)
        refer(application, by=secretary)
    declare_interest(
        people["javig@lattvikt.example"],
        org_number=application.org_number,
        name=application.name,
    )
    withdrawn = send(WITHDRAWN)
    withdraw(withdrawn, by=withdrawn.applicant)
    make_draft(details_of(DRAFT, next(places)), people["sokande@lattvikt.example"].user)


def sent_application(details: dict, agenda: AgendaVersion, applicant: User | None) -> Application:
    applicant = applicant or make_applicant(details["org_number"])
    application = Application.objects.create(
        applicant=applicant,
        accepts_pdf=True,
        contact_name=applicant.name,
        contact_phone="070-123 45 67",
        motivation="Vi vill bygga lättare och lära av andra branscher.",
        agenda_version=agenda,
        support_stated_by=applicant.name,
        support_stated_at=timezone.now(),
        **details,
    )
    return submit_application(application, by=applicant)


def make_draft(details: dict, applicant: User):
    """Örjan has sent the first step and nothing more."""
    first_step = ["name", "org_number", "kind", "industry", "region", "is_for_profit", "employees"]
    Application.objects.create(applicant=applicant, **{name: details[name] for name in first_step})


def decide_at_a_meeting(newcomers, rejected, *, people: dict[str, Person], days: Days):
    """Seven of nine are there; the newcomers are admitted, and one is not."""
    seats = list(Seat.objects.filter(body__slug="styrelsen").order_by("pk"))
    chair, present = seats[0], seats[:7]
    meeting = open_meeting(
        chair.body, held_on=days.board, place="Lindholmen, Göteborg", present=present
    )
    for application in newcomers:
        settle(application, meeting, present, Vote.Choice.FOR, chair=chair, days=days)
    reason = "Verksamheten har ännu ingen koppling till lättviktsteknik. Välkommen åter."
    settle(rejected, meeting, present, Vote.Choice.AGAINST, chair=chair, days=days, reason=reason)


def settle(application, meeting, present, choice, *, chair, days: Days, reason=""):
    matter = put_on_meeting(
        Matter.objects.get(admission_application=application), meeting=meeting, by=chair
    )
    for seat in present:
        cast_vote(matter, seat=seat, choice=choice)
    decide(matter, by=chair, today=days.board, reason=reason, if_not_carried="reject")
