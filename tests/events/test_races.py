"""Many at once: real threads, real locks, and never more people than places."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events import actions
from events.actions import Coming
from events.models import Registration
from lattvikt.lib.refused import Refused
from outbox.models import Message
from tests import build
from tests.billing.races import AT_MOST, at_once

pytestmark = pytest.mark.django_db(transaction=True)

PLACES, PEOPLE = 50, 200


def ask(event, number, **fields):
    email = f"deltagare{number}@exempel.se"
    coming = Coming(name=f"Deltagare {number}", email=email, **fields)
    return actions.register(event, coming, now=timezone.now())


def thread_of(event, numbers, **fields):
    return lambda: [ask(event, number, **fields) for number in numbers]


def all_at_once(event, people=PEOPLE, **fields):
    """Everybody asks, from as many threads as there are connections."""
    numbers = [range(first, people, AT_MOST) for first in range(AT_MOST)]
    return at_once(*(thread_of(event, each, **fields) for each in numbers))


def count(event, state):
    return event.registrations.filter(state=state).count()


def told_place_in_line(registration):
    text = Message.objects.get(key=f"registration-{registration.pk}-waits").text
    return int(text.split("nummer ")[1].split()[0])


def test_two_hundred_ask_for_fifty_places_at_once():
    event = build.an_event(openness="anybody", capacity=PLACES)
    asked = all_at_once(event)
    assert [len(each) for each in asked] == [len(range(n, PEOPLE, AT_MOST)) for n in range(AT_MOST)]
    in_order = list(event.registrations.order_by("queued_at", "pk"))
    assert [one.state for one in in_order] == ["registered"] * 50 + ["waiting"] * 150
    assert [told_place_in_line(one) for one in in_order[PLACES:]] == list(range(1, 151))
    # Who asked earlier in a thread was heard before who asked later there.
    heard = {one.pk: number for number, one in enumerate(in_order)}
    for each in asked:
        order = [heard[one.pk] for one in each]
        assert order == sorted(order)


def test_the_same_address_at_once_is_registered_once():
    event = build.an_event(openness="anybody")
    found = at_once(*[lambda: ask(event, 1)] * 12)
    assert {one.pk for one in found} == {event.registrations.get().pk}


def test_an_add_on_with_ten_places_takes_ten():
    event = build.an_event(openness="anybody")
    begins = event.starts_at - timedelta(hours=2)
    visit = event.add_ons.create(
        title="Studiebesök", capacity=10, starts_at=begins, ends_at=event.starts_at
    )
    all_at_once(event, people=48, add_ons=(visit,))
    in_order = visit.places.order_by("queued_at", "pk")
    assert [place.state for place in in_order] == ["registered"] * 10 + ["waiting"] * 38


def test_those_who_leave_at_once_free_a_place_each_for_the_first_in_line():
    event = build.an_event(openness="anybody", capacity=12)
    people = [ask(event, number) for number in range(36)]
    now = timezone.now()
    leaving = [lambda one=one: actions.leave(one, now=now) for one in people[:12]]
    asking = [lambda number=number: ask(event, number) for number in range(100, 112)]
    errors = [one for one in at_once(*leaving, *asking) if not isinstance(one, Registration)]
    assert errors == []
    in_order = list(event.registrations.order_by("queued_at", "pk"))
    assert [one.state for one in in_order] == (["left"] * 12 + ["offered"] * 12 + ["waiting"] * 24)


def test_offers_are_taken_and_left_at_once():
    event = build.an_event(openness="anybody", capacity=6)
    people = [ask(event, number) for number in range(18)]
    now = timezone.now()
    for one in people[:6]:
        actions.leave(one, now=now)
    offered = people[6:12]
    jobs = [lambda one=one: actions.take_offer(one, now=now) for one in offered]
    jobs += [lambda one=one: actions.leave(one, now=now) for one in offered]
    ends = at_once(*jobs)
    assert {type(one) for one in ends} <= {Registration, Refused}
    assert count(event, "registered") + count(event, "offered") == 6
    assert count(event, "waiting") == 0


def test_a_lapsed_offer_is_not_taken_while_the_sweep_gives_it_to_the_next():
    event = build.an_event(openness="anybody", capacity=1, offer_hours=1)
    first, second, third = (ask(event, number) for number in range(3))
    now = timezone.now()
    actions.leave(first, now=now)
    lapsed, before = now + timedelta(hours=1), now + timedelta(minutes=59)
    ends = at_once(
        lambda: actions.take_offer(second, now=before),
        lambda: actions.see_to_offers(now=lapsed),
        lambda: actions.see_to_offers(now=lapsed),
    )
    states = dict(event.registrations.values_list("pk", "state"))
    if isinstance(ends[0], Registration):
        assert states == {first.pk: "left", second.pk: "registered", third.pk: "waiting"}
    else:
        assert isinstance(ends[0], Refused)
        assert states == {first.pk: "left", second.pk: "left", third.pk: "offered"}
