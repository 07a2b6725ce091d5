"""What a body should be made up of: each demand at its edge, and that it only warns."""

import pytest

from board.models import CompositionRule, composition_warnings
from board.rules import Demand, Sitting, warnings
from members.models import OrganisationKind
from tests import build

COMPANY = {"sector": "company"}


def from_organisations(count, **facts):
    return [Sitting(organisation=f"Organisation {number}", **facts) for number in range(count)]


@pytest.mark.parametrize(
    ("demand", "number", "kept", "broken", "text"),
    [
        (
            Demand.ORGANISATIONS_AT_LEAST,
            8,
            from_organisations(8),
            from_organisations(7),
            "Representerade organisationer: 7, minst 8 önskas.",
        ),
        (
            Demand.ORGANISATIONS_AT_MOST,
            12,
            from_organisations(12),
            from_organisations(13),
            "Representerade organisationer: 13, högst 12 önskas.",
        ),
        (
            Demand.PEOPLE_EACH_AT_MOST,
            1,
            from_organisations(2),
            [*from_organisations(2), Sitting(organisation="Organisation 1")],
            "Fler än 1 person kommer från Organisation 1.",
        ),
        (
            Demand.SMALL_AT_LEAST,
            2,
            from_organisations(2, is_small=True),
            [*from_organisations(1, is_small=True), Sitting(organisation="Stort AB")],
            "Organisationer som är företag med färre än 250 anställda: 1, minst 2 önskas.",
        ),
        (
            Demand.ACADEMIA_AT_LEAST,
            1,
            from_organisations(1, sector="academia"),
            from_organisations(1, **COMPANY),
            "Organisationer som är universitet eller högskolor: 0, minst 1 önskas.",
        ),
        (
            Demand.INSTITUTES_AT_LEAST,
            1,
            from_organisations(1, sector="institute"),
            from_organisations(1, **COMPANY),
            "Organisationer som är institut: 0, minst 1 önskas.",
        ),
        (
            Demand.CHAIR_FROM_COMPANY,
            1,
            from_organisations(1, is_chair=True, **COMPANY),
            from_organisations(1, is_chair=True, sector="academia"),
            "Ordföranden bör komma från ett företag.",
        ),
    ],
)
def test_a_demand_that_is_not_met_warns(demand, number, kept, broken, text):
    assert warnings([(demand, number)], kept) == []
    assert warnings([(demand, number)], broken) == [text]


def test_who_comes_from_no_organisation_is_counted_as_none():
    assert warnings([(Demand.PEOPLE_EACH_AT_MOST, 1)], [Sitting(), Sitting()]) == []


@pytest.mark.django_db
def test_only_seats_with_a_vote_today_make_up_the_body(django_assert_num_queries):
    board = build.the_board()
    member = build.an_organisation("Åmåls Lättmetall AB", employees=249)
    large = build.an_organisation("Stora Metall AB", employees=250)
    university = OrganisationKind.objects.get(name="Universitet")
    lund = build.an_organisation("Lunds universitet", kind=university)
    build.a_seat(organisation=member)
    build.a_seat(organisation=large, role="chair")
    build.a_seat(organisation=lund, role="secretary")
    for demand, number in [
        (Demand.SMALL_AT_LEAST, 2),
        (Demand.ACADEMIA_AT_LEAST, 1),
        (Demand.CHAIR_FROM_COMPANY, 1),
    ]:
        CompositionRule.objects.create(body=board, demand=demand, number=number)
    with django_assert_num_queries(2):
        assert composition_warnings(board) == [
            "Organisationer som är företag med färre än 250 anställda: 1, minst 2 önskas.",
            "Organisationer som är universitet eller högskolor: 0, minst 1 önskas.",
        ]


@pytest.mark.django_db
def test_a_body_without_demands_is_never_warned_of():
    assert composition_warnings(build.the_board()) == []
