"""Money that comes in, by hand or from the bank: what it settles, and the rows of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db import connection

from billing import rules
from billing.models import Allocation, AnnualFee, Invoice, Payment, Repayment, Terms, WriteOff
from billing.rules import Claim, Settlement

Parts = Sequence[tuple[str, Decimal | None]]

# Whoever brings money in does so alone: then the same payment in two files is found in the second.
THE_BANK = "SELECT pg_advisory_xact_lock(hashtext('billing: money that comes in'))"


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

    def read(self, references: Iterable[str]) -> None:
        """Look up the invoices of those references that have not been seen yet."""
        new = {one for one in references if one} - self.claims.keys()
        invoices = Invoice.objects.filter(ocr__in=new, credits=None)
        if self.lock:
            list(invoices.order_by("pk").select_for_update(no_key=True).values_list("pk"))
        # Read after the locks: what was known before them may be old.
        found = list(invoices.with_balance())
        credited = [one.fee_id for one in found if one.is_wholly_credited and one.fee_id]
        replaced = replaced_fees(credited)
        self.claims |= dict.fromkeys(new, Claim())
        for invoice in found:
            if not (invoice.is_wholly_credited and invoice.fee_id in replaced):
                self.claims[invoice.ocr] = claim_of(invoice)
                self.balances.setdefault(invoice.pk, invoice.balance)

    def settle(self, amount: Decimal, parts: Parts) -> Settlement:
        """What a payment of these parts comes to; the next one meets what is left after it."""
        claims = [self.claim(reference, meant) for reference, meant in parts]
        settlement = rules.settle(amount, claims, tolerance=self.tolerance)
        for take in settlement.takes:
            self.balances[take.invoice] -= take.amount + take.rounding
        return settlement

    def claim(self, reference: str, meant: Decimal | None) -> Claim:
        claim = self.claims[reference] if reference else Claim()
        balance = self.balances.get(claim.invoice, claim.balance) if claim.invoice else Decimal(0)
        return replace(claim, balance=balance, amount=meant)

    def give_back(self, owed: Iterable[tuple[int, Decimal]]) -> None:
        """These invoices lack so much again."""
        for invoice, amount in owed:
            if invoice in self.balances:
                self.balances[invoice] += amount

    def forget(self) -> None:
        """Read everything anew: somebody else in this transaction has changed what is owed."""
        self.claims.clear()
        self.balances.clear()


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
    return Claim(
        invoice=invoice.pk,
        owner=invoice.organisation_id,
        balance=invoice.balance,
        is_credited=invoice.is_wholly_credited,
    )


@dataclass(frozen=True)
class Coming:
    """A payment that is not saved yet, with the references it carries."""

    payment: Payment
    parts: Parts


def bring_in(coming: Sequence[Coming], ledger: Ledger, *, by) -> list[Settlement]:
    """Save the payments with what they settle, and put on the list what was paid twice.

    The ledger has read their references, and locked.
    """
    settlements = [ledger.settle(one.payment.amount, one.parts) for one in coming]
    payments = [one.payment for one in coming]
    for payment, settlement in zip(payments, settlements, strict=True):
        payment.organisation_id = settlement.owner
    Payment.objects.bulk_create(payments)
    write_settlements(list(zip(payments, settlements, strict=True)), by=by)
    return settlements


def write_settlements(settled: Sequence[tuple[Payment, Settlement]], *, by) -> None:
    takes = [(payment, take) for payment, one in settled for take in one.takes]
    Allocation.objects.bulk_create(
        Allocation(payment=payment, invoice_id=take.invoice, amount=take.amount, allocated_by=by)
        for payment, take in takes
    )
    WriteOff.objects.bulk_create(
        WriteOff(invoice_id=take.invoice, amount=take.rounding, written_by=by)
        for _payment, take in takes
        if take.rounding
    )
    Repayment.objects.bulk_create(
        Repayment(payment=payment, amount=one.to_repay, reason=reason_of(one))
        for payment, one in settled
        if one.to_repay
    )


def reason_of(settlement: Settlement) -> str:
    reasons = Repayment.Reason
    return reasons.CREDITED if settlement.is_credited else reasons.DOUBLE
