"""How far a call's budget reaches down the ranking. Kronor."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import accumulate


def running(amounts: Iterable[Decimal]) -> list[Decimal]:
    """What the amounts come to so far, at each."""
    return list(accumulate(amounts))


def first_beyond(sums: Iterable[Decimal], budget: Decimal) -> int | None:
    """The place (from 0) of the first sum that the budget does not reach to; None when it does.

    A sum that is the whole budget is within it.
    """
    return next((place for place, so_far in enumerate(sums) if so_far > budget), None)
