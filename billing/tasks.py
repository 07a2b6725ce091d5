"""What the clock calls. Each does what is missing and may run twice, and side by side."""

import structlog
from celery import shared_task
from django.utils import timezone

from billing import actions
from billing.models import AnnualFee
from members.models import FeeSchedule

logger = structlog.get_logger(__name__)


@shared_task
def bill_members():
    """Raise and invoice the fees of each year whose run a person has approved."""
    today = timezone.localdate()
    for schedule in FeeSchedule.objects.billable(today):
        try:
            bill_year(schedule.year, today)
        except Exception:
            logger.exception("A year could not be invoiced.", year=schedule.year)


def bill_year(year, today):
    actions.raise_annual_fees(year)
    if count := actions.issue_invoices(AnnualFee.objects.filter(year=year), today=today):
        logger.info("Invoices were issued.", year=year, count=count)


@shared_task
def prepare_documents():
    """Make the PDF of each invoice that lacks one, and owe its letter."""
    actions.prepare_documents()
