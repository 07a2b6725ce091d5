"""The pages by which a call's decisions are prepared, and told: at the desk and on a phone."""

from decimal import Decimal

import pytest
from django.urls import reverse

from checks.models import Application
from tests import build
from tests.browser import DESK, PHONE
from tests.checks.board import a_meeting, before_the_board, decided
from tests.flows.people import come_in

LONG = "Föreningen för lättviktskonstruktioner i norra Ångermanland, ekonomisk förening"


@pytest.fixture
def board(transactional_db):
    build.the_programme()
    build.a_schedule()
    return build.a_board(3)


@pytest.fixture
def checks(board):
    """Three, of which the budget reaches two."""
    call, meeting = build.a_call(budget=Decimal(500_000)), a_meeting(board)
    rows = [build.a_sent_check(build.a_member(name), call=call) for name in (LONG, "Å AB", "Ö AB")]
    for rank, one in enumerate(rows, 1):
        before_the_board(one, meeting, amount=200_000, rank=rank, conditions="att det delas")
    return list(Application.objects.order_by("pk"))


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_ranking_the_amount_and_the_letters_are_accessible(
    new_page, axe, scrolls_sideways, board, checks, width
):
    page, first = new_page(width=width), checks[0]
    come_in(page, board[0].person.user)
    found = []
    for address in (
        reverse("deciding:ranking", args=["styrelsen", first.call_id]),
        reverse("deciding:amount", args=["styrelsen", first.pk]),
        reverse("board:matter", args=["styrelsen", first.matter_id]),
    ):
        page.goto(address)
        found += [axe(page), scrolls_sideways(page)]
    for one, choice in zip(checks, ["for", "for", "against"], strict=True):
        decided(one, board, choice)
    build.a_contact(first.organisation)
    desk = new_page(width=width)
    come_in(desk, build.a_secretary())
    desk.goto(reverse("admin:checks_call_meddela", args=[first.call_id]))
    desk.locator("details summary").first.click()
    found += [axe(desk), scrolls_sideways(desk)]
    assert found == [[], False] * 4
