from board.models.bodies import Body, Interest, Seat
from board.models.matters import Case, Decision, DecisionSeries, Matter, Party, Recusal, Vote
from board.models.meetings import Attendance, Meeting

__all__ = [
    "Attendance",
    "Body",
    "Case",
    "Decision",
    "DecisionSeries",
    "Interest",
    "Matter",
    "Meeting",
    "Party",
    "Recusal",
    "Seat",
    "Vote",
]
