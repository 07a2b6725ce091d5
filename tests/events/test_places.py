"""Places at an event: who gets one, who waits, and who is offered what falls free."""

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone

from events import actions
from events.actions import Coming
from events.models import AddOnPlace, Needs, Registration
from lattvikt.lib.refused import Refused
from outbox.models import Message
from tests import build

pytestmark = pytest.mark.django_db

NOW = timezone.now()
ADDRESSES = (f"deltagare{n}@exempel.se" for n in range(10_000))


def an_open_event(**fields):
    return build.an_event(**{"openness": "anybody", **fields})


def registered(event, name="Åsa Öberg", *, email=None, now=NOW, **fields):
    return actions.register(
        event, Coming(name=name, email=email or next(ADDRESSES), **fields), now=now
    )


def an_add_on(event, capacity=1, **fields):
    begins = event.starts_at - timedelta(hours=2)
    facts = {"title": "Studiebesök", "starts_at": begins, "ends_at": event.starts_at}
    return event.add_ons.create(capacity=capacity, **{**facts, **fields})


def states(event):
    return list(event.registrations.order_by("pk").values_list("state", flat=True))


def letters(registration):
    found = Message.objects.filter(key__startswith=f"registration-{registration.pk}-")
    return [key.split("-", 2)[2] for key in found.order_by("pk").values_list("key", flat=True)]


# A place, or a place in the line


def test_the_first_get_the_places_and_the_rest_wait_in_line():
    event = an_open_event(capacity=2)
    people = [registered(event) for _ in range(4)]
    assert states(event) == ["registered", "registered", "waiting", "waiting"]
    assert [one.place_in_line for one in people] == [None, None, 1, 2]
    assert [letters(one) for one in people] == [["confirmed"], ["confirmed"], ["waits"], ["waits"]]


def test_without_a_limit_there_is_a_place_for_everybody():
    event = an_open_event()
    for _ in range(3):
        registered(event)
    assert states(event) == ["registered"] * 3


def test_nobody_passes_those_who_wait_though_a_place_is_free():
    event = an_open_event(capacity=1)
    registered(event), registered(event)
    type(event).objects.filter(pk=event.pk).update(capacity=2)
    registered(event)
    assert states(event) == ["registered", "waiting", "waiting"]


def test_an_address_that_is_registered_gets_its_letter_again_and_nothing_changes():
    event = an_open_event()
    first = registered(event, email="asa@exempel.se", food="vegetariskt")
    again = registered(event, "Någon Annan", email="ASA@exempel.se", food="allt")
    registered(event, email="asa@exempel.se")
    assert again == first
    first.refresh_from_db()
    assert (first.name, first.needs.food) == ("Åsa Öberg", "vegetariskt")
    assert letters(first) == ["confirmed", f"again-{NOW:%Y%m%d%H}"]


def test_who_has_left_may_come_back_last_in_line():
    event = an_open_event(capacity=1)
    first, second = registered(event, email="asa@exempel.se"), registered(event)
    actions.leave(first, now=NOW)
    third = registered(event, email="asa@exempel.se")
    second.refresh_from_db()
    assert (second.state, third.state, third.place_in_line) == ("offered", "waiting", 1)


@pytest.mark.parametrize(
    "facts",
    [
        {"published": False},
        {"cancelled_at": NOW},
        {"registration_closes_at": NOW},
        {"starts_at": NOW},
        {"closed_at": NOW},
    ],
)
def test_what_is_not_open_takes_no_registrations(facts):
    event = an_open_event(**facts)
    with pytest.raises(Refused):
        registered(event)
    assert states(event) == []


def test_an_event_for_members_takes_their_people_and_the_invited():
    event, invited = build.an_event(), build.a_person(email="gast@exempel.se")
    build.an_invitation(event, invited)
    registered(event, organisation=build.a_member())
    registered(event, email="gast@exempel.se")
    for outside in (None, build.an_organisation("Utanför AB"), former()):
        with pytest.raises(Refused, match="medlemsorganisationer"):
            registered(event, organisation=outside)
    assert event.registrations.count() == 2


def former():
    yesterday = timezone.localdate() - timedelta(days=1)
    return build.a_member("Före Detta AB", until=yesterday)


def test_an_event_for_the_invited_takes_nobody_else():
    event, person = build.an_event(openness="invited"), build.a_person()
    with pytest.raises(Refused, match="inbjudna"):
        registered(event, organisation=build.a_member())
    invitation = build.an_invitation(event, person)
    came = registered(event, email=person.email)
    invitation.refresh_from_db()
    assert (came.person, came.invitation, invitation.answer) == (person, invitation, "yes")


def test_who_leaves_has_answered_no_to_the_invitation():
    event, person = build.an_event(), build.a_person()
    invitation = build.an_invitation(event, person)
    actions.leave(registered(event, email=person.email), now=NOW)
    invitation.refresh_from_db()
    assert invitation.answer == "no"


# A place falls free


def test_a_place_that_falls_free_is_offered_to_the_first_in_line():
    event = an_open_event(capacity=1, offer_hours=24)
    first, second, third = (registered(event) for _ in range(3))
    actions.leave(first, now=NOW)
    second.refresh_from_db()
    assert states(event) == ["left", "offered", "waiting"]
    assert second.offered_until == NOW + timedelta(hours=24)
    assert third.place_in_line == 1
    assert (letters(first), letters(second)) == (["confirmed", "left"], ["waits", "offered"])


def test_an_offer_never_holds_past_the_start():
    event = an_open_event(capacity=1, offer_hours=48, starts_at=NOW + timedelta(hours=3))
    first, second = registered(event), registered(event)
    actions.leave(first, now=NOW)
    second.refresh_from_db()
    assert second.offered_until == event.starts_at


def test_who_takes_the_offer_has_a_place():
    event = an_open_event(capacity=1)
    first, second = registered(event), registered(event)
    actions.leave(first, now=NOW)
    actions.take_offer(second, now=NOW)
    assert states(event) == ["left", "registered"]
    assert letters(second) == ["waits", "offered", "confirmed"]


def test_who_declines_an_offer_passes_it_on():
    event = an_open_event(capacity=1)
    first, second, _third = (registered(event) for _ in range(3))
    actions.leave(first, now=NOW)
    actions.leave(second, now=NOW)
    assert states(event) == ["left", "left", "offered"]


def test_without_an_offer_there_is_nothing_to_take():
    event = an_open_event(capacity=1)
    first, second = registered(event), registered(event)
    for one in (first, second):
        with pytest.raises(Refused):
            actions.take_offer(one, now=NOW)
    assert states(event) == ["registered", "waiting"]


def test_an_offer_holds_to_the_second():
    event = an_open_event(capacity=1)
    first, second = registered(event), registered(event)
    actions.leave(first, now=NOW)
    second.refresh_from_db()
    with pytest.raises(Refused, match="gått ut"):
        actions.take_offer(second, now=second.offered_until)
    actions.take_offer(second, now=second.offered_until - timedelta(seconds=1))
    assert states(event) == ["left", "registered"]


def test_who_lets_an_offer_lapse_has_left_and_the_next_is_offered():
    event = an_open_event(capacity=1, offer_hours=1)
    first, second, third = (registered(event) for _ in range(3))
    actions.leave(first, now=NOW)
    later = NOW + timedelta(hours=1)
    for _twice in range(2):
        actions.see_to_offers(now=later)
    third.refresh_from_db()
    assert states(event) == ["left", "left", "offered"]
    assert third.offered_until == later + timedelta(hours=1)
    assert letters(second) == ["waits", "offered", "lapsed"]


def test_raised_capacity_is_offered_to_as_many_as_are_let_in():
    event = an_open_event(capacity=1)
    for _ in range(4):
        registered(event)
    type(event).objects.filter(pk=event.pk).update(capacity=3)
    actions.offer_free_places(event, now=NOW)
    assert states(event) == ["registered", "offered", "offered", "waiting"]


def test_the_clock_offers_what_is_free_whoever_raised_the_capacity():
    event = an_open_event(capacity=1)
    registered(event), registered(event)
    type(event).objects.filter(pk=event.pk).update(capacity=None)
    actions.see_to_offers(now=NOW)
    assert states(event) == ["registered", "offered"]


def test_lowered_capacity_throws_nobody_out_and_nobody_comes_in():
    event = an_open_event(capacity=3)
    people = [registered(event) for _ in range(4)]
    type(event).objects.filter(pk=event.pk).update(capacity=2)
    actions.leave(people[0], now=NOW)
    assert states(event) == ["left", "registered", "registered", "waiting"]


def test_nothing_is_offered_when_the_event_has_begun():
    event = an_open_event(capacity=1, begins_in=timedelta(hours=1))
    registered(event), registered(event)
    type(event).objects.filter(pk=event.pk).update(capacity=9)
    actions.see_to_offers(now=event.starts_at)
    assert states(event) == ["registered", "waiting"]


@pytest.mark.parametrize("facts", [{"cancelled_at": NOW}, {"starts_at": NOW}])
def test_a_place_is_not_left_when_the_event_has_begun_or_is_cancelled(facts):
    event = an_open_event()
    one = registered(event)
    type(event).objects.filter(pk=event.pk).update(**facts)
    with pytest.raises(Refused):
        actions.leave(one, now=NOW)
    assert states(event) == ["registered"]


def test_a_place_is_left_once():
    one = registered(an_open_event())
    actions.leave(one, now=NOW)
    with pytest.raises(Refused):
        actions.leave(one, now=NOW)


# Add-ons


def test_an_add_on_has_places_of_its_own():
    event = an_open_event()
    visit = an_add_on(event)
    registered(event, add_ons=(visit,)), registered(event, add_ons=(visit,))
    assert states(event) == ["registered", "registered"]
    assert on(visit) == ["registered", "waiting"]


def on(add_on):
    return list(add_on.places.order_by("pk").values_list("state", flat=True))


def test_leaving_the_event_leaves_its_add_ons_to_the_next():
    event = an_open_event()
    visit = an_add_on(event)
    first, second = (registered(event, add_ons=(visit,)) for _ in range(2))
    actions.leave(first, now=NOW)
    assert on(visit) == ["left", "offered"]
    place = second.add_ons.get()
    actions.take_add_on(place, now=NOW)
    assert on(visit) == ["left", "registered"]
    assert letters(second) == ["confirmed", f"add-on-{place.pk}-offered"]


def test_who_waits_for_the_event_takes_no_place_at_an_add_on_from_who_comes():
    event = an_open_event(capacity=1)
    visit = an_add_on(event, capacity=1)
    coming = registered(event)
    waiting = registered(event, add_ons=(visit,))
    assert on(visit) == ["waiting"]
    changed(coming, add_ons=[visit])
    assert on(visit) == ["waiting", "registered"]
    actions.leave(coming, now=NOW)
    actions.take_offer(waiting, now=NOW)
    assert on(visit) == ["registered", "left"]


def changed(registration, **fields):
    facts = {"food": "", "access": "", "is_shown": False, "add_ons": ()}
    return actions.change_registration(registration, **{**facts, **fields}, now=NOW)


def test_an_offered_place_at_an_add_on_lapses_and_the_event_is_kept():
    event = an_open_event(offer_hours=1)
    visit = an_add_on(event)
    first, second, _third = (registered(event, add_ons=(visit,)) for _ in range(3))
    changed(first)
    actions.see_to_offers(now=NOW + timedelta(hours=1))
    assert on(visit) == ["left", "left", "offered"]
    assert states(event) == ["registered"] * 3
    place = second.add_ons.get()
    assert letters(second) == [
        "confirmed",
        f"add-on-{place.pk}-offered",
        f"add-on-{place.pk}-lapsed",
    ]


def test_an_offered_place_at_an_add_on_is_declined():
    event = an_open_event()
    visit = an_add_on(event)
    first, second, _third = (registered(event, add_ons=(visit,)) for _ in range(3))
    changed(first)
    actions.leave_add_on(second.add_ons.get(), now=NOW)
    assert on(visit) == ["left", "left", "offered"]


def test_an_add_on_that_is_kept_keeps_its_place_in_the_line():
    event = an_open_event()
    visit = an_add_on(event)
    _first, second = (registered(event, add_ons=(visit,)) for _ in range(2))
    place = second.add_ons.get()
    changed(second, add_ons=[visit], food="vegan")
    assert list(AddOnPlace.objects.filter(registration=second)) == [place]


# What is needed, and forgotten


def test_needs_are_changed_and_taken_away():
    one = registered(an_open_event(), food="vegan")
    changed(one, access="rullstol")
    assert Needs.objects.values_list("food", "access").get() == ("", "rullstol")
    changed(one)
    assert not Needs.objects.exists()


def test_who_leaves_is_forgotten_as_to_needs():
    actions.leave(registered(an_open_event(), food="vegan"), now=NOW)
    assert not Needs.objects.exists()


def test_needs_are_forgotten_so_many_days_after_the_event():
    event = an_open_event()
    registered(event, food="vegan")
    after = event.ends_at + timedelta(days=14)
    assert actions.purge_needs(days=14, now=after - timedelta(seconds=1)) == 0
    assert actions.purge_needs(days=14, now=after) == 1
    with pytest.raises(ObjectDoesNotExist):
        _gone = Registration.objects.get().needs


def test_no_letter_says_what_somebody_needs():
    event = an_open_event(capacity=1)
    first = registered(event, food="glutenfritt-hemligt", access="rullstol-hemligt")
    actions.leave(first, now=NOW)
    assert not Message.objects.filter(text__contains="hemligt").exists()


# The letters


def test_the_registered_are_reminded_once():
    event = an_open_event(begins_in=timedelta(days=10))
    one = registered(event)
    soon = event.starts_at - timedelta(days=2)
    for now in (soon - timedelta(seconds=1), soon, soon + timedelta(hours=1)):
        actions.remind_registered(days=2, now=now)
    assert letters(one) == ["confirmed", "reminder"]


def test_who_registers_in_the_last_days_is_not_reminded_of_what_they_just_did():
    event = an_open_event(begins_in=timedelta(days=1))
    one = registered(event)
    actions.remind_registered(days=2, now=NOW)
    assert letters(one) == ["confirmed"]


def test_only_the_registered_are_reminded():
    event = an_open_event(capacity=1, begins_in=timedelta(days=10))
    first, second = registered(event), registered(event)
    actions.leave(first, now=NOW)
    actions.remind_registered(days=2, now=event.starts_at - timedelta(days=2))
    assert letters(second) == ["waits", "offered"]


def test_the_video_link_is_in_the_letters_to_those_who_have_a_place():
    event = an_open_event(capacity=1, video_link="https://moten.example/hemlig")
    first, second = registered(event), registered(event)
    actions.leave(first, now=NOW)
    told = dict(Message.objects.values_list("key", "text"))
    shown = [key for key, text in told.items() if "https://moten.example/hemlig" in text]
    assert shown == [f"registration-{first.pk}-confirmed"]
    actions.take_offer(second, now=NOW)
    confirmed = Message.objects.get(key=f"registration-{second.pk}-confirmed")
    assert "https://moten.example/hemlig" in confirmed.text


def test_letters_are_in_the_language_of_who_gets_them():
    one = registered(an_open_event(), language="en")
    letter = Message.objects.get(key=f"registration-{one.pk}-confirmed")
    assert letter.subject == "You are registered: Nätverksträff i Borlänge"
