"""Memberships begin by a decision and end on request or by a decision, never by the clock."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lattvikt.lib.refused import Refused
from members import mails
from members.actions.people import lock
from members.models import Membership


@transaction.atomic
def start_membership(organisation, *, starts_on, admitted_by) -> Membership:
    """Make the organisation a member from a day. One organisation's memberships never overlap."""
    lock(organisation)
    if not organisation.org_number:
        raise Refused(_("A member must have a Swedish organisation number."))
    if organisation.memberships.from_day(starts_on).exists():
        raise Refused(_("%(name)s is already a member.") % {"name": organisation.name})
    return organisation.memberships.create(starts_on=starts_on, admitted_by=admitted_by)


@transaction.atomic
def ask_to_end_membership(membership, *, reason, by):
    """Note that the member wants to leave. The secretariat ends the membership."""
    membership = lock_membership(membership)
    if membership.ends_on or membership.end_asked_for_at:
        raise Refused(_("The membership is already ending."))
    membership.end_asked_for_at = timezone.now()
    membership.end_reason = reason.strip()
    membership.save(update_fields=["end_asked_for_at", "end_reason"])
    mails.end_asked(membership, by=by, ends_on=last_day_of_year(timezone.localdate()))


@transaction.atomic
def keep_membership(membership):
    """The member has thought better of it: the request to leave is taken back."""
    membership = lock_membership(membership)
    if membership.ends_on or not membership.end_asked_for_at:
        raise Refused(_("Nobody has asked for this membership to end."))
    membership.end_asked_for_at, membership.end_reason = None, ""
    membership.save(update_fields=["end_asked_for_at", "end_reason"])


@transaction.atomic
def end_membership(membership, *, ends_on, reason, today):
    """Set, or correct, a membership's last day, and owe the letter about it."""
    membership = lock_membership(membership)
    if not reason.strip():
        raise Refused(_("Say why the membership ends."))
    if ends_on < membership.starts_on:
        raise Refused(
            _("The membership began on %(day)s and cannot end before.")
            % {"day": membership.starts_on}
        )
    later = membership.organisation.memberships.filter(starts_on__gt=membership.starts_on)
    if later.filter(starts_on__lte=ends_on).exists():
        raise Refused(_("A later membership has begun by then."))
    membership.ends_on, membership.end_reason = ends_on, reason.strip()
    membership.save(update_fields=["ends_on", "end_reason"])
    mails.membership_ended(membership, today=today)


def lock_membership(membership) -> Membership:
    """The row as it is now, with its organisation locked first."""
    lock(membership.organisation)
    rows = Membership.objects.select_for_update(of=["self"]).select_related("organisation")
    return rows.get(pk=membership.pk)


def last_day_of_year(day) -> date:
    """31 December: what a membership ends on unless something else is said."""
    return day.replace(month=12, day=31)
