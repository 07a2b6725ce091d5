"""Invoices of other things than the annual fee: a conference, an exhibition, a course."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from billing import rules
from billing.actions.documents import SWEEP
from billing.actions.invoices import accepts_pdf, buyer_of, guard_seller, seller_of, write
from billing.models import Invoice, InvoiceLine, cannot_be_delivered
from lattvikt.lib import banking_days
from lattvikt.lib.refused import Refused
from lattvikt.lib.wake import wake
from members.models import Organisation, Programme, invoice_email_on

Category = Invoice.TaxCategory


@dataclass(frozen=True)
class Stranger:
    """A buyer that is not in the register, as it stands on the invoice."""

    buyer_name: str
    buyer_street: str
    buyer_postal_code: str
    buyer_city: str
    buyer_email: str
    language: str
    buyer_country: str = "SE"
    buyer_org_number: str = ""
    buyer_vat_number: str = ""
    buyer_reference: str = ""


@dataclass(frozen=True)
class Order:
    """What is to be invoiced, to whom, and how it is taxed; `once` is the form it came with.

    Without VAT the reason stands on the invoice, in the buyer's language.
    """

    buyer: Organisation | Stranger
    charges: Sequence[rules.Charge]
    once: UUID
    kind: str = Invoice.Kind.OTHER
    tax_category: str = Category.STANDARD
    tax_reason: str = ""


@dataclass(frozen=True)
class Draft:
    """An invoice before it has a number: what the person sees who is to issue it."""

    invoice: Invoice
    lines: list[InvoiceLine] = field(default_factory=list)

    @property
    def rates(self):
        return rules.rate_sums(self.lines)


def draft_other_invoice(order, *, by, today):
    """The invoice as it would be issued today; nothing is saved.

    Raises Refused when the programme lacks what an invoice must say, for VAT without a VAT
    number, for VAT where there is to be none or no reason why, for a sum of nothing, and when the
    buyer's invoice has nowhere to go.
    """
    programme = Programme.objects.current()
    guard_seller(programme)
    guard_tax(order, programme)
    vats = rules.vat_of(order.charges)
    net = sum(charge.net for charge in order.charges)
    if net <= 0:
        raise Refused(_("The invoice comes to nothing."))
    invoice = Invoice(
        **seller_of(programme),
        **buyer_in(order.buyer, today),
        kind=order.kind,
        once=order.once,
        issued_on=today,
        due_on=banking_days.due_date(today, programme.days_to_pay),
        days_to_pay=programme.days_to_pay,
        tax_category=order.tax_category,
        tax_reason=order.tax_reason,
        net=net,
        vat=sum(vats),
        total=net + sum(vats),
        issued_by=by,
    )
    pairs = zip(order.charges, vats, strict=True)
    return Draft(invoice, [line_for(invoice, n, *pair) for n, pair in enumerate(pairs, 1)])


def issue_other_invoice(order, *, by, today):
    """Issue the invoice in the same series as the fees; one order gives one, however often.

    Raises Refused as `draft_other_invoice` does.
    """
    try:
        return write_once(order, by=by, today=today)
    except IntegrityError:
        # The other click of two was first. Anything else that is wrong finds no invoice here.
        return Invoice.objects.get(once=order.once)


@transaction.atomic
def write_once(order, *, by, today):
    if issued := Invoice.objects.filter(once=order.once).first():
        return issued
    draft = draft_other_invoice(order, by=by, today=today)
    write([draft.invoice], draft.lines, today=today)
    wake(SWEEP)
    return draft.invoice


def guard_tax(order, programme):
    is_taxed = order.tax_category == Category.STANDARD
    if is_taxed and not programme.vat_number:
        raise Refused(_("VAT can be charged only when the programme has a VAT number."))
    if not is_taxed and any(charge.vat_rate for charge in order.charges):
        raise Refused(_("An invoice without VAT has no VAT on any of its lines."))
    if not is_taxed and not order.tax_reason.strip():
        raise Refused(_("Say why there is no VAT. The reason stands on the invoice."))


def buyer_in(buyer, today):
    """The buyer's part of the invoice; of an organisation as the register says now."""
    if isinstance(buyer, Stranger):
        return asdict(buyer)
    organisations = Organisation.objects.annotate(send_to=invoice_email_on(today))
    if organisations.filter(cannot_be_delivered(today), pk=buyer.pk).exists():
        raise Refused(
            _("%(buyer)s lacks an address, an email address or its consent to PDF by email.")
            % {"buyer": buyer}
        )
    found = organisations.get(pk=buyer.pk)
    email = found.send_to if accepts_pdf(found, today) else ""
    return {**buyer_of(found), "organisation": found, "buyer_email": email}


def line_for(invoice, position, charge, vat):
    return InvoiceLine(
        invoice=invoice, position=position, net=charge.net, vat=vat, **asdict(charge)
    )
