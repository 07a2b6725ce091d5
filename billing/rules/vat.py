"""Lines with VAT, and what they come to (EN 16931: BR-CO-10, BR-CO-14, BR-CO-17)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

VAT_RATES = (25, 12, 6, 0)  # per cent, mervärdesskattelagen 9 kap.
ORE = Decimal("0.01")


@dataclass(frozen=True)
class Charge:
    """What is charged for, before it is on an invoice: quantity, and kronor without VAT."""

    text: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    vat_rate: Decimal

    @property
    def net(self) -> Decimal:
        return in_ore(self.quantity * self.unit_price)


class Taxed(Protocol):
    """A line of an invoice."""

    net: Decimal
    vat: Decimal
    vat_rate: Decimal


@dataclass(frozen=True)
class RateSum:
    """What the lines of one rate come to, in kronor."""

    rate: Decimal
    net: Decimal
    vat: Decimal


def in_ore(amount: Decimal) -> Decimal:
    return amount.quantize(ORE, ROUND_HALF_UP)


def vat_of(charges: Sequence[Charge]) -> list[Decimal]:
    """The VAT of each line in kronor, in their order.

    The lines of a rate come together to the rate's share of their sum, rounded once (BR-CO-17):
    each has what the rounded sum so far has grown by.
    """
    so_far: dict[Decimal, Decimal] = {}
    amounts = []
    for charge in charges:
        before = so_far.get(charge.vat_rate, Decimal(0))
        so_far[charge.vat_rate] = before + charge.net
        amounts.append(
            share(so_far[charge.vat_rate], charge.vat_rate) - share(before, charge.vat_rate)
        )
    return amounts


def share(net: Decimal, rate: Decimal) -> Decimal:
    return in_ore(net * rate / 100)


def rate_sums(lines: Iterable[Taxed]) -> list[RateSum]:
    """One for each rate, the highest first."""
    by_rate: dict[Decimal, list[Taxed]] = {}
    for line in lines:
        by_rate.setdefault(line.vat_rate, []).append(line)
    return [
        RateSum(
            rate,
            sum((line.net for line in of_rate), Decimal(0)),
            sum((line.vat for line in of_rate), Decimal(0)),
        )
        for rate, of_rate in sorted(by_rate.items(), reverse=True)
    ]
