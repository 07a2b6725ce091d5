"""What anybody, a member's people and those who are invited read of the events."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from events.models import Event, Interest
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


def an_open_event(**fields):
    return build.an_event(openness="anybody", **fields)


def titles(client, url):
    answer = client.get(url)
    return [event.title for event in [*answer.context["ahead"], *answer.context["page"]]]


def queries(client, url):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_a_stranger_sees_only_published_events_that_are_for_anybody(client):
    an_open_event(title="Öppen")
    an_open_event(title="Utkast", published=False)
    build.an_event(title="För medlemmar")
    build.an_event(title="För inbjudna", openness="invited")
    assert titles(client, reverse("events:events")) == ["Öppen"]


@pytest.mark.parametrize(
    "event",
    [
        {"openness": "members"},
        {"openness": "invited"},
        {"openness": "anybody", "published": False},
    ],
)
@pytest.mark.parametrize("page", ["event", "picture", "calendar"])
def test_what_is_not_for_anybody_does_not_exist_to_a_stranger(client, event, page):
    found = client.get(reverse(f"events:{page}", args=[build.an_event(**event).pk]))
    assert found.status_code == 404


def test_the_nearest_stands_first_and_of_those_held_the_latest(client):
    for days in (20, 10):
        an_open_event(title=f"Om {days}", begins_in=timedelta(days=days))
        an_open_event(title=f"För {days} sedan", begins_in=timedelta(days=-days))
    shown = ["Om 10", "Om 20", "För 10 sedan", "För 20 sedan"]
    assert titles(client, reverse("events:events")) == shown


def test_a_cancelled_event_stays_in_the_list_and_says_so(client):
    event = an_open_event(cancelled_at=timezone.now(), cancelled_because="Värden är sjuk.")
    assert "Inställd" in client.get(reverse("events:events")).text
    page = client.get(event.path).text
    assert "Träffen är inställd." in page
    assert "Värden är sjuk." in page


def test_a_member_sees_open_ones_members_and_what_one_is_invited_to(member, contact):
    an_open_event(title="Öppen", begins_in=timedelta(days=1))
    build.an_event(title="För medlemmar", begins_in=timedelta(days=2))
    asked = build.an_event(title="Inbjuden", openness="invited", begins_in=timedelta(days=3))
    build.an_event(title="Andra inbjudna", openness="invited", begins_in=timedelta(days=4))
    build.an_invitation(asked, contact.person)
    assert titles(member, reverse("events:our_events")) == ["Öppen", "För medlemmar", "Inbjuden"]


def test_who_is_no_longer_a_member_sees_what_a_guest_sees(member, contact):
    an_open_event(title="Öppen", begins_in=timedelta(days=1))
    closed = build.an_event(title="För medlemmar", begins_in=timedelta(days=2))
    today = timezone.localdate()
    contact.organisation.memberships.update(
        starts_on=today - timedelta(days=60),
        ends_on=today - timedelta(days=1),
        end_reason="På egen begäran",
    )
    assert titles(member, reverse("events:our_events")) == ["Öppen"]
    assert member.get(reverse("events:our_event", args=[closed.pk])).status_code == 404


def test_the_list_says_how_one_stands_to_each(member, contact):
    registered, waiting, asked, _other = [
        build.an_event(begins_in=timedelta(days=days)) for days in (1, 2, 3, 4)
    ]
    build.a_registration(registered, person=contact.person)
    build.a_registration(waiting, person=contact.person, state="waiting")
    build.an_invitation(asked, contact.person)
    ahead = member.get(reverse("events:our_events")).context["ahead"]
    parts = [(event.own_state, event.waits_for_answer) for event in ahead]
    assert parts == [("registered", False), ("waiting", False), (None, True), (None, False)]


def test_the_video_link_is_shown_only_to_the_registered(member, contact, client):
    link = "https://video.exempel.se/rum-1"
    event = an_open_event(video_link=link)
    ours = reverse("events:our_event", args=[event.pk])
    assert link not in client.get(event.path).text
    assert link not in member.get(ours).text
    own = build.a_registration(event, person=contact.person, state="waiting")
    assert link not in member.get(ours).text
    own.state = "registered"
    own.save()
    assert link in member.get(ours).text
    assert link not in member.get(reverse("events:our_calendar", args=[event.pk])).text


def test_a_page_tells_all_that_one_wants_to_know(client):
    event = an_open_event(
        host=build.a_member("Ångströms Gjuteri AB"),
        map_link="https://karta.exempel.se/1",
        linked_title="SIP LIGHTers workshop",
        linked_timing="before",
        house_rules="Skyddsskor lånas ut.",
        fee=1200,
        capacity=40,
    )
    event.co_arrangers.add(build.an_organisation("Partner AB"))
    build.a_programme_item(event, "Gjutna noder", speakers="Åsa Öberg, Gjuteriet")
    build.an_add_on(event, capacity=12)
    page = client.get(event.path).text
    wanted = [
        "Ångströms Gjuteri AB",
        "https://karta.exempel.se/1",
        "SIP LIGHTers workshop",
        "Kvällen innan",
        "Skyddsskor lånas ut.",
        "1 200 kr",
        "40 platser kvar av 40",
        "Partner AB",
        "Gjutna noder",
        "Åsa Öberg, Gjuteriet",
        "12 platser kvar av 12",
    ]
    text = page.replace("\N{NO-BREAK SPACE}", " ")
    assert [one for one in wanted if one not in text] == []


def test_offered_places_are_not_left(client):
    event = an_open_event(capacity=3)
    build.a_registration(event)
    build.a_registration(event, state="offered", offered_until=timezone.now())
    build.a_registration(event, state="waiting")
    build.a_registration(event, state="left")
    assert client.get(event.path).context["left"] == 1


def test_an_event_in_english_says_so_to_a_screen_reader_and_the_frame_follows_the_reader(client):
    event = an_open_event(title="Lightweight days", language="en")
    page = client.get(event.path).text
    assert '<html lang="sv">' in page
    assert '<h1 lang="en">Lightweight days</h1>' in page
    client.cookies.load({"django_language": "en"})
    assert "<h1>Lightweight days</h1>" in client.get(event.path).text


def test_a_link_to_the_event_is_shown_with_its_title_and_day_where_it_is_shared(client):
    event = an_open_event(title="Öppet hus")
    page = client.get(event.path).text
    assert '<meta property="og:title" content="Öppet hus">' in page
    assert f'<meta property="og:description" content="{event.when}. {event.summary}">' in page
    assert f'<meta property="og:url" content="http://testserver{event.path}">' in page


def test_an_open_event_is_put_in_anybodys_calendar(client):
    event = an_open_event(title="Öppet hus")
    answer = client.get(reverse("events:calendar", args=[event.pk]))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    [entry] = calendar.events
    assert (calendar["METHOD"], entry["SUMMARY"], entry["SEQUENCE"]) == ("PUBLISH", "Öppet hus", 0)
    assert entry["DTSTART"].dt == event.starts_at.replace(microsecond=0)
    assert entry["LOCATION"] == event.where
    assert "ATTENDEE" not in entry


def test_interest_in_a_lecture_is_counted_once_and_can_be_taken_back(member, contact):
    event = build.an_event()
    lecture = build.a_programme_item(event, kind="if_interest")
    url = reverse("events:say_interest", args=[event.pk, lecture.pk])
    member.post(url, {"would_come": "1"})
    page = member.post(url, {"would_come": "1"}, follow=True).text
    assert "1 person skulle komma." in page
    assert [one.person for one in Interest.objects.all()] == [contact.person]
    assert "0 personer skulle komma." in member.post(url, follow=True).text


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("ordinary", {}),
        ("if_interest", {"begins_in": timedelta(days=-1)}),
        ("if_interest", {"cancelled_at": timezone.now()}),
    ],
)
def test_interest_is_not_counted_in_what_is_held_anyhow_is_over_or_cancelled(member, kind, fields):
    event = build.an_event(**fields)
    item = build.a_programme_item(event, kind=kind)
    url = reverse("events:say_interest", args=[event.pk, item.pk])
    member.post(url, {"would_come": "1"})
    assert not Interest.objects.exists()


def test_the_navigation_leads_to_the_events(client):
    assert f'href="{reverse("events:events")}">Träffar</a>' in client.get("/").text


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_lists_ask_as_little_however_many_events_there_are(member, contact, client, how_many):
    for days in range(1, how_many + 1):
        for begins in (timedelta(days=days), timedelta(days=-days)):
            event = an_open_event(begins_in=begins, host=build.a_member())
            build.a_registration(event, person=contact.person)
    assert queries(client, reverse("events:events")) == 4
    assert queries(member, reverse("events:our_events")) == 10


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_page_asks_as_little_however_long_the_programme_is(member, client, how_many):
    event = an_open_event(host=build.a_member())
    for _ in range(how_many):
        build.an_add_on(event, host=build.a_member())
        build.a_programme_item(event, kind="if_interest")
        event.co_arrangers.add(build.an_organisation())
    assert queries(client, event.path) == 6
    assert queries(member, reverse("events:our_event", args=[event.pk])) == 15


def test_each_event_stands_at_one_stage_in_the_list_as_on_its_page():
    now = timezone.now()
    held = {"begins_in": timedelta(days=-2)}
    events = [
        build.an_event(published=False),
        build.an_event(),
        build.an_event(**held),
        build.an_event(**held, closed_at=now),
        build.an_event(cancelled_at=now),
    ]
    stages = {event.stage: [event] for event in events}
    assert {stage: list(Event.objects.at_stage(stage)) for stage in stages} == stages
    assert len(stages) == 5
