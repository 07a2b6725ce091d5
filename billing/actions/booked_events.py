"""What has happened with money and is in no batch yet, each with its entries in the books."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db.models import Sum
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from billing import rules
from billing.models import Allocation, BookedEvent, Invoice, InvoiceLine, Payment, unbooked

Kind = BookedEvent.Kind
INVOICES, PAYMENTS, OTHER = "F", "I", "O"  # the series of the vouchers


@dataclass(frozen=True)
class Event:
    """Something that is booked: on which day, as what, and of which payment if of one."""

    kind: BookedEvent.Kind
    source: int
    on: date
    series: str
    text: str
    entries: tuple[rules.Entry, ...]
    payment: int | None = None


def accounts_of(terms) -> rules.Accounts:
    return rules.Accounts(
        receivable=terms.receivable_account,
        bank=terms.bank_account,
        fee=terms.fee_account,
        other=terms.other_account,
        vat={
            Decimal(25): terms.vat_account,
            Decimal(12): terms.vat_account_12,
            Decimal(6): terms.vat_account_6,
        },
        advance=terms.advance_account,
        rounding=terms.rounding_account,
    )


def unbooked_events(
    *, through: date, closed_through: date | None, accounts: rules.Accounts
) -> list[Event]:
    """Every event booked at the latest on the day and in no batch yet, in the order of the books.

    A fixed number of queries. The texts are in the language of the programme.
    """
    kinds = list(Kind)
    with translation.override(settings.LANGUAGE_CODE):
        found = [event for kind in KINDS for event in kind(through, closed_through, accounts)]
    within = [event for event in found if event.on <= through]
    return sorted(within, key=lambda event: (event.on, kinds.index(event.kind), event.source))


def invoices(through, closed, accounts) -> Iterator[Event]:
    rows = unbooked(Invoice.objects.filter(issued_on__lte=through), Kind.INVOICE)
    rows = rows.select_related("credits").order_by("pk")
    taxes = vat_of(rows.exclude(vat=0), accounts)
    for invoice in rows:
        is_fee = invoice.kind == Invoice.Kind.FEE
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
                income=accounts.fee if is_fee else accounts.other,
                vat=rules.made_whole(taxes.get(invoice.pk, {}), invoice.vat),
                text=name,
            ),
        )


def vat_of(rows, accounts) -> dict[int, dict[str, Decimal]]:
    """The VAT of each invoice that has any, by account: each rate has its own."""
    lines = InvoiceLine.objects.filter(invoice__in=rows).exclude(vat=0).order_by("vat_rate")
    found: dict[int, dict[str, Decimal]] = {}
    for invoice, rate, amount in lines.values_list("invoice", "vat_rate").annotate(Sum("vat")):
        found.setdefault(invoice, {})[accounts.vat[rate]] = amount
    return found


def payments(through, closed, accounts) -> Iterator[Event]:
    rows = unbooked(Payment.objects.filter(received_on__lte=through), Kind.PAYMENT)
    for payment in rows.order_by("pk"):
        noticed_on = timezone.localdate(payment.registered_at)
        yield Event(
            Kind.PAYMENT,
            payment.pk,
            rules.booking_day(payment.received_on, noticed_on, closed),
            PAYMENTS,
            payment_in_words(payment),
            rules.moved(
                payment.amount, from_account=accounts.advance, to_account=accounts.bank, text=""
            ),
            payment.pk,
        )


def allocations(through, closed, accounts) -> Iterator[Event]:
    """Booked on the day when both the money and the invoice were there."""
    rows = Allocation.objects.filter(
        payment__received_on__lte=through, invoice__issued_on__lte=through
    )
    for one in with_both(unbooked(rows, Kind.ALLOCATION)):
        both_there = max(one.payment.received_on, one.invoice.issued_on)
        noticed_on = timezone.localdate(one.allocated_at)
        yield Event(
            Kind.ALLOCATION,
            one.pk,
            rules.booking_day(both_there, noticed_on, closed),
            OTHER,
            _("Allocation to invoice %(invoice)s") % {"invoice": one.invoice.number},
            rules.moved(
                one.amount,
                from_account=accounts.receivable,
                to_account=accounts.advance,
                text=invoice_in_words(one.invoice),
            ),
            one.payment_id,
        )


def reversals(through, closed, accounts) -> Iterator[Event]:
    rows = Allocation.objects.filter(reversed_at__date__lte=through)
    for one in with_both(unbooked(rows, Kind.REVERSAL)):
        reversed_on = timezone.localdate(one.reversed_at)
        text = _("Undone allocation to invoice %(invoice)s: %(why)s")
        yield Event(
            Kind.REVERSAL,
            one.pk,
            rules.booking_day(reversed_on, reversed_on, closed),
            OTHER,
            text % {"invoice": one.invoice.number, "why": one.reversed_because},
            rules.moved(
                one.amount,
                from_account=accounts.advance,
                to_account=accounts.receivable,
                text=invoice_in_words(one.invoice),
            ),
        )


# In the order they are told of: what joins a payment's voucher comes after the payment.
KINDS = [invoices, payments, allocations, reversals]


def with_both(rows) -> Iterable[Allocation]:
    return rows.select_related("payment", "invoice__credits").order_by("pk")


def invoice_in_words(invoice) -> str:
    if invoice.is_credit_note:
        facts = {"note": invoice.number, "invoice": invoice.credits.number}
        return _("Credit note %(note)s for invoice %(invoice)s") % facts
    return _("Invoice %(invoice)s") % {"invoice": invoice.number}


def payment_in_words(payment) -> str:
    """«Inbetalning 2027-01-29 OCR 2027000104 Verkstaden i Åmål AB»."""
    text = _("Payment of %(day)s") % {"day": payment.received_on}
    reference = f"OCR {payment.ocr}" if payment.ocr else payment.note
    return " ".join(filter(None, [text, reference, payment.payer]))
