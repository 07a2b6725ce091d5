from events.views.answering import answer, forward
from events.views.door import door, door_let_in, door_press, door_sync, door_walk_in, door_worker
from events.views.feeds import feed, our_feed
from events.views.ours import (
    our_calendar,
    our_event,
    our_events,
    our_picture,
    say_interest,
)
from events.views.own import (
    change_registration,
    leave,
    leave_add_on,
    registration,
    registration_calendar,
    take_add_on,
    take_offer,
)
from events.views.public import calendar, event, events, picture
from events.views.registering import asked, register, register_ours
from events.views.seats import body_events, body_goals, body_missing
from events.views.surveys import survey

__all__ = [
    "answer",
    "asked",
    "body_events",
    "body_goals",
    "body_missing",
    "calendar",
    "change_registration",
    "door",
    "door_let_in",
    "door_press",
    "door_sync",
    "door_walk_in",
    "door_worker",
    "event",
    "events",
    "feed",
    "forward",
    "leave",
    "leave_add_on",
    "our_calendar",
    "our_event",
    "our_events",
    "our_feed",
    "our_picture",
    "picture",
    "register",
    "register_ours",
    "registration",
    "registration_calendar",
    "say_interest",
    "survey",
    "take_add_on",
    "take_offer",
]
