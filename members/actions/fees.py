"""Fees are drafted for a year to come, and adopted by the annual meeting."""

from django.db import transaction
from django.utils.translation import gettext as _

from lattvikt.lib.refused import Refused
from members.models import FeeSchedule, FeeTier


@transaction.atomic
def draft_next_year(schedule) -> FeeSchedule:
    """A draft for the year after, with the same tiers. It is used for nothing until it is adopted.

    Raises Refused when that year has a table already: a year has one.
    """
    year = schedule.year + 1
    draft, is_new = FeeSchedule.objects.get_or_create(year=year)
    if not is_new:
        raise Refused(_("There is a fee schedule for %(year)s already.") % {"year": year})
    FeeTier.objects.bulk_create(
        FeeTier(schedule=draft, from_employees=bound, amount=amount)
        for bound, amount in schedule.bounds_and_fees()
    )
    return draft


@transaction.atomic
def adopt_schedule(schedule, *, on, reference) -> FeeSchedule:
    """Note that the annual meeting has adopted the year's fees, on the day and in the decision."""
    schedule = FeeSchedule.objects.select_for_update().get(pk=schedule.pk)
    if schedule.adopted_on:
        raise Refused(_("The fees for %(year)s are already adopted.") % {"year": schedule.year})
    if not schedule.tiers.exists():
        raise Refused(_("Add the fee tiers first."))
    if not reference.strip():
        raise Refused(_("Name the annual meeting's decision."))
    schedule.adopted_on, schedule.decision_reference = on, reference.strip()
    schedule.save(update_fields=["adopted_on", "decision_reference"])
    return schedule
