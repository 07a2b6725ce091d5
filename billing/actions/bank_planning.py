"""What each row of a bank file will do: one road for the preview and for the application."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from billing.actions.coming_in import Ledger
from billing.models import BankRow, recognising
from billing.rules import Settlement
from lattvikt.lib.batches import in_batches

Outcome = BankRow.Outcome
PREVIEWED = 5_000  # rows: seconds of work for a page that only shows


@dataclass(frozen=True)
class Planned:
    """What a row will do: a payment comes in and is settled, or it is about one that is known."""

    row: BankRow
    outcome: str
    settlement: Settlement | None = None
    twin: int | None = None

    @property
    def label(self):
        return Outcome(self.outcome).label


class Planner:
    """Goes through rows in order and remembers what the earlier ones did.

    `read` asks the database about some rows at a time, in a fixed number of queries, and with
    `lock` takes their invoices' locks; `plan` then says what they do, without asking anything.
    """

    def __init__(self, family: str, *, lock: bool):
        self.family = family
        self.ledger = Ledger(lock=lock)
        self.known: dict[str, int | None] = {}
        self.sums: dict[str, Decimal] = {}
        self.twins: dict[recognising.Looks, list[int]] = {}
        self.used: set[int] = set()
        self.returnable: dict[str, recognising.Returnable] = {}

    def read(self, rows: Sequence[BankRow]) -> None:
        self.known |= recognising.known_among(rows)
        self.sums |= recognising.sums_of_deposits(rows)
        self.twins = recognising.twins_of(rows, self.family)
        self.returnable = recognising.returnable_among(rows)
        invoices = {invoice for one in self.returnable.values() for invoice in one.owed}
        self.ledger.read((part[0] for row in rows for part in row.references), invoices)

    def plan(self, rows: Iterable[BankRow]) -> Iterator[Planned]:
        for row in rows:
            planned = self.plan_one(row)
            if planned.outcome != Outcome.KNOWN:
                self.known[row.bank_reference] = None
            yield planned

    def plan_one(self, row: BankRow) -> Planned:
        if row.bank_reference in self.known:
            return Planned(row, Outcome.KNOWN, twin=self.known[row.bank_reference])
        if row.is_reversal:
            return self.taking_back(row)
        if row.bank_reference in self.sums:
            is_whole = self.sums[row.bank_reference] == row.amount
            return Planned(row, Outcome.KNOWN if is_whole else Outcome.DOUBLE)
        if row.deposit and row.deposit in self.known:
            return Planned(row, Outcome.DOUBLE, twin=self.known[row.deposit])
        if twin := self.twin_of(row):
            return Planned(row, Outcome.DOUBLE, twin=twin)
        return self.coming_in(row)

    def twin_of(self, row) -> int | None:
        """A payment that looks the same and that no other row has been taken for."""
        alike = self.twins.get(recognising.looks_of(row), [])
        twin = next((one for one in alike if one not in self.used), None)
        if twin:
            self.used.add(twin)
        return twin

    def coming_in(self, row) -> Planned:
        settlement = self.ledger.settle(row.amount, row.references)
        owed = {take.invoice: take.amount + take.rounding for take in settlement.takes}
        self.returnable[row.bank_reference] = recognising.Returnable(row.amount, owed)
        return Planned(row, settlement.result, settlement)

    def taking_back(self, row) -> Planned:
        """Back goes the payment that the row names, whole; what is not so plain waits."""
        found = self.returnable.get(row.reverses)
        if not found or found.amount != row.amount:
            return Planned(row, Outcome.RETURN_WAITS)
        del self.returnable[row.reverses]
        self.ledger.give_back(found.owed)
        return Planned(row, Outcome.RETURNED)


@dataclass(frozen=True)
class Preview:
    """What the rows of a file would do now; of a very long one, the first."""

    planned: list[Planned]
    is_whole: bool

    @property
    def by_outcome(self) -> list[dict]:
        """How many rows there are of each outcome, and their sum in kronor."""
        found = defaultdict(list)
        for one in self.planned:
            found[one.outcome].append(one.row.amount)
        return [
            {"outcome": outcome, "rows": len(found[outcome]), "sum": sum(found[outcome])}
            for outcome in Outcome.values
            if outcome in found
        ]


def preview_file(bank_file) -> Preview:
    """What would happen if the file were applied now; nothing is locked or written."""
    planner = Planner(bank_file.family, lock=False)
    rows = list(bank_file.rows.pending().order_by("pk")[: PREVIEWED + 1])
    planned: list[Planned] = []
    for some in in_batches(rows[:PREVIEWED], 1_000):
        planner.read(some)
        planned += planner.plan(some)
    return Preview(planned, is_whole=len(rows) <= PREVIEWED)
