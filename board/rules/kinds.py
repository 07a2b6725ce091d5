"""The words of counting."""

from enum import StrEnum

FOR, AGAINST, ABSTAIN, MEETING = "for", "against", "abstain", "meeting"
CHAIR, VICE_CHAIR = "chair", "vice_chair"


class Way(StrEnum):
    """How a matter is decided."""

    MEETING = "meeting"
    BETWEEN = "between"  # sv. per capsulam
    ALONE = "alone"  # by delegation, one seat
    WAITING = "waiting"  # for a meeting to be set


class Method(StrEnum):
    """How those present at a meeting were asked."""

    BALLOT = ""  # one by one
    ACCLAMATION = "acclamation"  # together, and nobody asked for a vote


class Presence(StrEnum):
    """How a seat of the body stands to one point of a meeting."""

    HERE = "here"
    AWAY = "away"  # from this point only
    RECUSED = "recused"
    LEFT = "left"  # the meeting, before this point
    ABSENT = ""  # from the meeting, or not there yet


class Outcome(StrEnum):
    """What would follow if it were decided now."""

    CARRIED = "carried"
    NOT_CARRIED = "not_carried"
    NOT_QUORATE = "not_quorate"
    UNANSWERED = "unanswered"
    TO_MEETING = "to_meeting"


class Majority(StrEnum):
    """What it takes at a meeting."""

    LAW = "law"  # more than half of those present, and more than a third of all seats
    CAST = "cast"  # more than half of the votes cast: who abstains is not counted
    TWO_THIRDS = "two_thirds"  # at least two thirds of the votes cast


class Consent(StrEnum):
    """What it takes between meetings, where silence is never a yes."""

    ALL = "all"  # everybody who may vote has said yes
    MOST = "most"  # more than half of all seats have said yes, and nobody wants a meeting
