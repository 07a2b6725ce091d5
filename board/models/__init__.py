from board.models.bench import Bench
from board.models.bodies import Body, Interest, Seat
from board.models.decisions import Decision, DecisionSeries
from board.models.matters import Case, Matter
from board.models.meetings import Attendance, Meeting
from board.models.recusals import Party, Recusal, is_tied, person_of
from board.models.votes import Vote

__all__ = [
    "Attendance",
    "Bench",
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
    "is_tied",
    "person_of",
]
