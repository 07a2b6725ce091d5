from events.mails.calendar import entry, published_file
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
    "add_on_lapsed",
    "add_on_offered",
    "confirmed",
    "entry",
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
