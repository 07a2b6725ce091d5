from events.views.answering import answer, forward
from events.views.door import door, door_let_in, door_press, door_sync, door_walk_in, door_worker
from events.views.feeds import feed, our_feed
from events.views.networks import follow_network, network, networks, propose_network
from events.views.ours import our_calendar, our_event, our_events, our_picture, say_interest
from events.views.own import (
    change_registration,
    leave,
    leave_add_on,
    registration,
    registration_calendar,
    take_add_on,
    take_offer,
)
from events.views.owning import (
    answer_for_owner,
    ask_owner,
    begin_meeting,
    end_network,
    leave_network,
    take_charge,
)
from events.views.papers import badges, participants_pdf, participants_xlsx
from events.views.public import calendar, event, events, picture
from events.views.registering import asked, register, register_ours
from events.views.seats import body_events, body_goals, body_missing
from events.views.surveys import survey

__all__ = [
    "answer",
    "answer_for_owner",
    "ask_owner",
    "asked",
    "badges",
    "begin_meeting",
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
    "end_network",
    "event",
    "events",
    "feed",
    "follow_network",
    "forward",
    "leave",
    "leave_add_on",
    "leave_network",
    "network",
    "networks",
    "our_calendar",
    "our_event",
    "our_events",
    "our_feed",
    "our_picture",
    "participants_pdf",
    "participants_xlsx",
    "picture",
    "propose_network",
    "register",
    "register_ours",
    "registration",
    "registration_calendar",
    "say_interest",
    "survey",
    "take_add_on",
    "take_charge",
    "take_offer",
]
