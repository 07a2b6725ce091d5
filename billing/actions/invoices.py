"""Issuing what a member owes, and taking it back by a credit note."""

from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from billing import rules
from billing.actions.documents import SWEEP
from billing.actions.payments import release
from billing.models import AnnualFee, Invoice, InvoiceLine, InvoiceSeries
from lattvikt.lib import banking_days, ocr
from lattvikt.lib.batches import in_batches
from lattvikt.lib.money import kronor
from lattvikt.lib.refused import Refused
from lattvikt.lib.stopping import stop_if_asked
from lattvikt.lib.wake import wake
from members.models import Organisation, Programme, invoice_email_on

# A credit note repeats its invoice but for these.
OWN_OF_EACH_INVOICE = {"id", "number", "ocr", "once", "issued_at"}


def issue_invoices(fees, *, today):
    """Write the invoices of those fees that are to be invoiced; return how many.

    Takes a queryset of fees. Safe to run twice and side by side: each fee gets one live invoice.
    A fee whose invoice cannot be delivered is passed over (`left_out` says why). Raises Refused
    when the programme lacks what an invoice must say of its seller.
    """
    programme = Programme.objects.current()
    guard_seller(programme)
    waiting = fees.to_invoice(today).deliverable(today).order_by("pk").values_list("pk", flat=True)
    count = 0
    for keys in in_batches(list(waiting)):
        count += issue_batch(keys, programme=programme, today=today)
        stop_if_asked()
    if count:
        wake(SWEEP)
    return count


def guard_seller(programme):
    if not (programme.org_number and programme.bankgiro and programme.city):
        raise Refused(_("Invoices need the programme’s organisation number, address and bankgiro."))


@transaction.atomic
def issue_batch(keys, *, programme, today):
    """Write the invoices of some fees in one go; the numbers are taken last but one."""
    locked = AnnualFee.objects.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True)
    list(locked.values_list("pk"))
    # Asked again under the lock: another sweep may just have been here.
    fees = AnnualFee.objects.filter(pk__in=keys).to_invoice(today).deliverable(today)
    seller = seller_of(programme)
    invoices = [
        invoice_for(fee, seller=seller, days_to_pay=programme.days_to_pay, today=today)
        for fee in fees.select_related("organisation__kind").order_by("pk")
    ]
    write(invoices, [line_for(invoice) for invoice in invoices], today=today)
    return len(invoices)


def write(invoices, lines, *, today):
    """Number and save invoices with their lines. The series stays locked until the commit."""
    if not invoices:
        return
    numbers = InvoiceSeries.objects.take(f"invoice-{today.year}", len(invoices))
    for invoice, number in zip(invoices, numbers, strict=True):
        invoice.number = rules.invoice_number(today.year, number)
        invoice.ocr = ocr.reference(invoice.number)
    Invoice.objects.bulk_create(invoices)
    InvoiceLine.objects.bulk_create(lines)


def invoice_for(fee, *, seller, days_to_pay, today):
    """The unsaved invoice of a fee, with everything that stands on the paper but its number."""
    return Invoice(
        **seller,
        **buyer_of(fee.organisation),
        buyer_email=fee.send_to if accepts_pdf(fee.organisation, today) else "",
        organisation=fee.organisation,
        fee=fee,
        issued_on=today,
        due_on=banking_days.due_date(today, days_to_pay),
        days_to_pay=days_to_pay,
        period=fee.year,
        employees=fee.employees,
        from_employees=fee.from_employees,
        to_employees=fee.to_employees,
        tax_category=Invoice.TaxCategory.OUTSIDE,
        tax_reason=texts(fee.organisation.language, fee.year).tax_reason,
        net=fee.cash,
        vat=0,
        total=fee.cash,
    )


def seller_of(programme):
    return {
        "seller_name": programme.name,
        "seller_org_number": programme.org_number,
        "seller_vat_number": programme.vat_number,
        "seller_street": programme.street,
        "seller_postal_code": programme.postal_code,
        "seller_city": programme.city,
        "seller_email": programme.email,
        "seller_phone": programme.phone,
        "seller_website": programme.website,
        "seller_seat": programme.seat,
        "seller_bankgiro": programme.bankgiro,
        "seller_is_approved_for_f_tax": programme.is_approved_for_f_tax,
        "our_reference": programme.our_reference,
    }


def buyer_of(organisation):
    return {
        "language": organisation.language,
        "buyer_number": rules.member_number(organisation.pk),
        "buyer_name": organisation.name,
        "buyer_org_number": organisation.org_number or "",
        "buyer_street": organisation.street,
        "buyer_postal_code": organisation.postal_code,
        "buyer_city": organisation.city,
        "buyer_country": organisation.country,
        "buyer_reference": organisation.buyer_reference,
        "einvoice_address": organisation.einvoice_to if organisation.buyer_reference else "",
    }


def accepts_pdf(organisation, today):
    agreed = organisation.accepts_pdf_since
    return bool(agreed and agreed <= today)


def line_for(invoice):
    """The fee, or what is left of it when some was paid with work."""
    text = texts(invoice.language, invoice.period).line
    return InvoiceLine(
        invoice=invoice,
        text=left_after_in_kind(invoice) if invoice.fee.in_kind else text,
        unit_price=invoice.net,
        net=invoice.net,
    )


def left_after_in_kind(invoice):
    with translation.override(invoice.language):
        return _("Membership fee %(year)s, %(fee)s, of which %(work)s has been paid in kind") % {
            "year": invoice.period,
            "fee": kronor(invoice.fee.amount),
            "work": kronor(invoice.fee.in_kind),
        }


class Texts(NamedTuple):
    line: str
    tax_reason: str


@lru_cache(maxsize=32)
def texts(language, year):
    """What is kept is written in the reader's language, not in that of the clock."""
    with translation.override(language):
        return Texts(
            line=_("Membership fee %(year)s") % {"year": year},
            tax_reason=_("The membership fee is outside the scope of VAT."),
        )


@transaction.atomic
def credit(invoice, *, reason, by, today):
    """Take a whole invoice back by a credit note with a number and an OCR of its own.

    What has been paid on it becomes unallocated again. Its fee is to be invoiced anew, if it is
    still `billable`. The note goes to where invoices go now. Raises Refused without a reason, for
    a credit note and for an invoice that has been credited.
    """
    lock_fee(invoice)
    invoice = Invoice.objects.select_for_update(no_key=True).get(pk=invoice.pk)
    guard_credit(invoice, reason)
    release(invoice, because=credited_text(invoice), by=by)
    note = credit_note_for(invoice, reason=reason.strip(), by=by, today=today)
    write([note], [mirrored(line, note) for line in invoice.lines.all()], today=today)
    wake(SWEEP)
    return note


def lock_fee(invoice):
    """Fee before invoice, as everywhere: an issuing sweep may be at the same fee."""
    AnnualFee.objects.select_for_update(no_key=True).filter(pk=invoice.fee_id).first()


def guard_credit(invoice, reason):
    if invoice.is_credit_note:
        raise Refused(_("A credit note cannot be credited."))
    if note := invoice.credit_notes.first():
        raise Refused(_("The invoice has been credited already, by %(note)s.") % {"note": note})
    if not reason.strip():
        raise Refused(_("Say why the invoice is credited. The reason stands on the credit note."))


def credited_text(invoice):
    """For the books, so in the language of the programme."""
    with translation.override(settings.LANGUAGE_CODE):
        return _("Invoice %(invoice)s was credited.") % {"invoice": invoice}


def credit_note_for(invoice, *, reason, by, today):
    fields = [field.attname for field in Invoice._meta.concrete_fields]
    same = {name: getattr(invoice, name) for name in fields if name not in OWN_OF_EACH_INVOICE}
    return Invoice(
        **same
        | {
            "credits_id": invoice.pk,
            "credit_reason": reason,
            "buyer_email": email_now(invoice, today) or invoice.buyer_email,
            "issued_on": today,
            "due_on": today,
            "days_to_pay": 0,
            "issued_by_id": by and by.pk,
            "net": -invoice.net,
            "vat": -invoice.vat,
            "total": -invoice.total,
        }
    )


def email_now(invoice, today):
    """Where the buyer's invoices go today; the address on the old one may be the reason."""
    buyer = Organisation.objects.filter(pk=invoice.organisation_id)
    return buyer.values_list(invoice_email_on(today), flat=True).first()


def mirrored(line, note):
    """The line with its amounts turned round."""
    return InvoiceLine(
        invoice=note,
        position=line.position,
        text=line.text,
        quantity=line.quantity,
        unit=line.unit,
        unit_price=-line.unit_price,
        net=-line.net,
        vat_rate=line.vat_rate,
        vat=-line.vat,
    )
