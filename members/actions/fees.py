"""Fees are adopted by the annual meeting."""

from django.db import transaction
from django.utils.translation import gettext as _

from lattvikt.lib.refused import Refused
from members.models import FeeSchedule


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
