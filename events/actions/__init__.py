from events.actions.add_on_places import leave_add_on, take_add_on
from events.actions.drafting import complete_draft, throw_away
from events.actions.feeds import renew_feed
from events.actions.interest import set_interest
from events.actions.places import (
    Coming,
    change_registration,
    leave,
    offer_free_places,
    register,
    take_offer,
)
from events.actions.stages import publish
from events.actions.sweeping import purge_needs, remind_registered, see_to_offers

__all__ = [
    "Coming",
    "change_registration",
    "complete_draft",
    "leave",
    "leave_add_on",
    "offer_free_places",
    "publish",
    "purge_needs",
    "register",
    "remind_registered",
    "renew_feed",
    "see_to_offers",
    "set_interest",
    "take_add_on",
    "take_offer",
    "throw_away",
]
