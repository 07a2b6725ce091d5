"""Has this money come in before? What is known of some rows of a bank file, in a few queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Case, Exists, F, OuterRef, Sum, When
from django.db.models.functions import Coalesce

from billing.models.bank_files import BankRow
from billing.models.payments import Allocation, Payment, Repayment, WriteOff

Looks = tuple[date, Decimal, str]


def known_among(rows: Sequence[BankRow]) -> dict[str, int | None]:
    """The references among the rows, and those of their sums, that have been dealt with.

    Each with the payment that it is, if it is one.
    """
    keys = {key for row in rows for key in (row.bank_reference, row.deposit) if key}
    payments = Payment.objects.filter(bank_reference__in=keys)
    counting = BankRow.objects.exclude(outcome__in=BankRow.COUNTS_NOT)
    earlier = counting.filter(bank_reference__in=keys)
    found = dict(earlier.values_list("bank_reference", Coalesce("payment", "twin")))
    return found | dict(payments.values_list("bank_reference", "pk"))


def sums_of_deposits(rows: Sequence[BankRow]) -> dict[str, Decimal]:
    """The references among the rows that are of sums whose parts have come in, with their sum."""
    parts = BankRow.objects.exclude(outcome__in=BankRow.COUNTS_NOT)
    parts = parts.filter(deposit__in=[row.bank_reference for row in rows]).order_by()
    signed = Case(When(is_reversal=True, then=-F("amount")), default=F("amount"))
    return dict(parts.values_list("deposit").annotate(sum=Sum(signed)))


def twins_of(rows: Sequence[BankRow], family: str) -> dict[Looks, list[int]]:
    """Payments from other families that look like one of the rows, by what they look like.

    One that a row of this family has been taken for already is no twin of another.
    """
    coming = [row for row in rows if not row.is_reversal]
    taken = BankRow.objects.filter(
        twin=OuterRef("pk"),
        file__family=family,
        outcome__in=[BankRow.Outcome.DOUBLE, BankRow.Outcome.SAME],
    )
    alike = Payment.objects.filter(
        ~Exists(taken),
        received_on__in={row.booked_on for row in coming},
        amount__in={row.amount for row in coming},
        ocr__in={row.ocr for row in coming},
        returned_on=None,
    ).exclude(family=family)
    found = defaultdict(list)
    for payment in alike.order_by("pk"):
        found[payment.received_on, payment.amount, payment.ocr].append(payment.pk)
    return found


def looks_of(row: BankRow) -> Looks:
    """Day, sum and reference."""
    return row.booked_on, row.amount, row.ocr


@dataclass(frozen=True)
class Returnable:
    """What a payment that may be taken back comes to, and what its invoices then lack again."""

    amount: Decimal
    owed: dict[int, Decimal]


def returnable_among(rows: Sequence[BankRow]) -> dict[str, Returnable]:
    """The payments that the rows take back, by the bank's reference, where that is plain."""
    keys = [row.reverses for row in rows if row.reverses]
    if not keys:
        return {}
    paid_out = Repayment.objects.standing().filter(payment=OuterRef("pk")).exclude(paid_out_on=None)
    found = Payment.objects.filter(~Exists(paid_out), bank_reference__in=keys, returned_on=None)
    return {payment.bank_reference: Returnable(payment, owed_without(payment)) for payment in found}


def owed_without(payment: Payment) -> dict[int, Decimal]:
    """What the invoices that the payment settles lack without it, by key, in kronor."""
    sums = Allocation.objects.standing().filter(payment=payment).order_by().values_list("invoice")
    owed = dict(sums.annotate(sum=Sum("amount")))
    roundings = WriteOff.objects.standing().filter(invoice__in=owed)
    for invoice, amount in roundings.values_list("invoice", "amount"):
        owed[invoice] += amount
    return owed
