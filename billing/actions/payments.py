"""Money that comes in, and which invoices it settles."""

from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from billing import rules
from billing.models import Allocation, Invoice, Payment
from lattvikt.lib import ocr as ocr_references
from lattvikt.lib.money import kronor
from lattvikt.lib.refused import Refused


class Registered(NamedTuple):
    """A payment, whether it was new, and what it settled at once."""

    payment: Payment
    is_new: bool
    allocation: Allocation | None


@transaction.atomic
def register_payment(*, bank_reference, received_on, amount, ocr, payer="", note="", by=None):
    """Note money that has come in, and let it settle the invoice whose OCR it carries.

    The same reference twice changes nothing; `is_new` tells. What no invoice takes stays
    unallocated. Raises Refused for an amount that is not above zero.
    """
    if amount <= 0:
        raise Refused(_("A payment is more than 0 kr."))
    payment, is_new = Payment.objects.get_or_create(
        bank_reference=bank_reference,
        defaults={
            "received_on": received_on,
            "amount": amount,
            "ocr": ocr_references.clean(ocr),
            "payer": payer,
            "note": note,
            "registered_by": by,
        },
    )
    return Registered(payment, is_new, settle_by_ocr(payment, by=by) if is_new else None)


def settle_by_ocr(payment, *, by):
    """Allocate as much as the invoice with the payment's OCR can take; None where there is none."""
    invoice = payment.ocr and Invoice.objects.filter(ocr=payment.ocr, credits=None).first()
    if not invoice:
        return None
    payment, most = lock(payment, invoice)
    return write(payment, invoice, most, by=by) if most else None


@transaction.atomic
def allocate(payment, invoice, *, by, amount=None):
    """Let the payment settle the invoice, with `amount` kronor or as much as it can.

    Raises Refused when there is nothing left on either, or for more than that.
    """
    if invoice.is_credit_note:
        raise Refused(_("A credit note is not paid."))
    payment, most = lock(payment, invoice)
    if not most:
        raise Refused(_("Either nothing is left of the payment or the invoice is settled."))
    if amount is not None and not 0 < amount <= most:
        raise Refused(_("At most %(amount)s can be allocated.") % {"amount": kronor(most)})
    return write(payment, invoice, most if amount is None else amount, by=by)


def lock(payment, invoice):
    """Lock invoice, then payment; return the payment and how much it can settle of the invoice."""
    Invoice.objects.select_for_update(no_key=True).get(pk=invoice.pk)
    Payment.objects.select_for_update(no_key=True).get(pk=payment.pk)
    # Read after the locks: what was known before them may be old.
    payment = Payment.objects.with_unallocated().get(pk=payment.pk)
    balance = Invoice.objects.with_balance().get(pk=invoice.pk).balance
    return payment, rules.room(unallocated=payment.unallocated, balance=balance)


def write(payment, invoice, amount, *, by):
    return Allocation.objects.create(
        payment=payment, invoice=invoice, amount=amount, allocated_by=by
    )


@transaction.atomic
def reverse_allocation(allocation, *, because, by):
    """Undo an allocation: the payment has its money back and the invoice is owed again.

    Raises Refused without a reason, and when it has been undone already.
    """
    if not because.strip():
        raise Refused(_("Say why the allocation is undone."))
    lock(allocation.payment, allocation.invoice)
    allocation = Allocation.objects.select_for_update().get(pk=allocation.pk)
    if allocation.reversed_at:
        raise Refused(_("The allocation has been undone already."))
    return mark_reversed(allocation, because=because.strip(), by=by)


def release(invoice, *, because, by):
    """Undo whatever has been paid on an invoice; the caller has locked it."""
    standing = Allocation.objects.standing().filter(invoice=invoice)
    payments = Payment.objects.filter(allocations__in=standing).order_by("pk")
    list(payments.select_for_update(no_key=True, of=("self",)))
    for allocation in standing.select_for_update().order_by("pk"):
        mark_reversed(allocation, because=because, by=by)


def mark_reversed(allocation, *, because, by):
    allocation.reversed_at = timezone.now()
    allocation.reversed_by = by
    allocation.reversed_because = because
    allocation.save(update_fields=["reversed_at", "reversed_by", "reversed_because"])
    return allocation
