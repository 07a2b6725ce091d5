from events.models.events import Event
from events.models.invitations import Invitation
from events.models.lists import EventKind, Series
from events.models.places import AddOnPlace, Needs, Place, Registration
from events.models.programme import AddOn, Interest, ProgrammeItem

__all__ = [
    "AddOn",
    "AddOnPlace",
    "Event",
    "EventKind",
    "Interest",
    "Invitation",
    "Needs",
    "Place",
    "ProgrammeItem",
    "Registration",
    "Series",
]
