"""The letters about an objection to an invoice: to the secretariat, and the answer."""

from members.models import Programme
from outbox.actions import write_letter

OURS = "sv"  # the secretariat's language


def dispute_raised(dispute):
    """To the secretariat: what the member objects to."""
    write_letter(
        "billing/mail/dispute_raised.txt",
        key=f"dispute-{dispute.pk}-raised",
        to=Programme.objects.current().email,
        language=OURS,
        context={"dispute": dispute, "invoice": dispute.invoice, "by": dispute.raised_by},
    )


def dispute_answered(dispute):
    """To the one who objected, in their language."""
    write_letter(
        "billing/mail/dispute_answered.txt",
        key=f"dispute-{dispute.pk}-answered",
        to=dispute.raised_by.email,
        language=dispute.raised_by.language or dispute.invoice.language,
        context={"dispute": dispute, "invoice": dispute.invoice},
    )
