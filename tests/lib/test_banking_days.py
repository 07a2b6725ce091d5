from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lattvikt.lib.banking_days import due_date, is_banking_day


@pytest.mark.parametrize(
    ("issued_on", "due_on"),
    [
        (date(2026, 11, 24), date(2026, 12, 28)),  # 24 to 27 December are closed
        (date(2027, 1, 15), date(2027, 2, 15)),  # 14 February is a Sunday
        (date(2027, 5, 26), date(2027, 6, 28)),  # 25 June is Midsummer's Eve
        (date(2027, 1, 13), date(2027, 2, 12)),  # a Friday
    ],
)
def test_thirty_days_or_the_next_banking_day(issued_on, due_on):
    assert due_date(issued_on, 30) == due_on


@pytest.mark.parametrize(
    "day",
    [
        date(2027, 1, 1),
        date(2027, 1, 6),
        date(2027, 3, 26),  # Good Friday
        date(2027, 3, 29),  # Easter Monday
        date(2027, 5, 6),  # Ascension Day
        date(2027, 6, 25),  # Midsummer's Eve
        date(2027, 12, 24),
        date(2027, 12, 31),
        date(2027, 1, 16),  # a Saturday
    ],
)
def test_days_when_no_money_moves(day):
    assert not is_banking_day(day)


def test_maundy_thursday_is_a_banking_day():
    assert is_banking_day(date(2027, 3, 25))


@given(st.dates(date(2024, 1, 1), date(2040, 12, 31)), st.integers(1, 90))
def test_nobody_gets_less_time_than_was_said_or_a_week_more(issued_on, days):
    extra = due_date(issued_on, days) - issued_on - timedelta(days=days)
    assert timedelta(0) <= extra <= timedelta(days=5)
    assert is_banking_day(due_date(issued_on, days))
