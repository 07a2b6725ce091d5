"""Money that goes back to who paid too much: decided, paid out, or kept after all."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from billing.models import Payment, Repayment
from lattvikt.lib.money import kronor
from lattvikt.lib.refused import Refused


@transaction.atomic
def repay(payment, *, by, amount=None, note=""):
    """Put what is left of the payment, or `amount` kronor of it, on the list to repay.

    Raises Refused for more than what is left, and when nothing is.
    """
    Payment.objects.select_for_update(no_key=True).get(pk=payment.pk)
    left = Payment.objects.with_unallocated().get(pk=payment.pk).unallocated
    if not left:
        raise Refused(_("Nothing is left of the payment."))
    if amount is not None and not 0 < amount <= left:
        raise Refused(_("At most %(amount)s can be repaid.") % {"amount": kronor(left)})
    return Repayment.objects.create(
        payment=payment,
        amount=left if amount is None else amount,
        reason=Repayment.Reason.ASKED,
        note=note,
        decided_by=by,
        decided_at=timezone.now(),
    )


@transaction.atomic
def pay_out(repayment, *, on, by):
    """Note the day the money was sent back. Raises Refused for one that is not on the list."""
    repayment = on_the_list(repayment)
    repayment.paid_out_on = on
    repayment.decided_by, repayment.decided_at = by, timezone.now()
    repayment.save(update_fields=["paid_out_on", "decided_by", "decided_at"])
    return repayment


@transaction.atomic
def withdraw(repayment, *, because, by):
    """Do not repay it after all, or undo a payment out that was a mistake.

    The money is the payer's credit, or waits for a person. Raises Refused without a reason.
    """
    if not because.strip():
        raise Refused(_("Say why it is not repaid."))
    repayment = locked(repayment)
    if repayment.reversed_at:
        raise Refused(_("The repayment has been withdrawn already."))
    return repayment.mark_reversed(because=because.strip(), by=by)


def on_the_list(repayment):
    repayment = locked(repayment)
    if repayment.reversed_at or repayment.paid_out_on:
        raise Refused(_("The repayment is not on the list any longer."))
    return repayment


def locked(repayment):
    """Under the locks of its payment and its own."""
    Payment.objects.select_for_update(no_key=True).get(pk=repayment.payment_id)
    return Repayment.objects.select_for_update(no_key=True).get(pk=repayment.pk)
