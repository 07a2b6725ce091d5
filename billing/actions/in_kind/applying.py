"""What the member does before the decision: applies, answers, withdraws."""

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from billing import mails, rules
from billing.actions.in_kind.moving import Status, create, guard, lock, move
from billing.models import InKindApplication, InKindTask, Terms, fee_of
from board.actions import withdraw_matter
from lattvikt.lib.money import kronor
from lattvikt.lib.refused import Refused
from members.models import Membership
from members.rules import may_apply_in_kind


@transaction.atomic
def apply_in_kind(
    organisation, *, year, benefit, tasks, by, today, late_because=""
) -> InKindApplication:
    """Take a member's application into our care, and hold the year's fee back.

    `tasks` are pairs of a text and its hours. Raises Refused for who is run for profit, who is not
    a member in the year, after the last day (unless `by` is of the staff and says why), and for
    work that is worth less than the fee.
    """
    if refusal := why_not_in_kind(organisation, year):
        raise Refused(refusal)
    late = why_too_late_for_in_kind(year, today=today)
    if late and not (by.is_staff and late_because.strip()):
        raise Refused(late)
    rate = Terms.objects.current().in_kind_hourly_rate
    guard_value(tasks, rate=rate, fee=fee_of(organisation, year))
    application = create(
        organisation=organisation,
        year=year,
        applicant=by,
        benefit=benefit,
        hourly_rate=rate,
        late_because=late_because.strip(),
    )
    write_tasks(application, tasks)
    application.events.create(status=Status.SUBMITTED, by=by, text=application.late_because)
    mails.in_kind_received(application, today=today)
    return application


def why_not_in_kind(organisation, year) -> str | None:
    """Why the organisation may not pay the year's fee with work, or None (R4.2)."""
    if organisation.is_for_profit is None:
        return _("We do not know whether you are run for profit. Ask the secretariat to note it.")
    if not may_apply_in_kind(is_for_profit=organisation.is_for_profit):
        return _("Only members that are not run for profit may pay in kind.")
    if not Membership.objects.in_year(year).filter(organisation=organisation).exists():
        return _("%(name)s is not a member in %(year)s.") % {"name": organisation, "year": year}
    return None


def why_too_late_for_in_kind(year, *, today) -> str | None:
    last_day = Terms.objects.current().in_kind_apply_on(year)
    if not rules.is_too_late(today, last_day):
        return None
    facts = {"year": year, "day": date_format(last_day, "DATE_FORMAT")}
    return _("The last day to apply for %(year)s was %(day)s.") % facts


def guard_value(tasks, *, rate, fee):
    """The work is to be worth what the fee is. A fee that nobody can know yet is left for later."""
    value = rules.value_of(sum(hours for _text, hours in tasks), rate)
    if fee is not None and (lack := rules.lacking(value, fee)):
        raise Refused(
            _("The tasks come to %(value)s and the fee is %(fee)s: %(lack)s is missing.")
            % {"value": kronor(value), "fee": kronor(fee), "lack": kronor(lack)}
        )


def write_tasks(application, tasks):
    InKindTask.objects.bulk_create(
        InKindTask(application=application, position=position, text=text, hours=hours)
        for position, (text, hours) in enumerate(tasks, 1)
    )


@transaction.atomic
def answer_in_kind_question(application, *, answer, benefit, tasks, by, today):
    """Send the application again, corrected, with the answer to the secretariat's question."""
    application = lock(application)
    guard(application, Status.RETURNED)
    if not answer.strip():
        raise Refused(_("Write an answer to the question."))
    guard_value(tasks, rate=application.hourly_rate, fee=application.fee)
    application.benefit = benefit
    application.tasks.all().delete()
    write_tasks(application, tasks)
    event = move(application, Status.SUBMITTED, by=by, today=today, text=answer.strip())
    mails.in_kind_answered(application, event)
    return application


@transaction.atomic
def withdraw_in_kind(application, *, by, today) -> InKindApplication:
    """The member pays in cash after all: before the decision, or before anything is reported."""
    application.refresh_from_db()
    # The matter is locked before the case, as where the body decides.
    if application.status == Status.REFERRED:
        withdraw_matter(application.matter)
    matter_id = application.matter_id
    application = lock(application)
    guard(application, *InKindApplication.OPEN, Status.APPROVED)
    if application.matter_id != matter_id:
        raise Refused(_("The application has just been changed. Look at it again."))
    move(application, Status.WITHDRAWN, by=by, today=today)
    mails.in_kind_withdrawn(application, by=by, today=today)
    return application
