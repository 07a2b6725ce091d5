"""Money that comes in, by hand or from the bank: what it settles, and the rows of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from django.db import connection
from django.db.models import Q

from billing import rules
from billing.models import AnnualFee, Invoice, Repayment, Terms, WriteOff
from billing.rules import Claim, Settlement

Parts = Sequence[tuple[str, Decimal | None]]
Settled = Sequence[tuple[int, Settlement]]  # a payment's key, and what it comes to

STANDING = ["pk", "ocr", "organisation", "fee", "total", "credited", "balance"]

# Whoever brings money in does so alone: then the same payment in two files is found in the second.
THE_BANK = "SELECT pg_advisory_xact_lock(hashtext('billing: money that comes in'))"

# Thousands at a time, in one statement: a third of the time that making objects of them takes.
ALLOCATE = """
INSERT INTO billing_allocation
    (payment_id, invoice_id, amount, allocated_by_id, allocated_at, reversed_because)
SELECT payment, invoice, amount, %s, clock_timestamp(), ''
FROM unnest(%s::bigint[], %s::bigint[], %s::numeric[]) AS new(payment, invoice, amount)
"""


def lock_the_bank():
    """Wait for one's turn; until the commit. Taken before any other lock."""
    with connection.cursor() as cursor:
        cursor.execute(THE_BANK)


class Ledger:
    """What each invoice lacks, while payments are gone through one after another.

    With `lock` the invoices are locked as they are read, by key. Without it the same answers are
    only looked at: so a preview says what an application then does.
    """

    def __init__(self, *, lock: bool):
        self.lock = lock
        self.claims: dict[str, Claim] = {}
        self.balances: dict[int, Decimal] = {}
        self.tolerance = Terms.objects.current().tolerance

    def read(self, references: Iterable[str], invoices: Iterable[int] = ()) -> None:
        """Look up the invoices of those references, and those of the keys, not seen yet."""
        new = {one for one in references if one} - self.claims.keys()
        asked = Invoice.objects.filter(
            Q(ocr__in=new) | Q(pk__in=set(invoices) - self.balances.keys()), credits=None
        )
        if self.lock:
            list(asked.order_by("pk").select_for_update(no_key=True).values_list("pk"))
        # Read after the locks: what was known before them may be old.
        found = list(asked.with_balance().values_list(*STANDING, named=True))
        replaced = replaced_fees([one.fee for one in found if one.fee and is_credited(one)])
        self.claims |= dict.fromkeys(new, Claim())
        for invoice in found:
            self.balances.setdefault(invoice.pk, invoice.balance)
            if not (is_credited(invoice) and invoice.fee in replaced):
                self.claims[invoice.ocr] = claim_of(invoice)

    def settle(self, amount: Decimal, parts: Parts) -> Settlement:
        """What a payment of these parts comes to; the next one meets what is left after it."""
        claims = [self.claim(reference, meant) for reference, meant in parts]
        settlement = rules.settle(amount, claims, tolerance=self.tolerance)
        for take in settlement.takes:
            self.balances[take.invoice] -= take.amount + take.rounding
        return settlement

    def claim(self, reference: str, meant: Decimal | None) -> Claim:
        claim = self.claims[reference] if reference else Claim()
        balance = self.balances[claim.invoice] if claim.invoice else Decimal(0)
        return replace(claim, balance=balance, amount=meant)

    def give_back(self, owed: Mapping[int, Decimal]) -> None:
        """These invoices lack so much again, in kronor."""
        for invoice, amount in owed.items():
            self.balances[invoice] += amount


def replaced_fees(fees: Sequence[int]) -> set[int]:
    """Those of the fees that are owed on another invoice now, or soon will be.

    Who pays by a credited invoice's OCR means that one, so nothing has been paid twice.
    """
    if not fees:
        return set()
    unpaid = Invoice.objects.unpaid().filter(fee__in=fees).values_list("fee", flat=True)
    to_come = AnnualFee.objects.filter(pk__in=fees).to_invoice().values_list("pk", flat=True)
    return {*unpaid, *to_come}


def claim_of(invoice) -> Claim:
    return Claim(invoice=invoice.pk, owner=invoice.organisation, is_credited=is_credited(invoice))


def is_credited(invoice) -> bool:
    return bool(invoice.credited) and invoice.total + invoice.credited <= 0


def write_settlements(settled: Settled, *, by) -> None:
    """Save what some new payments settle, and put on the list what was paid twice.

    The ledger that they were settled by has locked their invoices.
    """
    takes = [(payment, take) for payment, one in settled for take in one.takes]
    with connection.cursor() as cursor:
        cursor.execute(ALLOCATE, [by and by.pk, *columns_of(takes)])
    WriteOff.objects.bulk_create(
        [
            WriteOff(invoice_id=take.invoice, amount=take.rounding, written_by=by)
            for _, take in takes
            if take.rounding
        ]
    )
    Repayment.objects.bulk_create(
        [
            Repayment(payment_id=payment, amount=one.to_repay, reason=reason_of(one))
            for payment, one in settled
            if one.to_repay
        ]
    )


def columns_of(takes):
    return (
        [payment for payment, _ in takes],
        [take.invoice for _, take in takes],
        [take.amount for _, take in takes],
    )


def reason_of(settlement: Settlement) -> str:
    reasons = Repayment.Reason
    return reasons.CREDITED if settlement.is_credited else reasons.DOUBLE
