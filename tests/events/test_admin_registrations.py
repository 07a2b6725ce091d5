"""The secretariat's desk of who comes: read, leave for somebody, tie to the register, and needs."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.models import Event, Needs, Registration
from lattvikt.roles import AUDITOR, SECRETARIAT
from tests import build
from tests.events.test_admin import written

pytestmark = pytest.mark.django_db


def staff(group):
    user = build.a_user(is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture(autouse=True)
def without_second_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def desk():
    return staff(SECRETARIAT)


def needs_of(event):
    return reverse("admin:events_event_behov", args=[event.pk])


def with_needs(event, **fields):
    state = fields.pop("state", "registered")
    one = build.a_registration(event, state=state)
    return Needs.objects.create(registration=one, **fields)


def test_needs_of_those_who_come_are_counted_and_listed(desk):
    event = build.an_event()
    build.a_registration(event)
    with_needs(event, food="vegan")
    with_needs(event, food="nötter", access="rullstol")
    with_needs(event, food="dold", state="waiting")
    with_needs(build.an_event(), food="en annan träffs")
    page = desk.get(needs_of(event))
    shown = {
        name: page.context[name]
        for name in ("number_coming", "number_with_food", "number_with_access")
    }
    assert shown == {"number_coming": 3, "number_with_food": 2, "number_with_access": 1}
    assert [one.food for one in page.context["rows"]] == ["vegan", "nötter"]


def test_who_only_reads_does_not_see_what_people_need():
    event = build.an_event()
    with_needs(event, food="vegan")
    assert staff(AUDITOR).get(needs_of(event)).status_code == 403


def test_the_secretariat_leaves_a_place_for_who_has_called(desk):
    event = build.an_event(capacity=1)
    one, waiting = build.a_registration(event), build.a_registration(event, state="waiting")
    url = reverse("admin:events_registration_lamna", args=[one.pk])
    desk.get(url)
    assert Registration.objects.get(pk=one.pk).state == "registered"
    desk.post(url)
    states = Registration.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["left", "offered"]
    waiting.refresh_from_db()
    assert waiting.offered_until > timezone.now()


def test_the_organisation_is_tied_by_hand_and_nothing_else_is(desk):
    one = build.a_registration(build.an_event(), said_organisation="Prospekt")
    known = build.an_organisation("Prospekt AB")
    url = reverse("admin:events_registration_change", args=[one.pk])
    inline = {"add_ons-TOTAL_FORMS": 0, "add_ons-INITIAL_FORMS": 0}
    desk.post(url, {"organisation": known.pk, "name": "En annan", "state": "left", **inline})
    one.refresh_from_db()
    assert (one.organisation, one.name, one.state) == (known, "Åsa Öberg", "registered")


def test_raised_places_are_offered_when_the_event_is_saved(desk):
    event = build.an_event(capacity=1)
    build.a_registration(event), build.a_registration(event, state="waiting")
    url = reverse("admin:events_event_change", args=[event.pk])
    assert desk.post(url, written(capacity=2)).status_code == 302
    assert Event.objects.get().capacity == 2
    states = Registration.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["registered", "offered"]
