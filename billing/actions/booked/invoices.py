from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Sum
from django.utils import timezone

from billing import rules
from billing.actions.booked.event import INVOICES, Event, invoice_in_words
from billing.models import BookedEvent, Invoice, InvoiceLine, unbooked

Kind = BookedEvent.Kind


def invoices(through, closed, accounts) -> Iterator[Event]:
    rows = unbooked(Invoice.objects.filter(issued_on__lte=through), Kind.INVOICE)
    rows = rows.select_related("credits").order_by("pk")
    taxes = vat_of(rows.exclude(vat=0), accounts)
    for invoice in rows:
        name, noticed_on = invoice_in_words(invoice), timezone.localdate(invoice.issued_at)
        yield Event(
            Kind.INVOICE,
            invoice.pk,
            rules.booking_day(invoice.issued_on, noticed_on, closed),
            INVOICES,
            f"{name} {invoice.buyer_name}",
            rules.invoiced(
                invoice.total,
                receivable=accounts.receivable,
                income=income_account(invoice, accounts),
                vat=rules.made_whole(taxes.get(invoice.pk, {}), invoice.vat),
                text=name,
            ),
        )


def income_account(invoice, accounts) -> str:
    kinds = {Invoice.Kind.FEE: accounts.fee, Invoice.Kind.CHARGE: accounts.charge}
    return kinds.get(invoice.kind, accounts.other)


def vat_of(rows, accounts) -> dict[int, dict[str, Decimal]]:
    """The VAT of each invoice that has any, by account: each rate has its own."""
    lines = InvoiceLine.objects.filter(invoice__in=rows).exclude(vat=0).order_by("vat_rate")
    found: dict[int, dict[str, Decimal]] = {}
    for invoice, rate, amount in lines.values_list("invoice", "vat_rate").annotate(Sum("vat")):
        found.setdefault(invoice, {})[accounts.vat[rate]] = amount
    return found
