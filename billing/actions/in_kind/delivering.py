"""The work is done, reported and judged; what was not delivered is paid in cash (R4.12)."""

from datetime import timedelta

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from billing import mails, rules
from billing.actions.in_kind.moving import Status, guard, lock, move
from billing.actions.in_kind.preparing import refuse_the_tied
from billing.models import AnnualFee, InKindApplication, Terms
from lattvikt.lib.money import kronor
from lattvikt.lib.refused import Refused

REMIND_DAYS_BEFORE = 30
OUTCOMES = {
    rules.Delivery.WHOLE: Status.DELIVERED,
    rules.Delivery.PART: Status.PARTLY_DELIVERED,
    rules.Delivery.NOTHING: Status.NOT_DELIVERED,
}


@transaction.atomic
def report_in_kind_delivery(application, *, report, hours, by, now) -> InKindApplication:
    """The member says what was done. `hours` are the hours delivered of each task, in order.

    May be done again until it is judged, and after the last day: the secretariat decides what that
    means.
    """
    application = lock(application)
    guard(application, Status.APPROVED, Status.REPORTED)
    for task, delivered in zip(application.tasks.all(), hours, strict=True):
        task.delivered_hours = delivered
        task.save(update_fields=["delivered_hours"])
    application.report, application.reported_at = report, now
    move(application, Status.REPORTED, by=by, today=now.date())
    mails.in_kind_reported(application)
    return application


@transaction.atomic
def judge_in_kind_delivery(application, *, value, by, today, reason="") -> InKindApplication:
    """Say what the delivery was worth, in kronor. What it lacks of the fee is then paid in cash.

    A person does it, never the clock. Raises Refused for more than was agreed, without a reason
    when it was not all, and without a report until the last day to report has passed.
    """
    application = lock(application)
    guard(application, Status.APPROVED, Status.REPORTED)
    refuse_the_tied(application, by)
    if application.status == Status.APPROVED:
        guard_unreported(application, value, today)
    if not 0 <= value <= application.value:
        raise Refused(_("At most %(value)s was agreed.") % {"value": kronor(application.value)})
    lock_fee(application)
    outcome = rules.delivery(value, expected=expected_of(application))
    if outcome != rules.Delivery.WHOLE and not reason.strip():
        raise Refused(_("Say why it does not cover the fee. The member reads it."))
    application.delivered_value = value
    move(application, OUTCOMES[outcome], by=by, today=today, text=reason.strip())
    mails.in_kind_judged(application, reason=reason.strip(), today=today)
    return application


def guard_unreported(application, value, today):
    if value:
        raise Refused(_("No delivery has been reported, so none can be approved."))
    if not rules.is_too_late(today, application.report_on):
        day = date_format(application.report_on, "DATE_FORMAT")
        raise Refused(_("The member may report the delivery until %(day)s.") % {"day": day})


def lock_fee(application):
    """An issuing sweep may be at the fee: it asks again when we are done."""
    fees = AnnualFee.objects.filter(organisation=application.organisation, year=application.year)
    fees.select_for_update(no_key=True).first()


def expected_of(application):
    """In kronor: the fee, but never more than the work that was agreed."""
    return min(application.value, application.fee or application.value)


@transaction.atomic
def remind_of_in_kind_reports(*, today):
    """Write to those whose report is due within a month, once. Run it as often as you like."""
    terms = Terms.objects.current()
    for year in (today.year - 1, today.year):
        last_day = terms.in_kind_report_on(year)
        if last_day - timedelta(days=REMIND_DAYS_BEFORE) <= today <= last_day:
            remind_of_year(year, today=today)


def remind_of_year(year, *, today):
    waiting = InKindApplication.objects.filter(status=Status.APPROVED, year=year)
    for application in waiting.select_related("organisation").order_by("pk"):
        mails.in_kind_report_soon(application, today=today)
