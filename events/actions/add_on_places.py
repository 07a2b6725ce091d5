"""A place at an event's add-on, under the lock of its event's row."""

from datetime import datetime

from django.db import transaction
from django.db.models.functions import Now

from events.actions.guards import lock_with, refuse_left_or_begun, refuse_unless_offered
from events.actions.lines import line_to_add_on, pass_on
from events.models import AddOn, AddOnPlace, Place, Registration


@transaction.atomic
def take_add_on(place: AddOnPlace, *, now: datetime) -> None:
    """Take the place that one has been offered. Raises Refused when the offer does not hold."""
    _event, registration = lock_with(place.registration)
    refuse_left_or_begun(registration, now)
    place.refresh_from_db()
    refuse_unless_offered(place, now)
    give(place)


@transaction.atomic
def leave_add_on(place: AddOnPlace, *, now: datetime) -> None:
    """Give the place, the offer or the place in the line up; it goes to the next in line."""
    event, registration = lock_with(place.registration)
    refuse_left_or_begun(registration, now)
    registration.add_ons.live().filter(pk=place.pk).update(**left_at(now))
    pass_on(event, now=now)


def join(registration: Registration, add_on: AddOn) -> None:
    """Give a place, or one in the line; who waits for the event waits for the add-on too."""
    if registration.add_ons.live().filter(add_on=add_on).exists():
        return
    is_coming = registration.state == Place.State.REGISTERED
    state = line_to_add_on(add_on, registration.event).state_of_new()
    AddOnPlace.objects.create(
        add_on=add_on,
        registration=registration,
        state=state if is_coming else Place.State.WAITING,
        queued_at=Now(),
    )


def settle(registration: Registration) -> None:
    """Who has got a place at the event gets the add-ons that wait for nobody else."""
    for place in registration.add_ons.waiting_in_order().select_related("add_on"):
        line = line_to_add_on(place.add_on, registration.event)
        if line.left != 0 and line.waiting.first() == place:
            give(place)


def leave_all(registration: Registration, now: datetime, *, keep=()) -> None:
    """Leave the add-ons, but for those that are kept."""
    registration.add_ons.live().exclude(add_on__in=keep).update(**left_at(now))


def give(place: AddOnPlace) -> None:
    place.state = Place.State.REGISTERED
    place.save(update_fields=["state"])


def left_at(now: datetime) -> dict:
    return {"state": Place.State.LEFT, "left_at": now}
