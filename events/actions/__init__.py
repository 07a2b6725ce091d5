from events.actions.add_on_places import leave_add_on, take_add_on
from events.actions.answering import answer, forward
from events.actions.door import Pressed, hear, let_in, press, walk_in, why_closed, why_not
from events.actions.drafting import complete_draft, draft_from, throw_away
from events.actions.feeds import renew_feed
from events.actions.goals import freeze_goals
from events.actions.interest import set_interest
from events.actions.inviting import Invited, invite, remind, write_invitations
from events.actions.network_meetings import begin_meeting, follow_network, stop_following
from events.actions.networks import (
    Idea,
    answer_for_owner,
    ask_owner,
    end_network,
    leave_network,
    note_attempt,
    propose_network,
    take_charge,
)
from events.actions.places import (
    Coming,
    change_registration,
    leave,
    offer_free_places,
    register,
    take_offer,
)
from events.actions.stages import close, publish
from events.actions.surveys import answer_survey, close_survey, open_survey, see_to_surveys
from events.actions.sweeping import purge_needs, remind_registered, see_to_offers
from events.actions.telling import cancel, tell_changes, write_batch, write_tellings

__all__ = [
    "Coming",
    "Idea",
    "Invited",
    "Pressed",
    "answer",
    "answer_for_owner",
    "answer_survey",
    "ask_owner",
    "begin_meeting",
    "cancel",
    "change_registration",
    "close",
    "close_survey",
    "complete_draft",
    "draft_from",
    "end_network",
    "follow_network",
    "forward",
    "freeze_goals",
    "hear",
    "invite",
    "leave",
    "leave_add_on",
    "leave_network",
    "let_in",
    "note_attempt",
    "offer_free_places",
    "open_survey",
    "press",
    "propose_network",
    "publish",
    "purge_needs",
    "register",
    "remind",
    "remind_registered",
    "renew_feed",
    "see_to_offers",
    "see_to_surveys",
    "set_interest",
    "stop_following",
    "take_add_on",
    "take_charge",
    "take_offer",
    "tell_changes",
    "throw_away",
    "walk_in",
    "why_closed",
    "why_not",
    "write_batch",
    "write_invitations",
    "write_tellings",
]
