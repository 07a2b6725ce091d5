from events.views.ours import (
    our_calendar,
    our_event,
    our_events,
    our_picture,
    say_interest,
)
from events.views.public import calendar, event, events, picture

__all__ = [
    "calendar",
    "event",
    "events",
    "our_calendar",
    "our_event",
    "our_events",
    "our_picture",
    "picture",
    "say_interest",
]
