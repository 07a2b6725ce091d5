"""The letters about events: which, to whom, under which key."""

from events.mails.calendar import entry, published_file
from events.mails.inviting import ANSWER_SALT, answer_path, invitation, invitation_reminder
from events.mails.registering import (
    add_on_lapsed,
    add_on_offered,
    confirmed,
    lapsed,
    left,
    offered,
    own_calendar_file,
    own_feed,
    reminder,
    told_again,
    waits,
)

__all__ = [
    "ANSWER_SALT",
    "add_on_lapsed",
    "add_on_offered",
    "answer_path",
    "confirmed",
    "entry",
    "invitation",
    "invitation_reminder",
    "lapsed",
    "left",
    "offered",
    "own_calendar_file",
    "own_feed",
    "published_file",
    "reminder",
    "told_again",
    "waits",
]
