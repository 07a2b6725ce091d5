"""What each event means for the books: pure double entry, debit above zero and credit below.

Money that comes in is first the payer's credit (2420), whatever it is for; the allocation moves it
to the receivable (1510). So a later allocation, a reversal, a repayment and a write-off each have
their own entries, and no earlier voucher ever has to change (docs/decisions.md has an example).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal


@dataclass(frozen=True)
class Accounts:
    """The accounts of the books, four digits each; output VAT has one for each rate in per cent."""

    receivable: str
    bank: str
    fee: str
    other: str
    charge: str
    vat: dict[Decimal, str]
    advance: str
    rounding: str


@dataclass(frozen=True)
class Entry:
    """An amount on an account: debit above zero, credit below."""

    account: str
    amount: Decimal
    text: str = ""


@dataclass(frozen=True)
class Voucher:
    """What is booked together on a day (sv. verifikation)."""

    series: str
    on: date
    text: str
    entries: tuple[Entry, ...]

    @property
    def debit(self) -> Decimal:
        return sum((entry.amount for entry in self.entries if entry.amount > 0), Decimal(0))


def booking_day(happened_on: date, noticed_on: date, closed_through: date | None) -> date:
    """The day something is booked on: its own, unless that has been handed to the bookkeeping.

    What becomes known after that (a payment of January read from a file in February) is booked
    on the day it became known, and at the earliest on the first day that is still open.
    """
    if closed_through is None or happened_on > closed_through:
        return happened_on
    return max(noticed_on, closed_through + timedelta(days=1))


def invoiced(
    total: Decimal, *, receivable: str, income: str, vat: dict[str, Decimal], text: str
) -> tuple[Entry, ...]:
    """An invoice, or a credit note with its amounts below zero. `vat` is what goes where."""
    net = total - sum(vat.values(), Decimal(0))
    taxes = [Entry(account, -amount, text) for account, amount in vat.items()]
    return without_zeros(Entry(receivable, total, text), Entry(income, -net, text), *taxes)


def made_whole(parts: dict[str, Decimal], whole: Decimal) -> dict[str, Decimal]:
    """The parts, where the largest takes the öre by which their sum was rounded otherwise."""
    if not parts:
        return {}
    largest = max(parts, key=lambda name: abs(parts[name]))
    return parts | {largest: parts[largest] + whole - sum(parts.values())}


def moved(amount: Decimal, *, from_account: str, to_account: str, text: str) -> tuple[Entry, ...]:
    """Kronor from one account (credit) to another (debit)."""
    return Entry(to_account, amount, text), Entry(from_account, -amount, text)


def netted(entries: Iterable[Entry], account: str) -> tuple[Entry, ...]:
    """The entries, with those of one account as a single amount, last; none where it is zero."""
    entries = list(entries)
    net = sum((entry.amount for entry in entries if entry.account == account), Decimal(0))
    others = [entry for entry in entries if entry.account != account]
    return without_zeros(*others, Entry(account, net))


def without_zeros(*entries: Entry) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries if entry.amount)


def balances(vouchers: Iterable[Voucher]) -> dict[str, Decimal]:
    """What the vouchers come to on each account, in the order of the accounts."""
    sums: dict[str, Decimal] = {}
    for voucher in vouchers:
        for entry in voucher.entries:
            sums[entry.account] = sums.get(entry.account, Decimal(0)) + entry.amount
    return dict(sorted(sums.items()))
