from board.actions.decisions import decide
from board.actions.matters import amend, open_matter, put_on_meeting, withdraw_matter
from board.actions.meetings import open_meeting, set_attendance
from board.actions.recusals import declare_recusal, lift_recusal
from board.actions.seats import end_seat, held_by
from board.actions.voting import cast_vote

__all__ = [
    "amend",
    "cast_vote",
    "decide",
    "declare_recusal",
    "end_seat",
    "held_by",
    "lift_recusal",
    "open_matter",
    "open_meeting",
    "put_on_meeting",
    "set_attendance",
    "withdraw_matter",
]
