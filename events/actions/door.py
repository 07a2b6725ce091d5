"""At the door: who has come. Everything is heard under the lock of the event's row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from events import rules
from events.actions.stages import lock
from events.models import Event, Place, Press, Registration
from lattvikt.lib.refused import Refused
from members.models import Organisation, Person


@dataclass(frozen=True)
class Pressed:
    """A press as a device tells of it; the key was made there."""

    key: UUID
    registration: int
    has_come: bool
    at: datetime


@transaction.atomic
def hear(event: Event, told: Sequence[Pressed], *, by, now: datetime) -> dict[UUID, str]:
    """Take presses, also those that have waited for the net or been told before.

    Returns those that cannot be taken, each with why. No press is in the future: a device whose
    clock is fast has pressed now.

    Raises:
        Refused: the door is not open.
    """
    event = lock(event)
    refuse_unless_door_is_open(event, now)
    named = {one.registration for one in told}
    people = {one.pk: one for one in event.registrations.filter(pk__in=named)}
    refused = {one.key: why for one in told if (why := why_not(people.get(one.registration)))}
    presses = [
        Press(
            pk=one.key,
            registration=people[one.registration],
            has_come=one.has_come,
            pressed_at=min(one.at, now),
            by=by,
        )
        for one in told
        if one.key not in refused
    ]
    Press.objects.bulk_create(presses, ignore_conflicts=True)
    for one in people.values():
        reckon(one)
    return refused


def press(registration: Registration, *, has_come: bool, by, now: datetime) -> None:
    """One press, heard at once. Raises Refused when it cannot be taken."""
    told = Pressed(key=uuid4(), registration=registration.pk, has_come=has_come, at=now)
    if refused := hear(registration.event, [told], by=by, now=now):
        raise Refused(refused[told.key])


@transaction.atomic
def walk_in(
    event: Event, *, name: str, organisation: str = "", email: str = "", by, now: datetime
) -> Registration:
    """Somebody who is not registered comes. An address that is registered is that one who comes.

    Raises:
        Refused: the door is not open, or there is no room.
    """
    event = lock(event)
    refuse_unless_door_is_open(event, now)
    if email and (found := event.registrations.live().filter(email__iexact=email).first()):
        found.event = event
        return let_in(found, by=by, now=now)
    refuse_without_room(event, now)
    person = Person.objects.with_address(email).first() if email else None
    one = event.registrations.create(
        person=person,
        name=name,
        email=email,
        language=event.language,
        organisation=Organisation.objects.known_as(organisation),
        said_organisation=organisation,
        invitation=event.invitations.filter(person=person or 0).first(),
        registered_by=by,
        state=Place.State.REGISTERED,
        is_walk_in=True,
        queued_at=Now(),
    )
    press(one, has_come=True, by=by, now=now)
    return one


@transaction.atomic
def let_in(registration: Registration, *, by, now: datetime) -> Registration:
    """Check somebody in, who gets a place at the door if they lack one and there is room.

    Raises:
        Refused: the door is not open, there is no room, or the place has been left.
    """
    event = lock(registration.event)
    refuse_unless_door_is_open(event, now)
    registration = event.registrations.get(pk=registration.pk)
    if registration.state in (Place.State.WAITING, Place.State.OFFERED):
        refuse_without_room(event, now, but=registration)
        registration.state = Place.State.REGISTERED
        registration.save(update_fields=["state"])
    press(registration, has_come=True, by=by, now=now)
    return registration


def reckon(registration: Registration) -> None:
    """Write what the presses come to, when that is something else than what stands."""
    held = rules.holding(registration.presses.select_related("by"))
    came = (held.pressed_at, held.by) if held else (None, None)
    if came[0] != registration.checked_in_at:
        registration.checked_in_at, registration.checked_in_by = came
        registration.save(update_fields=["checked_in_at", "checked_in_by"])


def refuse_unless_door_is_open(event: Event, now: datetime) -> None:
    if reason := why_closed(event, now):
        raise Refused(reason)


def why_closed(event: Event, now: datetime) -> str | None:
    """Why nobody can be checked in now."""
    stage = event.stage_at(now)
    if stage == rules.Stage.CANCELLED:
        return _("The event is cancelled.")
    if stage == rules.Stage.CLOSED:
        return _("The event is closed, and who was there is fixed.")
    if not rules.door_is_open(stage=stage, starts_at=event.starts_at, now=now):
        return _("The door opens a day before the event begins.")
    return None


def why_not(registration: Registration | None) -> str | None:
    """Why this one cannot be checked in."""
    if registration is None:
        return _("Is not registered for this event.")
    if registration.state == Place.State.REGISTERED:
        return None
    return {
        Place.State.WAITING: _("%(name)s is on the waiting list and has no place."),
        Place.State.OFFERED: _("%(name)s has been offered a place and has not taken it."),
        Place.State.LEFT: _("%(name)s has left the place."),
    }[Place.State(registration.state)] % {"name": registration.name}


def refuse_without_room(event: Event, now: datetime, *, but: Registration | None = None) -> None:
    others = event.registrations.exclude(pk=but.pk if but else 0)
    if not rules.has_room(
        capacity=event.capacity,
        taken=others.taking_places().count(),
        inside=others.exclude(checked_in_at=None).count(),
        has_begun=event.starts_at <= now,
    ):
        raise Refused(_("There is no room: all places are taken by those who have one."))
