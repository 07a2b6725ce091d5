"""The lock of an event, and what is refused under it."""

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from events.actions.stages import lock
from events.models import Event, Place, Registration
from lattvikt.lib.refused import Refused
from members.models import Organisation


def lock_with(registration: Registration) -> tuple[Event, Registration]:
    """The event, locked, and the registration as it stands then."""
    event = lock(registration.event)
    registration = Registration.objects.get(pk=registration.pk)
    registration.event = event
    return event, registration


def refuse_unless_open(event: Event, now: datetime) -> None:
    if event.cancelled_at:
        raise Refused(_("The event is cancelled."))
    if not event.takes_registrations_at(now):
        raise Refused(_("Registration is closed."))


def refuse_whom_it_is_not_for(event, coming, invitation, now) -> None:
    if invitation or event.openness == Event.Openness.ANYBODY:
        return
    if event.openness == Event.Openness.INVITED:
        raise Refused(_("The event is for those who are invited."))
    members = Organisation.objects.members(localdate(now))
    if not members.filter(pk=coming.organisation and coming.organisation.pk).exists():
        raise Refused(_("The event is for member organisations."))


def refuse_left_or_begun(registration: Registration, now: datetime) -> None:
    if registration.state == Place.State.LEFT:
        raise Refused(_("The place has been left already."))
    if not registration.may_change_at(now):
        raise Refused(_("The event has begun or is cancelled."))


def refuse_unless_offered(place: Place, now: datetime) -> None:
    if place.state != Place.State.OFFERED or place.offered_until is None:
        raise Refused(_("There is no offer to take."))
    if place.offered_until <= now:
        raise Refused(_("The offer has lapsed, and the place goes to the next in line."))
