"""Costs, faults and differences: plain values in, an answer out."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from checks.rules import Fault, differences, faults, most_to_ask
from tests.build import CHECK

LARGEST = Decimal(350_000)


@pytest.mark.parametrize(
    ("total", "percent", "most"),
    [
        ("466667", 25, "350000"),
        ("466666", 25, "349999.50"),
        ("400000", 25, "300000"),
        ("0.01", 25, "0.00"),
        ("100", 0, "100"),
        ("0", 25, "0"),
    ],
)
def test_the_most_that_may_be_asked_for(total, percent, most):
    asked = most_to_ask(Decimal(total), own_percent=percent, largest_amount=LARGEST)
    assert asked == Decimal(most)


def test_the_quarter_of_an_odd_sum_is_rounded_so_that_the_own_contribution_suffices():
    asked = most_to_ask(Decimal(466_667), own_percent=25, largest_amount=Decimal(10**6))
    assert (asked, 466_667 - asked) == (Decimal("350000.25"), Decimal("116666.75"))


@given(st.decimals("0.01", "9999999", places=2), st.integers(0, 99))
def test_the_own_contribution_is_never_less_than_its_percent(total, percent):
    asked = most_to_ask(total, own_percent=percent, largest_amount=Decimal(10**9))
    assert (total - asked) * 100 >= percent * total
    assert (total - asked - Decimal("0.01")) * 100 < percent * total


@pytest.mark.parametrize(
    ("answers", "total", "found"),
    [
        ({}, 400_000, []),
        ({"asked": Decimal("300000.01")}, 400_000, ["asked"]),
        ({"asked": Decimal(350_001)}, 900_000, ["asked"]),
        ({"asked": Decimal(350_000)}, 900_000, []),
        ({"asked": None}, 400_000, ["asked"]),
        ({"title": "", "plan": ""}, 400_000, ["title", "plan"]),
        ({}, 0, ["costs"]),
    ],
)
def test_what_stands_in_the_way_of_sending(answers, total, found):
    given = faults({**CHECK, **answers}, Decimal(total), own_percent=25, largest_amount=LARGEST)
    assert [fault.field for fault in given] == found


def test_a_fault_is_said_with_the_sum_that_would_do():
    with translation.override("sv"):
        given = faults(CHECK, Decimal(200_000), own_percent=25, largest_amount=LARGEST)
    text = (
        "Ni får söka högst 150\u00a0000\u00a0kr, eftersom er egen insats är minst 25 procent av "
        "kostnaderna."
    )
    assert given == [Fault("asked", text)]


def test_differences_are_told_word_by_word():
    pieces = differences("Vi bygger ett tungt ställ.", "Vi bygger ett lätt ställ.")
    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("same", "Vi bygger ett "),
        ("gone", "tungt "),
        ("new", "lätt "),
        ("same", "ställ."),
    ]


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_word_is_lost_in_the_differences(old, new):
    pieces = differences(old, new)
    assert "".join(p.text for p in pieces if p.kind != "new") == old
    assert "".join(p.text for p in pieces if p.kind != "gone") == new
