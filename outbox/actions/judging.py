"""What a person decides about what could not be sent without one."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lattvikt.lib.refused import Refused
from lattvikt.lib.wake import wake
from outbox.models import Sending


@transaction.atomic
def send_again(owed: Sending, *, by) -> None:
    """Queue what was not accepted, or what somebody has found never arrived."""
    owed = lock(owed)
    if not owed.may_be_sent_again:
        raise Refused(
            _("“%(what)s” is %(state)s: only what failed can be sent again.")
            % {"what": owed, "state": owed.get_state_display()}
        )
    owed.state, owed.attempts = Sending.State.QUEUED, 0
    owed.not_before = timezone.now()
    record(owed, by)
    wake(owed.sweep)


@transaction.atomic
def withdraw(owed: Sending, *, by) -> None:
    """Let it be: it arrived after all, or is not needed any more."""
    owed = lock(owed)
    if not owed.may_be_withdrawn:
        raise Refused(
            _("“%(what)s” is %(state)s: it cannot be withdrawn.")
            % {"what": owed, "state": owed.get_state_display()}
        )
    owed.state = Sending.State.WITHDRAWN
    record(owed, by)


def lock(owed: Sending) -> Sending:
    return type(owed)._default_manager.select_for_update().get(pk=owed.pk)


def record(owed: Sending, by) -> None:
    owed.judged_by, owed.judged_at = by, timezone.now()
    owed.save(update_fields=["state", "attempts", "not_before", "judged_by", "judged_at"])
