from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from billing import rules
from billing.actions.booked.event import OTHER, PAYMENTS, Event, invoice_in_words
from billing.models import Allocation, BookedEvent, Payment, unbooked

Kind = BookedEvent.Kind


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
        noticed_on = timezone.localdate(max(one.allocated_at, one.payment.registered_at))
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


def with_both(rows) -> Iterable[Allocation]:
    return rows.select_related("payment", "invoice__credits").order_by("pk")


def payment_in_words(payment) -> str:
    """«Inbetalning 2027-01-29 OCR 2027000104 Verkstaden i Åmål AB»."""
    text = _("Payment of %(day)s") % {"day": payment.received_on}
    reference = f"OCR {payment.ocr}" if payment.ocr else payment.note
    return " ".join(filter(None, [text, reference, payment.payer]))
