"""The secretariat's desk for bodies, seats, meetings, matters, decisions and minutes."""

from board.admin.bodies import BodyAdmin, InterestAdmin, SeatAdmin
from board.admin.decisions import DecisionAdmin
from board.admin.matters import MatterAdmin
from board.admin.meetings import MeetingAdmin
from board.admin.minutes import MinutesAdmin
from board.admin.posts import PostAdmin
from board.admin.standing_in import StandInAdmin

__all__ = [
    "BodyAdmin",
    "DecisionAdmin",
    "InterestAdmin",
    "MatterAdmin",
    "MeetingAdmin",
    "MinutesAdmin",
    "PostAdmin",
    "SeatAdmin",
    "StandInAdmin",
]
