from events.admin.audiences import AudienceAdmin
from events.admin.events import EventAdmin
from events.admin.invitations import InvitationAdmin
from events.admin.lists import EventKindAdmin, SeriesAdmin
from events.admin.networks import LocalNetworkAdmin
from events.admin.registrations import RegistrationAdmin

__all__ = [
    "AudienceAdmin",
    "EventAdmin",
    "EventKindAdmin",
    "InvitationAdmin",
    "LocalNetworkAdmin",
    "RegistrationAdmin",
    "SeriesAdmin",
]
