"""Other days for a project: asked for by the member, decided by the board."""

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from board.actions import open_matter
from board.models import Subject, is_tied
from checks import mails, papers
from checks.actions.deciding import guard_meeting
from checks.actions.projects import lock as lock_project
from checks.models import Extension, Project, Report
from lattvikt.lib.refused import Refused


@transaction.atomic
def ask_for_extension(project, *, ends_on, report_due_on, reason, by, now) -> Extension:
    """By the member's contact person, or the secretariat for it.

    Raises Refused before both have signed, when one waits already, when the report is approved,
    and for days that are not later than those agreed on.
    """
    project = lock_project(project)
    if not project.agreement.is_signed:
        raise Refused(_("Both sides sign the agreement first."))
    if Extension.objects.open().filter(project=project).exists():
        raise Refused(_("An extension has been asked for already."))
    extension = Extension(
        project=project,
        ends_on=ends_on,
        report_due_on=report_due_on,
        reason=reason,
        asked_by=by,
        asked_at=now,
    )
    guard_extension(extension, project)
    extension.save()
    mails.extension_asked(extension, today=localdate(now))
    return extension


def guard_extension(extension, project):
    """The days as they are in `project`, which is read under its lock."""
    if Report.objects.filter(project=project, status=Report.Status.APPROVED).exists():
        raise Refused(_("The final report is approved, and the project finished."))
    if extension.report_due_on <= project.report_due_on:
        raise Refused(_("The new day of the final report is later than the one agreed on."))
    if not project.ends_on <= extension.ends_on <= extension.report_due_on:
        raise Refused(_("The project ends no earlier than agreed on, and before it is reported."))


@transaction.atomic
def withdraw_extension(extension, *, now) -> Extension:
    """Take the request back, as long as it does not lie before the board."""
    extension = lock(extension)
    guard_asked(extension)
    extension.withdrawn_at = now
    extension.save(update_fields=["withdrawn_at"])
    return extension


@transaction.atomic
def refer_extension(extension, *, meeting, by, now) -> Extension:
    """Put it before the board. Raises Refused for who is tied to the member."""
    if not by.has_perm("checks.refer_extension"):
        raise Refused(_("You may not put it before the board."))
    extension = lock(extension)
    guard_asked(extension)
    guard_untied(extension, by)
    guard_meeting(meeting, now)
    guard_extension(extension, Project.objects.get(pk=extension.project_id))
    with override(papers.LANGUAGE):
        texts = {
            "title": papers.extension_title(extension),
            "resolution": papers.extension_resolution(extension),
            "background": papers.extension_background(extension),
        }
    extension.matter = put_on_table(extension, texts, meeting=meeting, by=by)
    extension.save(update_fields=["matter"])
    return extension


def guard_asked(extension):
    if extension.state != Extension.State.ASKED:
        raise Refused(_("The request does not wait for the secretariat."))


def guard_untied(case, by):
    if is_tied(by, case.parties()):
        raise Refused(_("You are tied to the member. Somebody else puts it before the board."))


def put_on_table(case, texts, *, meeting, by):
    return open_matter(
        body=meeting.body,
        subject=Subject.CHECKS,
        presented_by=by.get_full_name(),
        parties=case.parties(),
        meeting=meeting,
        **texts,
    )


@transaction.atomic
def take_back_extension(extension, *, reason, by) -> Extension:
    """The board has referred it back: it waits for the secretariat again, or is taken back."""
    return lock(extension)


@transaction.atomic
def extend_or_not(extension, decision) -> Extension:
    """Carry out what the board decided, in its transaction: a refusal undoes the decision too."""
    extension = lock(extension)
    guard_of_matter(extension, decision)
    if decision.is_approved:
        guard_voted_on(papers.extension_resolution, extension, decision)
        extend(lock_project(extension.project), extension)
    mails.extension_decided(extension, decision)
    return extension


def guard_of_matter(case, decision):
    if case.matter_id != decision.matter_id:
        raise Refused(_("The decision is about another matter."))


def guard_voted_on(resolution, case, decision):
    """That the text that was voted on is the one of the case: it may have been changed since."""
    with override(papers.LANGUAGE):
        is_voted_on = resolution(case) == decision.resolution
    if not is_voted_on:
        raise Refused(_("The text says another thing than what was asked for. Refer it back."))


def extend(project, extension):
    guard_extension(extension, project)
    project.ends_on, project.report_due_on = extension.ends_on, extension.report_due_on
    project.save(update_fields=["ends_on", "report_due_on"])


def lock(extension) -> Extension:
    rows = Extension.objects.select_for_update(of=["self"], no_key=True)
    return rows.with_project().get(pk=extension.pk)
