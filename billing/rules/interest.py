"""Interest on what is paid late (räntelagen 1975:635): simple, by the day and half-year."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from lattvikt.lib.money import in_ore

DAYS_OF_A_YEAR = 365  # also in a leap year
DAYS_AFTER_THE_CLAIM = 30


class UnknownRate(LookupError):
    """The reference rate of a half-year is not in the table. Nothing is guessed."""

    def __init__(self, starts_on: date):
        super().__init__(starts_on)
        self.starts_on = starts_on


def half_year_of(day: date) -> date:
    """The first day of its half-year: Riksbanken sets the reference rate by them (9 §)."""
    return date(day.year, 1 if day.month < 7 else 7, 1)


def end_of_half_year(day: date) -> date:
    return date(day.year, 6, 30) if day.month < 7 else date(day.year, 12, 31)


def half_years(since: date, until: date) -> Iterator[tuple[date, int]]:
    """Each half-year with how many of the days after `since`, through `until`, it has."""
    while since < until:
        first = since + timedelta(days=1)
        last = min(end_of_half_year(first), until)
        yield half_year_of(first), (last - since).days
        since = last


def accrued(
    amount: Decimal, *, since: date, until: date, rates: Mapping[date, Decimal], above: Decimal
) -> Fraction:
    """The exact interest in kronor for the days after `since`, through `until`.

    `rates` are the reference rates in per cent by the first day of their half-year; `above` is in
    percentage points (6 §: 8). Raises UnknownRate.
    """
    points = Fraction(0)
    for starts_on, days in half_years(since, until):
        if starts_on not in rates:
            raise UnknownRate(starts_on)
        points += days * Fraction(rates[starts_on] + above)
    return Fraction(amount) * points / (100 * DAYS_OF_A_YEAR)


def interest(amount: Decimal, **period) -> Decimal:
    """As `accrued`, to the nearest öre. Raises UnknownRate."""
    return in_ore(accrued(amount, **period))


def interest_runs_from(*, issued_on: date, due_on: date) -> date:
    """The day after which it is owed: the due date, but not within 30 days of the claim (4 §).

    A due date that only the invoice names is not one agreed in advance (3 §), so the later of the
    two is right in either case.
    """
    return max(due_on, issued_on + timedelta(days=DAYS_AFTER_THE_CLAIM))
