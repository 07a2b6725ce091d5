from events.actions.add_on_places import leave_add_on, take_add_on
from events.actions.answering import answer, forward
from events.actions.door import Pressed, hear, let_in, press, walk_in, why_closed, why_not
from events.actions.drafting import complete_draft, draft_from, throw_away
from events.actions.feeds import renew_feed
from events.actions.goals import freeze_goals
from events.actions.interest import set_interest
from events.actions.inviting import Invited, invite, remind, write_invitations
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
    "Invited",
    "Pressed",
    "answer",
    "answer_survey",
    "cancel",
    "change_registration",
    "close",
    "close_survey",
    "complete_draft",
    "draft_from",
    "forward",
    "freeze_goals",
    "hear",
    "invite",
    "leave",
    "leave_add_on",
    "let_in",
    "offer_free_places",
    "open_survey",
    "press",
    "publish",
    "purge_needs",
    "register",
    "remind",
    "remind_registered",
    "renew_feed",
    "see_to_offers",
    "see_to_surveys",
    "set_interest",
    "take_add_on",
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
