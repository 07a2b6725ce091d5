from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from billing.bank.agreement import agree
from billing.bank.camt.places import CREDIT, DEBIT, Element, count, day, elements, kronor, words
from billing.bank.camt.statements import Statement
from billing.bank.reading import Row
from billing.bank.texts import Names, fingerprint
from billing.bank.unreadable import Unreadable

AMOUNT = elements("Amt")
SIDE = words("CdtDbtInd")
IS_REVERSAL = words("RvslInd")
STATUS = words("Sts")  # its text, or the code within it
BOOKED_ON = words("BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm")
BANK_REFERENCE = words("AcctSvcrRef")
ENTRY_NUMBER = words("NtryRef")
TEXT = words("AddtlNtryInf")
FAMILY = words("BkTxCd/Domn/Fmly/Cd")
BATCH_SIZES = elements("NtryDtls/Btch/NbOfTxs")

BOOKED = "BOOK"
SENT = {"ICDT", "IRCT"}  # issued credit transfers, and those in real time


class Entry:
    """A line on the account: one payment, or the sum of several (Ntry; sv. bokförd post)."""

    def __init__(self, element: Element, statement: Statement, *, is_notification: bool):
        self.line = element.sourceline
        self.account = statement.account
        self.side = SIDE(element)
        if self.side not in {CREDIT, DEBIT}:
            raise Unreadable(_("The entry is neither credit nor debit."), line=self.line)
        self.amount = self.amount_of(element)
        self.booked_on = day(BOOKED_ON(element), line=self.line)
        self.is_booked = STATUS(element) == BOOKED
        self.reference = BANK_REFERENCE(element)
        self.number = ENTRY_NUMBER(element)
        self.is_batch = sizes_of(element) > 1
        self.text = TEXT(element)
        # A statement has what we sent out too. A notification tells of payments to us, so that its
        # debits take one back, unless they are said to be transfers of our own.
        self.takes_back = IS_REVERSAL(element) in {"true", "1"} or (
            is_notification and FAMILY(element) not in SENT
        )
        self.transactions = 0
        self.sum = Decimal("0.00")
        self.has_passed_over = False
        self.first_reference = ""
        statement.add(self.amount, self.side, is_booked=self.is_booked)

    def amount_of(self, element: Element) -> Decimal:
        if not (amounts := AMOUNT(element)):
            raise Unreadable(_("The entry has no amount."), line=self.line)
        return kronor(amounts[0])

    def row(self, names: Names) -> Row | None:
        """The entry itself, when there is nothing more of it; None for what is no payment to us."""
        is_debit = self.side == DEBIT
        if not self.is_booked or not self.amount or (is_debit and not self.takes_back):
            return None
        name = self.reference or names.give(fingerprint(*self.said()))
        return Row(
            line=self.line,
            bank_reference=of_reversal(name) if is_debit else name,
            booked_on=self.booked_on,
            amount=self.amount,
            is_reversal=is_debit,
            account=self.account,
            text=self.text,
            reverses=self.reference if is_debit else "",
            deposit=self.reference,
        )

    def said(self) -> tuple[object, ...]:
        """What tells it from others, where the bank gives no reference."""
        return (self.account, self.booked_on, self.number, self.side, self.amount, self.text)

    def shares(self, reference: str) -> bool:
        """Whether others in the entry have the reference too: some banks repeat the entry's own."""
        if self.transactions == 1:
            self.first_reference = reference
            return self.is_batch and reference == self.reference
        return reference == self.first_reference

    def close(self, element: Element) -> None:
        """Raise Unreadable unless the transactions make the entry's sum and number."""
        if not self.has_passed_over:
            agree(found=self.sum, said=self.amount, line=self.line)
        if said := sizes_of(element):
            agree(found=self.transactions, said=said, line=self.line)


def sizes_of(entry: Element) -> int:
    """How many transactions its batches say that they have; 0 when they do not."""
    return sum(count(size.text or "", line=size.sourceline) for size in BATCH_SIZES(entry))


def of_reversal(reference: str) -> str:
    """Some banks give what takes a payment back the reference of the payment itself."""
    return f"{reference}/reversal"
