"""What every family of files is read into."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from billing.bank.unreadable import Unreadable

LARGEST_FILE = 100 * 1024 * 1024  # bytes; about 150 000 payments in camt.054
LONGEST = {"bank_reference": 200, "account": 34, "payer": 200, "payer_account": 34}
LONGEST_REFERENCE = 140
MOST = Decimal("9999999999.99")  # what an amount in the database has room for


@dataclass(frozen=True, slots=True)
class Part:
    """One reference within a payment (sv. delbelopp), as the payer or the bank has written it."""

    reference: str  # without blanks; an OCR number if all is well
    # Kronor, as the payer meant it; below zero for a credit note that was drawn. None: not said.
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that happened on the account (sv. rad)."""

    line: int  # where in the file, from 1
    # Unique within the family: the same payment in another file of the family has the same.
    # Where the bank's own reference alone would not be, the account and the day are in it.
    bank_reference: str
    booked_on: date  # the bank's date
    amount: Decimal  # kronor, above zero
    is_reversal: bool  # money taken back
    account: str  # ours: bankgiro, plusgiro, IBAN or BBAN, without blanks
    parts: tuple[Part, ...] = ()
    text: str = ""  # free, from the payer
    payer: str = ""
    payer_org_number: str = ""  # ten digits; never a private person's number
    payer_account: str = ""
    reverses: str = ""  # the bank_reference of the payment taken back, if the file says so
    # The bank's reference of the sum in which the payment was booked, if there is one: a statement
    # may have only that sum as a row, whose bank_reference it then is.
    deposit: str = ""


class Reading(ABC):
    """An opened file: its header is read, its rows are not."""

    family: ClassVar[str]
    format: str  # «camt.054.001.08», «BgMax 01», «CSV»
    is_test = False
    message_id = ""

    def __init__(self) -> None:
        self.latest_booked_on: date | None = None
        self.count = 0
        self.total = Decimal("0.00")  # credits − debits, in kronor
        self.passed_over = 0  # what is no payment to us: money sent out, not yet booked, nothing

    def rows(self) -> Iterator[Row]:
        """The rows, in one pass and once only.

        Raises Unreadable at the first fault, and after the last row when sums or numbers of rows
        do not agree with what the file says of them: keep nothing before the end is reached.
        """
        for row in self.read():
            check(row)
            self.count += 1
            self.total += -row.amount if row.is_reversal else row.amount
            self.latest_booked_on = max(row.booked_on, self.latest_booked_on or row.booked_on)
            yield row

    @abstractmethod
    def read(self) -> Iterator[Row]:
        """The rows as they stand."""


def check(row: Row) -> None:
    """Raise Unreadable for what we have no room for; no real file comes near it."""
    if not 0 < row.amount <= MOST:
        raise Unreadable(_("The amount is too large."), line=row.line)
    if any(len(getattr(row, name)) > longest for name, longest in LONGEST.items()) or any(
        len(part.reference) > LONGEST_REFERENCE for part in row.parts
    ):
        raise Unreadable(_("A text is longer than the format allows."), line=row.line)
