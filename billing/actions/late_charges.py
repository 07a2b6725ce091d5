"""What being late has cost, on an invoice of its own: by a person, once for an invoice."""

from decimal import Decimal
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from billing import rules
from billing.actions.other_invoices import Order, issue_other_invoice
from billing.models import Invoice
from lattvikt.lib.money import ZERO
from lattvikt.lib.refused import Refused


@transaction.atomic
def invoice_late_charges(invoice, *, by, today) -> Invoice:
    """Issue an invoice of the charge and the interest that the reminders have stated.

    Twice gives the same one. Raises Refused when there is nothing of the kind, while another
    reminder may come and change it, and as `issue_other_invoice` does.
    """
    Invoice.objects.select_for_update(no_key=True).get(pk=invoice.pk)
    if not (charges := late_charges(invoice)):
        raise Refused(_("No charge or interest has been stated that can be invoiced now."))
    return issue_other_invoice(order_of(invoice, charges), by=by, today=today)


def late_charges(invoice) -> list[rules.Charge]:
    """The lines of that invoice, in the buyer's language; none while they may still change.

    They stand when nothing is left to pay, or when no more reminders come. A credited invoice is
    late with nothing.
    """
    reminders = list(invoice.reminders.order_by("step"))
    standing = Invoice.objects.live().with_balance().filter(pk=invoice.pk).first()
    if not (reminders and standing and invoice.organisation):
        return []
    if standing.balance > 0 and reminders[-1].step < rules.Step.SECOND:
        return []
    with override(invoice.organisation.language):
        return [line for line in lines_of(invoice, reminders) if line.unit_price > 0]


def lines_of(invoice, reminders) -> list[rules.Charge]:
    """The charge of all reminders, and the interest as the last of them reckoned it."""
    last = reminders[-1]
    facts = {"number": invoice.number, "day": date_format(last.made_on, "SHORT_DATE_FORMAT")}
    charge = sum((reminder.charge for reminder in reminders), ZERO)
    return [
        line(_("Charge for a reminder of invoice %(number)s") % facts, charge),
        line(_("Interest up to %(day)s on invoice %(number)s") % facts, last.interest or ZERO),
    ]


def line(text, amount) -> rules.Charge:
    return rules.Charge(
        text=text, quantity=Decimal(1), unit="", unit_price=amount, vat_rate=Decimal(0)
    )


def order_of(invoice, charges) -> Order:
    with override(invoice.organisation.language):
        reason = _("Charges and interest on late payment are outside the scope of VAT.")
    return Order(
        buyer=invoice.organisation,
        charges=charges,
        once=name_of(invoice),
        kind=Invoice.Kind.CHARGE,
        tax_category=Invoice.TaxCategory.OUTSIDE,
        tax_reason=reason,
    )


def invoiced_late_charges(invoice) -> Invoice | None:
    """The invoice of what being late has cost, if it has been issued."""
    return Invoice.objects.filter(once=name_of(invoice)).first()


def name_of(invoice) -> UUID:
    """The same for each invoice always: so its charges are invoiced once."""
    return uuid5(NAMESPACE_URL, f"late-charges-{invoice.number}")
