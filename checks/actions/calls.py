"""A call is shown, taken back before anybody could rely on it, or kept open longer."""

from django.db import transaction
from django.utils.translation import gettext as _

from checks.models import Call
from checks.rules import Stage, stage
from lattvikt.lib.refused import Refused


@transaction.atomic
def publish(call, *, now) -> Call:
    """Show the call to the members; from then on it stands as it is.

    Raises Refused when it is published, has no criteria or would have closed already.
    """
    call = lock(call)
    if call.published_at:
        raise Refused(_("The call is published already."))
    if not call.criteria.exists():
        raise Refused(_("Write at least one criterion first."))
    if stage_of(call, now) == Stage.CLOSED:
        raise Refused(_("The closing moment has passed."))
    call.published_at = now
    call.save(update_fields=["published_at"])
    return call


@transaction.atomic
def take_back(call, *, now) -> Call:
    """Hide a call that has not opened, so that it can be changed."""
    call = lock(call)
    if not call.published_at:
        raise Refused(_("The call is not published."))
    if stage_of(call, now) != Stage.COMING:
        raise Refused(_("The call has opened, and members rely on what it says."))
    call.published_at = None
    call.save(update_fields=["published_at"])
    return call


@transaction.atomic
def close_later(call, *, closes_at, now) -> Call:
    """Move the closing moment of a call that is open; it is never moved nearer.

    What it was, and who moved it, stands in the call's history.
    """
    call = lock(call)
    if not call.published_at or stage_of(call, now) != Stage.OPEN:
        raise Refused(_("Only a call that is open can be kept open longer."))
    if closes_at <= call.closes_at:
        raise Refused(_("The closing moment can only be moved to a later one."))
    call.closes_at = closes_at
    call.save(update_fields=["closes_at"])
    return call


def stage_of(call, now) -> Stage:
    return stage(now, opens_at=call.opens_at, closes_at=call.closes_at)


def lock(call) -> Call:
    return Call.objects.select_for_update(no_key=True).get(pk=call.pk)
