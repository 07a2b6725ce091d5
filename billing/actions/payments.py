"""Payments by hand, and which invoices a payment settles."""

from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from billing import rules
from billing.actions.coming_in import Ledger, lock_the_bank, write_settlements
from billing.models import Allocation, Invoice, Payment, Terms, WriteOff
from billing.rules import Settlement
from lattvikt.lib import ocr as ocr_references
from lattvikt.lib.money import kronor
from lattvikt.lib.refused import Refused


class Registered(NamedTuple):
    """A payment, and what it came to; None when it was registered already."""

    payment: Payment
    settlement: Settlement | None

    @property
    def is_new(self):
        return self.settlement is not None

    @property
    def allocation(self):
        """What it settled at once; None when that was nothing."""
        is_any = self.settlement and self.settlement.takes
        return self.payment.allocations.select_related("invoice").get() if is_any else None


@transaction.atomic
def register_payment(*, bank_reference, received_on, amount, ocr, payer="", note="", by=None):
    """Note money that has come in, and let it settle the invoice whose OCR it carries.

    The same reference twice changes nothing; `is_new` tells. What the invoice cannot take stays
    as the member's credit; what was paid already is put on the list to repay; without a known
    OCR all of it waits for a person. Raises Refused for an amount that is not above zero.
    """
    if amount <= 0:
        raise Refused(_("A payment is more than 0 kr."))
    lock_the_bank()
    if known := Payment.objects.filter(bank_reference=bank_reference).first():
        return Registered(known, None)
    payment = Payment(
        bank_reference=bank_reference,
        received_on=received_on,
        amount=amount,
        ocr=ocr_references.clean(ocr),
        payer=payer,
        note=note,
        registered_by=by,
    )
    ledger = Ledger(lock=True)
    ledger.read([payment.ocr])
    settlement = ledger.settle(amount, [(payment.ocr, None)])
    payment.organisation_id = settlement.owner
    payment.save()
    write_settlements([(payment.pk, settlement)], by=by)
    return Registered(payment, settlement)


@transaction.atomic
def allocate(payment, invoice, *, by, amount=None):
    """Let the payment settle the invoice, with `amount` kronor or as much as it can.

    What is then over is the buyer's credit, unless a person has set the amount. Raises Refused
    when there is nothing left on either, or for more than that.
    """
    if invoice.is_credit_note:
        raise Refused(_("A credit note is not paid."))
    payment, balance = lock(payment, invoice)
    most = rules.room(unallocated=payment.unallocated, balance=balance)
    if not most:
        raise Refused(_("Either nothing is left of the payment or the invoice is settled."))
    if amount is not None and not 0 < amount <= most:
        raise Refused(_("At most %(amount)s can be allocated.") % {"amount": kronor(most)})
    taken = most if amount is None else amount
    let_pass(invoice, balance - taken, by=by)
    if taken == most:
        know_owner(payment, invoice)
    return Allocation.objects.create(
        payment=payment, invoice=invoice, amount=taken, allocated_by=by
    )


def lock(payment, invoice):
    """Lock invoice, then payment; return the payment as it stands and what the invoice lacks."""
    Invoice.objects.select_for_update(no_key=True).get(pk=invoice.pk)
    Payment.objects.select_for_update(no_key=True).get(pk=payment.pk)
    # Read after the locks: what was known before them may be old.
    payment = Payment.objects.with_unallocated().get(pk=payment.pk)
    return payment, Invoice.objects.with_balance().get(pk=invoice.pk).balance


def let_pass(invoice, lacks, *, by):
    """Write off what the invoice then still lacks, when that is within the tolerance."""
    tolerance = Terms.objects.current().tolerance
    if amount := rules.let_pass(lacks, tolerance):
        WriteOff.objects.create(invoice=invoice, amount=amount, written_by=by)


def know_owner(payment, invoice):
    """A payment of which nobody knew whose it was is the buyer's."""
    if payment.organisation_id is None and invoice.organisation_id:
        set_owner(payment, invoice.organisation_id)


def set_owner(payment, organisation):
    payment.organisation_id = organisation
    payment.save(update_fields=["organisation"])


@transaction.atomic
def reverse_allocation(allocation, *, because, by):
    """Undo an allocation: the payment has its money back and the invoice is owed again.

    A payment that then settles nothing waits for a person. Raises Refused without a reason, and
    when it has been undone already.
    """
    if not because.strip():
        raise Refused(_("Say why the allocation is undone."))
    payment, _balance = lock(allocation.payment, allocation.invoice)
    allocation = Allocation.objects.select_for_update().get(pk=allocation.pk)
    if allocation.reversed_at:
        raise Refused(_("The allocation has been undone already."))
    undo(allocation, because=because.strip(), by=by)
    if not payment.allocations.standing().exists():
        set_owner(payment, None)
    return allocation


def undo(allocation, *, because, by):
    """Mark it reversed, and what was let pass on its invoice; the caller has locked both."""
    allocation.mark_reversed(because=because, by=by)
    undo_write_offs(allocation.invoice_id, because=because, by=by)


def undo_write_offs(invoice, *, because, by):
    for write_off in WriteOff.objects.standing().filter(invoice=invoice):
        write_off.mark_reversed(because=because, by=by)


def release(invoice, *, because, by):
    """Undo whatever has been paid on an invoice; the caller has locked it.

    The money stays its payer's: it is the member's credit.
    """
    standing = Allocation.objects.standing().filter(invoice=invoice)
    payments = Payment.objects.filter(allocations__in=standing).order_by("pk")
    list(payments.select_for_update(no_key=True, of=("self",)))
    for allocation in standing.select_for_update().order_by("pk"):
        allocation.mark_reversed(because=because, by=by)
    undo_write_offs(invoice.pk, because=because, by=by)
