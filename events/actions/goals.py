"""What an event came to is kept as it was when it was closed."""

from django.db import transaction

from events.models import CountedOrganisation, Goal, Outcome, marked
from events.rules import Measure

AT_A_TIME = 1000


@transaction.atomic
def freeze_goals(event, *, now) -> None:
    """Write each goal's counts and organisations once; what has been frozen is left as it is."""
    for goal in event.goals.filter(outcome=None).select_related("event"):
        freeze(goal, now=now)


def freeze(goal: Goal, *, now) -> None:
    names = [measure.value for measure in Measure]
    found = list(marked(goal).values("pk", "name", *names))
    outcome = Outcome.objects.create(
        goal=goal,
        frozen_at=now,
        day=goal.day,
        total=len(found),
        needed=None if goal.in_words else goal.needed_of(len(found)),
        afterwards=goal.afterwards,
        **{name: sum(one[name] for one in found) for name in names},
    )
    rows = [
        CountedOrganisation(outcome=outcome, organisation_id=one.pop("pk"), **one) for one in found
    ]
    CountedOrganisation.objects.bulk_create(rows, batch_size=AT_A_TIME)
