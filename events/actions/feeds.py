"""The secret address of a person's own calendar."""

from django.db import transaction

from events.models import CalendarFeed
from events.models.places import new_code
from members.models import Person


@transaction.atomic
def renew_feed(person: Person, *, now) -> CalendarFeed:
    """Give the person a first or a new address; the old one leads nowhere from now on."""
    facts = {"token": new_code(), "made_at": now}
    return CalendarFeed.objects.update_or_create(person=person, defaults=facts)[0]
