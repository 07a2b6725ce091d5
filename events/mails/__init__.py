"""The letters about events: which, to whom, under which key."""

from events.mails.calendar import entry, published_file
from events.mails.inviting import ANSWER_SALT, answer_path, invitation, invitation_reminder
from events.mails.networks import (
    OWNER_SALT,
    network_ended,
    network_started,
    owner_answered,
    owner_asked,
    owner_path,
)
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
from events.mails.surveys import SURVEY_SALT, survey, survey_path
from events.mails.telling import change_as_written, invited, registered, told

__all__ = [
    "ANSWER_SALT",
    "OWNER_SALT",
    "SURVEY_SALT",
    "add_on_lapsed",
    "add_on_offered",
    "answer_path",
    "change_as_written",
    "confirmed",
    "entry",
    "invitation",
    "invitation_reminder",
    "invited",
    "lapsed",
    "left",
    "network_ended",
    "network_started",
    "offered",
    "own_calendar_file",
    "own_feed",
    "owner_answered",
    "owner_asked",
    "owner_path",
    "published_file",
    "registered",
    "reminder",
    "survey",
    "survey_path",
    "told",
    "told_again",
    "waits",
]
