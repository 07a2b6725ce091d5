"""A place at an event: it is asked for, waited for, offered, taken and left.

Everything that gives or frees a place first locks the event's row. So there are never more people
than places, and those who wait stand in the order in which they were heard.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models.functions import Now

from events import mails
from events.actions.add_on_places import join, leave_all, settle
from events.actions.guards import (
    lock_with,
    refuse_left_or_begun,
    refuse_unless_offered,
    refuse_unless_open,
    refuse_whom_it_is_not_for,
)
from events.actions.lines import line_to, pass_on
from events.actions.stages import lock
from events.models import AddOn, Event, Invitation, Needs, Place, Registration
from members.models import Organisation, Person


@dataclass(frozen=True)
class Coming:
    """Who is to come and with what, as it was given."""

    name: str
    email: str
    language: str = "sv"
    person: Person | None = None
    organisation: Organisation | None = None
    said_organisation: str = ""
    add_ons: tuple[AddOn, ...] = ()
    food: str = ""
    access: str = ""
    is_shown: bool = False


@transaction.atomic
def register(
    event: Event,
    coming: Coming,
    *,
    invitation: Invitation | None = None,
    by=None,
    now: datetime,
) -> Registration:
    """Give somebody a place, or a place in the line when all are taken.

    An address that is registered already gets its letter again, at most once an hour, and nothing
    changes: whoever asks is told no more than that.

    Raises:
        Refused: registration is not open, or the event is not for this person.
    """
    event = lock(event)
    refuse_unless_open(event, now)
    person = coming.person or Person.objects.with_address(coming.email).first()
    invitation = invitation or event.invitations.filter(person=person or 0).first()
    refuse_whom_it_is_not_for(event, coming, invitation, now)
    if found := event.registrations.live().filter(email__iexact=coming.email).first():
        mails.told_again(found, now=now)
        return found
    registration = Registration.objects.create(
        event=event,
        person=person,
        name=coming.name,
        email=coming.email,
        language=coming.language,
        organisation=coming.organisation,
        said_organisation=coming.said_organisation,
        is_shown=coming.is_shown,
        invitation=invitation,
        registered_by=by,
        state=line_to(event).state_of_new(),
        queued_at=Now(),  # by the database's clock, under the lock: the order they are heard in
    )
    registration.refresh_from_db(fields=["queued_at"])
    write_needs(registration, food=coming.food, access=coming.access)
    for add_on in coming.add_ons:
        join(registration, add_on)
    answer_invitation(registration, Invitation.Answer.YES, now)
    tell_how_it_stands(registration)
    return registration


@transaction.atomic
def change_registration(
    registration: Registration, *, food: str, access: str, is_shown: bool, add_ons, now: datetime
) -> Registration:
    """What is needed, what is shown to the others, and which add-ons, until the event begins.

    Raises Refused when the place has been left, or the event has begun or is cancelled.
    """
    event, registration = lock_with(registration)
    refuse_left_or_begun(registration, now)
    write_needs(registration, food=food, access=access)
    registration.is_shown = is_shown
    registration.save(update_fields=["is_shown"])
    leave_all(registration, now, keep=add_ons)
    for add_on in add_ons:
        join(registration, add_on)
    pass_on(event, now=now)
    return registration


@transaction.atomic
def leave(registration: Registration, *, now: datetime) -> Registration:
    """Give one's place, one's offer or one's place in the line up; it goes to the next in line.

    Raises Refused when it has been left already, or the event has begun or is cancelled.
    """
    event, registration = lock_with(registration)
    refuse_left_or_begun(registration, now)
    give_up(registration, now)
    mails.left(registration)
    pass_on(event, now=now)
    return registration


@transaction.atomic
def take_offer(registration: Registration, *, now: datetime) -> Registration:
    """Take the place that one has been offered. Raises Refused when the offer does not hold."""
    event, registration = lock_with(registration)
    refuse_left_or_begun(registration, now)
    refuse_unless_offered(registration, now)
    registration.state = Place.State.REGISTERED
    registration.save(update_fields=["state"])
    settle(registration)
    pass_on(event, now=now)
    mails.confirmed(registration)
    return registration


@transaction.atomic
def offer_free_places(event: Event, *, now: datetime) -> None:
    """After the number of places has been raised. Harmless when nothing is free."""
    pass_on(lock(event), now=now)


def write_needs(registration: Registration, **needs: str) -> None:
    if any(needs.values()):
        Needs.objects.update_or_create(registration=registration, defaults=needs)
    else:
        Needs.objects.filter(registration=registration).delete()


def give_up(registration: Registration, now: datetime) -> None:
    """The place, its add-ons, and what is known of needs; the invitation is answered with no."""
    registration.state, registration.left_at = Place.State.LEFT, now
    registration.save(update_fields=["state", "left_at"])
    leave_all(registration, now)
    write_needs(registration)
    answer_invitation(registration, Invitation.Answer.NO, now)


def answer_invitation(registration: Registration, answer: str, now: datetime) -> None:
    """Who is invited has answered by what they do: the others are reminded, not they."""
    if registration.invitation_id:
        invitation = Invitation.objects.filter(pk=registration.invitation_id)
        invitation.update(answer=answer, answered_at=now)


def tell_how_it_stands(registration: Registration) -> None:
    if registration.state == Place.State.REGISTERED:
        mails.confirmed(registration)
    else:
        mails.waits(registration)
