"""Money back from a project: proposed by the secretariat, decided by the board, noted as paid."""

from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from checks import mails, papers
from checks.actions.deciding import guard_meeting
from checks.actions.extending import (
    guard_of_matter,
    guard_untied,
    guard_voted_on,
    put_on_table,
)
from checks.actions.projects import lock as lock_project
from checks.models import Reclaim
from lattvikt.lib.money import kronor
from lattvikt.lib.refused import Refused


def most_to_reclaim(project) -> Decimal:
    """What has been paid out and is not reclaimed already, in kronor."""
    return project.payouts.paid().sum() - project.reclaims.taking().sum()


@transaction.atomic
def propose_reclaim(project, *, amount, reason, meeting, by, now) -> Reclaim:
    """Put it before the board at once. Raises Refused for more than what has been paid out.

    And without the permission, and for who is tied to the member.
    """
    if not by.has_perm("checks.propose_reclaim"):
        raise Refused(_("You may not propose a reclaim."))
    reclaim = Reclaim(
        project=lock_project(project),
        amount=amount,
        reason=reason,
        proposed_by=by,
        proposed_at=now,
    )
    guard_untied(reclaim, by)
    guard_meeting(meeting, now)
    guard_amount(reclaim, most_to_reclaim(project))
    with override(papers.LANGUAGE):
        texts = {
            "title": papers.reclaim_title(reclaim),
            "resolution": papers.reclaim_resolution(reclaim),
            "background": papers.reclaim_background(reclaim, paid=project.payouts.paid().sum()),
        }
    reclaim.matter = put_on_table(reclaim, texts, meeting=meeting, by=by)
    reclaim.save()
    return reclaim


def guard_amount(reclaim, most):
    if not 0 < reclaim.amount <= most:
        raise Refused(
            _("At most %(most)s can be reclaimed: what has been paid out and is not reclaimed yet.")
            % {"most": kronor(most)}
        )


@transaction.atomic
def drop_reclaim(reclaim, *, reason, by) -> Reclaim:
    """The board has referred it back: its matter is withdrawn, and a new one may be proposed."""
    return reclaim


@transaction.atomic
def reclaim_or_not(reclaim, decision) -> Reclaim:
    """Carry out what the board decided, in its transaction: a refusal undoes the decision too.

    The member is told of a reclaim only when it is decided.
    """
    reclaim = lock(reclaim)
    guard_of_matter(reclaim, decision)
    if decision.is_approved:
        guard_voted_on(papers.reclaim_resolution, reclaim, decision)
        reclaim.due_on = decision.decided_on + timedelta(days=settings.CHECKS_RECLAIM_DAYS)
        reclaim.save(update_fields=["due_on"])
        mails.reclaim_decided(reclaim, decision)
    return reclaim


@transaction.atomic
def note_repaid(reclaim, *, repaid_on, by, now) -> Reclaim:
    """Raises Refused without the permission, for what is not owed, and for a day to come."""
    if not by.has_perm("checks.note_repaid"):
        raise Refused(_("You may not note it as paid back."))
    reclaim = lock(reclaim)
    if reclaim.state not in (Reclaim.State.OWED, Reclaim.State.OVERDUE):
        raise Refused(_("Nothing is to be paid back."))
    if repaid_on > localdate(now):
        raise Refused(_("The day has not come yet."))
    reclaim.repaid_on, reclaim.repaid_noted_by = repaid_on, by
    reclaim.save(update_fields=["repaid_on", "repaid_noted_by"])
    mails.reclaim_repaid(reclaim, today=localdate(now))
    return reclaim


def lock(reclaim) -> Reclaim:
    """Under the locks of its project and its own."""
    lock_project(reclaim.project)
    rows = Reclaim.objects.select_for_update(of=["self"], no_key=True)
    return rows.with_project().get(pk=reclaim.pk)
