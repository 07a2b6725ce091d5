"""Paying with work instead of money: how much it is worth, and what is then left to pay."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

ORE = Decimal("0.01")


class Delivery(StrEnum):
    """How the work that was promised turned out."""

    WHOLE = "whole"
    PART = "part"
    NOTHING = "nothing"


def value_of(hours: Decimal, rate: Decimal) -> Decimal:
    """What the hours are worth, in kronor."""
    return (hours * rate).quantize(ORE, ROUND_HALF_UP)


def lacking(value: Decimal, fee: Decimal) -> Decimal:
    """How much the work falls short of the fee, in kronor; 0 when it covers it.

    The work is to be worth what the fee is (R4.7), so what lacks is also what is paid in cash
    when less was delivered.
    """
    return max(fee - value, Decimal(0))


def delivery(delivered: Decimal, *, expected: Decimal) -> Delivery:
    """Whole when what was delivered covers what was expected of it, in kronor."""
    if delivered <= 0:
        return Delivery.NOTHING
    return Delivery.PART if lacking(delivered, expected) else Delivery.WHOLE


def is_too_late(today: date, last_day: date) -> bool:
    """The last day itself is in time."""
    return today > last_day


def years_open(today: date, last_day: date) -> list[int]:
    """The calendar years one may apply for: this one until its last day, and the next."""
    this_year = [] if is_too_late(today, last_day) else [today.year]
    return [*this_year, today.year + 1]
