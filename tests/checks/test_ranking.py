"""The board before its decision: the ranking beside the budget, and another amount."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from board.actions import decide
from board.models import Interest
from checks.models import Application, ranking_of
from checks.rules import first_beyond, running
from lattvikt.lib.refused import Refused
from tests import build
from tests.checks.board import a_meeting, before_the_board, decided, voted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _programme():
    build.the_programme()


@pytest.fixture
def board():
    return build.a_board(3)


def fresh(application):
    return Application.objects.get(pk=application.pk)


def ranked(board, *amounts, budget=1_000_000):
    """Before the board in the order of the ranking, each with the amount that is recommended."""
    call, meeting = build.a_call(budget=Decimal(budget)), a_meeting(board)
    names = ["Åmåls Båtar AB", "Örebro Limteknik AB", "Ärlig Plast AB", "Yxtorps Såg AB"]
    checks = [build.a_sent_check(build.a_member(n), call=call) for n in names[: len(amounts)]]
    return [
        before_the_board(check, meeting, amount=amount, rank=rank)
        for rank, (check, amount) in enumerate(zip(checks, amounts, strict=True), 1)
    ]


def page(call):
    return reverse("deciding:ranking", args=["styrelsen", call.pk])


def amount_of(application):
    return reverse("deciding:amount", args=["styrelsen", application.pk])


def tie(seat, application):
    number = application.organisation.org_number
    Interest.objects.create(person=seat.person, org_number=number, name="X", nature="ägare")


# --- how far the budget reaches


@pytest.mark.parametrize(
    ("amounts", "place"), [([], None), ([6], None), ([6, 4], None), ([6, 5], 1), ([11, 1], 0)]
)
def test_the_budget_reaches_to_the_sum_that_is_the_whole_of_it(amounts, place):
    sums = running(Decimal(amount) for amount in amounts)
    assert first_beyond(sums, Decimal(10)) == place


def test_the_sum_counts_what_is_granted_and_what_is_recommended(board):
    first, second, third, fourth = ranked(board, 300_000, None, 200_000, 100_000, budget=500_000)
    decided(fresh(first), board)
    decided(fresh(third), board, "against")
    ranking = ranking_of(first.call, board[0])
    assert [line.application for line in ranking.lines] == [first, second, third, fourth]
    sums = [300_000, 300_000, 300_000, 400_000]
    assert [line.so_far for line in ranking.lines] == [Decimal(one) for one in sums]
    assert (ranking.granted, ranking.left) == (Decimal(300_000), Decimal(200_000))
    assert not any(line.budget_ends_above for line in ranking.lines)


def test_the_line_stands_above_the_first_that_the_budget_does_not_reach(client, board):
    checks = ranked(board, 300_000, 200_000, 100_000, budget=500_000)
    lines = ranking_of(checks[0].call, board[0]).lines
    assert [line.budget_ends_above for line in lines] == [False, False, True]
    client.force_login(board[2].person.user)
    shown = client.get(page(checks[0].call))
    assertContains(shown, "Budgeten räcker hit", count=1)
    for check in checks:
        assertContains(shown, reverse("board:matter", args=["styrelsen", check.matter_id]))


def test_who_has_jav_sees_a_number_and_no_sums(client, board):
    own, other = ranked(board, 123_000, 200_000)
    tie(board[2], own)
    decided(fresh(own), board[:2])
    client.force_login(board[2].person.user)
    shown = client.get(page(own.call))
    assertContains(shown, "1 ansökan visas inte för dig")
    assertContains(shown, reverse("board:matter", args=["styrelsen", other.matter_id]))
    for text in (str(own.organisation), "123\u00a0000", "Beviljat hittills", "877\u00a0000"):
        assertNotContains(shown, text)
    beside = client.get(reverse("board:matter", args=["styrelsen", other.matter_id]))
    assertNotContains(beside, "877\u00a0000")  # nor from what is left
    assert client.get(amount_of(own)).status_code == 404


def test_the_ranking_is_the_deciding_bodys_and_of_calls_that_have_come_there(client, board):
    [check] = ranked(board, 100_000)
    client.force_login(board[0].person.user)
    assert client.get(page(build.a_call())).status_code == 404
    client.force_login(build.a_seat(build.the_assessors()).person.user)
    other = reverse("deciding:ranking", args=["ledningsgruppen", check.call_id])
    assert client.get(other).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_ranking_takes_the_same_queries_whatever_its_length(
    board, django_assert_num_queries, number
):
    [check, *_others] = ranked(board, *[100_000] * number)
    with django_assert_num_queries(2):
        assert len(ranking_of(check.call, board[0]).lines) == number


# --- what the board reads beside the statement


def test_the_board_reads_the_points_by_criterion_beside_the_statement(client, board):
    group = build.a_board(3, build.the_assessors())
    check = build.a_sent_check()
    build.closed(check.call)
    for seat, points in zip(group, [2, 4, 5], strict=True):
        build.an_assessment(fresh(check), seat, points=points)
    before_the_board(fresh(check), a_meeting(board))
    statement = fresh(check).statement
    novelty, benefit = check.call.criteria.all()
    told = [(one, percent, s.mean, s.lowest, s.highest) for one, percent, s in statement.points()]
    mean = Decimal("3.67")
    assert told == [(novelty, 67, mean, 2, 5), (benefit, 33, mean, 2, 5)]
    matter = reverse("board:matter", args=["styrelsen", fresh(check).matter_id])
    client.force_login(board[2].person.user)
    assertContains(client.get(matter), "3,67", count=2)
    tie(board[2], check)
    assert client.get(matter).status_code == 404


# --- another amount


def test_who_leads_the_matter_changes_the_amount_on_a_page(client, board):
    [check] = ranked(board, 300_000)
    voted(fresh(check), board)
    client.force_login(board[0].person.user)
    matter = reverse("board:matter", args=["styrelsen", check.matter_id])
    assertContains(client.get(matter), amount_of(check))
    assertContains(client.get(amount_of(check)), 'value="300\u00a0000"')
    typed = {"amount": "150 000", "conditions": "att det delas"}
    assertRedirects(client.post(amount_of(check), typed), matter)
    changed = fresh(check)
    assert (changed.proposed, changed.conditions) == (Decimal(150_000), "att det delas")
    assert not changed.matter.votes.exists()


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("300 001", "högst 300\u00a0000\u00a0kr"),
        ("250 000", "finns 200\u00a0000\u00a0kr kvar"),
        ("", "måste fyllas i"),
    ],
)
def test_an_amount_that_cannot_be_is_told_at_its_field_and_kept(client, board, amount, text):
    first, check = ranked(board, 300_000, 300_000, budget=500_000)
    decided(fresh(first), board)
    client.force_login(board[0].person.user)
    answer = client.post(amount_of(check), {"amount": amount, "conditions": "att det delas"})
    assert [text in error for error in answer.context["form"].errors["amount"]] == [True]
    assertContains(answer, "att det delas</textarea>")
    assert fresh(check).proposed == Decimal(300_000)


def test_who_leads_with_jav_in_another_of_the_call_is_told_no_sum(client, board):
    own, check = ranked(board, 123_000, 300_000, budget=350_000)
    tie(board[0], own)
    decided(fresh(own), board[1:])
    client.force_login(board[0].person.user)
    told = [client.get(amount_of(check)), client.post(amount_of(check), {"amount": "250 000"})]
    for answer in told:
        assertContains(answer, "visas inte för dig")
        assertNotContains(answer, "227\u00a0000")
    assertContains(told[1], "räcker inte till det beloppet")
    voted(fresh(check), board)
    with pytest.raises(Refused, match="räcker inte till det beloppet"):
        decide(fresh(check).matter, by=board[0], today=timezone.localdate())
    assert fresh(check).granted is None


def test_who_does_not_lead_the_matter_has_no_such_page(client, board):
    [check] = ranked(board, 300_000)
    client.force_login(board[2].person.user)
    assert client.get(amount_of(check)).status_code == 404
    matter = client.get(reverse("board:matter", args=["styrelsen", check.matter_id]))
    assertNotContains(matter, amount_of(check))
    decided(fresh(check), board)
    client.force_login(board[0].person.user)
    assert client.get(amount_of(check)).status_code == 404
