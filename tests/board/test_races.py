"""Two at once: real threads, real locks."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from board.actions import (
    acclaim,
    ask_for_vote,
    cast_vote,
    decide,
    declare_recusal,
    open_meeting,
    put_on_meeting,
    stand_aside,
    take_apart,
    take_in_one,
    withdraw_matter,
)
from board.models import Decision, Meeting
from lattvikt.lib.refused import Refused
from tests import build

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = timezone.localdate()


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
    assert {str(end) for end in ends if isinstance(end, Refused)} == {"Ärendet är redan avgjort."}
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
