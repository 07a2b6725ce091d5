"""A buyer objects to an invoice, and is answered. Until then the invoice is not reminded of."""

from django.db import transaction
from django.utils.translation import gettext as _

from billing import mails
from billing.models import Dispute, Invoice
from lattvikt.lib.refused import Refused


@transaction.atomic
def raise_dispute(invoice, *, reason, by, today, is_from_member=False) -> Dispute:
    """Note the objection; the member's own is told to the secretariat by letter.

    Raises Refused without a reason, for an invoice with nothing left to pay, and while another
    objection waits.
    """
    lock(invoice)
    guard(invoice, reason)
    dispute = Dispute.objects.create(
        invoice=invoice,
        since=today,
        reason=reason.strip(),
        raised_by=by,
        is_from_member=is_from_member,
    )
    if is_from_member:
        mails.dispute_raised(dispute)
    return dispute


def guard(invoice, reason):
    if not reason.strip():
        raise Refused(_("Say what is wrong with the invoice."))
    if not Invoice.objects.unpaid().filter(pk=invoice.pk).exists():
        raise Refused(_("Nothing is left to pay on the invoice."))
    if invoice.disputes.open().exists():
        raise Refused(_("There is an objection to the invoice already. It waits for an answer."))


@transaction.atomic
def close_dispute(dispute, *, answer, by, today) -> Dispute:
    """Answer the objection: a member that wrote it itself gets the answer by letter.

    The days to the next reminder are then counted anew. Raises Refused without an answer, and when
    it has been answered already.
    """
    lock(dispute.invoice)
    dispute = Dispute.objects.select_for_update().get(pk=dispute.pk)
    if dispute.closed_on:
        raise Refused(_("The objection has been answered already."))
    if not answer.strip():
        raise Refused(_("Write the answer to the objection."))
    dispute.closed_on, dispute.closed_by, dispute.answer = today, by, answer.strip()
    dispute.save(update_fields=["closed_on", "closed_by", "answer"])
    if dispute.is_from_member:
        mails.dispute_answered(dispute)
    return dispute


def lock(invoice):
    """So that no reminder is sent while the objection is written."""
    Invoice.objects.select_for_update(no_key=True).get(pk=invoice.pk)
