"""What was wrong is credited and, where something is still owed, invoiced anew: all or nothing.

An invoice is never changed. The reason stands on the credit note.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from billing.actions.fees import adopted_schedule, fee_for
from billing.actions.invoices import credit, issue_invoices
from billing.actions.preview import listed_in
from billing.models import AnnualFee, Invoice
from lattvikt.lib.refused import Refused
from members.models import HowKnown

RECKONED = ["employees", "known_how", "from_employees", "to_employees", "amount"]


@transaction.atomic
def credit_and_reissue(invoice, *, reason, by, today):
    """Credit a fee's invoice and issue it anew to where the register says now; the new invoice.

    Raises Refused for an invoice of something else, when the invoice cannot be credited, and when
    the new one could not be issued.
    """
    if not invoice.fee_id:
        raise Refused(_("Only the invoice of an annual fee is issued anew from the register."))
    credit(invoice, reason=reason, by=by, today=today)
    return issue_anew(invoice.fee, today=today)


@transaction.atomic
def credit_for_good(invoice, *, reason, by, today):
    """Credit an invoice so that nothing comes instead: its fee, if any, is waived. The credit note.

    Raises Refused when the invoice cannot be credited.
    """
    fee = lock_fee(invoice.fee) if invoice.fee_id else None
    note = credit(invoice, reason=reason, by=by, today=today)
    if fee:
        write_waiver(fee, reason=reason, by=by)
    return note


@transaction.atomic
def waive_fee(fee, *, reason, by, today):
    """Let a fee be; a live invoice of it is credited. Its credit note, or None.

    Raises Refused for a fee that has been waived already, and without a reason.
    """
    fee = lock_fee(fee)
    if fee.waived_at:
        raise Refused(_("The fee has been waived already."))
    if not reason.strip():
        raise Refused(_("Say why the fee is waived."))
    live = live_invoice_of(fee)
    note = credit(live, reason=reason, by=by, today=today) if live else None
    write_waiver(fee, reason=reason, by=by)
    return note


@transaction.atomic
def charge_again(fee):
    """Take a waiver back: the fee is to be invoiced like any other.

    Raises Refused for a fee that is not waived.
    """
    fee = lock_fee(fee)
    if not fee.waived_at:
        raise Refused(_("The fee has not been waived."))
    fee.waived_at, fee.waived_by, fee.waived_because = None, None, ""
    fee.save(update_fields=["waived_at", "waived_by", "waived_because"])
    return fee


@transaction.atomic
def correct_fee(fee, *, employees, reason, by, today):
    """Reckon a fee on another head-count; a live invoice is credited and issued anew.

    Returns the new invoice, or None where nothing had been invoiced yet. Raises Refused without a
    reason, for a waived fee, a head-count outside the year's table or the same as before, and when
    the new invoice could not be issued.
    """
    fee = lock_fee(fee)
    corrected = fee_for(
        adopted_schedule(fee.year), fee.organisation_id, employees, HowKnown.SECRETARIAT
    )
    guard_correction(fee, corrected, reason)
    for name in RECKONED:
        setattr(fee, name, getattr(corrected, name))
    fee.corrected_because = reason.strip()
    fee.save(update_fields=[*RECKONED, "corrected_because"])
    live = live_invoice_of(fee)
    return live and reissue_corrected(live, fee, reason=reason, by=by, today=today)


def guard_correction(fee, corrected, reason):
    if fee.waived_at:
        raise Refused(_("The fee has been waived. Take that back first."))
    if not reason.strip():
        raise Refused(_("Say why the fee is corrected. The reason stands on the credit note."))
    if not corrected:
        raise Refused(_("The year’s table of fees has no such number of employees."))
    if corrected.employees == fee.employees:
        raise Refused(_("The fee is reckoned on this number of employees already."))


def reissue_corrected(live, fee, *, reason, by, today):
    credit(live, reason=reason, by=by, today=today)
    return issue_anew(fee, today=today)


def issue_anew(fee, *, today):
    """The fee's new invoice. Without one what led here is undone: Refused says why."""
    issue_invoices(AnnualFee.objects.filter(pk=fee.pk), today=today)
    if invoice := live_invoice_of(fee):
        return invoice
    why = _("Nothing has been changed, for the new invoice could not be issued: %(reason)s")
    raise Refused(why % {"reason": why_not_issued(fee)})


def why_not_issued(fee):
    listed = listed_in(adopted_schedule(fee.year), pk=fee.organisation_id)
    if reason := next((one.reason for one in listed), None):
        return reason.label
    return _("the year has passed, or the membership had ended before it.")


def lock_fee(fee):
    return AnnualFee.objects.select_for_update(no_key=True).get(pk=fee.pk)


def live_invoice_of(fee):
    return Invoice.objects.live().filter(fee=fee).first()


def write_waiver(fee, *, reason, by):
    fee.waived_at, fee.waived_by, fee.waived_because = timezone.now(), by, reason.strip()
    fee.save(update_fields=["waived_at", "waived_by", "waived_because"])
