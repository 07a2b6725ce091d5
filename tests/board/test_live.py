"""«Under mötet»: one point at a time, seen by all who are there, and by no recused."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from board import actions
from board.models import Decision, Note, presences_at, turnout_at
from tests import build

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
SECRET = "Förvärvet av Hemliga Detaljer AB"


@pytest.fixture
def seats():
    return build.a_board(5)


@pytest.fixture
def meeting(seats):
    return actions.open_meeting(build.the_board(), held_on=TODAY, present=seats[:4])


@pytest.fixture
def points(meeting, seats):
    """An opening, a point with a matter, and a point more."""
    opening = actions.add_item(meeting, title="Öppnande")
    matter = build.a_matter(title=SECRET)
    actions.put_on_meeting(matter, meeting=meeting, by=seats[0])
    return [opening, meeting.items.get(title=SECRET), actions.add_item(meeting, title="Övrigt")]


def as_holder_of(seat):
    client = Client()
    client.force_login(seat.person.user)
    return client


def address(name, point):
    return reverse(f"board:{name}", args=["styrelsen", point.meeting_id, point.pk])


def seen_by(client, point):
    """What the page asks with the next time."""
    page = client.get(address("live_item", point)).text
    return page, re.search(r"\?seen=(\w+)", page)[1]


def test_it_leads_to_the_first_point_that_is_neither_ended_nor_decided(meeting, points, seats):
    url = reverse("board:live", args=["styrelsen", meeting.pk])
    client = as_holder_of(seats[2])
    assert client.get(url).url == address("live_item", points[0])
    actions.end_item(points[0], ending="treated")
    assert client.get(url).url == address("live_item", points[1])
    actions.acclaim(points[1].matters.get(), is_carried=True, by=seats[0], today=TODAY)
    assert client.get(url).url == address("live_item", points[2])
    assert client.get(address("live_item", points[2])).context["done"] == 2
    empty = actions.open_meeting(build.the_board(), held_on=TODAY)
    url = reverse("board:live", args=["styrelsen", empty.pk])
    assert client.get(url).url == reverse("board:meeting", args=["styrelsen", empty.pk])


def test_each_point_leads_to_the_next_and_the_one_before(points, seats):
    page = as_holder_of(seats[2]).get(address("live_item", points[1])).text
    assert [address("live_item", point) in page for point in (points[0], points[2])] == [True] * 2


def test_the_page_is_answered_again_only_when_something_has_happened(points, seats):
    client = as_holder_of(seats[2])
    page, seen = seen_by(client, points[1])
    again = {"seen": seen}
    assert client.get(address("live_item", points[1]), again).status_code == 204
    actions.acclaim(points[1].matters.get(), is_carried=True, by=seats[0], today=TODAY)
    changed = client.get(address("live_item", points[1]), again)
    assert "bifall med acklamation" not in page
    assert "4 av 5 ledamöter deltog: bifall med acklamation" in changed.text


def test_the_chair_decides_from_the_point_and_stays_there(points, seats):
    chair, matter = as_holder_of(seats[0]), points[1].matters.get()
    assert "Bifall med acklamation" in chair.get(address("live_item", points[1])).text
    for other in (seats[1], seats[2]):
        page = as_holder_of(other).get(address("live_item", points[1])).text
        assert ("Bifall med acklamation" in page, "Begär votering" in page) == (False, True)
    url = reverse("board:acclaim", args=["styrelsen", matter.pk])
    answer = chair.post(f"{url}?under", {"outcome": "carried"})
    assert answer.url == address("live_item", points[1])
    assert Decision.objects.get().matter == matter


def test_who_keeps_the_meeting_notes_who_is_there(points, seats):
    answers = {f"seat_{seat.pk}": "here" for seat in seats[:3]}
    answers |= {f"seat_{seats[3].pk}": "left", f"seat_{seats[4].pk}": "here"}
    assert as_holder_of(seats[2]).post(address("presence", points[1]), answers).status_code == 403
    as_holder_of(seats[0]).post(address("presence", points[1]), answers)
    page = as_holder_of(seats[0]).get(address("live_item", points[1]))
    assert page.context["there"] == [*seats[:3], seats[4]]
    assert page.context["gone"] == [(seats[3], "left")]
    assert seats[3] in as_holder_of(seats[0]).get(address("live_item", points[0])).context["there"]


def test_a_seat_that_is_not_said_of_is_asked_for_again(points, seats):
    page = as_holder_of(seats[0]).post(address("presence", points[1]), {})
    assert page.status_code == 200
    assert page.context["presence_form"].errors


def test_what_is_written_under_the_meeting_stays_on_its_page(points, seats):
    url = reverse(
        "board:write", args=["styrelsen", points[0].meeting_id, points[0].pk, "anteckning"]
    )
    sent = {"kind": "advice", "text": "Tänk på norr.", "seat": ""}
    answer = as_holder_of(seats[0]).post(f"{url}?under", sent)
    assert (answer.url, Note.objects.count()) == (address("live_item", points[0]), 1)
    assert "Tänk på norr." in as_holder_of(seats[2]).get(address("live_item", points[0])).text


def test_who_stands_aside_sees_only_the_number_from_then_on(points, seats):
    actions.write_note(points[1], kind=Note.Kind.OPINION, text="Styrelsen är positiv.")
    client = as_holder_of(seats[3])
    page, seen = seen_by(client, points[1])
    assert SECRET in page
    client.post(address("stand_aside", points[1]))
    answer = client.get(address("live_item", points[1]), {"seen": seen})
    assert answer.headers["HX-Refresh"] == "true"
    page = client.get(address("live_item", points[1])).text
    assert [text in page for text in (SECRET, "positiv", "Visas inte för dig")] == [
        False,
        False,
        True,
    ]
    assert client.post(address("stand_aside", points[1])).status_code == 404
    told = as_holder_of(seats[0]).get(address("live_item", points[1])).text
    assert f"{seats[3].person}: jävig" in told


@pytest.mark.parametrize("count", [1, 3])
def test_a_point_takes_as_many_queries_for_one_matter_as_for_three(
    meeting, seats, count, django_assert_num_queries
):
    matters = [build.a_matter() for _ in range(count)]
    for matter in matters:
        actions.put_on_meeting(matter, meeting=meeting, by=seats[0])
    point = meeting.items.first()
    meeting.matters.update(item=point)
    for number in range(count):
        actions.write_note(point, kind=Note.Kind.INPUT, text=f"Inspel {number}", seat=seats[number])
    client = as_holder_of(seats[2])
    with django_assert_num_queries(20):
        client.get(address("live_item", point))


def test_the_page_says_where_the_meeting_is(points, seats):
    actions.end_item(points[0], ending="treated")
    page = as_holder_of(seats[0]).get(address("live_item", points[1]))
    shown = [(one.position, one.is_finished) for one in page.context["points"]]
    assert shown == [(1, True), (2, False), (3, False)]
    assertContains(page, f'<strong aria-current="step">{SECRET}</strong>', html=True)


@pytest.mark.parametrize("place", [1, 2], ids=["with a matter", "without"])
def test_it_says_whether_the_meeting_is_quorate(meeting, points, seats, place):
    client, page = as_holder_of(seats[0]), address("live_item", points[place])
    assertContains(client.get(page), "4 av 5 röster är här; det krävs 3.")
    actions.set_attendance(meeting, present=seats[:2])
    shown = client.get(page)
    assertContains(shown, "2 av 5 röster är här; det krävs 3.")
    assertContains(shown, "Inte beslutför")


def test_who_is_recused_from_another_point_sees_only_its_number_there(points, seats):
    actions.stand_aside(points[1], seat=seats[3])
    page = as_holder_of(seats[3]).get(address("live_item", points[2]))
    assertNotContains(page, SECRET)
    assertContains(page, "Visas inte för dig")


def test_a_deputy_who_stands_in_counts_for_the_seat(meeting, points, seats):
    deputy = build.a_seat(role="deputy")
    meeting.stand_ins.create(
        seat=seats[4], deputy=deputy, state="accepted", asked_at=timezone.now()
    )
    actions.set_attendance(meeting, present=[*seats[:4], deputy])
    turnout = turnout_at(points[2], presences_at(points[2]))
    assert (turnout.there, turnout.seats, turnout.is_quorate) == (5, 5, True)
