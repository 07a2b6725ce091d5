from board.views.bodies import about
from board.views.decisions import decisions
from board.views.matters import decide, lift, matter, matters, the_board, to_meeting, vote
from board.views.meetings import meeting, meetings, new_meeting

__all__ = [
    "about",
    "decide",
    "decisions",
    "lift",
    "matter",
    "matters",
    "meeting",
    "meetings",
    "new_meeting",
    "the_board",
    "to_meeting",
    "vote",
]
