"""At the door with a phone: a code, a list, and a net that comes and goes."""

from datetime import timedelta

import pytest
from django.urls import reverse

from events.models import Press, Registration
from tests import build
from tests.browser import DESK, PHONE
from tests.flows.people import come_in, wait_until

NAMES = ["Örjan Ek", "Åsa Berg", "Bo Dal", "Cia Fors"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def event():
    build.the_programme()
    event = build.an_event(begins_in=timedelta(hours=1), openness="anybody")
    long_name = "Wilhelmina-Charlotta von Rosenstierna-Lagercrantz af Södermanland"
    for name in [*NAMES, long_name]:
        organisation = "Föreningen för lättviktskonstruktioner i mellersta Norrlands inland"
        build.a_registration(event, name=name, said_organisation=organisation)
    return event


def stand_at_the_door(page, event, user=None):
    come_in(page, user or build.a_secretary())
    page.goto(reverse("events:door", args=[event.pk]))


def row_of(page, name):
    return page.get_by_role("listitem").filter(has_text=name)


def check_in(page, name):
    row_of(page, name).get_by_role("button", name="Checka in").click()


def checked_in():
    people = Registration.objects.exclude(checked_in_at=None)
    return sorted(people.values_list("name", flat=True))


def names_when(number):
    return wait_until(lambda: len(found := checked_in()) == number and found)


def is_kept(page):
    """The worker stands, and has what it gives when the net is gone."""
    page.wait_for_selector("html[data-kept=yes]")
    page.wait_for_function("navigator.serviceWorker.ready.then(() => true)")


def test_three_are_checked_in_without_the_net_and_synced_when_it_is_back(new_page, event):
    page = new_page(width=PHONE)
    stand_at_the_door(page, event)
    is_kept(page)
    page.context.set_offline(True)
    for name in NAMES[:2]:
        check_in(page, name)
        row_of(page, name).get_by_text("väntar på nätet").wait_for()
    page.get_by_text("2 avprickningar är sparade här").wait_for()
    page.reload()
    row_of(page, NAMES[0]).get_by_text("väntar på nätet").wait_for()
    check_in(page, NAMES[2])
    page.get_by_text("3 avprickningar är sparade här").wait_for()
    assert checked_in() == []
    page.context.set_offline(False)
    assert names_when(3) == sorted(NAMES[:3])
    row_of(page, NAMES[2]).get_by_text("väntar på nätet").wait_for(state="hidden")
    assert (Press.objects.count(), page.locator("[data-count]").inner_text()) == (3, "3")
    page.get_by_text("Nätet är borta").wait_for(state="hidden")


def test_two_devices_without_the_net_check_in_the_same_person_once(new_page, event):
    devices = [new_page(), new_page()]
    for page in devices:
        stand_at_the_door(page, event)
        page.context.set_offline(True)
        check_in(page, NAMES[0])
    check_in(devices[1], NAMES[1])
    for page in devices:
        page.context.set_offline(False)
    assert names_when(2) == sorted(NAMES[:2])
    wait_until(lambda: Press.objects.count() == 3)
    one = Registration.objects.get(name=NAMES[0])
    first = one.presses.earliest("pressed_at")
    assert (one.checked_in_at, one.checked_in_by) == (first.pressed_at, first.by)
    devices[0].reload()
    assert devices[0].locator("[data-count]").inner_text() == "2"


def test_who_is_logged_out_meanwhile_loses_nothing(new_page, event):
    page, user = new_page(), build.a_secretary()
    stand_at_the_door(page, event, user)
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    check_in(page, NAMES[0])
    page.get_by_text("Du är utloggad. 1 avprickningar").wait_for()
    assert checked_in() == []
    page.context.add_cookies(cookies)
    page.reload()
    assert names_when(1) == NAMES[:1]


def test_a_press_is_taken_back_and_the_list_is_searched_as_one_types(page, event):
    stand_at_the_door(page, event)
    page.get_by_label("Sök på namn").fill("åsa")
    row_of(page, "Bo Dal").wait_for(state="hidden")
    check_in(page, "Åsa Berg")
    assert names_when(1) == ["Åsa Berg"]
    page.wait_for_timeout(800)  # a second tap is not an undo
    row_of(page, "Åsa Berg").get_by_role("button", name="Ångra").click()
    wait_until(lambda: checked_in() == [])


def test_without_scripts_the_list_and_the_code_work(no_js_page, event):
    stand_at_the_door(no_js_page, event)
    check_in(no_js_page, "Bo Dal")
    no_js_page.get_by_text("Bo Dal är incheckad.").wait_for()
    no_js_page.goto(Registration.objects.get(name="Örjan Ek").path)
    no_js_page.get_by_role("button", name="Checka in Örjan Ek").click()
    no_js_page.get_by_text("Redan incheckad").wait_for()
    assert checked_in() == ["Bo Dal", "Örjan Ek"]


def test_the_pages_of_the_door_are_accessible_and_fit_a_phone(
    new_page, event, axe, scrolls_sideways
):
    page = new_page()
    stand_at_the_door(page, event)
    check_in(page, "Bo Dal")
    names_when(1)
    code = Registration.objects.get(name="Örjan Ek").path
    door = reverse("events:door", args=[event.pk])
    found = []
    for path in [door, door + "?sok=bo", door + "oanmald/", code]:
        for width in (DESK, PHONE):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(path)
            found += axe(page)
            found += [f"{path} scrolls sideways"] if scrolls_sideways(page) else []
    assert found == []
