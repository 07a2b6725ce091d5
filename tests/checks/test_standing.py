"""Where the projects stand, as the board and the assessing body see them (R7.14)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from board.models import Interest
from checks import rules
from checks.actions import approve_payout, approve_report, confirm_payout, return_report
from checks.models import Project, projects_overview
from tests import build
from tests.checks.projects import a_granted_check, a_payout, a_project, a_report, a_signed_project

pytestmark = pytest.mark.django_db
NOW = timezone.now
DUE = date(2027, 6, 30)
ADDRESS = ["styrelsen", "ledningsgruppen"]


@pytest.fixture(autouse=True)
def _programme():
    build.the_programme()


@pytest.fixture
def board():
    return build.a_board(3)


@pytest.mark.parametrize(
    ("is_signed", "report", "days", "stands"),
    [
        (False, None, 0, "to_sign"),
        (False, None, 1, "to_sign"),
        (True, None, 0, "running"),
        (True, None, 1, "late"),
        (True, "sent", 1, "reported"),
        (True, "returned", 0, "running"),
        (True, "returned", 1, "late"),
        (True, "approved", 1, "finished"),
    ],
)
def test_a_project_stands_where_its_agreement_its_report_and_the_day_put_it(
    is_signed, report, days, stands
):
    today = DUE + timedelta(days=days)
    assert rules.standing(is_signed=is_signed, report=report, due_on=DUE, today=today) == stands


def of(name, **fields):
    member = build.a_member(name)
    return a_signed_project(a_granted_check(build.a_sent_check(member)), **fields)


def page(client, seat, body="styrelsen"):
    client.force_login(seat.person.user)
    return client.get(reverse("deciding:projects", args=[body]))


def test_the_board_reads_how_far_each_has_come(client, board):
    paid, late = of("Åmåls Båtar AB"), of("Örebro Limteknik AB")
    payout = a_payout(paid)
    approve_payout(payout, by=build.of_the_staff("Kansliet"), now=NOW())
    treasurer = build.of_the_staff("Ekonomi")
    confirm_payout(payout, paid_on=timezone.localdate(), by=treasurer, now=NOW())
    yesterday = timezone.localdate() - timedelta(days=1)
    Project.objects.filter(pk=late.pk).update(
        starts_on=yesterday - timedelta(days=9), ends_on=yesterday, report_due_on=yesterday
    )
    overview = projects_overview(board[0])
    assert [(line.project, line.paid, line.standing) for line in overview.lines] == [
        (late, Decimal(0), "late"),
        (paid, Decimal(100_000), "running"),
    ]
    assert (overview.granted, overview.paid) == (Decimal(600_000), Decimal(100_000))
    shown = page(client, board[2])
    assertContains(shown, "Åmåls Båtar AB")
    assertContains(shown, "Rapport försenad")


def test_the_next_day_is_the_end_and_then_the_report(board):
    project = of("Åmåls Båtar AB")
    [line] = projects_overview(board[0]).lines
    assert (line.next_day, line.next_in_words) == (project.ends_on, "projektet slutar")
    today = timezone.localdate()
    ended = {"starts_on": today - timedelta(days=9), "ends_on": today - timedelta(days=1)}
    Project.objects.update(**ended)
    [line] = projects_overview(board[0]).lines
    assert (line.next_day, line.next_in_words) == (project.report_due_on, "slutrapport")
    report = a_report(project)
    secretary = build.of_the_staff("Kansliet")
    return_report(report, question="Vad vägde det?", by=secretary, now=NOW())
    [line] = projects_overview(board[0]).lines
    assert (line.standing, line.next_day) == ("running", project.report_due_on)
    approve_report(a_report(project), by=secretary, now=NOW())
    [line] = projects_overview(board[0]).lines
    assert (line.standing, line.next_day) == ("finished", None)


def test_an_agreement_that_lacks_a_signature_is_to_be_signed(board):
    a_project(board=board)
    [line] = projects_overview(board[0]).lines
    assert line.standing == "to_sign"


def test_who_has_jav_reads_how_many_they_are_and_no_sums(client, board):
    tied, other = of("Åmåls Båtar AB"), of("Örebro Limteknik AB")
    number = tied.organisation.org_number
    Interest.objects.create(person=board[2].person, org_number=number, name="X", nature="ägare")
    overview = projects_overview(board[2])
    assert ([line.project for line in overview.lines], overview.hidden) == ([other], 1)
    shown = page(client, board[2])
    assertNotContains(shown, "Åmåls Båtar AB")
    assertContains(shown, "1 projekt visas inte för dig")
    assertNotContains(shown, "Beviljat totalt")
    assertContains(page(client, board[1]), "Beviljat totalt")


def test_both_bodies_have_it_among_their_pages_and_no_other(client, board):
    leader = build.a_seat(build.the_assessors(), "chair")
    stranger = build.a_seat(build.a_body("teknikgruppen-2", name="Teknik"), "chair")
    assertContains(page(client, board[2]), "Inga projekt ännu")
    shown = page(client, leader, "ledningsgruppen")
    assertContains(shown, reverse("deciding:projects", args=["ledningsgruppen"]))
    assert page(client, stranger, "teknikgruppen-2").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_overview_takes_two_queries(board, number, django_assert_num_queries):
    for place in range(number):
        of(f"Medlem {place} AB")
    with django_assert_num_queries(2):
        lines = projects_overview(board[0]).lines
        assert [line.project.organisation.name for line in lines][:1] == ["Medlem 0 AB"]
        assert [line.project.granted for line in lines] == [Decimal(300_000)] * number
