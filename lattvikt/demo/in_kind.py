"""Members that pay with work: two this year, agreed and reported; three that ask for the next."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from billing.actions import (
    apply_in_kind,
    ask_about_in_kind,
    refer_in_kind,
    report_in_kind_delivery,
)
from billing.models import InKindApplication
from board.actions import cast_vote, decide, open_meeting, put_on_meeting
from board.models import Matter, Seat, Vote
from lattvikt.demo.calendar import Days
from lattvikt.demo.register import make_applicant
from members.models import Organisation, Person

AGREED = ("Åkroken Teknikpark AB", [("Lokal och värdskap för två nätverksträffar", 8)])
REPORTED = (
    "Nordiska Fogningsinstitutet AB",
    [("Webbkurs om limning, tre avsnitt", 14), ("Granskning av handboken", Decimal("4.5"))],
)
SENT = (
    "Norra Bottenvikens tekniska universitet",
    [("Forskarskola om lätta konstruktioner i kyla", 120), ("Studiebesök på Porsön", 24)],
)
RETURNED = ("Föreningen Svenska Kompositföretag", [("Artiklar i medlemsbrevet", 6)])
REFERRED = (
    "Stiftelsen Bergslagens högskola",
    [("Examensarbete om återvunnen aluminium, handledning", 20)],
)
BENEFIT = "Resultatet är öppet för alla medlemmar och presenteras på en nätverksträff."


def make_in_kind(*, people: dict[str, Person], days: Days):
    secretary = people["kansliet@lattvikt.example"].user
    this_year = [send(days.year, *work) for work in (AGREED, REPORTED)]
    for application in this_year:
        refer_in_kind(application, by=secretary, today=days.board)
    approve_at_a_meeting(this_year, days=days)
    report_in_kind_delivery(
        this_year[1],
        report="Webbkursen är klar och har setts av 140 personer. Granskningen hanns inte med.",
        hours=[14, 0],
        by=this_year[1].applicant,
        now=timezone.now(),
    )
    _sent, returned, referred = [send(days.year + 1, *work) for work in (SENT, RETURNED, REFERRED)]
    question = "Hur många artiklar tänker ni er, och när?"
    ask_about_in_kind(returned, question=question, by=secretary, today=days.today)
    refer_in_kind(referred, by=secretary, today=days.today)


def send(year, name, tasks) -> InKindApplication:
    """In good time, whatever day the demonstration begins."""
    organisation = Organisation.objects.get(name=name)
    return apply_in_kind(
        organisation,
        year=year,
        benefit=BENEFIT,
        tasks=tasks,
        by=make_applicant(organisation.org_number),
        today=date(year, 1, 1),
    )


def approve_at_a_meeting(applications, *, days: Days):
    """Seven of nine are there, and all say yes."""
    seats = list(Seat.objects.filter(body__slug="styrelsen").order_by("pk"))
    chair, present = seats[0], seats[:7]
    meeting = open_meeting(
        chair.body, held_on=days.board, place="Lindholmen, Göteborg", present=present
    )
    for application in applications:
        matter = Matter.objects.get(billing_inkindapplication=application)
        matter = put_on_meeting(matter, meeting=meeting, by=chair)
        for seat in present:
            cast_vote(matter, seat=seat, choice=Vote.Choice.FOR)
        decide(matter, by=chair, today=days.board)
