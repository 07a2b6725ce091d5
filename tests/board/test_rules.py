"""The worked cases of LEF 7 kap. 21-22 §§, and what must hold for every vote."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from board.rules import (
    ABSTAIN,
    AGAINST,
    FOR,
    MEETING,
    Ballot,
    Consent,
    Majority,
    Outcome,
    Result,
    at_meeting,
    between_meetings,
    by_acclamation,
    by_one_seat,
    waiting_for_meeting,
)


def ballots(votes_for=0, votes_against=0, abstaining=0, silent=0, *, chair=None):
    """So many of each. `chair` is what the one who presides says, counted among them."""
    choices = [FOR] * votes_for + [AGAINST] * votes_against + [ABSTAIN] * abstaining + [""] * silent
    cast = [Ballot(choice) for choice in choices]
    if chair is not None:
        cast[choices.index(chair)] = Ballot(chair, presides=True)
    return cast


@pytest.mark.parametrize(
    ("seats", "cast", "outcome"),
    [
        (7, ballots(3), Outcome.NOT_QUORATE),
        (7, ballots(2, 2, chair=FOR), Outcome.NOT_CARRIED),  # 2 of 7 is not a third
        (3, ballots(1, 1, chair=FOR), Outcome.NOT_CARRIED),  # nor is 1 of 3 more than one
        (7, ballots(3, 2), Outcome.CARRIED),
        (7, ballots(3, 3, chair=AGAINST), Outcome.NOT_CARRIED),
        (7, ballots(3, 3, chair=FOR), Outcome.CARRIED),
        (7, ballots(2, 1, 2), Outcome.NOT_CARRIED),  # abstention counts against
        (5, ballots(1, 1, 3, chair=FOR), Outcome.NOT_CARRIED),
        (5, ballots(2, 2, silent=1, chair=FOR), Outcome.NOT_CARRIED),
        (4, ballots(2, 2, chair=FOR), Outcome.CARRIED),
        (2, ballots(1, 1, chair=FOR), Outcome.CARRIED),  # all are present: no third is needed
        (9, ballots(3, 2), Outcome.NOT_CARRIED),  # a majority, but 3 of 9 is just a third
        (10, ballots(4, 2), Outcome.CARRIED),
        (6, ballots(3), Outcome.NOT_QUORATE),  # half is not more than half
        (1, ballots(1, chair=FOR), Outcome.CARRIED),
        (0, [], Outcome.NOT_QUORATE),
    ],
)
def test_a_meeting_decides_by_the_law(seats, cast, outcome):
    assert at_meeting(cast, seats=seats).outcome == outcome


def test_a_higher_quorum_of_the_statutes_holds():
    assert at_meeting(ballots(4), seats=7, quorum=5).outcome == Outcome.NOT_QUORATE
    assert at_meeting(ballots(5), seats=7, quorum=5).outcome == Outcome.CARRIED


def test_a_tie_that_nobody_presides_over_is_not_carried():
    assert at_meeting(ballots(3, 3), seats=7).outcome == Outcome.NOT_CARRIED


@pytest.mark.parametrize(
    ("cast", "is_late", "outcome"),
    [
        (ballots(7), False, Outcome.CARRIED),
        (ballots(7), True, Outcome.CARRIED),
        (ballots(6, silent=1), False, Outcome.UNANSWERED),
        (ballots(6, silent=1), True, Outcome.TO_MEETING),
        (ballots(0, silent=7), False, Outcome.UNANSWERED),
        (ballots(6, 1), False, Outcome.TO_MEETING),
        (ballots(5, 1, silent=1), False, Outcome.TO_MEETING),
        (ballots(6, 0, 1), False, Outcome.TO_MEETING),
        ([*ballots(6), Ballot(MEETING)], False, Outcome.TO_MEETING),
        (ballots(4), False, Outcome.CARRIED),  # three are recused
        (ballots(3), False, Outcome.NOT_QUORATE),  # four are
    ],
)
def test_between_meetings_all_who_may_vote_must_say_yes(cast, is_late, outcome):
    assert between_meetings(cast, seats=7, is_late=is_late).outcome == outcome


def test_a_low_quorum_does_not_let_a_few_decide_for_all_between_meetings():
    result = between_meetings(ballots(2), seats=7, quorum=2)
    assert result.outcome == Outcome.TO_MEETING
    assert str(result) == "Bara 2 av 7 får rösta och alla röstade ja: ärendet går till ett möte"


@pytest.mark.parametrize(
    ("choices", "outcome"),
    [
        (["", ""], Outcome.UNANSWERED),
        ([ABSTAIN, ""], Outcome.UNANSWERED),
        ([ABSTAIN, FOR, AGAINST], Outcome.CARRIED),
        ([AGAINST, FOR], Outcome.NOT_CARRIED),
    ],
)
def test_by_delegation_the_first_yes_or_no_decides(choices, outcome):
    assert by_one_seat(map(Ballot, choices), seats=3).outcome == outcome


@pytest.mark.parametrize(
    ("present", "quorum", "outcome"),
    [
        (4, None, Outcome.CARRIED),
        (3, None, Outcome.NOT_QUORATE),
        (3, 3, Outcome.CARRIED),
        (2, 2, Outcome.NOT_CARRIED),  # 2 of 7 is not a third
        (0, None, Outcome.NOT_QUORATE),
    ],
)
def test_by_acclamation_the_law_is_as_for_votes(present, quorum, outcome):
    result = by_acclamation(is_carried=True, present=present, seats=7, quorum=quorum)
    assert result.outcome == outcome
    assert not by_acclamation(is_carried=False, present=present, seats=7).is_carried


@pytest.mark.parametrize(
    ("result", "swedish", "english"),
    [
        (
            by_acclamation(is_carried=True, present=5, seats=7),
            "5 av 7 ledamöter deltog: bifall med acklamation",
            "5 of 7 members took part: carried by acclamation",
        ),
        (
            by_acclamation(is_carried=False, present=5, seats=7),
            "5 av 7 ledamöter deltog: inte bifall, med acklamation",
            "5 of 7 members took part: not carried, by acclamation",
        ),
        (
            at_meeting(ballots(3, 2), seats=7),
            "5 av 7 ledamöter deltog, 3 ja, 2 nej: bifall",
            "5 of 7 members took part, 3 yes, 2 no: carried",
        ),
        (
            at_meeting(ballots(3, 3, chair=FOR), seats=7),
            "6 av 7 ledamöter deltog, 3 ja, 3 nej, utslagsröst ja: bifall",
            "6 of 7 members took part, 3 yes, 3 no, casting vote yes: carried",
        ),
        (
            at_meeting(ballots(2, 2, chair=FOR), seats=7),
            (
                "4 av 7 ledamöter deltog, 2 ja, 2 nej, utslagsröst ja, "
                "men fler än en tredjedel av alla 7 måste rösta ja: inte bifall"
            ),
            (
                "4 of 7 members took part, 2 yes, 2 no, casting vote yes, "
                "but more than a third of all 7 must be for: not carried"
            ),
        ),
        (
            at_meeting(ballots(2, 1, 1, silent=1), seats=7),
            "5 av 7 ledamöter deltog, 2 ja, 1 nej, 2 avstår: inte bifall",
            "5 of 7 members took part, 2 yes, 1 no, 2 abstaining: not carried",
        ),
        (
            at_meeting(ballots(3), seats=7),
            "3 av 7 ledamöter deltog, minst 4 krävs: inte beslutför",
            "3 of 7 members took part, at least 4 are needed: not quorate",
        ),
        (
            between_meetings(ballots(6), seats=7),
            "Alla 6 som får rösta röstade ja: bifall",
            "All 6 who may vote said yes: carried",
        ),
        (
            between_meetings(ballots(4, silent=3), seats=7),
            "4 av 7 har svarat, alla ja; alla måste svara",
            "4 of 7 have answered, all of them yes; all must answer",
        ),
        (
            between_meetings(ballots(4, silent=3), seats=7, is_late=True),
            "Svarsdagen har passerat, 3 av 7 har inte svarat: ärendet går till ett möte",
            "The day to answer has passed, 3 of 7 silent: to a meeting",
        ),
        (
            between_meetings([*ballots(4, 1, 1), Ballot(MEETING)], seats=7),
            (
                "Alla har inte svarat ja (4 ja, 1 nej, 1 avstår, 1 vill ha möte): "
                "ärendet går till ett möte"
            ),
            (
                "Not everybody said yes (4 yes, 1 no, 1 abstaining, 1 for a meeting): "
                "it goes to a meeting"
            ),
        ),
        (
            between_meetings(ballots(3), seats=7),
            "3 av 7 får rösta, minst 4 krävs: inte beslutför",
            "3 of 7 may vote, at least 4 are needed: not quorate",
        ),
        (
            by_one_seat([Ballot(FOR)], seats=2),
            "En ledamot beslutade på delegation: bifall",
            "One member decided by delegation: carried",
        ),
        (
            by_one_seat([Ballot(AGAINST)], seats=2),
            "En ledamot beslutade på delegation: inte bifall",
            "One member decided by delegation: not carried",
        ),
        (
            by_one_seat([Ballot()], seats=2),
            "En ledamot får besluta på delegation; ingen har svarat ja eller nej",
            "One member may decide by delegation; nobody has said yes or no",
        ),
        (waiting_for_meeting(seats=7), "Väntar på ett möte", "Waits for a meeting"),
    ],
)
def test_one_sentence_says_how_it_came_about(result, swedish, english):
    assert str(result) == swedish
    with translation.override("en"):
        assert str(Result(**result.as_dict())) == english


votes = st.lists(st.sampled_from([FOR, AGAINST, ABSTAIN, ""]), min_size=1, max_size=12)


def cast_by(choices):
    """The first one presides."""
    return [Ballot(choice, presides=index == 0) for index, choice in enumerate(choices)]


def is_carried(choices, seats):
    return at_meeting(cast_by(choices), seats=seats).is_carried


@given(votes, st.integers(1, 12))
def test_one_more_against_never_turns_a_no_into_a_yes(choices, more):
    seats = len(choices) + more
    before = at_meeting(cast_by(choices), seats=seats)
    if before.outcome == Outcome.NOT_CARRIED:
        assert not is_carried([*choices, AGAINST], seats)


@given(votes, st.integers(0, 12), st.data())
def test_whoever_turns_to_for_never_turns_a_yes_into_a_no(choices, more, data):
    seats = len(choices) + more
    turned = data.draw(st.integers(0, len(choices) - 1))
    if is_carried(choices, seats):
        assert is_carried([*choices[:turned], FOR, *choices[turned + 1 :]], seats)


@given(votes, st.integers(0, 12))
def test_whatever_is_carried_has_more_than_a_third_of_all_or_everybody_there(choices, more):
    seats = len(choices) + more
    result = at_meeting(cast_by(choices), seats=seats)
    if result.is_carried:
        assert result.votes_for * 3 > seats or result.present == seats
        assert result.present * 2 > seats
        assert result.votes_for * 2 >= result.present


@given(votes, st.integers(0, 12))
def test_between_meetings_nothing_is_carried_that_somebody_has_not_said_yes_to(choices, more):
    result = between_meetings(cast_by(choices), seats=len(choices) + more)
    assert result.is_carried is (set(choices) == {FOR} and len(choices) > more)


@pytest.mark.parametrize(
    ("cast", "majority", "outcome"),
    [
        (ballots(2, 1, 2), Majority.CAST, Outcome.CARRIED),  # who abstains is not counted
        (ballots(2, 2, 1), Majority.CAST, Outcome.NOT_CARRIED),
        (ballots(2, 2, 1, chair=FOR), Majority.CAST, Outcome.CARRIED),
        (ballots(0, 0, 5), Majority.CAST, Outcome.NOT_CARRIED),
        (ballots(4, 2), Majority.TWO_THIRDS, Outcome.CARRIED),  # exactly two thirds
        (ballots(3, 2), Majority.TWO_THIRDS, Outcome.NOT_CARRIED),
        (ballots(3, 3, chair=FOR), Majority.TWO_THIRDS, Outcome.NOT_CARRIED),
        (ballots(0, 0, 5), Majority.TWO_THIRDS, Outcome.NOT_CARRIED),
        (ballots(3), Majority.TWO_THIRDS, Outcome.NOT_QUORATE),
    ],
)
def test_the_statutes_may_say_another_majority(cast, majority, outcome):
    assert at_meeting(cast, seats=7, majority=majority).outcome == outcome


@pytest.mark.parametrize("chair", [FOR, AGAINST])
def test_without_a_casting_vote_equal_votes_are_not_carried(chair):
    result = at_meeting(ballots(3, 3, chair=chair), seats=7, has_casting_vote=False)
    assert (result.outcome, result.casting_vote) == (Outcome.NOT_CARRIED, "")


@pytest.mark.parametrize(
    ("cast", "is_late", "outcome"),
    [
        (ballots(4, 3), False, Outcome.CARRIED),
        (ballots(4, silent=3), False, Outcome.UNANSWERED),
        (ballots(4, silent=3), True, Outcome.CARRIED),
        (ballots(3, silent=4), True, Outcome.TO_MEETING),  # silence is no yes
        (ballots(3, 1), False, Outcome.TO_MEETING),  # three are recused: half of all is too few
        ([*ballots(6), Ballot(MEETING)], False, Outcome.TO_MEETING),
        (ballots(3), False, Outcome.NOT_QUORATE),
    ],
)
def test_the_statutes_may_let_most_decide_between_meetings(cast, is_late, outcome):
    result = between_meetings(cast, seats=7, is_late=is_late, consent=Consent.MOST)
    assert result.outcome == outcome


@pytest.mark.parametrize(
    ("result", "swedish"),
    [
        (
            at_meeting(ballots(3, 2), seats=7, majority=Majority.TWO_THIRDS),
            (
                "5 av 7 ledamöter deltog, 3 ja, 2 nej, "
                "men två tredjedelar av de avgivna rösterna måste vara ja: inte bifall"
            ),
        ),
        (
            between_meetings(ballots(4, 3), seats=7, consent=Consent.MOST),
            "7 av 7 har svarat, 4 ja, 3 nej: bifall",
        ),
        (
            between_meetings(ballots(4, silent=3), seats=7, consent=Consent.MOST),
            "4 av 7 har svarat; mer än hälften av alla måste svara ja",
        ),
        (
            between_meetings(ballots(3, 4), seats=7, consent=Consent.MOST),
            "7 av 7 har svarat, 3 ja, 4 nej: ärendet går till ett möte",
        ),
    ],
)
def test_the_sentence_says_it_by_the_bodys_own_rules(result, swedish):
    assert str(result) == swedish


def test_an_older_decision_is_read_by_the_laws_rules():
    kept = at_meeting(ballots(3, 2), seats=7).as_dict()
    del kept["majority"], kept["consent"]
    assert str(Result(**kept)) == "5 av 7 ledamöter deltog, 3 ja, 2 nej: bifall"
