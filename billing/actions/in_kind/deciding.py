"""What the decision does: the fee is paid with work, or in cash as usual."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from billing import mails
from billing.actions.in_kind.moving import Status, guard, lock, move
from billing.actions.invoices import credit
from billing.models import AnnualFee, InKindApplication, Invoice
from lattvikt.lib.refused import Refused


@transaction.atomic
def accept_or_decline_in_kind(application, decision):
    """Carry out what the body decided, in its transaction: a refusal undoes the decision too.

    Approved: an invoice that has been sent is credited. Rejected: the fee is free to be invoiced.
    """
    application = lock(application)
    guard(application, Status.REFERRED)
    if application.matter_id != decision.matter_id:
        raise Refused(_("The decision is about another matter."))
    by, today = decision.decided_by.person.user, decision.decided_on
    status = Status.APPROVED if decision.is_approved else Status.REJECTED
    move(application, status, by=by, today=today, text=decision.reason)
    notes = credit_what_was_invoiced(application, decision, by=by) if decision.is_approved else []
    mails.in_kind_decided(application, decision, credit_notes=notes)
    return application


@transaction.atomic
def take_back_in_kind(application, *, reason, by) -> InKindApplication:
    """The body has referred it back: the secretariat prepares it anew, and the fee waits on."""
    application = lock(application)
    guard(application, Status.REFERRED)
    move(application, Status.SUBMITTED, by=by, today=None, text=reason)
    return application


def credit_what_was_invoiced(application, decision, *, by) -> list[Invoice]:
    """Fee before invoice, as everywhere: an issuing sweep may be at the same fee."""
    fees = AnnualFee.objects.filter(organisation=application.organisation, year=application.year)
    fee = fees.select_for_update(no_key=True).first()
    live = Invoice.objects.live().filter(fee=fee).order_by("pk") if fee else []
    return [
        credit(invoice, reason=why_credited(invoice, decision), by=by, today=decision.decided_on)
        for invoice in live
    ]


def why_credited(invoice, decision) -> str:
    """It stands on the credit note, so in the buyer's language."""
    with override(invoice.language):
        return _("The fee is paid in kind: %(body)s, decision %(number)s.") % {
            "body": decision.body,
            "number": decision.reference,
        }
