"""Aid of minor importance (Regulation (EU) 2023/2831): how much, and within what time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from dateutil.relativedelta import relativedelta

from lattvikt.lib.money import in_ore

MOST_AID = Decimal(300_000)  # euro, to a single undertaking (article 3.2)
YEARS = relativedelta(years=3)


@dataclass(frozen=True)
class Aid:
    """What somebody has granted, in euro."""

    giver: str
    granted_on: date
    euros: Decimal


def counts(granted_on: date, on: date) -> bool:
    """Whether aid granted on the one day is within the three years that end on the other.

    A period in years ends with the same date (Regulation 1182/71, article 3.2 c), so the day
    three years later still counts.
    """
    return granted_on <= on <= granted_on + YEARS


def counted_aid(aid: Iterable[Aid], on: date) -> Decimal:
    """The sum of what counts on the day, in euro."""
    return sum((one.euros for one in aid if counts(one.granted_on, on)), Decimal(0))


def in_euros(kronor: Decimal, rate: Decimal) -> Decimal:
    """To the nearest cent. The rate is kronor per euro."""
    return in_ore(Fraction(kronor) / Fraction(rate))
