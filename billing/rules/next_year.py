"""A year's fees beside those of the year before: who changes tier, and why (R3.8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from members.rules import Span


class Why(StrEnum):
    """Why a member is not in the tier that it was in."""

    COUNT = "count"
    TABLE = "table"
    BOTH = "both"
    JOINS = "joins"
    LEAVES = "leaves"

    @property
    def label(self):
        return WHY_LABELS[self]


WHY_LABELS = {
    Why.COUNT: _("another number of employees"),
    Why.TABLE: _("the table has other tiers"),
    Why.BOTH: _("another number of employees, and the table has other tiers"),
    Why.JOINS: _("is not a member in the year before"),
    Why.LEAVES: _("is no longer a member"),
}


@dataclass(frozen=True)
class Place:
    """Where a member stands in a year's table, and what it owes in kronor. No span outside it."""

    employees: int | None
    span: Span | None
    fee: Decimal

    @property
    def bounds(self) -> tuple[int, int | None] | None:
        return (self.span.from_employees, self.span.to_employees) if self.span else None


def place_in(spans: Sequence[Span], employees: int | None, fee: Decimal | None = None) -> Place:
    """The place of a head-count; a fee that has been reckoned already stands as it is."""
    span = next((span for span in spans if span.holds(employees or 0)), None)
    of_the_table = span.amount if span else Decimal(0)
    return Place(employees, span, of_the_table if fee is None else fee)


def why_it_moves(
    before: Place | None,
    after: Place | None,
    *,
    spans_before: Sequence[Span],
    spans_after: Sequence[Span],
) -> Why | None:
    """None for who stays in its tier, whatever that costs.

    In two tables with as many tiers the first is the first, wherever it ends; otherwise a tier is
    known by where it begins.
    """
    if before is None or after is None:
        return None if before is after else Why.JOINS if before is None else Why.LEAVES
    by_place = len(spans_before) == len(spans_after)
    old = tier_of(before, spans_before, by_place=by_place)
    new = tier_of(after, spans_after, by_place=by_place)
    # Where the new head-count would have been in the old table.
    between = tier_of(place_in(spans_before, after.employees), spans_before, by_place=by_place)
    if old == new:
        return None
    if between == old:
        return Why.TABLE
    return Why.COUNT if between == new else Why.BOTH


def tier_of(place: Place, spans: Sequence[Span], *, by_place: bool) -> int | None:
    if place.span is None:
        return None
    return list(spans).index(place.span) if by_place else place.span.from_employees
