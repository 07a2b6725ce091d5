"""Who may apply and when, at the edges."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from checks.rules import Spread, Stage, placed, shares, spread, stage, weighted, why_not

STOCKHOLM = ZoneInfo("Europe/Stockholm")
OPENS = datetime(2027, 3, 1, 9, tzinfo=STOCKHOLM)
CLOSES = datetime(2027, 3, 31, 23, 59, 59, tzinfo=STOCKHOLM)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ({}, None),
        ({"employees": 1}, None),
        ({"employees": 249}, None),
        ({"employees": 250}, "Ni har 250 anställda. Medlemscheck kräver färre än 250."),
        ({"employees": 251}, "Ni har 251 anställda. Medlemscheck kräver färre än 250."),
        (
            {"employees": 0},
            "Ni har uppgett att ni inte har några anställda. Medlemscheckar är till för medlemmar "
            "med anställda.",
        ),
        (
            {"employees": None},
            "Vi vet inte hur många anställda ni har. Ange antalet under Organisationen.",
        ),
        ({"is_for_profit": False}, "Medlemscheckar är till för vinstdrivande medlemmar."),
        (
            {"is_for_profit": None},
            "Vi vet inte om ni är vinstdrivande. Be kansliet att notera det.",
        ),
        ({"is_member": False}, "Bara medlemmar får söka, och Båtar AB är inte medlem i dag."),
    ],
)
def test_who_may_not_apply_is_told_why(facts, text):
    usual = {"name": "Båtar AB", "is_member": True, "is_for_profit": True, "employees": 40}
    with translation.override("sv"):
        assert why_not(**{**usual, **facts}) == text


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (OPENS - SECOND, Stage.COMING),
        (OPENS, Stage.OPEN),
        (CLOSES - SECOND, Stage.OPEN),
        (CLOSES, Stage.CLOSED),
        (CLOSES + SECOND, Stage.CLOSED),
    ],
)
def test_a_call_is_open_from_its_first_second_until_its_closing_second(now, expected):
    assert stage(now, opens_at=OPENS, closes_at=CLOSES) == expected


def test_the_hour_that_comes_twice_in_autumn_closes_a_call_once():
    """On 31 October 2027 the Swedish clock shows 02.30 twice, an hour apart."""
    first = datetime(2027, 10, 31, 2, 30, tzinfo=STOCKHOLM)
    second = first.replace(fold=1)
    utc = ZoneInfo("UTC")
    closes = second.astimezone(utc)
    assert closes - first.astimezone(utc) == timedelta(hours=1)
    assert stage(first.astimezone(utc), opens_at=OPENS, closes_at=closes) == Stage.OPEN
    assert stage(second.astimezone(utc), opens_at=OPENS, closes_at=closes) == Stage.CLOSED


@pytest.mark.parametrize(
    ("weights", "percent"),
    [([1], [100]), ([1, 1, 1], [34, 33, 33]), ([2, 1], [67, 33]), ([40, 35, 25], [40, 35, 25])],
)
def test_weights_are_shown_as_percent(weights, percent):
    assert shares(weights) == percent


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=12))
def test_the_percent_of_all_criteria_are_together_100(weights):
    assert sum(shares(weights)) == 100


# --- scoring


@pytest.mark.parametrize(
    ("pairs", "value"),
    [
        ([(2, 5), (1, 2)], "4.00"),
        ([(40, 4), (35, 3), (25, 5)], "3.90"),
        ([(1, 1)], "1.00"),
        ([(3, 5), (3, 4), (2, 4)], "4.38"),
        ([(1, 1), (1, 1), (1, 2)], "1.33"),
    ],
)
def test_points_are_weighed_by_their_criteria(pairs, value):
    assert weighted(pairs) == Decimal(value)


@given(st.lists(st.tuples(st.integers(1, 1000), st.integers(1, 5)), min_size=1, max_size=9))
def test_a_weighed_value_lies_between_the_lowest_and_the_highest_point(pairs):
    points = [given for _weight, given in pairs]
    assert min(points) <= weighted(pairs) <= max(points)


def test_a_spread_has_the_mean_and_the_ends():
    values = [Decimal("4.38"), Decimal("2.00"), Decimal("3.50")]
    told = spread(values)
    assert told == Spread(3, Decimal("3.29"), Decimal("2.00"), Decimal("4.38"))
    assert told.apart == Decimal("2.38")
    assert spread([]) is None


@pytest.mark.parametrize(("place", "order"), [(1, "xabc"), (2, "axbc"), (4, "abcx"), (99, "abcx")])
def test_one_takes_its_place_in_the_ranking(place, order):
    assert "".join(placed(list("abc"), "x", place)) == order
    assert "".join(placed(list("abxc"), "x", place)) == order
