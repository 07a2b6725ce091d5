"""How long something has been overdue."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Age:
    """Invoices overdue by a number of days from one to another, and what is left on them."""

    from_days: int
    to_days: int | None
    invoices: int
    sum: Decimal


STEPS = [(1, 30), (31, 60), (61, 90), (91, None)]


def by_age(overdue: Iterable[tuple[int, Decimal]]) -> list[Age]:
    """Days overdue and kronor of each invoice, counted in four steps; days below one are none."""
    rows = list(overdue)
    return [one_age(rows, *step) for step in STEPS]


def one_age(rows, first: int, last: int | None) -> Age:
    sums = [amount for days, amount in rows if days >= first and (last is None or days <= last)]
    return Age(first, last, len(sums), sum(sums, Decimal(0)))
