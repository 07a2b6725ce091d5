"""How answers become a decision: ballots in, a result with one sentence out.

LEF (2018:672) 7 kap. 21-22 §§, which an association without statutes of its own on this follows:
more than half of all seats must be present; more than half of those present must be for; at equal
votes the one who presides decides; and unless everybody is present, those for must be more than a
third of all seats. A recused member counts as absent. Only seats with a vote are counted.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import NamedTuple

from django.utils.translation import gettext as _

FOR, AGAINST, ABSTAIN, MEETING = "for", "against", "abstain", "meeting"
CHAIR, VICE_CHAIR = "chair", "vice_chair"


class Way(StrEnum):
    """How a matter is decided."""

    MEETING = "meeting"
    BETWEEN = "between"  # sv. per capsulam
    ALONE = "alone"  # by delegation, one seat
    WAITING = "waiting"  # for a meeting to be set


class Outcome(StrEnum):
    """What would follow if it were decided now."""

    CARRIED = "carried"
    NOT_CARRIED = "not_carried"
    NOT_QUORATE = "not_quorate"
    UNANSWERED = "unanswered"
    TO_MEETING = "to_meeting"


class Ballot(NamedTuple):
    """A seat that takes part. No choice: silent, which at a meeting is to abstain."""

    choice: str = ""
    presides: bool = False


@dataclass(frozen=True)
class Result:
    """The outcome, and the numbers it came from."""

    way: str
    outcome: str
    seats: int
    present: int
    quorum: int
    votes_for: int = 0
    votes_against: int = 0
    abstaining: int = 0
    wanting_meeting: int = 0
    silent: int = 0
    casting_vote: str = ""

    @property
    def is_carried(self) -> bool:
        return self.outcome == Outcome.CARRIED

    @property
    def is_decidable(self) -> bool:
        return self.outcome in (Outcome.CARRIED, Outcome.NOT_CARRIED)

    @property
    def recused(self) -> int:
        """Between meetings, whoever has a seat and no ballot."""
        return self.seats - self.present

    @property
    def lacks_a_third(self) -> bool:
        """A majority or a casting vote for, but too few of the whole body."""
        wins = self.votes_for * 2 > self.present or self.casting_vote == FOR
        return wins and not is_enough(self.votes_for, self.present, self.seats)

    def as_dict(self) -> dict:
        """What a decision keeps; `Result(**kept)` is the result again."""
        return asdict(self)

    def __str__(self) -> str:
        return sentence(self)


def at_meeting(ballots: Iterable[Ballot], *, seats: int, quorum: int | None = None) -> Result:
    """The outcome when those present have voted; silence is abstention.

    The law counts abstainers among those present, so they weigh against. A casting vote settles
    equal votes only when nobody abstains: then for and against are everybody there is.
    """
    ballots = list(ballots)
    numbers = count(Way.MEETING, ballots, seats, quorum)
    carried, casting = majority(ballots, numbers)
    if numbers["present"] < numbers["quorum"]:
        outcome = Outcome.NOT_QUORATE
    elif carried and is_enough(numbers["votes_for"], numbers["present"], seats):
        outcome = Outcome.CARRIED
    else:
        outcome = Outcome.NOT_CARRIED
    return Result(outcome=outcome, casting_vote=casting, **numbers)


def majority(ballots: list[Ballot], numbers: dict) -> tuple[bool, str]:
    """Whether most of those present are for, and the casting vote if it took one."""
    votes_for, votes_against = numbers["votes_for"], numbers["votes_against"]
    if votes_for == votes_against and votes_for + votes_against == numbers["present"]:
        casting = next((ballot.choice for ballot in ballots if ballot.presides), "")
        return casting == FOR, casting
    return votes_for * 2 > numbers["present"], ""


def between_meetings(
    ballots: Iterable[Ballot], *, seats: int, quorum: int | None = None, is_late: bool = False
) -> Result:
    """The outcome when everybody who may vote must have said yes, or it goes to a meeting.

    `is_late`: the day to answer has passed, which is no yes from those who are silent.
    """
    ballots = list(ballots)
    numbers = count(Way.BETWEEN, ballots, seats, quorum)
    answered = numbers["present"] - numbers["silent"]
    if numbers["present"] < numbers["quorum"]:
        outcome = Outcome.NOT_QUORATE
    elif numbers["votes_for"] < answered or (numbers["silent"] and is_late):
        outcome = Outcome.TO_MEETING
    elif numbers["silent"]:
        outcome = Outcome.UNANSWERED
    else:
        enough = is_enough(numbers["votes_for"], numbers["present"], seats)
        outcome = Outcome.CARRIED if enough else Outcome.TO_MEETING
    return Result(outcome=outcome, **numbers)


def by_one_seat(ballots: Iterable[Ballot], *, seats: int) -> Result:
    """By delegation: the first yes or no decides. The ballots come in the order they were cast."""
    ballots = list(ballots)
    numbers = count(Way.ALONE, ballots, seats, 1)
    outcomes = {FOR: Outcome.CARRIED, AGAINST: Outcome.NOT_CARRIED}
    answers = (outcomes[ballot.choice] for ballot in ballots if ballot.choice in outcomes)
    return Result(outcome=next(answers, Outcome.UNANSWERED), **numbers)


def waiting_for_meeting(*, seats: int, quorum: int | None = None) -> Result:
    return Result(outcome=Outcome.TO_MEETING, **count(Way.WAITING, [], seats, quorum))


def count(way: Way, ballots: list[Ballot], seats: int, quorum: int | None) -> dict:
    tally = Counter(ballot.choice for ballot in ballots)
    return {
        "way": way,
        "seats": seats,
        "present": len(ballots),
        "quorum": quorum or seats // 2 + 1,
        "votes_for": tally[FOR],
        "votes_against": tally[AGAINST],
        "abstaining": tally[ABSTAIN],
        "wanting_meeting": tally[MEETING],
        "silent": tally[""],
    }


def is_enough(votes_for: int, present: int, seats: int) -> bool:
    return present == seats or votes_for * 3 > seats


def who_presides(seats):
    """The chair, or in the chair's absence the vice chair, of those able; else None."""
    by_role = {seat.role: seat for seat in seats}
    return by_role.get(CHAIR) or by_role.get(VICE_CHAIR)


# How it came about, in words


def sentence(result: Result) -> str:
    """«5 av 7 ledamöter deltog, 3 ja, 2 nej: bifall», in the reader's language."""
    words = {
        Way.MEETING: sentence_of_meeting,
        Way.BETWEEN: sentence_between,
        Way.ALONE: sentence_alone,
        Way.WAITING: lambda _result: _("Waits for a meeting"),
    }
    return words[Way(result.way)](result)


def sentence_of_meeting(result: Result) -> str:
    facts = took_part(result)
    if result.outcome == Outcome.NOT_QUORATE:
        return _("%(facts)s, at least %(quorum)d are needed: not quorate") % {
            "facts": facts,
            "quorum": result.quorum,
        }
    facts = f"{facts}, {votes_in_words(result)}"
    if result.is_carried:
        return _("%(facts)s: carried") % {"facts": facts}
    if result.lacks_a_third:
        return _("%(facts)s, but more than a third of all %(seats)d must be for: not carried") % {
            "facts": facts,
            "seats": result.seats,
        }
    return _("%(facts)s: not carried") % {"facts": facts}


def took_part(result: Result) -> str:
    numbers = {"present": result.present, "seats": result.seats}
    return _("%(present)d of %(seats)d members took part") % numbers


def votes_in_words(result: Result) -> str:
    abstaining = result.abstaining + (result.silent if result.way == Way.MEETING else 0)
    words = [
        _("%(number)d yes") % {"number": result.votes_for},
        _("%(number)d no") % {"number": result.votes_against},
    ]
    if abstaining:
        words.append(_("%(number)d abstaining") % {"number": abstaining})
    if result.wanting_meeting:
        words.append(_("%(number)d for a meeting") % {"number": result.wanting_meeting})
    if result.casting_vote:
        words.append(_("casting vote yes") if result.casting_vote == FOR else _("casting vote no"))
    return ", ".join(words)


def sentence_between(result: Result) -> str:
    """One sentence for each way it can stand; long only by its texts."""
    answered = result.present - result.silent
    numbers = {
        "answered": answered,
        "able": result.present,
        "silent": result.silent,
        "seats": result.seats,
        "quorum": result.quorum,
        "votes": votes_in_words(result),
    }
    if result.outcome == Outcome.NOT_QUORATE:
        return _("%(able)d of %(seats)d may vote, at least %(quorum)d are needed: not quorate") % (
            numbers
        )
    if result.is_carried:
        return _("All %(able)d who may vote said yes: carried") % numbers
    if result.outcome == Outcome.UNANSWERED:
        return _("%(answered)d of %(able)d have answered, all of them yes; all must answer") % (
            numbers
        )
    if result.votes_for < answered:
        return _("Not everybody said yes (%(votes)s): it goes to a meeting") % numbers
    if result.lacks_a_third:
        return _("Only %(able)d of %(seats)d may vote, and all said yes: it goes to a meeting") % (
            numbers
        )
    return _("The day to answer has passed, %(silent)d of %(able)d silent: to a meeting") % numbers


def sentence_alone(result: Result) -> str:
    if result.outcome == Outcome.UNANSWERED:
        return _("One member may decide by delegation; nobody has said yes or no")
    if result.is_carried:
        return _("One member decided by delegation: carried")
    return _("One member decided by delegation: not carried")
