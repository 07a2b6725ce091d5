"""What the member does until the call closes: writes, sends, changes, withdraws."""

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from board.actions import withdraw_matter
from checks import mails
from checks.actions.calls import lock as lock_call
from checks.actions.calls import stage_of
from checks.actions.eligibility import why_no_check
from checks.models import Application, Assessor, CostLine, Revision
from checks.rules import Stage
from lattvikt.lib.refused import Refused
from members.models import Organisation

Status = Application.Status


class SavedMeanwhile(Refused):
    """A colleague has saved since the page was opened."""


@transaction.atomic
def begin(call, *, organisation, by, now) -> Application:
    """The organisation's application in the call, made when there is none."""
    call = lock_call(call)
    guard_open(call, now)
    guard_may_apply(organisation, now)
    application, _is_new = Application.objects.live().get_or_create(
        call=call, organisation=organisation, defaults={"saved_by": by}
    )
    return application


@transaction.atomic
def save_draft(application, *, version, answers, costs, by) -> Application:
    """Keep what is written, whole or not. `costs` are triples of kind, text and amount.

    Raises SavedMeanwhile when somebody has saved another version than the one that was opened.
    """
    application = lock(application)
    if not application.may_be_written:
        raise Refused(_("The application can no longer be changed."))
    if application.version != version:
        who = application.saved_by.get_full_name() if application.saved_by else ""
        raise SavedMeanwhile(
            _(
                "%(who)s saved this application while you were writing. Nothing of yours is lost: "
                "it stands below. Compare, and save again."
            )
            % {"who": who or _("Somebody")}
        )
    for name, answer in answers.items():
        setattr(application, name, answer)
    application.version += 1
    application.saved_by = by
    application.save()
    write_costs(application, costs)
    return application


def write_costs(application, costs):
    application.costs.all().delete()
    CostLine.objects.bulk_create(
        CostLine(application=application, position=position, kind=kind, text=text, amount=amount)
        for position, (kind, text, amount) in enumerate(costs, 1)
    )


@transaction.atomic
def send(application, *, by, now) -> Revision:
    """Send what is written: the first time, or again in place of what was sent before.

    The call's row is locked before the application's. What we know of the member is kept with
    what is sent (R7.11). Raises Refused before the opening, from the closing second on, for who may
    not apply, for what lacks something and for what has been sent as it is.
    """
    call = lock_call(application.call)
    application = lock(application)
    if application.status == Status.WITHDRAWN:
        raise Refused(_("The application has been withdrawn."))
    guard_open(call, now)
    guard_may_apply(application.organisation, now)
    guard_content(application)
    revision = write_revision(application, by=by, now=now)
    application.status = Status.SUBMITTED
    application.submitted_at = application.submitted_at or now
    application.save(update_fields=["status", "submitted_at"])
    mails.received(application, revision, today=localdate(now))
    stale = Assessor.objects.waiting().filter(application=application, assessments__isnull=False)
    mails.to_assess_anew(application, revision, stale.select_related("seat__person").distinct())
    return revision


def guard_open(call, now):
    stage = stage_of(call, now)
    if not call.published_at or stage == Stage.COMING:
        raise Refused(_("The call has not opened yet."))
    if stage == Stage.CLOSED:
        raise Refused(
            _("The call closed %(moment)s, and nothing more is received. Your draft is kept.")
            % {"moment": call.closing}
        )


def guard_may_apply(organisation, now):
    if refusal := why_no_check(organisation, on=localdate(now)):
        raise Refused(refusal)


def guard_content(application):
    if faults := application.faults:
        raise Refused(faults[0].text)
    if (last := application.last_revision) and last.content == application.content:
        raise Refused(_("Nothing has been changed since you sent it."))


def write_revision(application, *, by, now) -> Revision:
    member = Organisation.objects.get(pk=application.organisation_id)
    last = application.last_revision
    return Revision.objects.create(
        application=application,
        number=last.number + 1 if last else 1,
        at=now,
        by=by,
        content=application.content,
        organisation_name=member.name,
        org_number=member.org_number or "",
        is_for_profit=bool(member.is_for_profit),
        employees=member.employees or 0,
    )


@transaction.atomic
def withdraw(application, *, by, now) -> Application:
    """Take the application out of the call, and off the board's table. Told by letter when sent.

    Raises Refused for one that the board has decided, without telling how.
    """
    lock_call(application.call)
    application.refresh_from_db()
    if application.is_before_the_board:
        withdraw_matter(application.matter)
    application = lock(application)
    if application.status == Status.WITHDRAWN:
        raise Refused(_("The application has been withdrawn."))
    if application.status in Application.DECIDED:
        raise Refused(_("The board is treating the call. Write to the secretariat instead."))
    was_sent = application.status == Status.SUBMITTED
    application.status = Status.WITHDRAWN
    application.save(update_fields=["status"])
    if was_sent:
        mails.withdrawn(application, by=by, today=localdate(now))
    return application


def lock(application) -> Application:
    rows = Application.objects.select_for_update(of=["self"], no_key=True)
    return rows.select_related("call", "organisation").get(pk=application.pk)
