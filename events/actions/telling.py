"""All who are concerned are told, a batch at a time, whoever works and however often one starts."""

from django.db import transaction
from django.utils.translation import gettext as _

from events import mails
from events.actions.stages import lock
from events.models import Telling, facts_of, is_untold
from events.rules import Stage
from lattvikt.lib.refused import Refused
from lattvikt.lib.wake import wake

SWEEP = "events.tasks.tell_of_changes"
BATCH = 100  # letters a transaction


@transaction.atomic
def tell_changes(event, *, by, now) -> Telling:
    """Tell the registered and the invited of another time or place (not those who said no).

    Raises Refused when nothing has changed, or the event is not to come.
    """
    event = lock(event)
    if event.stage_at(now) != Stage.PUBLISHED:
        raise Refused(_("The event is over or cancelled."))
    if not is_untold(event):
        raise Refused(_("Neither time nor place has changed since people were told."))
    return tell(event, Telling.What.CHANGED, by=by, now=now)


@transaction.atomic
def cancel(event, *, because, by, now) -> Telling:
    """Call it off, and tell the registered and the invited who have not said no.

    Raises Refused for a draft, which nobody knows of, and for what is over or cancelled already.
    """
    event = lock(event)
    if event.stage_at(now) != Stage.PUBLISHED:
        raise Refused(_("Only an event that is published and not over can be cancelled."))
    event.cancelled_at, event.cancelled_because = now, because
    event.tellings.under_way().update(done_at=now)
    return tell(event, Telling.What.CANCELLED, by=by, now=now)


def tell(event, what, *, by, now) -> Telling:
    """Note what is told now. The calendars' sequence rises with it."""
    before = event.told
    event.version, event.told, event.told_at = event.version + 1, facts_of(event), now
    event.save()
    wake(SWEEP)
    facts = {"version": event.version, "before": before, "made_at": now, "made_by": by}
    return event.tellings.create(what=what, **facts)


def write_tellings(*, now) -> None:
    """Owe the letters that are missing."""
    while write_batch(now=now):
        pass


@transaction.atomic
def write_batch(*, now) -> bool:
    """Owe a batch of the letters; False when there is none that nobody else is at."""
    waiting = Telling.objects.under_way().select_for_update(skip_locked=True, of=["self"])
    telling = waiting.select_related("event__host").first()
    if telling is None:
        return False
    if registrations := list(telling.next_registrations(BATCH)):
        receivers = [mails.registered(one) for one in registrations]
        telling.last_registration = registrations[-1].pk
    elif invitations := list(telling.next_invitations(BATCH)):
        receivers = [mails.invited(one) for one in invitations]
        telling.last_invitation = invitations[-1].pk
    else:
        receivers, telling.done_at = [], now
    for receiver in receivers:
        mails.told(telling, receiver)
    telling.save()
    return True
