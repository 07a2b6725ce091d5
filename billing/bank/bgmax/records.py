"""The records of BgMax: what stands where in a line, and what a payment is put together from.

Positions are as in Bankgirot's manual: from 1, and the last is included.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from billing.bank.agreement import agree
from billing.bank.lines import ISO_8859_1, numbered_lines
from billing.bank.reading import Part, Row
from billing.bank.texts import Names, is_number, one_line, references_in
from billing.bank.unreadable import Unreadable

LENGTH = 80
DEDUCTION = "21"


@dataclass(frozen=True, slots=True)
class Record:
    """A line of the file (sv. post)."""

    line: int
    text: str

    @property
    def code(self) -> str:
        return self.text[:2]

    def at(self, first: int, last: int) -> str:
        return self.text[first - 1 : last].strip()

    def number(self, first: int, last: int) -> int:
        """A number with its zeros; blank is 0. Raises Unreadable for anything else."""
        digits = self.at(first, last) or "0"
        if not is_number(digits):
            places = {"first": first, "last": last}
            raise self.fault(_("Positions %(first)d–%(last)d should have digits."), **places)
        return int(digits)

    def kronor(self, first: int, last: int) -> Decimal:
        """An amount, which the file has in öre."""
        return Decimal(self.number(first, last)).scaleb(-2)

    def account(self, first: int, last: int) -> str:
        """A giro number without the zeros before it; "" for none."""
        return str(self.number(first, last) or "")

    def agree(self, found: int | Decimal, said: int | Decimal) -> None:
        agree(found=found, said=said, line=self.line)

    def fault(self, text, /, **details) -> Unreadable:
        return Unreadable(text, line=self.line, **details)


def records_of(file: BinaryIO) -> Iterator[Record]:
    """Lines may be short, with tabs for blanks, and the last without its end."""
    for line, text in numbered_lines(file, ISO_8859_1):
        record = Record(line, text.expandtabs(8).rstrip())
        if len(record.text) > LENGTH:
            raise record.fault(_("A line of BgMax has 80 characters; this has more."))
        if record.text:
            yield record


@dataclass
class Payment:
    """A payment or deduction as far as it has been read: its day comes after it."""

    record: Record
    parts: dict[str, Decimal | None] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    payer: str = ""
    payer_org_number: str = ""

    def __post_init__(self):
        self.is_deduction = self.record.code == DEDUCTION
        self.amount = self.record.kronor(38, 55)
        self.payer_account = self.record.account(3, 12)
        self.serial = self.record.at(58, 69).lstrip("0")
        self.add_references(self.record, None)

    @property
    def signed_amount(self) -> Decimal:
        return -self.amount if self.is_deduction else self.amount

    def add_references(self, record: Record, amount: Decimal | None) -> None:
        """What stands in the field of the reference: one, several or the payer's own words.

        The code beside it (position 56) is no help: banks write 3, «several», for one as well.
        An extra reference may repeat one in the payment's own field, with what is meant for it.
        """
        written = record.at(13, 37)
        words = written.split()
        if not all(map(is_number, words)):
            self.texts.append(written)
            return
        for reference in references_in(words):
            self.parts[reference] = amount or self.parts.get(reference)


@dataclass
class Deposit:
    """The sum that was booked on the account (sv. insättning), and its day."""

    account: str
    record: Record

    def __post_init__(self):
        self.booked_on = day_of(self.record)
        serial = self.record.at(46, 50)
        # Bankgirot's numbers begin anew, so that only with the day are they unique.
        self.reference = f"{self.account}-{self.booked_on:%Y%m%d}-{serial}"
        self.names = Names()

    def row(self, payment: Payment) -> Row:
        return Row(
            line=payment.record.line,
            bank_reference=self.reference_of(payment),
            booked_on=self.booked_on,
            amount=payment.amount,
            is_reversal=payment.is_deduction,
            account=self.account,
            parts=tuple(Part(*part) for part in payment.parts.items()),
            text=one_line(" ".join(payment.texts)),
            payer=one_line(payment.payer),
            payer_org_number=payment.payer_org_number,
            payer_account=payment.payer_account,
            deposit=self.reference,
        )

    def reference_of(self, payment: Payment) -> str:
        """By the payment's number, which old files lack; then by its place."""
        return self.names.give(f"{self.reference}-{payment.serial or 0}")


def day_of(deposit: Record) -> date:
    try:
        return date.fromisoformat(deposit.at(38, 45))
    except ValueError:
        raise deposit.fault(_("The payment date is no date.")) from None
