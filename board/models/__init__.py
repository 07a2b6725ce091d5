from board.models.agenda import Absence, AgendaItem, FollowUp, Guest, Note, Paper, Task
from board.models.bench import Bench
from board.models.bodies import Body, Interest, Seat, Subject
from board.models.composition import CompositionRule, composition_warnings
from board.models.decisions import CITED, Decision, DecisionSeries
from board.models.matters import Bundle, Case, Matter
from board.models.meetings import Attendance, Meeting
from board.models.minutes import (
    ChangeRequest,
    MinutedDecision,
    Minutes,
    MinutesText,
    Paragraph,
    ParagraphSeries,
    Signature,
)
from board.models.minuting import content_of, decisions_between
from board.models.notices import MeetingAnswer, told_of
from board.models.posts import Post
from board.models.presence import presences_at, turnout_at
from board.models.recusals import Party, Recusal, is_tied, person_of
from board.models.sitting import sitting_in
from board.models.standing_in import StandIn
from board.models.standing_items import StandingItem
from board.models.votes import Vote

__all__ = [
    "CITED",
    "Absence",
    "AgendaItem",
    "Attendance",
    "Bench",
    "Body",
    "Bundle",
    "Case",
    "ChangeRequest",
    "CompositionRule",
    "Decision",
    "DecisionSeries",
    "FollowUp",
    "Guest",
    "Interest",
    "Matter",
    "Meeting",
    "MeetingAnswer",
    "MinutedDecision",
    "Minutes",
    "MinutesText",
    "Note",
    "Paper",
    "Paragraph",
    "ParagraphSeries",
    "Party",
    "Post",
    "Recusal",
    "Seat",
    "Signature",
    "StandIn",
    "StandingItem",
    "Subject",
    "Task",
    "Vote",
    "composition_warnings",
    "content_of",
    "decisions_between",
    "is_tied",
    "person_of",
    "presences_at",
    "sitting_in",
    "told_of",
    "turnout_at",
]
