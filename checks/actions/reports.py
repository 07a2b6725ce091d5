"""The final report: sent, returned with a question or approved, and asked for in time."""

from datetime import timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from checks import mails, rules
from checks.actions.projects import lock as lock_project
from checks.models import Project, Report
from lattvikt.lib.refused import Refused

Status = Report.Status


@transaction.atomic
def send_report(project, *, done, results, benefit, costs, by, now) -> Report:
    """The first time, or again as the answer to a question. Costs in kronor.

    Raises Refused before both have signed the agreement, and for what is sent or approved already.
    """
    project = lock_project(project)
    if not project.agreement.is_signed:
        raise Refused(_("Both sides sign the agreement first."))
    report = Report.objects.filter(project=project).first() or Report(project=project)
    if report.pk and report.status != Status.RETURNED:
        raise Refused(_("The report has been sent already."))
    report.status = Status.SENT
    report.done, report.results, report.benefit, report.costs = done, results, benefit, costs
    report.sent_by, report.sent_at = by, now
    report.save()
    mails.report_received(report, today=localdate(now))
    return report


@transaction.atomic
def return_report(report, *, question, by, now) -> Report:
    """Ask the member something; they answer by sending it again."""
    if not question.strip():
        raise Refused(_("Write what you ask."))
    report = to_judge(report, by)
    report.question = question.strip()
    judge(report, Status.RETURNED, by=by, now=now)
    mails.report_returned(report, today=localdate(now))
    return report


@transaction.atomic
def approve_report(report, *, by, now) -> Report:
    """From now on the rest of the check may be asked for."""
    report = to_judge(report, by)
    judge(report, Status.APPROVED, by=by, now=now)
    mails.report_approved(report, today=localdate(now))
    return report


def to_judge(report, by) -> Report:
    """Under the locks of its project and its own."""
    if not by.has_perm("checks.judge_report"):
        raise Refused(_("You may not judge reports."))
    lock_project(report.project)
    rows = Report.objects.select_for_update(of=["self"], no_key=True)
    report = rows.select_related("project__application__organisation").get(pk=report.pk)
    if report.status != Status.SENT:
        raise Refused(_("The report does not wait to be judged."))
    if report.sent_by_id == by.pk:
        raise Refused(_("You have sent the report. Somebody else judges it."))
    return report


def judge(report, status, *, by, now):
    report.status, report.judged_by, report.judged_at = status, by, now
    report.save(update_fields=["status", "question", "judged_by", "judged_at"])


def remind_of_reports(*, today):
    """Write to the members whose report is due soon or late: once for each step."""
    first = today - timedelta(days=rules.DAYS_REMINDED_AFTER)
    last = today + timedelta(days=rules.DAYS_REMINDED_BEFORE)
    waiting = Project.objects.to_report().filter(report_due_on__range=(first, last))
    for project in waiting.with_application():
        if step := rules.report_reminder(project.report_due_on, today):
            with transaction.atomic():
                mails.report_reminder(project, step, today=today)
