"""An overdue invoice that somebody objects to; the others wait to be reminded of.

They do so as soon as the clock has made their documents and delivered their letters.
"""

from billing.actions import raise_dispute
from billing.models import Invoice
from lattvikt.demo.calendar import Days

OBJECTION = "Vi betalade redan i februari, men med fel OCR-nummer. Kvittot kommer med e-post."


def object_to_one(*, secretary, days: Days):
    """Somebody has called the secretariat about the first that is overdue."""
    invoice = Invoice.objects.overdue(days.today).order_by("pk").first()
    raise_dispute(invoice, reason=OBJECTION, by=secretary, today=days.today)
