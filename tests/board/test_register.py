"""The decisions of every body where one sits, found by what one remembers of them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from board import actions
from board.models import Body, Decision, Party
from tests import build

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def holder():
    """Somebody with a seat in the board and in Teknikgruppen."""
    board = build.a_board(3)
    technical = Body.objects.get(slug="teknikgruppen")
    build.a_seat(technical, "chair", person=board[2].person)
    return board[2]


def decided(title, seats, *, org_number="", today=TODAY, choice="for"):
    matter = build.a_matter(seats[0].body, title=title)
    if org_number:
        Party.objects.create(matter=matter, org_number=org_number)
    meeting = actions.open_meeting(matter.body, held_on=today, present=seats)
    actions.put_on_meeting(matter, meeting=meeting, by=seats[0])
    for seat in seats:
        actions.cast_vote(matter, seat=seat, choice=choice)
    return actions.decide(matter, by=seats[0], today=today)


@pytest.fixture
def decisions(holder):
    of_board = list(holder.body.seats.in_order_of_role())
    [of_technical] = Body.objects.get(slug="teknikgruppen").seats.all()
    elsewhere = build.a_seat(Body.objects.get(slug="styrgruppen"), "chair")
    member = build.a_member("Ångström & Döttrar AB")
    return [
        decided("Medlem", of_board, org_number=member.org_number),
        decided("Mätning", [of_technical], today=TODAY - timedelta(days=40)),
        decided("Avslag", of_board, choice="against"),
        decided("Någon annans", [elsewhere]),
    ]


def found_by(seat, **asked):
    client = Client()
    client.force_login(seat.person.user)
    page = client.get(reverse("board:register"), asked)
    return {str(decision.matter) for decision in page.context["page"]}


def test_they_are_those_of_every_body_where_one_sits_and_of_no_other(holder, decisions):
    assert found_by(holder) == {"Medlem", "Mätning", "Avslag"}
    assert Decision.objects.count() == 4


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "mätn"}, {"Mätning"}),
        ({"q": "döttrar"}, {"Medlem"}),
        ({"q": "annans"}, set()),
        ({"body": "teknikgruppen"}, {"Mätning"}),
        ({"body": "styrgruppen"}, {"Medlem", "Mätning", "Avslag"}),
        ({"outcome": "rejected"}, {"Avslag"}),
        ({"since": TODAY}, {"Medlem", "Avslag"}),
        ({"until": TODAY - timedelta(days=40)}, {"Mätning"}),
        ({"until": "nonsens"}, {"Medlem", "Mätning", "Avslag"}),
        ({"q": "\0"}, {"Medlem", "Mätning", "Avslag"}),
    ],
)
def test_they_are_found_by_words_organisation_body_outcome_and_period(
    holder, decisions, asked, found
):
    assert found_by(holder, **asked) == found


def test_an_organisation_is_found_by_its_number_however_it_is_written(holder, decisions):
    number = decisions[0].matter.parties.get().org_number
    for written in [number, f"{number[:6]}-{number[6:]}"]:
        assert found_by(holder, q=written) == {"Medlem"}


def test_the_recused_find_it_by_nothing(holder, decisions):
    matter = decisions[0].matter
    matter.recusals.create(seat=holder)
    for asked in [{}, {"q": "döttrar"}, {"q": decisions[0].reference}, {"body": "styrelsen"}]:
        assert "Medlem" not in found_by(holder, **asked)
    chair = holder.body.seats.get(role="chair")
    assert found_by(chair, q="döttrar") == {"Medlem"}


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_however_long(holder, number, django_assert_num_queries):
    of_board = list(holder.body.seats.in_order_of_role())
    for each in range(number):
        decided(f"Ärende {each}", of_board)
    client = Client()
    client.force_login(holder.person.user)
    with django_assert_num_queries(COSTS):
        client.get(reverse("board:register"))


# The session and its person, the navigation, the bodies, how many and the page.
COSTS = 16
