"""A lecture that is held if enough people would come (R13.9)."""

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import Interest
from events.rules import Stage
from lattvikt.lib.refused import Refused


@transaction.atomic
def set_interest(item, *, person, would_come: bool) -> None:
    """Say that one would come to the lecture, or take it back.

    Raises Refused for what is held anyhow, and when the event is over or cancelled.
    """
    if not item.depends_on_interest:
        raise Refused(_("That is held whatever the interest."))
    if item.event.stage != Stage.PUBLISHED:
        raise Refused(_("The event is over or cancelled."))
    if would_come:
        Interest.objects.get_or_create(item=item, person=person)
    else:
        Interest.objects.filter(item=item, person=person).delete()
