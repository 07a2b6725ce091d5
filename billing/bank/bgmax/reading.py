from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from billing.bank.agreement import refuse_other_currency
from billing.bank.bgmax.records import DEDUCTION, Deposit, Payment, Record, records_of
from billing.bank.reading import Reading, Row
from billing.bank.texts import org_number_in
from billing.bank.unreadable import Unreadable

START = b"01BGMAX"
ACCOUNT, DEPOSIT, END = "05", "15", "70"
PAYMENT, REFERENCE, NEGATIVE_REFERENCE = "20", "22", "23"
TEXT, NAME, STREET, CITY, ORG_NUMBER = "25", "26", "27", "28", "29"


class BgMax(Reading):
    """The file as a whole; a deposit's payments are kept until its record has come."""

    family = "bgmax"

    def __init__(self, file: BinaryIO):
        super().__init__()
        self.records = records_of(file)
        self.account = ""
        self.payments: list[Payment] = []
        self.seen: Counter[str] = Counter()
        self.is_whole = False
        self.read_header(next(self.records))

    def read_header(self, record: Record) -> None:
        mark = record.at(45, 45)
        if record.at(23, 24) != "01" or mark not in {"P", "T"}:
            raise record.fault(_("This is not BgMax, version 01."))
        self.format, self.is_test, self.message_id = "BgMax 01", mark == "T", record.at(25, 44)

    def read(self) -> Iterator[Row]:
        for record in self.records:
            if self.is_whole:
                raise record.fault(_("There is something after the end of the file."))
            self.seen[record.code] += 1
            if record.code == DEPOSIT:
                yield from self.close_deposit(record)
            elif act := ACTS.get(record.code):
                act(self, record)
            else:
                raise record.fault(_("BgMax has no record %(code)s."), code=record.code)
        if not self.is_whole:
            raise Unreadable(_("The file has no end: a part of it is missing."))

    def open_account(self, record: Record) -> None:
        self.refuse_open_payments(record)
        refuse_other_currency(record.at(23, 25), line=record.line)
        self.account = record.account(3, 12) or record.account(13, 22)

    def open_payment(self, record: Record) -> None:
        if not self.account:
            raise record.fault(_("There is a payment before its account."))
        self.payments.append(Payment(record))

    def add_reference(self, record: Record) -> None:
        amount = record.kronor(38, 55) or None
        if amount and record.code == NEGATIVE_REFERENCE:
            amount = -amount
        self.payment(record).add_references(record, amount)

    def add_text(self, record: Record) -> None:
        self.payment(record).texts.append(record.at(3, 52))

    def add_name(self, record: Record) -> None:
        self.payment(record).payer = f"{record.at(3, 37)} {record.at(38, 72)}".strip()

    def pass_over(self, record: Record) -> None:
        self.payment(record)

    def add_org_number(self, record: Record) -> None:
        digits = record.at(3, 14).removeprefix("00")  # twelve, and ours are ten
        self.payment(record).payer_org_number = org_number_in(digits)

    def payment(self, record: Record) -> Payment:
        """The one to which a record belongs."""
        if not self.payments:
            raise record.fault(_("The record belongs to no payment."))
        return self.payments[-1]

    def close_deposit(self, record: Record) -> Iterator[Row]:
        refuse_other_currency(record.at(69, 71), line=record.line)
        record.agree(len(self.payments), record.number(72, 79))
        net = sum((payment.signed_amount for payment in self.payments), Decimal(0))
        record.agree(net, record.kronor(51, 68))
        deposit = Deposit(self.account, record)
        for payment in self.payments:
            if payment.amount:
                yield deposit.row(payment)
            else:
                self.passed_over += 1
        self.account, self.payments = "", []

    def close_file(self, record: Record) -> None:
        self.refuse_open_payments(record)
        record.agree(self.seen[PAYMENT], record.number(3, 10))
        record.agree(self.seen[DEDUCTION], record.number(11, 18))
        references = self.seen[REFERENCE] + self.seen[NEGATIVE_REFERENCE]
        record.agree(references, record.number(19, 26))
        record.agree(self.seen[DEPOSIT], record.number(27, 34))
        self.is_whole = True

    def refuse_open_payments(self, record: Record) -> None:
        if self.payments:
            raise record.fault(_("The payments before this have no deposit."))


ACTS = {
    ACCOUNT: BgMax.open_account,
    PAYMENT: BgMax.open_payment,
    DEDUCTION: BgMax.open_payment,
    REFERENCE: BgMax.add_reference,
    NEGATIVE_REFERENCE: BgMax.add_reference,
    TEXT: BgMax.add_text,
    NAME: BgMax.add_name,
    STREET: BgMax.pass_over,
    CITY: BgMax.pass_over,
    ORG_NUMBER: BgMax.add_org_number,
    END: BgMax.close_file,
}
