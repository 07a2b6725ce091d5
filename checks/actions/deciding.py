"""From the statement to the board's decision, on the amount that the board has before it."""

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from board.actions import amend, open_matter
from board.models import Bench, Body, Subject, is_tied
from checks import mails, papers
from checks.actions.applying import Status, lock
from checks.actions.assessing import leaders_of
from checks.actions.calls import lock as lock_call
from checks.actions.calls import stage_of
from checks.actions.eligibility import why_no_check
from checks.models import Application, Statement, sees_all
from checks.rules import Stage
from lattvikt.lib.money import kronor
from lattvikt.lib.refused import Refused
from members.models import Organisation


@transaction.atomic
def refer_to_board(application, *, meeting, by, now) -> Application:
    """Put it before the board (the setting CHECKS_BODY), with what the statement recommends.

    Raises Refused without a statement (R7.5, R7.6), before the call has closed, for who is tied to
    the applicant, and for a meeting that has been held or is another body's.
    """
    call = lock_call(application.call)
    application = lock(application)
    if refusal := why_not_referred(application, call, by=by, now=now):
        raise Refused(refusal)
    guard_meeting(meeting, now)
    put_before(application, meeting=meeting, by=by)
    return application


def why_not_referred(application, call, *, by, now) -> str | None:
    """Why it cannot come before the board now, or None."""
    if stage_of(call, now) != Stage.CLOSED:
        return _("The call has not closed yet.")
    if application.status != Status.SUBMITTED:
        return _("Only an application that has been sent comes before the board.")
    if application.is_before_the_board:
        return _("The application lies before the board already.")
    if not Statement.objects.filter(application=application).exists():
        return _("There is no statement on the application yet: it is assessed first.")
    if is_tied(by, application.parties()):
        return _("You are tied to the applicant. Somebody else has to put it before the board.")
    return None


def guard_meeting(meeting, now):
    if meeting.body != deciding_body():
        raise Refused(_("The meeting is another body's."))
    if meeting.held_on < localdate(now):
        raise Refused(_("The meeting has been held already."))


def put_before(application, *, meeting, by):
    statement = application.statement
    application.proposed = statement.amount or application.last_revision.asked
    application.conditions = statement.conditions
    with override(papers.LANGUAGE):
        application.matter = open_matter(
            body=meeting.body,
            subject=Subject.CHECKS,
            title=papers.title(application),
            resolution=papers.resolution(application),
            background=papers.background(application),
            presented_by=by.get_full_name(),
            parties=application.parties(),
            meeting=meeting,
        )
    application.save(update_fields=["proposed", "conditions", "matter"])


@transaction.atomic
def refer_all(call, *, meeting, by, now) -> list[Application]:
    """Put all that have a statement before the board, in the order of the ranking.

    Raises Refused when there are none.
    """
    call = lock_call(call)
    ready = call.applications.to_refer().order_by("statement__rank", "pk")
    referred = [refer_to_board(one, meeting=meeting, by=by, now=now) for one in ready]
    if not referred:
        raise Refused(_("No application has a statement and waits for the board."))
    return referred


@transaction.atomic
def amend_amount(application, *, amount, conditions, by) -> Application:
    """Let the board vote on another amount, or other conditions. Votes given are dropped.

    `by` is a seat that leads the matter. Raises Refused for more than was asked for, than the call
    gives at most or than is left of its budget.
    """
    call = lock_call(application.call)
    application.refresh_from_db()
    if not application.is_before_the_board:
        raise Refused(_("The application does not lie before the board."))
    if not Bench(application.matter).may_lead(by):
        raise Refused(_("Only who presides or the secretary changes the amount."))
    application.proposed, application.conditions = amount, conditions
    guard_amount(application, call, by)
    with override(papers.LANGUAGE):
        amend(application.matter, resolution=papers.resolution(application))
    lock(application)
    application.save(update_fields=["proposed", "conditions"])
    return application


def guard_amount(application, call, by):
    most = min(application.last_revision.asked, call.largest_amount)
    if not 0 < application.proposed <= most:
        raise Refused(_("The amount is more than 0 and at most %(most)s.") % {"most": kronor(most)})
    guard_budget(application, call, by)


def guard_budget(application, call, by):
    """To a seat with jäv in another of the call's applications the refusal names no sum."""
    if application.proposed <= (left := call.left):
        return
    if not sees_all(call, by):
        raise Refused(
            _(
                "The call’s budget is not enough for that amount. Somebody who has no jäv in the "
                "call can tell what is left of it."
            )
        )
    raise Refused(
        _("Of the call’s budget %(left)s is left. Choose no more than that.")
        % {"left": kronor(left)}
    )


@transaction.atomic
def grant_or_decline(application, decision) -> Application:
    """Carry out what the board decided, in its transaction: a refusal undoes the decision too.

    The call is locked already (`Application.shares`). The member is told nothing until the
    call's decisions are announced.
    """
    application = lock(application)
    if application.matter_id != decision.matter_id:
        raise Refused(_("The decision is about another matter."))
    if application.status != Status.SUBMITTED:
        raise Refused(_("The application is no longer in the call."))
    if decision.is_approved:
        guard_grant(application, decision)
        application.granted = application.proposed
    application.status = Status.GRANTED if decision.is_approved else Status.DECLINED
    application.save(update_fields=["status", "granted"])
    return application


@transaction.atomic
def take_back_application(application, *, reason, by) -> Application:
    """The board has referred it back: the assessing body may change its statement.

    Then it is put before the board anew, with what is recommended then. Nothing of the budget is
    taken meanwhile.
    """
    application = lock(application)
    if application.status != Status.SUBMITTED:
        raise Refused(_("The application is no longer in the call."))
    for seat in leaders_of(application):
        mails.referred_back(application, seat)
    return application


def guard_grant(application, decision):
    """Still within the budget, still on who may have a check (R7.11), on what was voted on."""
    with override(papers.LANGUAGE):
        is_voted_on = papers.resolution(application) == decision.resolution
    if not is_voted_on:
        raise Refused(_("The text names another amount or other conditions than the application."))
    guard_budget(application, application.call, decision.decided_by)
    Organisation.objects.select_for_update(no_key=True).get(pk=application.organisation_id)
    if refusal := why_no_check(application.organisation, on=decision.decided_on):
        raise Refused(
            _("%(name)s may not have a medlemscheck today: %(why)s")
            % {"name": application.organisation, "why": refusal}
        )


def deciding_body() -> Body:
    """The body that the setting names; one without such a body is a fault of the installation."""
    return Body.objects.get(slug=settings.CHECKS_BODY)
