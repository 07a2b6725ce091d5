"""The letters of the bodies: to whom, in which language, under which key."""

from board.mails.minutes import minutes_locked, minutes_to_change, minutes_to_sign
from board.mails.notices import (
    ANSWER_SALT,
    deputy_asked,
    deputy_released,
    notice,
    told_cancelled,
)
from board.mails.working import (
    AMENDED,
    POSTPONED,
    SENT_TO_MEETING,
    recusal_lifted,
    seat_ended,
    seat_taken_over,
    task_given,
    task_soon,
    vote_dropped,
    vote_wanted,
    vote_wanted_anew,
)

__all__ = [
    "AMENDED",
    "ANSWER_SALT",
    "POSTPONED",
    "SENT_TO_MEETING",
    "deputy_asked",
    "deputy_released",
    "minutes_locked",
    "minutes_to_change",
    "minutes_to_sign",
    "notice",
    "recusal_lifted",
    "seat_ended",
    "seat_taken_over",
    "task_given",
    "task_soon",
    "told_cancelled",
    "vote_dropped",
    "vote_wanted",
    "vote_wanted_anew",
]
