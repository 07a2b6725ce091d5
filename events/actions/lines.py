"""The lines to an event and to its add-ons: who gets a place that falls free.

All of them are under the lock of the event's row, so none of this locks anything more.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from events import mails, rules
from events.models import AddOn, AddOnPlace, Event, Place, Registration
from events.models.places import PlaceQuerySet


@dataclass(frozen=True)
class Line:
    """Those who have a place at something, or wait for one."""

    places: PlaceQuerySet
    waiting: PlaceQuerySet  # in order, those to whom a place may be offered
    capacity: int | None
    starts_at: datetime
    offer_hours: int
    tell: Callable  # owes the letter of an offer

    @property
    def left(self) -> int | None:
        return rules.places_left(capacity=self.capacity, taken=self.places.taking_places().count())

    def state_of_new(self) -> Place.State:
        gets_place = rules.gets_place(left=self.left, has_line=self.waiting.exists())
        return Place.State.REGISTERED if gets_place else Place.State.WAITING

    def offer(self, now: datetime) -> None:
        """Offer what is free to the first in line, as many as are free."""
        if self.starts_at <= now:
            return
        until = rules.offer_until(now=now, hours=self.offer_hours, starts_at=self.starts_at)
        for place in self.waiting[: self.left]:
            place.state, place.offered_until = Place.State.OFFERED, until
            place.save(update_fields=["state", "offered_until"])
            self.tell(place)


def line_to(event: Event) -> Line:
    places = Registration.objects.filter(event=event).select_related("event")
    return Line(
        places=places,
        waiting=places.waiting_in_order(),
        capacity=event.capacity,
        starts_at=event.starts_at,
        offer_hours=event.offer_hours,
        tell=mails.offered,
    )


def line_to_add_on(add_on: AddOn, event: Event) -> Line:
    """Who still waits for the event is passed by: an add-on is for those who come."""
    places = AddOnPlace.objects.filter(add_on=add_on)
    places = places.select_related("add_on", "registration__event")
    come = places.filter(registration__state=Place.State.REGISTERED)
    return Line(
        places=places,
        waiting=come.waiting_in_order(),
        capacity=add_on.capacity,
        starts_at=add_on.starts_at,
        offer_hours=event.offer_hours,
        tell=mails.add_on_offered,
    )


def lines_of(event: Event) -> Iterator[Line]:
    yield line_to(event)
    for add_on in event.add_ons.order_by("pk"):
        yield line_to_add_on(add_on, event)


def pass_on(event: Event, *, now: datetime) -> None:
    """Offer every free place of a published event, and of its add-ons, to the first in line."""
    if event.stage_at(now) == rules.Stage.PUBLISHED:
        for line in lines_of(event):
            line.offer(now)
