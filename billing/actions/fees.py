"""From an adopted table of fees to what each member owes."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from billing import rules
from billing.actions.invoices import guard_seller
from billing.models import (
    INVOICE_ADDRESS,
    AnnualFee,
    InKindApplication,
    cannot_be_delivered,
    members_without_fee,
)
from lattvikt.lib.batches import in_batches
from lattvikt.lib.refused import Refused
from members.models import (
    FeeSchedule,
    FeeTier,
    HeadCount,
    HeadCountRound,
    Organisation,
    Programme,
    head_count_in,
    invoice_email_on,
    members_in,
)


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


@dataclass(frozen=True)
class TierSum:
    """How many of a year's members are in a tier, and what they owe together, in kronor."""

    tier: FeeTier
    last: int | None
    members: int
    sum: Decimal


@dataclass(frozen=True)
class Preview:
    """What a year's invoicing comes to, with the fees that are there and those to come."""

    tiers: list[TierSum]
    invoiced: int

    @property
    def members(self):
        return sum(tier.members for tier in self.tiers)

    @property
    def sum(self):
        return sum(tier.sum for tier in self.tiers)


def preview_run(schedule):
    """What `raise_annual_fees` and `issue_invoices` will have done for the year."""
    raised = AnnualFee.objects.filter(year=schedule.year)
    to_come = members_without_fee(schedule.year)
    heads = [*counted(raised, "employees"), *counted(to_come, "reckoned_on")]
    counts: Counter[FeeTier | None] = Counter()
    for employees, count in heads:
        counts[schedule.tier_for(employees)] += count
    bounds = [tier.from_employees for tier in schedule.tiers.all()]
    tiers = [
        TierSum(
            tier=tier,
            last=rules.end_of_tier(tier.from_employees, bounds),
            members=counts[tier],
            sum=counts[tier] * tier.amount,
        )
        for tier in schedule.tiers.all()
    ]
    return Preview(tiers=tiers, invoiced=raised.filter(invoices__isnull=False).distinct().count())


def counted(rows, head_count):
    """Head-counts and how many have each."""
    return rows.order_by().values_list(head_count).annotate(count=Count("pk"))


@dataclass(frozen=True)
class Absence:
    """A member that gets no invoice by itself, and why."""

    organisation: Organisation
    reason: rules.LeftOut


def left_out(year):
    """The year's members that get no fee or no invoice by themselves, in Swedish order."""
    smallest = min((tier.from_employees for tier in adopted_schedule(year).tiers.all()), default=1)
    fees = AnnualFee.objects.filter(year=year, organisation=OuterRef("pk"))
    today = timezone.localdate()
    members = (
        members_in(year)
        .filter(~Exists(fees.filter(invoices__isnull=False)))
        # A fee that has been raised stands, whatever has become of the head-count.
        .annotate(
            reckoned_on=Coalesce(Subquery(fees.values("employees")), head_count_in(year), 0),
            no_answer=why_no_answer_in(year),
        )
        .annotate(send_to=invoice_email_on(today), in_kind=in_kind_status_in(year))
        .filter(Q(reckoned_on__lt=smallest) | cannot_be_delivered(today) | Q(in_kind__in=IN_KIND))
    )
    return [
        Absence(member, why_left_out(member, smallest=smallest, today=today))
        for member in members.in_swedish_order()
    ]


Status = InKindApplication.Status
IN_KIND = {
    **dict.fromkeys(InKindApplication.OPEN, rules.LeftOut.IN_KIND_WAITING),
    Status.APPROVED: rules.LeftOut.IN_KIND_APPROVED,
    Status.REPORTED: rules.LeftOut.IN_KIND_APPROVED,
    Status.DELIVERED: rules.LeftOut.IN_KIND_DELIVERED,
}


def in_kind_status_in(year):
    """An expression: how the organisation's in-kind for the year stands, None without any."""
    applications = InKindApplication.objects.filter(organisation=OuterRef("pk"), year=year)
    return Subquery(applications.filter(status__in=IN_KIND).values("status")[:1])


def why_no_answer_in(year):
    """An expression: why a member that was asked for its head-count is not reckoned on one."""
    asked = HeadCount.objects.filter(organisation=OuterRef("pk"), round__year=year)
    reason = Case(
        When(round__frozen_at=None, then=Value(rules.LeftOut.ROUND_OPEN)),
        When(round__silent=HeadCountRound.Silent.LEFT_OUT, then=Value(rules.LeftOut.SILENT)),
    )
    return Subquery(asked.values(reason=reason))


def why_left_out(organisation, *, smallest, today):
    agreed = organisation.accepts_pdf_since
    address = [getattr(organisation, field) for field in INVOICE_ADDRESS]
    return rules.why_left_out(
        employees=organisation.reckoned_on,
        smallest=smallest,
        no_answer=organisation.no_answer and rules.LeftOut(organisation.no_answer),
        has_address=all(address),
        has_email=bool(organisation.send_to),
        accepts_pdf=bool(agreed and agreed <= today),
        in_kind=IN_KIND.get(organisation.in_kind),
    )
