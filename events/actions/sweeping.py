"""What the clock does with places: offers lapse, people are reminded, needs are forgotten."""

from datetime import datetime, timedelta

import structlog
from django.db import transaction

from events import mails
from events.actions.lines import pass_on
from events.actions.places import give_up
from events.actions.stages import lock
from events.models import AddOnPlace, Event, Needs, Place, Registration, events_with_a_line

logger = structlog.get_logger(__name__)


def see_to_offers(*, now: datetime) -> None:
    """Let offers that nobody took lapse, and offer what is free, in every event that has a line."""
    for event in events_with_a_line(now):
        try:
            see_to_offers_of(event, now=now)
        except Exception:
            logger.exception("The offers of an event could not be seen to.", event=event.pk)


@transaction.atomic
def see_to_offers_of(event: Event, *, now: datetime) -> None:
    """Who lets an offer lapse has left, and may ask anew, last in line.

    They have been written to and have not answered. At the end of the line a silent one would be
    asked again and again when few wait, and hold a place for days each time.
    """
    event = lock(event)
    for registration in event.registrations.lapsed(now):
        registration.event = event
        give_up(registration, now)
        mails.lapsed(registration)
    places = AddOnPlace.objects.filter(add_on__event=event).lapsed(now)
    for place in places.select_related("add_on", "registration__event"):
        place.state, place.left_at = Place.State.LEFT, now
        place.save(update_fields=["state", "left_at"])
        mails.add_on_lapsed(place)
    pass_on(event, now=now)


def remind_registered(*, days: int, now: datetime) -> None:
    """Write, once, to those who come to an event that begins within so many days.

    Who registered later than that has just got a letter that says the same.
    """
    for key in Registration.objects.to_remind(days, now).values_list("pk", flat=True):
        remind(key, days=days, now=now)


@transaction.atomic
def remind(key: int, *, days: int, now: datetime) -> None:
    waiting = Registration.objects.to_remind(days, now).select_related("event")
    registration = waiting.select_for_update(skip_locked=True, of=["self"]).filter(pk=key).first()
    if registration:
        registration.reminded_at = now
        registration.save(update_fields=["reminded_at"])
        mails.reminder(registration)


def purge_needs(*, days: int, now: datetime) -> int:
    """Forget what people need, so many days after the event. How many rows."""
    over = Needs.objects.filter(registration__event__ends_at__lte=now - timedelta(days=days))
    return over.delete()[0]
