"""What is let pass, and money that leaves again: repaid by us or taken back by the bank."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import F, Func, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from billing import rules
from billing.actions.booked.event import OTHER, PAID_OUT, Event, invoice_in_words
from billing.models import BookedEvent, Payment, Repayment, WriteOff, unbooked

Kind = BookedEvent.Kind


def roundings(through, closed, accounts) -> Iterator[Event]:
    rows = WriteOff.objects.filter(written_at__date__lte=through)
    for one in with_invoice(unbooked(rows, Kind.ROUNDING)):
        day = timezone.localdate(one.written_at)
        on = rules.booking_day(day, day, closed)
        text = _("Rounding of invoice %(invoice)s") % {"invoice": one.invoice.number}
        yield rounding(one, Kind.ROUNDING, on, text, one.amount, accounts)


def undone_roundings(through, closed, accounts) -> Iterator[Event]:
    rows = WriteOff.objects.filter(reversed_at__date__lte=through)
    for one in with_invoice(unbooked(rows, Kind.ROUNDING_UNDONE)):
        day = timezone.localdate(one.reversed_at)
        on = rules.booking_day(day, day, closed)
        text = _("Undone rounding of invoice %(invoice)s") % {"invoice": one.invoice.number}
        yield rounding(one, Kind.ROUNDING_UNDONE, on, text, -one.amount, accounts)


def with_invoice(rows):
    return rows.select_related("invoice__credits").order_by("pk")


def rounding(one, kind, on, text, amount, accounts) -> Event:
    entries = rules.moved(
        amount,
        from_account=accounts.receivable,
        to_account=accounts.rounding,
        text=invoice_in_words(one.invoice),
    )
    return Event(kind, one.pk, on, OTHER, text, entries)


def repayments(through, closed, accounts) -> Iterator[Event]:
    """What has been paid out; what is only on the list is still the payer's credit."""
    rows = unbooked(Repayment.objects.filter(paid_out_on__lte=through), Kind.REPAYMENT)
    for one in with_payment(rows):
        on = rules.booking_day(one.paid_out_on, timezone.localdate(one.decided_at), closed)
        text = _("Repayment to %(payer)s") % {"payer": one.payment.payer}
        yield paid_out(one.pk, Kind.REPAYMENT, on, text, one.amount, accounts)


def undone_repayments(through, closed, accounts) -> Iterator[Event]:
    rows = Repayment.objects.filter(paid_out_on__lte=through, reversed_at__date__lte=through)
    for one in with_payment(unbooked(rows, Kind.REPAYMENT_UNDONE)):
        day = timezone.localdate(one.reversed_at)
        on = rules.booking_day(day, day, closed)
        text = _("Undone repayment to %(payer)s") % {"payer": one.payment.payer}
        yield paid_out(one.pk, Kind.REPAYMENT_UNDONE, on, text, -one.amount, accounts)


def with_payment(rows):
    return rows.select_related("payment").order_by("pk")


def taken_back(through, closed, accounts) -> Iterator[Event]:
    """Payments that the bank has taken back, and of which the books say that they are here."""
    rows = Payment.objects.filter(returned_on__lte=through)
    for one in with_turns(rows).filter(taken=F("given")).order_by("pk"):
        on = rules.booking_day(one.returned_on, one.returned_on, closed)
        text = _("Payment of %(day)s taken back by the bank") % {"day": one.received_on}
        yield paid_out(one.pk, Kind.TAKEN_BACK, on, text, one.amount, accounts, turn=one.taken)


def given_back(through, closed, accounts) -> Iterator[Event]:
    """The other way round. Nothing says when it was noted: it is of the last day of the batch."""
    booked = BookedEvent.objects.filter(kind=Kind.TAKEN_BACK).values("source")
    rows = Payment.objects.filter(pk__in=booked, returned_on=None)
    for one in with_turns(rows).filter(taken__gt=F("given")).order_by("pk"):
        text = _("Payment of %(day)s was not taken back") % {"day": one.received_on}
        on = max(through, first_open(closed))
        yield paid_out(one.pk, Kind.GIVEN_BACK, on, text, -one.amount, accounts, turn=one.given)


def with_turns(payments):
    """Adds how many times the books say that a payment has been taken back and given back."""
    return payments.annotate(taken=times(Kind.TAKEN_BACK), given=times(Kind.GIVEN_BACK))


def times(kind) -> Subquery:
    booked = BookedEvent.objects.filter(kind=kind, source=OuterRef("pk")).order_by()
    return Subquery(booked.annotate(times=Func(F("pk"), function="COUNT")).values("times"))


def first_open(closed: date | None) -> date:
    return closed + timedelta(days=1) if closed else date.min


def paid_out(source, kind, on, text, amount, accounts, *, turn=0) -> Event:
    """From the payer's credit and out of the bank, or with an amount below zero back again."""
    entries = rules.moved(
        amount, from_account=accounts.bank, to_account=accounts.advance, text=text
    )
    return Event(kind, source, on, PAID_OUT, text.strip(), entries, turn=turn)
