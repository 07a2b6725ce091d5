"""The costs of a project, and how much of them a check may bear. Kronor."""

from collections.abc import Iterable
from decimal import ROUND_DOWN, Decimal

ORE = Decimal("0.01")


def most_to_ask(total: Decimal, *, own_percent: int, largest_amount: Decimal) -> Decimal:
    """The largest check for costs of `total`, in whole öre.

    Rounded down, so that the own contribution is never less than its percent: of 466 667 kr and
    25 percent at most 350 000,25 kr is asked for, and the rest is 116 666,75 kr.
    """
    beside_own = total * (100 - own_percent) / 100
    return min(beside_own.quantize(ORE, ROUND_DOWN), largest_amount)


def own_contribution(total: Decimal, asked: Decimal | None) -> Decimal:
    """What the applicant bears: all that is not asked for."""
    return total - (asked or Decimal(0))


def total_of(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, Decimal(0))
