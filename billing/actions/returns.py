"""Money that the bank takes back, and undoing that."""

from django.db import transaction
from django.utils.translation import gettext as _

from billing.actions.payments import set_owner, undo
from billing.models import Allocation, Invoice, Payment
from lattvikt.lib.refused import Refused


@transaction.atomic
def take_back(payment, *, on, because, by):
    """The bank has taken the whole payment back: what it settled is owed again.

    Raises Refused when it has been taken back already, and when some of it has been repaid.
    """
    payment = lock_with_invoices(payment)
    if payment.returned_on:
        raise Refused(_("The payment has been taken back already."))
    if payment.repayments.standing().exclude(paid_out_on=None).exists():
        raise Refused(_("Some of the payment has been repaid: a person must look at it."))
    text = _("The bank took the payment back: %(why)s") % {"why": because}
    for allocation in payment.allocations.standing():
        undo(allocation, because=text[:300], by=by)
    for repayment in payment.repayments.standing():
        repayment.mark_reversed(because=text[:300], by=by)
    payment.returned_on = on
    payment.save(update_fields=["returned_on"])
    return payment


def lock_with_invoices(payment):
    """Lock the invoices that the payment settles, then itself; return it as it stands."""
    settled = Allocation.objects.standing().filter(payment=payment)
    invoices = Invoice.objects.filter(allocations__in=settled).order_by("pk")
    locked = set(invoices.select_for_update(no_key=True, of=("self",)).values_list("pk", flat=True))
    payment = Payment.objects.select_for_update(no_key=True).get(pk=payment.pk)
    if set(settled.values_list("invoice", flat=True)) - locked:
        raise Refused(_("Somebody else worked with the payment at the same moment. Try again."))
    return payment


@transaction.atomic
def give_back(payment):
    """Undo a taking back that was a mistake: the money is here, and waits to be matched.

    Raises Refused when it has not been taken back.
    """
    payment = Payment.objects.select_for_update(no_key=True).get(pk=payment.pk)
    if not payment.returned_on:
        raise Refused(_("The payment has not been taken back."))
    payment.returned_on = None
    payment.save(update_fields=["returned_on"])
    set_owner(payment, None)
    return payment
