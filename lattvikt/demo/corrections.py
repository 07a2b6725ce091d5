"""What does not go by itself: members that waited for the in-kind day, a wrong head-count, a waived
fee, and an invoice of something else than the fee."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from billing.actions import (
    Order,
    Stranger,
    correct_fee,
    issue_invoices,
    issue_other_invoice,
    waive_fee,
)
from billing.models import AnnualFee, Invoice, Terms
from billing.rules import Charge
from lattvikt.demo.calendar import Days
from members.models import Programme

ONCE = UUID("00000000-0000-4000-8000-000000000001")


def bill_those_who_waited(*, days: Days):
    """The day after the last day to apply in kind, if it has come."""
    day = Terms.objects.current().in_kind_apply_on(days.year) + timedelta(days=1)
    if day <= days.today:
        issue_invoices(AnnualFee.objects.to_invoice(day), today=day)


def correct_some(*, treasurer, days: Days):
    """Two of those who have paid nothing yet, so that no payment is left over."""
    wrong, merged = untouched()[:2]
    correct_fee(
        wrong.fee,
        employees=wrong.employees + 1,
        reason="Antalet anställda var fel i ansökan.",
        by=treasurer,
        today=days.late,
    )
    waive_fee(merged.fee, reason="Har gått upp i en annan medlem.", by=treasurer, today=days.late)


def untouched():
    return [
        invoice
        for invoice in Invoice.objects.live().with_balance().select_related("fee").order_by("pk")
        if invoice.fee and not invoice.paid and not invoice.disputes.exists()
    ]


def invoice_a_conference(*, treasurer, days: Days):
    """To somebody who is no member; with VAT, so the programme has a number for it here."""
    Programme.objects.filter(vat_number="").update(vat_number="SE802406231001")
    guest = Stranger(
        buyer_name="Västkustens Båtbyggeri i Hälleviksstrand AB",
        buyer_street="Hamnvägen 4",
        buyer_postal_code="47432",
        buyer_city="Hälleviksstrand",
        buyer_email="faktura@batbyggeri.example",
        language="sv",
    )
    charges = [
        Charge("Lättviktskonferensen, två dagar", Decimal(2), "st", Decimal(2_400), Decimal(25)),
        Charge("Konferensmiddag", Decimal(2), "st", Decimal(550), Decimal(12)),
    ]
    issue_other_invoice(Order(guest, charges, ONCE), by=treasurer, today=days.late)
