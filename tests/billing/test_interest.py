"""Interest on late payment: hand-reckoned figures, the law's edges, and what is never guessed."""

import itertools
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing import rules
from lattvikt.lib.money import in_ore

# Riksbanken's, as the seed of the table has them.
RATES = {
    date(2022, 7, 1): Decimal("0.50"),
    date(2023, 1, 1): Decimal("2.50"),
    date(2023, 7, 1): Decimal("3.50"),
    date(2024, 1, 1): Decimal("4.00"),
    date(2024, 7, 1): Decimal("4.00"),
}
FIRST_DAY, LAST_DAY = date(2022, 6, 30), date(2024, 12, 31)
days = st.dates(min_value=FIRST_DAY, max_value=LAST_DAY)
amounts = st.decimals("0.01", "200000", places=2)


def interest(amount, since, until, **others):
    period = {"since": since, "until": until, "rates": RATES, "above": Decimal(8), **others}
    return rules.interest(Decimal(amount), **period)


@pytest.mark.parametrize(
    ("amount", "since", "until", "kronor"),
    [
        # 5 000 x 10,5 % x 15 / 365 = 21,5753
        (5_000, date(2023, 6, 15), date(2023, 6, 30), "21.58"),
        # and 5 000 x 11,5 % x 15 / 365 = 23,6301 in the next half-year; together 45,2055
        (5_000, date(2023, 6, 15), date(2023, 7, 15), "45.21"),
        # a whole leap year has 366 days of a 365th each: 10 000 x 12 % x 366 / 365
        (10_000, date(2023, 12, 31), date(2024, 12, 31), "1203.29"),
        # 29 February is a day like others
        (36_500, date(2024, 2, 28), date(2024, 2, 29), "12.00"),
        # 120 000 x (8,5 x 184 + 10,5 x 181 + 11,5 x 184) / 36 500, over three half-years
        (120_000, date(2022, 6, 30), date(2023, 12, 31), "18346.85"),
        # one day on either side of New Year
        (36_500, date(2022, 12, 30), date(2022, 12, 31), "8.50"),
        (36_500, date(2022, 12, 31), date(2023, 1, 1), "10.50"),
    ],
)
def test_interest_by_hand(amount, since, until, kronor):
    assert interest(amount, since, until) == Decimal(kronor)


def test_the_day_it_is_due_costs_nothing_and_the_day_after_costs_a_day():
    due = date(2024, 3, 1)
    assert interest(36_500, due, due) == 0
    assert interest(36_500, due, due - timedelta(days=5)) == 0
    assert interest(36_500, due, due + timedelta(days=1)) == 12


def test_the_points_above_the_reference_rate_are_a_choice():
    year = date(2023, 12, 31), date(2024, 12, 30)
    assert interest(10_000, *year, above=Decimal(0)) == 400
    assert interest(10_000, *year, above=Decimal(8)) == 1_200


@pytest.mark.parametrize(
    ("since", "until", "unknown"),
    [
        (date(2024, 12, 30), date(2025, 1, 1), date(2025, 1, 1)),
        (date(2024, 6, 1), date(2026, 6, 1), date(2025, 1, 1)),
        (date(2022, 6, 29), date(2022, 7, 5), date(2022, 1, 1)),
    ],
)
def test_a_half_year_without_a_rate_is_not_guessed(since, until, unknown):
    with pytest.raises(rules.UnknownRate) as error:
        interest(5_000, since, until)
    assert error.value.starts_on == unknown


def test_the_last_known_day_is_still_reckoned():
    assert interest(36_500, date(2024, 12, 30), date(2024, 12, 31)) == 12


@given(amount=amounts, cuts=st.lists(days, min_size=2, max_size=6))
def test_interest_over_a_period_is_the_sum_over_its_parts(amount, cuts):
    cuts.sort()
    period = {"rates": RATES, "above": Decimal(8)}
    whole = rules.accrued(amount, since=cuts[0], until=cuts[-1], **period)
    parts = [
        rules.accrued(amount, since=since, until=until, **period)
        for since, until in itertools.pairwise(cuts)
    ]
    assert sum(parts) == whole


@given(amount=amounts, since=days, until=days)
def test_interest_in_ore_is_within_half_an_ore_of_the_exact(amount, since, until):
    period = {"since": since, "until": until, "rates": RATES, "above": Decimal(8)}
    exact, shown = rules.accrued(amount, **period), rules.interest(amount, **period)
    assert abs(exact - Fraction(shown)) <= Fraction(1, 200)


@pytest.mark.parametrize(("numerator", "ore"), [(1, "0.01"), (2, "0.01"), (3, "0.02"), (0, "0")])
def test_half_an_ore_goes_upwards(numerator, ore):
    assert in_ore(Fraction(numerator, 200)) == Decimal(ore)


@pytest.mark.parametrize(("days_to_pay", "from_day"), [(10, 30), (30, 30), (31, 31), (60, 60)])
def test_interest_runs_from_the_due_day_but_not_within_thirty_days_of_the_claim(
    days_to_pay, from_day
):
    issued = date(2024, 1, 15)
    due = issued + timedelta(days=days_to_pay)
    runs_from = rules.interest_runs_from(issued_on=issued, due_on=due)
    assert runs_from == issued + timedelta(days=from_day)


@pytest.mark.parametrize(
    ("agreed_from", "is_agreed"),
    [(None, False), (date(2024, 1, 16), False), (date(2024, 1, 15), True)],
)
def test_what_was_not_agreed_when_the_debt_arose_is_not_charged(agreed_from, is_agreed):
    assert rules.is_agreed(issued_on=date(2024, 1, 15), agreed_from=agreed_from) == is_agreed


@pytest.mark.parametrize(
    ("is_agreed", "before", "kronor"), [(True, 0, 60), (True, 60, 0), (False, 0, 0)]
)
def test_a_charge_is_made_once_and_only_if_agreed(is_agreed, before, kronor):
    charge = rules.charge_of_reminder(
        Decimal(60), is_agreed=is_agreed, charged_before=Decimal(before)
    )
    assert charge == kronor
