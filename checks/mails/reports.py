"""The letters about final reports, to the member's contact persons."""

from checks.mails.projects import write


def report_received(report, *, today):
    """Key: when it was sent, since a report that was returned is sent again."""
    write_of(report, f"report-{report.sent_at:%Y%m%dT%H%M%S}", "report_received", today=today)


def report_returned(report, *, today):
    fact = f"report-returned-{report.judged_at:%Y%m%dT%H%M%S}"
    write_of(report, fact, "report_returned", today=today)


def report_approved(report, *, today):
    write_of(report, "report-approved", "report_approved", today=today)


def write_of(report, fact, letter, *, today):
    write(letter, report.project, fact, today=today, report=report)


def report_reminder(project, step, *, today):
    """Key: the day that it is due, and the step; with another day they are reminded anew."""
    fact = f"report-{project.report_due_on}-{step}"
    is_late = project.report_due_on < today
    write("report_reminder", project, fact, today=today, is_late=is_late)
