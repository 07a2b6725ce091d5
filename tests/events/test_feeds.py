"""One's own events in one's own calendar: a secret address, that can be exchanged."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from events.actions import renew_feed
from events.models import CalendarFeed
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def programme():
    return build.the_programme()


@pytest.fixture
def contact():
    return build.a_contact(build.a_member())


@pytest.fixture
def member(contact):
    client = Client()
    client.force_login(contact.person.user)
    return client


def path_of(person):
    return reverse("events:feed", args=[renew_feed(person, now=timezone.now()).token])


def fetched(client, path):
    answer = client.get(path)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content)


def shown(calendar):
    return [(str(one["SUMMARY"]), str(one["STATUS"])) for one in calendar.walk("VEVENT")]


def test_the_feed_has_what_one_is_registered_for_and_nothing_else(client, contact):
    person = contact.person
    coming = build.an_event(title="Kommer", video_link="https://moten.example/1")
    off = build.an_event(
        title="Inställd", begins_in=timedelta(days=40), cancelled_at=timezone.now()
    )
    for event in (coming, off):
        build.a_registration(event, person=person)
    for state in ("waiting", "left"):
        build.a_registration(build.an_event(), person=person, state=state)
    build.a_registration(build.an_event(title="Någon annans"))
    calendar = fetched(client, path_of(person))
    assert str(calendar["METHOD"]) == "PUBLISH"
    assert shown(calendar) == [("Kommer", "CONFIRMED"), ("Inställd", "CANCELLED")]
    first = calendar.walk("VEVENT")[0]
    assert "https://moten.example/1" in first["DESCRIPTION"]
    assert "ATTENDEE" not in first


def test_the_feed_forgets_what_was_more_than_a_year_ago(client, contact):
    for days in (-300, -400):
        event = build.an_event(title=str(days), begins_in=timedelta(days=days))
        build.a_registration(event, person=contact.person)
    assert shown(fetched(client, path_of(contact.person))) == [("-300", "CONFIRMED")]


def test_an_event_has_the_same_uid_in_the_feed_as_in_the_letters(client, contact):
    event = build.an_event()
    one = build.a_registration(event, person=contact.person)
    own = client.get(reverse("events:registration_calendar", args=[one.code])).content
    (in_letter,) = Calendar.from_ical(own).walk("VEVENT")
    (in_feed,) = fetched(client, path_of(contact.person)).walk("VEVENT")
    assert in_feed.to_ical() == in_letter.to_ical()


def test_the_address_is_exchanged_and_the_old_one_leads_nowhere(contact, member, client):
    url = reverse("events:our_feed")
    assert "Skapa en kalenderadress" in member.get(url).content.decode()
    assert not CalendarFeed.objects.exists()
    old, new = [address(member.post(url, follow=True)) for _ in range(2)]
    assert old != new
    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200
    assert CalendarFeed.objects.get().person == contact.person


def address(answer):
    return urlsplit(answer.context["address"]).path


def test_an_address_that_is_guessed_leads_nowhere(client, contact):
    path = path_of(contact.person)
    assert client.get(path.replace(".ics", "x.ics")).status_code == 404


def test_the_feed_asks_a_fixed_number_of_times(client, contact):
    path = path_of(contact.person)
    build.a_registration(build.an_event(host=build.a_member()), person=contact.person)
    with_one = queries(client, path)
    for _ in range(2):
        build.a_registration(build.an_event(host=build.a_member()), person=contact.person)
    assert (with_one, queries(client, path)) == (3, 3)


def queries(client, path):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)
