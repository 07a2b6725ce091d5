"""What the points of an assessment come to, and how far apart several assessments are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

LOWEST, HIGHEST = 1, 5
TWO_DECIMALS = Decimal("0.01")


def weighted(points: Iterable[tuple[int, int]]) -> Decimal:
    """The mean of pairs of weight and points, each point counted as often as its criterion weighs.

    From 1,00 to 5,00, rounded to two decimals, a half upwards.
    """
    pairs = list(points)
    sum_of = sum(weight * given for weight, given in pairs)
    return rounded(Decimal(sum_of) / sum(weight for weight, _given in pairs))


@dataclass(frozen=True)
class Spread:
    """Several values beside each other: their mean, the lowest and the highest."""

    number: int
    mean: Decimal
    lowest: Decimal
    highest: Decimal

    @property
    def apart(self) -> Decimal:
        return self.highest - self.lowest


def spread(values: Sequence[Decimal]) -> Spread | None:
    """None while there are no values."""
    if not values:
        return None
    mean = rounded(sum(values, Decimal(0)) / len(values))
    return Spread(len(values), mean, min(values), max(values))


def rounded(value: Decimal) -> Decimal:
    return value.quantize(TWO_DECIMALS, ROUND_HALF_UP)


def placed(ranked: Sequence, one, place: int) -> list:
    """The ranking with `one` on the place (1 is first); the others keep their order."""
    others = [other for other in ranked if other != one]
    return [*others[: place - 1], one, *others[place - 1 :]]
