"""The points that a body takes at every meeting."""

from django.db import transaction

from board.actions.agenda import add_item
from board.actions.meetings import lock
from board.models import AgendaItem, StandingItem


@transaction.atomic
def add_standing_items(meeting) -> list[AgendaItem]:
    """Put those that the agenda lacks on it, last and in their order. Safe to run twice."""
    meeting = lock(meeting)
    return [
        add_item(meeting, title=one.title, kind=one.kind, standing=one)
        for one in StandingItem.objects.left_for(meeting)
    ]
