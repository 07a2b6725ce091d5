"""Money of a medlemscheck: asked for, approved, and confirmed by somebody else."""

from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from checks import mails, rules
from checks.actions.projects import lock as lock_project
from checks.models import Payout, Project, Report
from lattvikt.lib.money import kronor
from lattvikt.lib.refused import Refused


def most_to_pay_out(project) -> Decimal:
    """What the member may ask for just now, in kronor: nothing more when some is reclaimed."""
    if why_nothing_more(project):
        return Decimal(0)
    return rules.most_to_pay_out(
        project.granted,
        project.payouts.standing().sum(),
        advance_percent=settings.CHECKS_ADVANCE_PERCENT,
        own_percent=project.application.call.own_percent,
        costs=costs_of(project),
    )


def why_nothing_more(project) -> str | None:
    """Why nothing more of the check is paid out, whatever has been asked for; or None."""
    if project.reclaims.approved().exists():
        return _("The board has decided on a reclaim: nothing more of the check is paid out.")
    return None


def guard_not_reclaimed(payout):
    """Under the lock of its project, which a reclaim is decided under too."""
    if refusal := why_nothing_more(payout.project):
        raise Refused(refusal)


def costs_of(project) -> Decimal | None:
    """Those of the approved report, in kronor."""
    reports = Report.objects.filter(project=project, status=Report.Status.APPROVED)
    return reports.values_list("costs", flat=True).first()


@transaction.atomic
def ask_for_payout(project, *, amount, bankgiro, note, by, now) -> Payout:
    """Raises Refused before both have signed, and for more than what may be asked for."""
    project = lock_project(project)
    if not project.agreement.is_signed:
        raise Refused(_("Both sides sign the agreement first."))
    most = most_to_pay_out(project)
    if not 0 < amount <= most:
        raise Refused(_("At most %(most)s can be asked for now.") % {"most": kronor(most)})
    payout = Payout.objects.create(
        project=project, amount=amount, bankgiro=bankgiro, note=note, asked_by=by, asked_at=now
    )
    mails.payout_asked(payout, today=localdate(now))
    return payout


@transaction.atomic
def approve_payout(payout, *, by, now) -> Payout:
    """Raises Refused without the permission, for one's own, and for what is further on.

    And when the board has decided on a reclaim meanwhile; so does `confirm_payout`.
    """
    if not by.has_perm("checks.approve_payout"):
        raise Refused(_("You may not approve payouts."))
    payout = lock(payout)
    if payout.state != Payout.State.ASKED:
        raise Refused(_("The payout does not wait to be approved."))
    guard_not_reclaimed(payout)
    if payout.asked_by_id == by.pk:
        raise Refused(_("You have asked for the payout. Somebody else approves it."))
    payout.approved_by, payout.approved_at = by, now
    payout.save(update_fields=["approved_by", "approved_at"])
    return payout


@transaction.atomic
def confirm_payout(payout, *, paid_on, by, now) -> Payout:
    """Note the day on which the money was paid.

    Raises Refused without the permission, for who has asked for it or approved it, for what is not
    approved, and for a day that has not come.
    """
    if not by.has_perm("checks.confirm_payout"):
        raise Refused(_("You may not confirm payouts."))
    payout = lock(payout)
    if payout.state != Payout.State.APPROVED:
        raise Refused(_("The payout does not wait to be confirmed."))
    guard_not_reclaimed(payout)
    if by.pk in (payout.asked_by_id, payout.approved_by_id):
        raise Refused(_("You have had a part in the payout. Somebody else confirms it."))
    if paid_on > localdate(now):
        raise Refused(_("The day has not come yet."))
    payout.confirmed_by, payout.confirmed_at, payout.paid_on = by, now, paid_on
    payout.save(update_fields=["confirmed_by", "confirmed_at", "paid_on"])
    mails.payout_paid(payout, today=localdate(now))
    return payout


@transaction.atomic
def refuse_payout(payout, *, because, by, now) -> Payout:
    """Do not pay it; the member may ask anew. Raises Refused for what has been paid."""
    if not (by.has_perm("checks.approve_payout") or by.has_perm("checks.confirm_payout")):
        raise Refused(_("You may not refuse payouts."))
    if not because.strip():
        raise Refused(_("Say why it is not paid."))
    payout = lock(payout)
    if not payout.is_open:
        raise Refused(_("The payout is settled already."))
    payout.refused_by, payout.refused_at, payout.refused_because = by, now, because.strip()
    payout.save(update_fields=["refused_by", "refused_at", "refused_because"])
    mails.payout_refused(payout, today=localdate(now))
    return payout


def lock(payout) -> Payout:
    """Under the locks of its project and its own."""
    Project.objects.select_for_update(no_key=True).get(pk=payout.project_id)
    rows = Payout.objects.select_for_update(of=["self"], no_key=True)
    return rows.select_related("project__application__organisation").get(pk=payout.pk)
