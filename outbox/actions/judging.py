"""What a person decides about a letter that the post could not settle by itself."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lattvikt.lib.refused import Refused
from lattvikt.lib.wake import wake
from outbox.actions.owing import SWEEP
from outbox.models import Message


@transaction.atomic
def send_again(message: Message, *, by) -> None:
    """Queue a letter that was not accepted, or that somebody has found never arrived."""
    message = Message.objects.select_for_update().get(pk=message.pk)
    if not message.may_be_sent_again:
        raise Refused(
            _("“%(letter)s” is %(state)s: only a letter that failed can be sent again.")
            % {"letter": message, "state": message.get_state_display()}
        )
    message.state, message.attempts = Message.State.QUEUED, 0
    message.not_before = timezone.now()
    record(message, by)
    wake(SWEEP)


@transaction.atomic
def withdraw(message: Message, *, by) -> None:
    """Let it be: the letter arrived after all, or is not needed any more."""
    message = Message.objects.select_for_update().get(pk=message.pk)
    if not message.may_be_withdrawn:
        raise Refused(
            _("“%(letter)s” is %(state)s: it cannot be withdrawn.")
            % {"letter": message, "state": message.get_state_display()}
        )
    message.state = Message.State.WITHDRAWN
    record(message, by)


def record(message: Message, by) -> None:
    message.judged_by, message.judged_at = by, timezone.now()
    message.save(update_fields=["state", "attempts", "not_before", "judged_by", "judged_at"])
