"""Who is there for a point: coming, leaving, being away, standing aside."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from board import actions
from board.models import Bench, Matter, Note, Recusal
from board.rules import Presence
from lattvikt.lib.refused import Refused
from tests import build

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def seats():
    return build.a_board(5)


@pytest.fixture
def points(seats):
    """Four points with a matter each, at a meeting where the first four of five are."""
    meeting = actions.open_meeting(build.the_board(), held_on=TODAY, present=seats[:4])
    for number in range(4):
        matter = build.a_matter(title=f"Ärende {number}")
        actions.put_on_meeting(matter, meeting=meeting, by=seats[0])
    return list(meeting.items.order_by("position"))


def able(points):
    """For each point, the seats that can vote in its matter."""
    return [set(Bench(point.matters.get()).able) for point in points]


def end(point):
    for matter in point.matters.open():
        actions.acclaim(matter, is_carried=True, by=Bench(matter).chair, today=TODAY)
    actions.end_item(point, ending="treated")


def test_who_comes_late_is_there_from_that_point_on(points, seats):
    end(points[0])
    actions.note_presence(points[1], {seats[4]: Presence.HERE})
    assert seats[4].attendances.get().came_at == points[1]
    assert able(points) == [set(seats[:4]), set(seats), set(seats), set(seats)]


def test_who_is_noted_at_the_start_was_there_all_along(points, seats):
    actions.note_presence(points[1], {seats[4]: Presence.HERE})
    assert seats[4].attendances.get().came_at is None


def test_who_leaves_is_gone_from_that_point_on_also_from_what_is_added_later(points, seats):
    actions.note_presence(points[2], {seats[3]: Presence.LEFT})
    late = actions.put_on_meeting(build.a_matter(), meeting=points[0].meeting, by=seats[0])
    left, stays = set(seats[:3]), set(seats[:4])
    assert able([*points, late.item]) == [stays, stays, left, left, left]


def test_who_comes_back_was_away_in_between(points, seats):
    actions.note_presence(points[1], {seats[3]: Presence.LEFT})
    actions.note_presence(points[3], {seats[3]: Presence.HERE})
    left, stays = set(seats[:3]), set(seats[:4])
    assert able(points) == [stays, left, left, stays]


def test_who_is_away_from_one_point_is_back_at_the_next(points, seats):
    actions.note_presence(points[1], {seats[3]: Presence.AWAY, seats[4]: Presence.ABSENT})
    left, stays = set(seats[:3]), set(seats[:4])
    assert able(points) == [stays, left, stays, stays]


def test_a_point_at_which_somebody_left_stays_on_the_agenda(points, seats):
    bare = actions.add_item(points[0].meeting, title="Övrigt")
    actions.note_presence(bare, {seats[3]: Presence.LEFT})
    with pytest.raises(Refused):
        actions.remove_item(bare)


def test_who_stands_aside_from_a_point_is_recused_in_its_matters(points, seats):
    matter = points[1].matters.get()
    actions.cast_vote(matter, seat=seats[2], choice="for")
    actions.stand_aside(points[1], seat=seats[2])
    assert Bench(matter).recused == [seats[2]]
    assert matter.votes.count() == 0
    assert list(Matter.objects.visible_to(seats[2]).filter(pk=matter.pk)) == []
    assert Matter.objects.visible_to(seats[2]).count() == 3
    decision = actions.acclaim(matter, is_carried=True, by=seats[0], today=TODAY)
    assert seats[2].pk not in decision.took_part
    assert Recusal.objects.get().seat == seats[2]  # the decision has written it down


def test_the_chair_lifts_it_for_a_reason_as_any_other(points, seats):
    matter = points[1].matters.get()
    actions.stand_aside(points[1], seat=seats[2])
    actions.lift_recusal(matter, seat=seats[2], by=seats[0], because="Ingen nära släkting")
    assert Bench(matter).recused == []


def test_who_took_part_in_a_decision_is_not_recused_from_its_point_afterwards(points, seats):
    actions.acclaim(points[1].matters.get(), is_carried=True, by=seats[0], today=TODAY)
    with pytest.raises(Refused, match="deltagit i ett beslut"):
        actions.note_presence(points[1], {seats[2]: Presence.RECUSED})
    with pytest.raises(Refused, match="deltagit i ett beslut"):
        actions.stand_aside(points[1], seat=seats[2])


def test_a_reservation_is_by_a_seat_that_took_part_in_the_decision(points, seats):
    reserve = {"kind": Note.Kind.RESERVATION, "text": "Emot."}
    actions.acclaim(points[1].matters.get(), is_carried=True, by=seats[0], today=TODAY)
    actions.note_presence(points[1], {seats[3]: Presence.LEFT})  # after the decision
    actions.write_note(points[1], seat=seats[3], **reserve)
    with pytest.raises(Refused, match="inte var med"):
        actions.write_note(points[1], seat=seats[4], **reserve)


def test_only_those_who_are_there_for_the_point_are_asked_for_their_vote(points, seats):
    actions.note_presence(points[1], {seats[3]: Presence.LEFT})
    client = Client()
    client.force_login(seats[3].person.user)
    page = client.get(reverse("board:matters", args=["styrelsen"]))
    assert [matter.title for matter in page.context["waiting"]] == ["Ärende 0"]
