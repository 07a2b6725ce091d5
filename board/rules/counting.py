"""How answers become a decision: ballots in, a result with one sentence out.

LEF (2018:672) 7 kap. 21-22 §§, which an association without statutes of its own on this follows:
more than half of all seats must be present; more than half of those present must be for; at equal
votes the one who presides decides; and unless everybody is present, those for must be more than a
third of all seats. A recused member counts as absent. Only seats with a vote are counted.

What the statutes may say otherwise are the arguments `quorum`, `majority`, `has_casting_vote` and
`consent`; their defaults are the law's, and between meetings that everybody must say yes.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import NamedTuple

from board.rules.kinds import (
    ABSTAIN,
    AGAINST,
    CHAIR,
    FOR,
    MEETING,
    VICE_CHAIR,
    Consent,
    Majority,
    Method,
    Outcome,
    Way,
)
from board.rules.words import sentence


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
    majority: str = Majority.LAW
    consent: str = Consent.ALL
    method: str = Method.BALLOT

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
        is_the_law = self.majority == Majority.LAW
        return is_the_law and wins and not is_enough(self.votes_for, self.present, self.seats)

    def as_dict(self) -> dict:
        """What a decision keeps; `Result(**kept)` is the result again."""
        return asdict(self)

    def __str__(self) -> str:
        return sentence(self)


def at_meeting(
    ballots: Iterable[Ballot],
    *,
    seats: int,
    quorum: int | None = None,
    majority: Majority | str = Majority.LAW,
    has_casting_vote: bool = True,
) -> Result:
    """The outcome when those present have voted; silence is abstention.

    The law counts abstainers among those present, so they weigh against. A casting vote settles
    equal votes: by the law only when nobody abstains, for then for and against are everybody
    there is; where only votes cast count, whenever they are equal.
    """
    ballots = list(ballots)
    numbers = count(Way.MEETING, ballots, seats, quorum) | {"majority": majority}
    casting = casting_vote(ballots, numbers) if has_casting_vote else ""
    if numbers["present"] < numbers["quorum"]:
        outcome = Outcome.NOT_QUORATE
    elif casting == FOR or has_majority(numbers):
        is_lawful = majority != Majority.LAW or is_enough(
            numbers["votes_for"], numbers["present"], seats
        )
        outcome = Outcome.CARRIED if is_lawful else Outcome.NOT_CARRIED
    else:
        outcome = Outcome.NOT_CARRIED
    return Result(outcome=outcome, casting_vote=casting, **numbers)


def by_acclamation(*, is_carried: bool, present: int, **rules_of_the_body) -> Result:
    """The outcome when those present are asked together and nobody asks for a vote.

    All of them are then of one mind, and what the law asks of their number holds as for votes.
    """
    choice = FOR if is_carried else AGAINST
    result = at_meeting([Ballot(choice)] * present, has_casting_vote=False, **rules_of_the_body)
    return replace(result, method=Method.ACCLAMATION)


def has_majority(numbers: dict) -> bool:
    votes_for = numbers["votes_for"]
    cast = votes_for + numbers["votes_against"]
    match Majority(numbers["majority"]):
        case Majority.CAST:
            return votes_for * 2 > cast
        case Majority.TWO_THIRDS:
            return cast > 0 and votes_for * 3 >= cast * 2
    return votes_for * 2 > numbers["present"]


def casting_vote(ballots: list[Ballot], numbers: dict) -> str:
    """The vote of who presides, where it settles equal votes; «» where it does not."""
    votes_for, cast = numbers["votes_for"], numbers["votes_for"] + numbers["votes_against"]
    base = {Majority.LAW: numbers["present"], Majority.CAST: cast}.get(numbers["majority"])
    if not cast or votes_for * 2 != cast or cast != base:
        return ""
    choice = next((ballot.choice for ballot in ballots if ballot.presides), "")
    return choice if choice in (FOR, AGAINST) else ""


def between_meetings(
    ballots: Iterable[Ballot],
    *,
    seats: int,
    quorum: int | None = None,
    is_late: bool = False,
    consent: Consent | str = Consent.ALL,
) -> Result:
    """The outcome when those who may vote have answered, or it goes to a meeting.

    `is_late`: the day to answer has passed, which is no yes from those who are silent. Who wants
    a meeting gets one, whatever the others have said.
    """
    ballots = list(ballots)
    numbers = count(Way.BETWEEN, ballots, seats, quorum) | {"consent": consent}
    if numbers["present"] < numbers["quorum"]:
        return Result(outcome=Outcome.NOT_QUORATE, **numbers)
    weigh = consent_of_most if consent == Consent.MOST else consent_of_all
    return Result(outcome=weigh(numbers, is_late), **numbers)


def consent_of_all(numbers: dict, is_late: bool) -> Outcome:
    answered = numbers["present"] - numbers["silent"]
    if numbers["votes_for"] < answered or (numbers["silent"] and is_late):
        return Outcome.TO_MEETING
    if numbers["silent"]:
        return Outcome.UNANSWERED
    enough = is_enough(numbers["votes_for"], numbers["present"], numbers["seats"])
    return Outcome.CARRIED if enough else Outcome.TO_MEETING


def consent_of_most(numbers: dict, is_late: bool) -> Outcome:
    """Not before everybody has answered, or the day has passed: minds may be changed till then."""
    if numbers["wanting_meeting"]:
        return Outcome.TO_MEETING
    if numbers["silent"] and not is_late:
        return Outcome.UNANSWERED
    is_most = numbers["votes_for"] * 2 > numbers["seats"]
    return Outcome.CARRIED if is_most else Outcome.TO_MEETING


def by_one_seat(ballots: Iterable[Ballot], *, seats: int) -> Result:
    """By delegation: the first yes or no decides. The ballots come in the order they were cast."""
    ballots = list(ballots)
    numbers = count(Way.ALONE, ballots, seats, 1)
    outcomes = {FOR: Outcome.CARRIED, AGAINST: Outcome.NOT_CARRIED}
    answers = (outcomes[ballot.choice] for ballot in ballots if ballot.choice in outcomes)
    return Result(outcome=next(answers, Outcome.UNANSWERED), **numbers)


def waiting_for_meeting(*, seats: int, quorum: int | None = None) -> Result:
    return Result(outcome=Outcome.TO_MEETING, **count(Way.WAITING, [], seats, quorum))


def needed(seats: int, quorum: int | None = None) -> int:
    """How many must be there: more than half of all seats, unless the statutes say (LEF 7:21)."""
    return quorum or seats // 2 + 1


def count(way: Way, ballots: list[Ballot], seats: int, quorum: int | None) -> dict:
    tally = Counter(ballot.choice for ballot in ballots)
    return {
        "way": way,
        "seats": seats,
        "present": len(ballots),
        "quorum": needed(seats, quorum),
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
