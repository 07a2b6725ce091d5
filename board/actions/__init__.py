from board.actions.agenda import (
    add_item,
    add_paper,
    change_item,
    invite_guest,
    move_item,
    order_items,
    remove_item,
    take_up_follow_ups,
)
from board.actions.bundles import take_apart, take_in_one
from board.actions.decisions import acclaim, decide
from board.actions.deputies import ask_after_silence
from board.actions.matters import amend, open_matter, put_on_meeting, withdraw_matter
from board.actions.meetings import change_meeting, open_meeting, set_attendance
from board.actions.minutes import (
    ask_for_change,
    begin_minutes,
    reopen_minutes,
    send_minutes,
    sign_minutes,
    write_minutes,
)
from board.actions.notices import answer_notice, cancel_meeting, send_notice
from board.actions.posts import change_post, publish_post, take_down_post, write_post
from board.actions.presence import note_absences, note_presence, stand_aside
from board.actions.recusals import declare_recusal, lift_recusal
from board.actions.seats import end_seat, held_by
from board.actions.standing import add_standing_items
from board.actions.voting import ask_for_vote, cast_vote
from board.actions.writing import (
    end_item,
    finish_task,
    give_task,
    remind_of_tasks,
    wish_follow_up,
    write_note,
)

__all__ = [
    "acclaim",
    "add_item",
    "add_paper",
    "add_standing_items",
    "amend",
    "answer_notice",
    "ask_after_silence",
    "ask_for_change",
    "ask_for_vote",
    "begin_minutes",
    "cancel_meeting",
    "cast_vote",
    "change_item",
    "change_meeting",
    "change_post",
    "decide",
    "declare_recusal",
    "end_item",
    "end_seat",
    "finish_task",
    "give_task",
    "held_by",
    "invite_guest",
    "lift_recusal",
    "move_item",
    "note_absences",
    "note_presence",
    "open_matter",
    "open_meeting",
    "order_items",
    "publish_post",
    "put_on_meeting",
    "remind_of_tasks",
    "remove_item",
    "reopen_minutes",
    "send_minutes",
    "send_notice",
    "set_attendance",
    "sign_minutes",
    "stand_aside",
    "take_apart",
    "take_down_post",
    "take_in_one",
    "take_up_follow_ups",
    "wish_follow_up",
    "withdraw_matter",
    "write_minutes",
    "write_note",
    "write_post",
]
