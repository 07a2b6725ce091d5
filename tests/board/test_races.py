"""Two at once: real threads, real locks."""

from datetime import time
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from board.actions import (
    acclaim,
    add_item,
    answer_notice,
    ask_for_vote,
    cast_vote,
    decide,
    declare_recusal,
    end_item,
    note_presence,
    open_meeting,
    put_on_meeting,
    send_notice,
    stand_aside,
    take_apart,
    take_in_one,
    withdraw_matter,
)
from board.models import Decision, Meeting, Seat
from board.rules import Presence
from lattvikt.lib.refused import Refused
from tests import build

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = timezone.localdate()
DECIDED = "Ärendet är redan avgjort."


def at_once(*calls):
    """Run the calls in threads that meet at a barrier; what each returned or was refused with."""
    barrier, ends = Barrier(len(calls)), [None] * len(calls)

    def run(index, call):
        try:
            barrier.wait()
            ends[index] = call()
        except Refused as refused:
            ends[index] = refused
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return ends


@pytest.fixture
def seats():
    return build.a_board(3)


def with_a_yes_from(seats, matter=None):
    matter = matter or build.a_matter()
    for seat in seats:
        cast_vote(matter, seat=seat, choice="for")
    return matter


def test_two_decisions_at_once_give_one_decision_and_one_number(seats):
    matter = with_a_yes_from(seats)
    ends = at_once(*[lambda: decide(matter, by=seats[0], today=TODAY)] * 8)
    assert sorted(type(end).__name__ for end in ends) == ["Decision"] + ["Refused"] * 7
    assert {str(end) for end in ends if isinstance(end, Refused)} == {DECIDED}
    assert [decision.number for decision in Decision.objects.all()] == [1]


@pytest.mark.parametrize("_attempt", range(5))
def test_the_last_vote_and_the_decision_agree(seats, _attempt):
    matter = with_a_yes_from(seats)
    voted, decided = at_once(
        lambda: cast_vote(matter, seat=seats[2], choice="against"),
        lambda: decide(matter, by=seats[0], today=TODAY),
    )
    # Whoever came first, the other was told; the snapshot is what was counted.
    assert isinstance(voted, Refused) is not isinstance(decided, Refused)
    kept = [line["choice"] for d in Decision.objects.all() for line in d.ballots]
    assert kept == ([] if isinstance(decided, Refused) else ["for"] * 3)


@pytest.mark.parametrize("_attempt", range(3))
def test_a_withdrawal_and_a_decision_do_not_both_happen(seats, _attempt):
    matter = with_a_yes_from(seats)
    ends = at_once(
        lambda: withdraw_matter(matter), lambda: decide(matter, by=seats[0], today=TODAY)
    )
    assert [isinstance(end, Refused) for end in ends].count(True) == 1
    matter.refresh_from_db()
    assert (matter.withdrawn_at is None) is (Decision.objects.count() == 1)


def test_a_declared_recusal_and_a_decision_agree(seats):
    matter = with_a_yes_from(seats)
    _recused, decided = at_once(
        lambda: declare_recusal(matter, seat=seats[2], reason="Min bror"),
        lambda: decide(matter, by=seats[0], today=TODAY),
    )
    noted = [line["choice"] for line in decided.ballots]
    assert (noted == ["for", "for", "recused"]) is matter.recusals.exists()


def test_a_seat_that_votes_twice_at_once_has_one_vote(seats):
    matter = build.a_matter()
    at_once(*[lambda: cast_vote(matter, seat=seats[0], choice="for")] * 6)
    assert matter.votes.count() == 1


def test_many_matters_decided_at_once_get_numbers_without_gaps(seats):
    matters = [with_a_yes_from(seats) for _ in range(8)]
    refused = with_a_yes_from(seats)
    build.an_application(status="withdrawn", matter=refused)
    calls = [
        lambda matter=matter: decide(matter, by=seats[0], today=TODAY)
        for matter in [*matters[:4], refused, *matters[4:]]
    ]
    ends = at_once(*calls)
    assert sum(isinstance(end, Refused) for end in ends) == 1
    assert sorted(Decision.objects.values_list("number", flat=True)) == list(range(1, 9))


def test_meetings_set_at_once_get_each_a_number(seats):
    body = build.the_board()
    at_once(*[lambda: open_meeting(body, held_on=TODAY)] * 6)
    assert sorted(Meeting.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_a_matter_sent_to_a_meeting_while_somebody_votes_keeps_no_vote_from_before(seats):
    matter = build.a_matter()
    meeting = open_meeting(matter.body, held_on=TODAY)
    at_once(
        lambda: cast_vote(matter, seat=seats[1], choice="for"),
        lambda: put_on_meeting(matter, meeting=meeting, by=seats[0]),
    )
    assert matter.votes.count() == 0


# At a meeting


@pytest.fixture
def at_the_meeting(seats):
    """Three matters on a meeting where everybody is."""
    meeting = open_meeting(build.the_board(), held_on=TODAY, present=seats)
    return [put_on_meeting(build.a_matter(), meeting=meeting, by=seats[0]) for _ in range(3)]


def is_refused(end):
    return isinstance(end, Refused)


@pytest.mark.parametrize("_attempt", range(3))
def test_an_acclamation_and_a_demand_for_a_vote_do_not_both_happen(seats, at_the_meeting, _attempt):
    matter = at_the_meeting[0]
    asked, decided = at_once(
        lambda: ask_for_vote(matter, seat=seats[2]),
        lambda: acclaim(matter, is_carried=True, by=seats[0], today=TODAY),
    )
    assert is_refused(asked) is not is_refused(decided)
    matter.refresh_from_db()
    assert (matter.vote_asked_by == seats[2]) is is_refused(decided)
    assert Decision.objects.count() == (not is_refused(decided))


@pytest.mark.parametrize("_attempt", range(3))
def test_an_acclamation_and_a_vote_against_do_not_both_happen(seats, at_the_meeting, _attempt):
    matter = at_the_meeting[0]
    voted, decided = at_once(
        lambda: cast_vote(matter, seat=seats[2], choice="against"),
        lambda: acclaim(matter, is_carried=True, by=seats[0], today=TODAY),
    )
    assert is_refused(voted) is not is_refused(decided)


def test_a_matter_acclaimed_in_many_windows_is_decided_once(seats, at_the_meeting):
    matter = at_the_meeting[0]
    ends = at_once(
        *[lambda: acclaim(matter, is_carried=True, by=seats[0], today=TODAY)] * 3,
        *[lambda: acclaim(matter, is_carried=False, by=seats[0], today=TODAY)] * 3,
    )
    assert [is_refused(end) for end in ends].count(False) == 1
    assert [decision.number for decision in Decision.objects.all()] == [1]


@pytest.mark.parametrize("_attempt", range(3))
def test_an_objection_and_an_acclamation_of_several_agree(seats, at_the_meeting, _attempt):
    """Whoever came first: all three are decided, or the one that was asked about."""
    take_in_one(at_the_meeting, by=seats[0])
    apart, decided = at_once(
        lambda: take_apart(at_the_meeting[0], seat=seats[1]),
        lambda: acclaim(at_the_meeting[2], is_carried=True, by=seats[0], today=TODAY),
    )
    expected = {(True, False): {3}, (False, True): {0}, (False, False): {1}}
    number = Decision.objects.count()
    assert number in expected[is_refused(apart), is_refused(decided)]


def test_votes_from_all_sides_in_several_taken_in_one_do_not_lock_each_other(seats, at_the_meeting):
    take_in_one(at_the_meeting, by=seats[0])
    one, two, three = at_the_meeting
    ends = at_once(
        lambda: cast_vote(one, seat=seats[0], choice="for"),
        lambda: cast_vote(two, seat=seats[1], choice="for"),
        lambda: cast_vote(three, seat=seats[2], choice="against"),
    )
    assert [is_refused(end) for end in ends] == [False] * 3
    assert [matter.votes.count() for matter in at_the_meeting] == [3, 3, 3]


@pytest.mark.parametrize("_attempt", range(3))
def test_who_stands_aside_from_a_point_is_not_also_in_its_decision(seats, at_the_meeting, _attempt):
    matter = at_the_meeting[0]
    aside, decided = at_once(
        lambda: stand_aside(matter.item, seat=seats[2]),
        lambda: acclaim(matter, is_carried=True, by=seats[0], today=TODAY),
    )
    if is_refused(aside):  # the decision came first, and this seat was in it
        assert [line["choice"] for line in decided.ballots] == ["acclamation"] * 3
    else:
        assert [line["choice"] for line in decided.ballots] == ["acclamation"] * 2 + ["recused"]


@pytest.mark.parametrize("_attempt", range(3))
def test_chair_and_vice_chair_do_not_both_decide_and_the_other_is_told_why(
    seats, at_the_meeting, _attempt
):
    matter = with_a_yes_from(seats, at_the_meeting[0])
    by_chair, by_vice = at_once(
        *[lambda seat=seat: decide(matter, by=seat, today=TODAY) for seat in seats[:2]]
    )
    assert by_chair.decided_by == seats[0]
    assert str(by_vice) in ("Bara den som leder ärendet kan avsluta omröstningen.", DECIDED)
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("_attempt", range(3))
def test_when_the_chair_leaves_just_then_whoever_presides_decides(seats, at_the_meeting, _attempt):
    """At most one does, and has taken part in what was decided."""
    matter = with_a_yes_from(seats, at_the_meeting[0])
    gone = {seats[0]: Presence.LEFT, seats[1]: Presence.HERE, seats[2]: Presence.HERE}
    _left, *ends = at_once(
        lambda: note_presence(matter.item, gone),
        *[lambda seat=seat: decide(matter, by=seat, today=TODAY) for seat in seats[:2]],
    )
    decisions = [end for end in ends if not is_refused(end)]
    assert list(Decision.objects.all()) == decisions
    assert all(one.decided_by_id in one.took_part for one in decisions)
    assert len(decisions) <= 1


@pytest.mark.parametrize("_attempt", range(3))
def test_a_point_is_not_both_postponed_and_decided(seats, at_the_meeting, _attempt):
    matter = at_the_meeting[0]
    postponed, decided = at_once(
        lambda: end_item(matter.item, ending="postponed"),
        lambda: acclaim(matter, is_carried=True, by=seats[0], today=TODAY),
    )
    matter.refresh_from_db()
    if is_refused(decided):  # it waits for another meeting
        assert (matter.meeting, is_refused(postponed)) == (None, False)
    else:  # and nobody has taken it off its meeting
        assert matter.meeting == decided.meeting
    assert Decision.objects.count() == (not is_refused(decided))


# Deputies


@pytest.fixture
def without_one(seats):
    """A meeting to which the last of the board cannot come, and two deputies who have said no."""
    deputies = [build.a_seat(role=Seat.Role.DEPUTY) for _ in range(2)]
    hours = {"starts_at": time(13), "ends_at": time(16)}
    meeting = open_meeting(build.the_board(), held_on=TODAY, **hours)
    add_item(meeting, title="Läget")
    meeting = send_notice(meeting, now=timezone.now())
    for seat in [seats[2], *deputies]:
        said(meeting, seat, "cannot")
    return meeting, deputies


def said(meeting, seat, choice):
    return answer_notice(meeting, seat=seat, choice=choice, now=timezone.now())


@pytest.mark.parametrize("_attempt", range(3))
def test_two_deputies_who_say_yes_at_once_do_not_both_stand_in_for_the_seat(without_one, _attempt):
    meeting, deputies = without_one
    ends = at_once(*[lambda one=one: said(meeting, one, "comes") for one in deputies])
    [told] = [str(end) for end in ends if is_refused(end)]
    assert told == "Ingen behöver längre tjänstgöra."
    [one] = meeting.stand_ins.accepted()
    assert one.deputy == deputies[0 if is_refused(ends[1]) else 1]
    # Whoever was refused has still said no.
    assert meeting.answers.filter(choice="comes").count() == 1


@pytest.mark.parametrize("_attempt", range(3))
def test_a_deputy_is_not_left_standing_in_for_who_comes_just_then(seats, without_one, _attempt):
    meeting, deputies = without_one
    at_once(lambda: said(meeting, seats[2], "comes"), lambda: said(meeting, deputies[0], "comes"))
    assert meeting.answers.get(seat=seats[2]).choice == "comes"
    assert meeting.stand_ins.standing().count() == 0
