"""One navigation, the same place always; what is one's own comes first."""

import pytest
from django.urls import reverse

from tests import build

pytestmark = pytest.mark.django_db


def places(client):
    navigation = client.get(reverse("contact")).context["navigation"]
    return [(place.name, place.url) for place in navigation.own]


def test_a_stranger_has_no_places_of_their_own(client):
    assert places(client) == []


def test_somebody_new_finds_the_application(client):
    client.force_login(build.a_user())
    assert places(client) == [("Ansökan", "/ansok/")]


def test_a_member_s_people_find_their_pages(client):
    person = build.a_person()
    build.a_contact(build.a_member(), person=person)
    client.force_login(person.user)
    assert places(client) == [("Våra sidor", "/medlem/")]


def test_a_seat_holder_finds_the_body(client):
    seat = build.a_seat()
    build.a_contact(build.a_member(), person=seat.person)
    client.force_login(seat.person.user)
    assert places(client) == [("Styrelsen", "/organ/styrelsen/"), ("Våra sidor", "/medlem/")]


def test_a_seat_holder_who_has_applied_for_an_organisation_finds_both(client):
    seat = build.a_seat()
    build.an_application(applicant=seat.person.user)
    client.force_login(seat.person.user)
    assert places(client) == [("Styrelsen", "/organ/styrelsen/"), ("Ansökan", "/ansok/")]


def test_the_secretariat_finds_its_desk(client):
    client.force_login(build.a_secretary())
    assert places(client) == [("Kansliet", "/kansli/")]


def test_the_place_one_is_at_is_marked(client):
    navigation = client.get(reverse("contact")).context["navigation"]
    assert [place.name for place in navigation.public if place.is_here] == ["Kontakt"]


def test_the_navigation_of_somebody_logged_in_costs_two_queries(client, django_assert_num_queries):
    client.force_login(build.a_user())
    # session, user and seats for the second factor; then two for the places and the programme
    with django_assert_num_queries(6):
        client.get(reverse("contact"))


def test_the_navigation_of_a_seat_holder_costs_no_more(client, django_assert_num_queries):
    client.force_login(build.a_seat().person.user)
    # session, user, seats and second factor; then two for the places and the programme
    with django_assert_num_queries(7):
        client.get(reverse("contact"))


@pytest.mark.parametrize(
    ("somebody", "leads_to"),
    [
        (lambda: build.a_user(), "/ansok/"),
        (lambda: build.a_secretary(), "/kansli/"),
        (lambda: build.a_seat().person.user, "/organ/styrelsen/"),
        (lambda: build.a_contact(build.a_member()).person.user, "/medlem/"),
    ],
)
def test_login_leads_to_the_first_place_of_one_s_own(client, somebody, leads_to):
    client.force_login(somebody())
    assert client.get(reverse("home_of")).url == leads_to


def test_login_ties_a_person_the_secretariat_has_entered_to_the_login(client):
    user = build.a_user("ny@verkstaden.example")
    person = build.a_person(user=None, email="ny@verkstaden.example")
    build.a_contact(build.a_member(), person=person)
    client.force_login(user)
    assert client.get(reverse("home_of")).url == "/medlem/"


def test_a_stranger_is_asked_to_log_in_before_going_home(client):
    assert client.get(reverse("home_of")).url == "/konto/login/?next=/hem/"
