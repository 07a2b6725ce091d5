"""From an adopted table of fees to what each member owes."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from billing import rules
from billing.actions.invoices import guard_seller
from billing.models import AnnualFee, members_without_fee
from lattvikt.lib.batches import in_batches
from lattvikt.lib.refused import Refused
from lattvikt.lib.stopping import stop_if_asked
from members.models import FeeSchedule, Programme


@transaction.atomic
def approve_run(schedule, *, by, now):
    """A person lets the year be invoiced: from now on the clock issues its invoices.

    Raises Refused without the permission, for a draft, for a year that has passed, when it has
    been done already, and while the programme lacks what an invoice must say of its seller.
    """
    schedule = FeeSchedule.objects.select_for_update().get(pk=schedule.pk)
    if not by.has_perm("members.approve_run"):
        raise Refused(_("You may not approve a year’s invoicing."))
    if not schedule.adopted_on:
        raise Refused(_("The annual meeting has not adopted the fees for this year."))
    if schedule.run_approved_at:
        raise Refused(_("The invoicing of this year has been approved already."))
    if schedule.year < timezone.localdate(now).year:
        raise Refused(_("A year that has passed is not invoiced."))
    guard_seller(Programme.objects.current())
    schedule.run_approved_at, schedule.run_approved_by = now, by
    schedule.save(update_fields=["run_approved_at", "run_approved_by"])
    return schedule


def raise_annual_fees(year):
    """Give every member of the year its fee. Run it as often as you like, also side by side.

    It is reckoned on the frozen number of the year's round, and for who was not asked on the
    register's. A head-count outside the table gets none, see `left_out`. Raises Refused without an
    adopted table.
    """
    schedule = adopted_schedule(year)
    missing = members_without_fee(year).order_by("pk")
    for members in in_batches(list(missing.values_list("pk", "reckoned_on", "known_how"))):
        fees = [fee_for(schedule, *member) for member in members]
        # Whoever was first with an organisation and a year wins.
        AnnualFee.objects.bulk_create([fee for fee in fees if fee], ignore_conflicts=True)
        stop_if_asked()


def adopted_schedule(year):
    schedules = FeeSchedule.objects.adopted().prefetch_related("tiers")
    if schedule := schedules.filter(year=year).first():
        return schedule
    raise Refused(_("The annual meeting has not adopted the fees for this year."))


def fee_for(schedule, organisation_id, employees, known_how):
    """An unsaved fee, or None for a head-count that the table does not have."""
    tier = schedule.tier_for(employees)
    return tier and AnnualFee(
        organisation_id=organisation_id,
        year=schedule.year,
        employees=employees,
        known_how=known_how,
        from_employees=tier.from_employees,
        to_employees=rules.end_of_tier(
            tier.from_employees, [other.from_employees for other in schedule.tiers.all()]
        ),
        amount=tier.amount,
    )
