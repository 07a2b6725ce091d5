"""The year's run: approved, issued, and its invoices paid, partly paid, open and overdue.

The documents and the letters are left to the clock, as in any other year.
"""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from billing.actions import (
    approve_run,
    issue_invoices,
    raise_annual_fees,
    register_payment,
)
from billing.models import AnnualFee, Invoice
from lattvikt.demo.calendar import Days
from members.models import FeeSchedule, Organisation

# Of the run's invoices: every ninth is unpaid and overdue, every fourteenth paid in part.
UNPAID_EVERY, PARTLY_EVERY = 9, 14


def bill_the_year(*, treasurer, days: Days):
    approve_run(FeeSchedule.objects.get(year=days.year), by=treasurer, now=timezone.now())
    raise_annual_fees(days.year)
    issue_invoices(AnnualFee.objects.to_invoice(days.today), today=days.run)
    pay_most(treasurer=treasurer, days=days)


def bill_newcomers(*, treasurer, days: Days):
    """Who joined late has an invoice that is not due yet; one has paid half of it."""
    # They applied a moment ago, and are invoiced as of some days before.
    newcomers = Organisation.objects.filter(accepts_pdf_since__gt=days.late)
    newcomers.update(accepts_pdf_since=days.late)
    raise_annual_fees(days.year)
    issue_invoices(AnnualFee.objects.to_invoice(days.today), today=days.late)
    last = Invoice.objects.latest("pk")
    pay(last, last.total / 2, reference="demo-half", by=treasurer, days=days)


def pay_most(*, treasurer, days: Days):
    for place, invoice in enumerate(Invoice.objects.order_by("pk"), 1):
        if place % UNPAID_EVERY == 0:
            continue
        amount = invoice.total / 2 if place % PARTLY_EVERY == 0 else invoice.total
        pay(invoice, amount, reference=f"demo-{place}", by=treasurer, days=days)
    first = Invoice.objects.order_by("pk").first()
    pay(first, first.total, reference="demo-twice", by=treasurer, days=days)
    register_payment(
        bank_reference="demo-no-ocr",
        received_on=days.today,
        amount=Decimal(15_000),
        ocr="",
        payer="Okänd inbetalare",
        note="Medlemsavgift",
        by=treasurer,
    )


def pay(invoice, amount, *, reference, by, days: Days):
    day = min(invoice.due_on - timedelta(days=invoice.pk % 20), days.today)
    register_payment(
        bank_reference=reference,
        received_on=day,
        amount=amount,
        ocr=invoice.ocr,
        payer=invoice.buyer_name,
        by=by,
    )
