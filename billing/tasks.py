"""What the clock calls. Each does what is missing and may run twice, and side by side."""

import structlog
from celery import shared_task
from django.core.cache import cache
from django.utils import timezone

from billing import actions
from billing.models import AnnualFee, Terms
from lattvikt.lib.refused import Refused
from members.models import FeeSchedule

logger = structlog.get_logger(__name__)

A_DAY = 24 * 60 * 60


@shared_task
def bill_members():
    """Raise and invoice the fees of each year whose run a person has approved.

    And of earlier years where work that was promised instead of money has been judged this year.
    """
    today = timezone.localdate()
    this_year_on = set(FeeSchedule.objects.billable(today).values_list("year", flat=True))
    for year in sorted(this_year_on | set(AnnualFee.objects.years_to_bill(today))):
        try:
            bill_year(year, today)
        except Refused as refused:
            warn_once(year, str(refused))
        except Exception:
            logger.exception("A year could not be invoiced.", year=year)


def bill_year(year, today):
    if year >= today.year:
        actions.raise_annual_fees(year)
    if count := actions.issue_invoices(AnnualFee.objects.filter(year=year), today=today):
        logger.info("Invoices were issued.", year=year, count=count)


def warn_once(year, reason):
    """Once a day for each reason: the clock asks four times a minute until somebody mends it."""
    if cache.get(key := f"billing-refused-{year}") != reason:
        cache.set(key, reason, A_DAY)
        logger.warning("A year is not invoiced.", year=year, reason=reason)


@shared_task
def prepare_documents():
    """Make the PDF of each invoice that lacks one, and owe its letter."""
    actions.prepare_documents()


@shared_task
def remind_of_in_kind_reports():
    """Write to the members whose report of work instead of money is due soon."""
    actions.remind_of_in_kind_reports(today=timezone.localdate())


@shared_task
def remind_members():
    """Send the reminders whose day has come, if the terms leave it to the clock."""
    if not Terms.objects.current().reminds_by_itself:
        return
    if count := actions.send_reminders(today=timezone.localdate()):
        logger.info("Reminders were sent.", count=count)


@shared_task
def deliver_einvoices():
    """Hand the e-invoices that are due to the access point."""
    actions.deliver_einvoices()


@shared_task
def apply_bank_files():
    """Apply the rows of the bank files that a person has said yes to."""
    actions.apply_bank_files()
