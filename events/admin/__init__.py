from events.admin.audiences import AudienceAdmin
from events.admin.events import EventAdmin
from events.admin.lists import EventKindAdmin, SeriesAdmin

__all__ = ["AudienceAdmin", "EventAdmin", "EventKindAdmin", "SeriesAdmin"]
