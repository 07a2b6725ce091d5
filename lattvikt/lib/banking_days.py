"""When money can move: Swedish banking days."""

from datetime import date, timedelta
from functools import lru_cache

import holidays

SATURDAY = 5


@lru_cache(maxsize=1)
def closed_days() -> holidays.HolidayBase:
    # "public" lacks Midsummer's, Christmas and New Year's Eve; banks keep them closed.
    return holidays.country_holidays("SE", categories=("public", "de_facto"))


def is_banking_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in closed_days()


def due_date(issued_on: date, days: int) -> date:
    """The day `days` after issue, or the next banking day."""
    day = issued_on + timedelta(days=days)
    while not is_banking_day(day):
        day += timedelta(days=1)
    return day
