"""The agenda as a whole: points that stand on every one, and another order of them all."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from board import actions
from board.models import FollowUp, StandingItem
from board.models.minuting import content_of
from lattvikt.lib.refused import Refused
from tests import build
from tests.billing.races import at_once

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def seats():
    return build.a_board(3)


@pytest.fixture
def meeting(seats):
    return actions.open_meeting(build.the_board(), held_on=TODAY, present=seats)


@pytest.fixture
def standing():
    """Two of the board's, and one of another body's."""
    body = build.the_board()
    build.a_body("annat").standing_items.create(position=1, title="Deras")
    return [
        body.standing_items.create(position=2, title="Övriga frågor"),
        body.standing_items.create(position=1, title="Ekonomi", kind="discussion"),
    ]


def points(meeting, *names):
    return [actions.add_item(meeting, title=name).pk for name in names]


def titles(meeting):
    return [(item.position, item.title) for item in meeting.items.order_by("position")]


def as_holder_of(seat):
    client = Client()
    client.force_login(seat.person.user)
    return client


def page(meeting, name="meeting"):
    return reverse(f"board:{name}", args=["styrelsen", meeting.pk])


def csv(keys):
    return ",".join(map(str, keys))


# --- the points that stand on every agenda


def test_standing_points_come_last_in_their_order(meeting, standing):
    points(meeting, "Först")
    actions.add_standing_items(meeting)
    assert titles(meeting) == [(1, "Först"), (2, "Ekonomi"), (3, "Övriga frågor")]
    assert meeting.items.get(position=2).kind == "discussion"


def test_a_standing_point_is_added_once(meeting, standing):
    actions.add_standing_items(meeting)
    actions.remove_item(meeting.items.get(position=1))
    actions.add_standing_items(meeting)
    actions.add_standing_items(meeting)
    assert titles(meeting) == [(1, "Övriga frågor"), (2, "Ekonomi")]
    with pytest.raises(IntegrityError), transaction.atomic():
        meeting.items.create(position=9, title="Ekonomi", standing=standing[1])


def test_a_point_of_the_body_that_is_taken_away_stays_on_agendas(meeting, standing):
    actions.add_standing_items(meeting)
    StandingItem.objects.all().delete()
    assert titles(meeting) == [(1, "Ekonomi"), (2, "Övriga frågor")]


def test_nothing_is_added_to_a_meeting_that_is_called_off(meeting, standing):
    actions.cancel_meeting(meeting, because="Sjukdom", now=timezone.now())
    with pytest.raises(Refused, match="inställt"):
        actions.add_standing_items(meeting)


def test_the_button_is_there_as_long_as_something_is_left(meeting, seats, standing):
    client = as_holder_of(seats[0])
    assertContains(client.get(page(meeting)), "Lägg till 2 stående punkter")
    assertNotContains(as_holder_of(seats[2]).get(page(meeting)), "stående")
    shown = client.post(page(meeting, "add_standing_items"), follow=True)
    assertContains(shown, "2 stående punkter är lagda på dagordningen")
    assertNotContains(shown, "Lägg till 2")
    assert as_holder_of(seats[2]).post(page(meeting, "add_standing_items")).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_two_who_add_them_at_once_add_them_once(meeting, standing):
    job = lambda: actions.add_standing_items(meeting)  # noqa: E731
    at_once(job, job)
    assert titles(meeting) == [(1, "Ekonomi"), (2, "Övriga frågor")]


# --- another order


def test_the_whole_order_is_changed_at_once(meeting, seats):
    one, two, three = points(meeting, "Ett", "Två", "Tre")
    sent = {"was": csv([one, two, three]), "order": csv([three, one, two])}
    answer = as_holder_of(seats[0]).post(page(meeting, "order_items"), sent)
    assert answer.url == f"{page(meeting)}#agenda"
    assert titles(meeting) == [(1, "Tre"), (2, "Ett"), (3, "Två")]


def test_an_order_that_somebody_has_changed_meanwhile_is_refused(meeting, seats):
    one, two = points(meeting, "Ett", "Två")
    client = as_holder_of(seats[0])
    actions.move_item(meeting.items.get(pk=two), up=True)
    sent = {"was": csv([one, two]), "order": csv([two, one])}
    shown = client.post(page(meeting, "order_items"), sent, follow=True)
    assertContains(shown, "Dagordningen har ändrats under tiden")
    actions.add_item(meeting, title="Tre")
    with pytest.raises(Refused):
        actions.order_items(meeting, was=[two, one], order=[one, two])
    assert titles(meeting) == [(1, "Två"), (2, "Ett"), (3, "Tre")]


def test_an_order_has_every_point_once(meeting, seats):
    one, two = points(meeting, "Ett", "Två")
    [other] = points(actions.open_meeting(build.the_board(), held_on=TODAY), "Ett annat mötes")
    for order in ([one], [one, one], [two, one, other], []):
        with pytest.raises(Refused):
            actions.order_items(meeting, was=[one, two], order=order)
    assert titles(meeting) == [(1, "Ett"), (2, "Två")]


@pytest.mark.parametrize("order", ["", "ett", "1,,2", "1;2", "²"])
def test_what_is_no_order_changes_nothing(meeting, seats, order):
    keys = points(meeting, "Ett", "Två")
    sent = {"was": csv(keys), "order": order}
    assert as_holder_of(seats[0]).post(page(meeting, "order_items"), sent).status_code == 302
    assert titles(meeting) == [(1, "Ett"), (2, "Två")]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_drag_at_once_one_is_told(meeting):
    one, two, three = points(meeting, "Ett", "Två", "Tre")
    was = [one, two, three]
    answers = at_once(
        lambda: actions.order_items(meeting, was=was, order=[two, one, three]),
        lambda: actions.order_items(meeting, was=was, order=[three, one, two]),
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["NoneType", "Refused"]


# --- to hear of it again


def test_another_body_may_be_wished_to_hear_of_it(meeting, seats):
    other = build.a_body("teknik", name="Teknikgruppen")
    theirs = actions.open_meeting(other, held_on=TODAY + timedelta(days=9))
    [key] = points(meeting, "Forskning")
    client = as_holder_of(seats[0])
    sent = {"wish": "Läget i projekten", "body": other.pk, "due_on": TODAY + timedelta(days=5)}
    client.post(reverse("board:write", args=["styrelsen", meeting.pk, key, "uppfoljning"]), sent)
    taken_up = theirs.items.get()
    assert (taken_up.title, taken_up.follows_up.body) == ("Läget i projekten", other)
    own = client.get(reverse("board:item", args=["styrelsen", meeting.pk, key]))
    assertContains(own, f"Läget i projekten: Teknikgruppen 1/{theirs.year}")
    seat = build.a_seat(other)
    shown = as_holder_of(seat).get(reverse("board:item", args=["teknik", theirs.pk, taken_up.pk]))
    assertContains(shown, "Önskemålet kom vid Styrelsen 1/")
    assertNotContains(shown, "Forskning")


def test_the_minutes_say_which_other_body_is_to_hear_of_it(meeting, seats):
    other = build.a_body("teknik", name="Teknikgruppen")
    [key] = points(meeting, "Forskning")
    item, day = meeting.items.get(pk=key), TODAY + timedelta(days=5)
    actions.wish_follow_up(item, wish="Läget.", due_on=day)
    actions.wish_follow_up(item, wish="Läget.", due_on=day, body=other)
    minutes = actions.begin_minutes(meeting, by=seats[1], today=TODAY)
    lines = [text for _kind, text in content_of(minutes)["paragraphs"][0]["lines"]]
    assert lines == [
        f"Följs upp tidigast {day}: Läget.",
        f"Följs upp tidigast {day}: Läget (Teknikgruppen).",
    ]


def test_a_wish_does_not_go_to_a_meeting_that_is_called_off(meeting):
    later = actions.open_meeting(build.the_board(), held_on=TODAY + timedelta(days=9))
    actions.cancel_meeting(later, because="Sjukdom", now=timezone.now())
    [key] = points(meeting, "Forskning")
    actions.wish_follow_up(
        meeting.items.get(pk=key), wish="Läget", due_on=TODAY + timedelta(days=5)
    )
    assert list(FollowUp.objects.waiting()) == list(FollowUp.objects.all())
    assert not later.items.exists()
