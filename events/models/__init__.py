from events.models.audiences import Audience, Segment
from events.models.door import Press, people_at_the_door, shown_participants
from events.models.events import Event
from events.models.feeds import CalendarFeed
from events.models.goals import CountedOrganisation, Goal, Outcome
from events.models.invitations import Invitation
from events.models.lists import EventKind, Series
from events.models.networks import LocalNetwork, NetworkOwner
from events.models.places import (
    AddOnPlace,
    Needs,
    Place,
    Registration,
    add_ons_of,
    events_with_a_line,
)
from events.models.programme import AddOn, Interest, ProgrammeItem
from events.models.reach import Reach, Why, reach_of, unreached, whys_of
from events.models.standing import Standing, marked, missing_of, outcome_of, standing_of
from events.models.surveys import (
    Answer,
    Asked,
    Question,
    Response,
    Survey,
    registrations_to_ask,
    taking_surveys,
)
from events.models.telling import (
    Telling,
    facts_of,
    invitations_to_tell,
    is_untold,
    registrations_to_tell,
    when_of,
)

__all__ = [
    "AddOn",
    "AddOnPlace",
    "Answer",
    "Asked",
    "Audience",
    "CalendarFeed",
    "CountedOrganisation",
    "Event",
    "EventKind",
    "Goal",
    "Interest",
    "Invitation",
    "LocalNetwork",
    "Needs",
    "NetworkOwner",
    "Outcome",
    "Place",
    "Press",
    "ProgrammeItem",
    "Question",
    "Reach",
    "Registration",
    "Response",
    "Segment",
    "Series",
    "Standing",
    "Survey",
    "Telling",
    "Why",
    "add_ons_of",
    "events_with_a_line",
    "facts_of",
    "invitations_to_tell",
    "is_untold",
    "marked",
    "missing_of",
    "outcome_of",
    "people_at_the_door",
    "reach_of",
    "registrations_to_ask",
    "registrations_to_tell",
    "shown_participants",
    "standing_of",
    "taking_surveys",
    "unreached",
    "when_of",
    "whys_of",
]
