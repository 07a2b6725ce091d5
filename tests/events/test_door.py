"""Who has come: by the code that a camera reads, by the list, and whoever came unregistered."""

import json
from datetime import timedelta
from itertools import permutations
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from events import actions, rules
from events.actions import Pressed
from events.models import Press, Registration
from lattvikt.lib.refused import Refused
from outbox.models import Message
from tests import build

NOW = timezone.now()
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def programme():
    return build.the_programme()


@pytest.fixture
def event():
    return build.an_event(openness="anybody", begins_in=timedelta(hours=1), capacity=3)


@pytest.fixture
def staff():
    user = build.with_second_factor(build.of_the_staff("Kansliet"))
    client = Client()
    client.force_login(user)
    client.user = user
    return client


def post(client, event, name, /, *args, **facts):
    url = reverse(f"events:{name}", args=[event.pk, *args])
    return client.post(url, facts, follow=True)


def main_part(answer):
    return answer.content.decode().split("<main")[1].split("</main>")[0]


def door(client, event, **query):
    return main_part(client.get(reverse("events:door", args=[event.pk]), query))


def standing(one):
    one.refresh_from_db()
    return one.checked_in_at


def minutes(number):
    return timezone.now() - timedelta(minutes=number)


# What the presses come to


def a_press(minute, *, has_come=True):
    at = NOW + timedelta(minutes=minute)
    return SimpleNamespace(pressed_at=at, has_come=has_come, pk=uuid4())


def test_the_first_press_holds_whatever_the_order_they_are_heard_in():
    presses = [a_press(5), a_press(0), a_press(2)]
    assert {rules.holding(some).pk for some in permutations(presses)} == {presses[1].pk}


def test_what_is_taken_back_is_as_if_never_pressed_and_may_be_pressed_anew():
    presses = [a_press(0), a_press(1, has_come=False)]
    assert rules.holding(presses) is None
    again = a_press(2)
    assert rules.holding([again, *presses]) == again


@pytest.mark.parametrize(("minute", "holds"), [(24 * 60, False), (24 * 60 + 1, True)])
def test_a_press_is_taken_back_within_a_day(minute, holds):
    assert bool(rules.holding([a_press(0), a_press(minute, has_come=False)])) == holds


@given(st.lists(st.tuples(st.integers(0, 3000), st.booleans()), max_size=8), st.randoms())
def test_presses_heard_twice_and_in_any_order_come_to_the_same(facts, random):
    presses = [a_press(minute, has_come=has_come) for minute, has_come in facts]
    shuffled = presses * 2
    random.shuffle(shuffled)
    assert rules.holding(shuffled) == rules.holding(presses)


@pytest.mark.parametrize(
    ("stage", "hours", "is_open"),
    [
        ("published", 24, True),
        ("published", 24.001, False),
        ("held", -100, True),
        ("closed", 0, False),
        ("cancelled", 0, False),
        ("draft", 0, False),
    ],
)
def test_the_door_is_open_from_a_day_before_until_the_event_is_closed(stage, hours, is_open):
    starts_at = NOW + timedelta(hours=hours)
    assert rules.door_is_open(stage=rules.Stage(stage), starts_at=starts_at, now=NOW) == is_open


@pytest.mark.parametrize(
    ("capacity", "taken", "inside", "has_begun", "is_room"),
    [
        (None, 900, 900, True, True),
        (10, 9, 0, False, True),
        (10, 10, 0, False, False),  # kept for those who have a place
        (10, 10, 9, True, True),  # and given up when they have not come
        (10, 12, 10, True, False),
    ],
)
def test_places_are_kept_until_it_begins(capacity, taken, inside, has_begun, is_room):
    facts = {"capacity": capacity, "taken": taken, "inside": inside, "has_begun": has_begun}
    assert rules.has_room(**facts) == is_room


# The code


def test_the_code_opens_one_button_for_who_checks_people_in(event, staff):
    one = build.a_registration(event, name="Åsa Öberg")
    assert "Checka in Åsa Öberg" in main_part(staff.get(one.path))
    answer = post(staff, event, "door_press", one.pk, press="in", by_code="1")
    assert answer.redirect_chain[-1][0] == one.path
    assert (standing(one) is not None, one.checked_in_by) == (True, staff.user)
    page = main_part(answer)
    assert "Redan incheckad" in page
    assert f"av {staff.user}" in page


def test_checked_in_twice_the_first_time_stands(event, staff):
    one = build.a_registration(event)
    post(staff, event, "door_press", one.pk, press="in")
    first = standing(one)
    other = build.a_secretary()
    actions.press(one, has_come=True, by=other, now=timezone.now())
    assert (standing(one), one.checked_in_by) == (first, staff.user)


def test_others_see_their_own_page_by_the_code_and_so_may_the_staff(event, staff):
    one = build.a_registration(event)
    assert "Checka in" not in main_part(Client().get(one.path))
    assert "Vid dörren" in main_part(Client().get(one.path))
    assert "Vid dörren" in main_part(staff.get(one.path + "?sida=egen"))


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"state": "waiting"}, "står på väntelistan och har ingen plats"),
        ({"state": "offered", "offered_until": NOW}, "har erbjudits en plats"),
        ({"state": "left"}, "har lämnat sin plats"),
    ],
)
def test_who_has_no_place_is_told_plainly_and_not_checked_in(event, staff, facts, said):
    one = build.a_registration(event, **facts)
    assert said in main_part(staff.get(one.path))
    assert said in main_part(post(staff, event, "door_press", one.pk, press="in"))
    assert standing(one) is None


def test_the_code_of_another_event_is_said_to_be_so(event, staff):
    door(staff, event)
    other = build.a_registration(build.an_event(begins_in=timedelta(hours=1)))
    page = main_part(staff.get(other.path))
    assert "Koden gäller en annan träff" in page
    assert "Checka in Åsa" not in page


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"begins_in": timedelta(days=2)}, "Incheckningen öppnar ett dygn innan"),
        ({"cancelled_at": NOW}, "Träffen är inställd."),
        ({"closed_at": NOW, "begins_in": timedelta(days=-9)}, "ligger fast"),
    ],
)
def test_a_door_that_is_not_open_says_why_and_takes_nobody(staff, facts, said):
    one = build.a_registration(build.an_event(**facts))
    assert said in main_part(staff.get(one.path))
    assert said in door(staff, one.event)
    assert said in main_part(post(staff, one.event, "door_press", one.pk, press="in"))
    assert not Press.objects.exists()


# The list


def test_the_list_is_in_swedish_order_and_searched_by_name_and_organisation(event, staff):
    for name in ["Örjan Ek", "Ylva Ek", "Ärla Ek", "Åke Ek"]:
        build.a_registration(event, name=name, said_organisation=f"{name[0]} Verkstad")
    build.a_registration(event, name="Borta Bo", state="left")
    shown = door(staff, event)
    places = [shown.index(name) for name in ["Ylva Ek", "Åke Ek", "Ärla Ek", "Örjan Ek"]]
    assert places == sorted(places)
    assert "Borta Bo" not in shown
    found = door(staff, event, sok="ek ö VERK")
    assert ("Örjan Ek" in found, "Ylva Ek" in found) == (True, False)


def test_the_list_counts_checks_in_and_takes_back(event, staff):
    one, _other = build.a_registration(event), build.a_registration(event)
    assert "<strong data-count>0</strong> av 2 har kommit" in door(staff, event)
    page = main_part(post(staff, event, "door_press", one.pk, press="in", sok="öberg"))
    assert "<strong data-count>1</strong> av 2 har kommit" in page
    assert 'value="öberg"' in page
    post(staff, event, "door_press", one.pk, press="out")
    assert standing(one) is None
    assert "<strong data-count>0</strong> av 2 har kommit" in door(staff, event)


def queries(client, event):
    with CaptureQueriesContext(connection) as counted:
        door(client, event)
    return len(counted)


def test_the_list_asks_the_database_as_often_however_long_it_is(event, staff):
    visit = build.an_add_on(event)

    def one_more():
        one = build.a_registration(event, organisation=build.a_member(f"Ny {timezone.now()} AB"))
        one.add_ons.create(add_on=visit, state="registered", queued_at=timezone.now())

    one_more()
    door(staff, event)  # writes the session
    first = queries(staff, event)
    one_more(), one_more()
    assert queries(staff, event) == first


# Unregistered


def test_somebody_unregistered_is_let_in_and_tied_to_the_register(event, staff):
    member = build.a_member("Åmåls Gjuteri AB")
    facts = {"name": "Gun Gäst", "organisation": "åmåls gjuteri ab", "email": ""}
    post(staff, event, "door_walk_in", **facts)
    post(staff, event, "door_walk_in", **facts | {"name": "Bo Gäst", "organisation": "Okänd AB"})
    gun, bo = Registration.objects.order_by("pk")
    assert (gun.is_walk_in, gun.organisation, gun.checked_in_by) == (True, member, staff.user)
    assert (bo.organisation, bo.shown_organisation) == (None, "Okänd AB")
    assert "oanmäld" in door(staff, event)
    assert not Message.objects.exists()


def test_an_address_that_is_registered_is_that_one_who_comes(event, staff):
    one = build.a_registration(event, email="gun@exempel.se")
    post(staff, event, "door_walk_in", name="Gun", email="GUN@exempel.se")
    assert (Registration.objects.count(), standing(one) is not None) == (1, True)


def test_until_it_begins_the_places_are_kept_for_those_who_have_one(event, staff):
    for _number in range(3):
        build.a_registration(event)
    answer = post(staff, event, "door_walk_in", name="Gun Gäst")
    assert "Det finns inget utrymme" in main_part(answer)
    type(event).objects.update(starts_at=minutes(1))
    post(staff, event, "door_walk_in", name="Gun Gäst")
    assert Registration.objects.filter(is_walk_in=True).count() == 1


def test_who_waits_is_let_in_when_there_is_room(event, staff):
    one = build.a_registration(event, state="waiting")
    post(staff, event, "door_let_in", one.pk)
    assert (standing(one) is not None, one.state) == (True, "registered")


def test_who_waits_is_not_let_in_when_there_is_none(event, staff):
    for _number in range(3):
        build.a_registration(event)
    one = build.a_registration(event, state="waiting")
    assert "Det finns inget utrymme" in main_part(post(staff, event, "door_let_in", one.pk))
    assert (standing(one), one.state) == (None, "waiting")


# A batch


def told(one, *, at, has_come=True, key=None):
    return Pressed(key=key or uuid4(), registration=one.pk, has_come=has_come, at=at)


def test_a_batch_heard_twice_and_from_two_devices_counts_once_and_the_earliest_holds(event):
    one, by = build.a_registration(event), build.a_secretary()
    late, early = told(one, at=minutes(5)), told(one, at=minutes(9))
    for batch in ([late], [early], [late, early]):
        assert actions.hear(event, batch, by=by, now=timezone.now()) == {}
    assert (standing(one), Press.objects.count()) == (early.at, 2)


def test_a_press_taken_back_stays_so_when_it_is_told_again(event):
    one, by = build.a_registration(event), build.a_secretary()
    press, undo = told(one, at=minutes(9)), told(one, at=minutes(8), has_come=False)
    for batch in ([press, undo], [press]):
        actions.hear(event, batch, by=by, now=timezone.now())
    assert standing(one) is None


def test_of_a_batch_is_taken_what_can_be_and_said_why_the_rest_is_not(event):
    by, here = build.a_secretary(), build.a_registration(event)
    elsewhere = told(build.a_registration(), at=minutes(1))
    gone = told(build.a_registration(event, state="left"), at=minutes(1))
    refused = actions.hear(
        event, [told(here, at=minutes(1)), elsewhere, gone], by=by, now=timezone.now()
    )
    assert set(refused) == {elsewhere.key, gone.key}
    assert standing(here) is not None


def test_no_press_is_in_the_future(event):
    one, now = build.a_registration(event), timezone.now()
    batch = [told(one, at=now + timedelta(hours=1))]
    actions.hear(event, batch, by=build.a_secretary(), now=now)
    assert standing(one) == now


def test_a_batch_for_a_closed_event_is_refused(event):
    type(event).objects.update(closed_at=timezone.now())
    one = build.a_registration(event)
    with pytest.raises(Refused):
        actions.hear(event, [told(one, at=NOW)], by=None, now=timezone.now())


def synced(client, event, body):
    url = reverse("events:door_sync", args=[event.pk])
    return client.post(url, json.dumps(body), content_type="application/json")


def a_told_press(one, **facts):
    return {"key": str(uuid4()), "registration": one.pk, "come": True, "ago": 60_000, **facts}


def test_a_device_tells_what_it_has_kept_and_is_told_what_was_not_taken(event, staff):
    here = build.a_registration(event)
    gone = build.a_registration(event, name="Bo Borta", state="left")
    answer = synced(staff, event, [a_told_press(here), a_told_press(gone)])
    assert answer.json() == {"refused": ["Bo Borta har lämnat sin plats."]}
    ago = timezone.now() - standing(here)
    assert timedelta(seconds=60) <= ago < timedelta(seconds=120)


@pytest.mark.parametrize(
    "body",
    [
        {},
        "text",
        7,
        [7],
        [{}],
        [{"key": "x", "registration": 1, "come": True, "ago": 0}],
        [{"key": str(uuid4()), "registration": 1, "come": True, "ago": 1e300}],
    ],
)
def test_what_is_no_batch_is_refused_whole(event, staff, body):
    expected = 200 if body == {} else 400
    assert synced(staff, event, body).status_code == expected
    assert not Press.objects.exists()


@pytest.mark.parametrize("group", [None, "Ekonomi", "Revisor"])
def test_nobody_else_tells_a_batch(event, group):
    one, client = build.a_registration(event), Client()
    if group:
        client.force_login(build.with_second_factor(build.of_the_staff(group)))
    assert synced(client, event, [a_told_press(one)]).status_code == (403 if group else 302)
    assert standing(one) is None


def test_who_lacks_a_second_factor_checks_nobody_in(event):
    one, client = build.a_registration(event), Client()
    client.force_login(build.of_the_staff("Kansliet"))
    assert synced(client, event, [a_told_press(one)]).status_code == 302
    assert standing(one) is None
