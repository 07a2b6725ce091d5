"""What is true of bodies: who decides, by what majority, made up of whom."""

from board.rules.composition import Demand, Sitting, warnings
from board.rules.counting import (
    Ballot,
    Result,
    at_meeting,
    between_meetings,
    by_acclamation,
    by_one_seat,
    needed,
    waiting_for_meeting,
    who_presides,
)
from board.rules.kinds import (
    ABSTAIN,
    AGAINST,
    FOR,
    MEETING,
    Consent,
    Majority,
    Method,
    Outcome,
    Presence,
    Way,
)
from board.rules.notices import is_short_notice

__all__ = [
    "ABSTAIN",
    "AGAINST",
    "FOR",
    "MEETING",
    "Ballot",
    "Consent",
    "Demand",
    "Majority",
    "Method",
    "Outcome",
    "Presence",
    "Result",
    "Sitting",
    "Way",
    "at_meeting",
    "between_meetings",
    "by_acclamation",
    "by_one_seat",
    "is_short_notice",
    "needed",
    "waiting_for_meeting",
    "warnings",
    "who_presides",
]
