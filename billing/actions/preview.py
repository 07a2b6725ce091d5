"""What a year's invoicing comes to, before it is approved and ever after. Changes nothing."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import (
    Case,
    DecimalField,
    Exists,
    OuterRef,
    Subquery,
    Value,
    When,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from billing import rules
from billing.actions.fees import adopted_schedule
from billing.models import (
    INVOICE_ADDRESS,
    AnnualFee,
    Budget,
    InKindApplication,
    Invoice,
    non_profit_waits,
)
from members.models import (
    FeeTier,
    HeadCount,
    HeadCountRound,
    HowKnown,
    Organisation,
    head_count_in,
    how_known_in,
    invoice_email_on,
    members_in,
)

Status = InKindApplication.Status
IN_KIND = {
    **dict.fromkeys(InKindApplication.OPEN, rules.LeftOut.IN_KIND_WAITING),
    Status.APPROVED: rules.LeftOut.IN_KIND_APPROVED,
    Status.REPORTED: rules.LeftOut.IN_KIND_APPROVED,
    Status.DELIVERED: rules.LeftOut.IN_KIND_DELIVERED,
}


@dataclass(frozen=True)
class Listed:
    """A member of the year: what it owes, in kronor, and what keeps its invoice, if anything does.

    The fee is the one that has been raised, or what the head-count gives; None when nothing is
    owed. It is that of the year before in `before`.
    """

    organisation: Organisation
    employees: int
    known_how: str
    tier: FeeTier | None
    fee: Decimal | None
    before: Decimal | None
    is_invoiced: bool
    reason: rules.LeftOut | None

    @property
    def change(self):
        return rules.change_of(self.before, self.fee)

    @property
    def is_assumed(self):
        """The member was asked for its head-count, and has not confirmed the last known."""
        return self.known_how == HowKnown.LAST_KNOWN

    @property
    def is_left_out(self):
        return bool(self.reason) and not self.is_invoiced


@dataclass(frozen=True)
class Gone:
    """Who owed a fee for the year before and is no member of this one."""

    organisation: Organisation
    before: Decimal
    fee: None = None
    change: rules.Change = rules.Change.GONE


@dataclass(frozen=True)
class TierSum:
    """Who are in a tier, and what they owe together, in kronor."""

    tier: FeeTier
    last: int | None
    listed: list[Listed]

    @property
    def name(self):
        """«51–250», «501 or more»."""
        first = self.tier.from_employees
        return f"{first}–{self.last}" if self.last else _("%(from)s or more") % {"from": first}

    @property
    def members(self):
        return len(self.listed)

    @property
    def sum(self):
        return sum((one.fee for one in self.listed if one.fee), Decimal(0))


@dataclass(frozen=True)
class Preview:
    """What a year's invoicing comes to: the same for the page and for the terminal.

    Sums are of fees, in kronor, whether they are paid in cash or in kind.
    """

    year: int
    listed: list[Listed]
    gone: list[Gone]
    tiers: list[TierSum]
    budget: Decimal | None

    @property
    def members(self):
        return sum(tier.members for tier in self.tiers)

    @property
    def sum(self):
        return sum((tier.sum for tier in self.tiers), Decimal(0))

    @property
    def invoiced(self):
        return sum(one.is_invoiced for one in self.listed)

    @property
    def to_invoice(self):
        """Those that the next sweep invoices when the run is approved."""
        return [one for one in self.listed if not one.reason and not one.is_invoiced]

    @property
    def left_out(self):
        return [one for one in self.listed if one.is_left_out]

    @property
    def sum_left_out(self):
        return sum((one.fee for one in self.left_out if one.fee), Decimal(0))

    @property
    def sum_before(self):
        """What the year before came to; None when nothing was owed then."""
        fees = [one.before for one in self.this_year_and_last if one.before is not None]
        return sum(fees, Decimal(0)) if fees else None

    @property
    def since_before(self):
        return None if self.sum_before is None else self.sum - self.sum_before

    @property
    def against_budget(self):
        return None if self.budget is None else self.sum - self.budget

    @property
    def changes(self):
        """Who owes something else than for the year before; nobody when nothing was owed then."""
        if self.sum_before is None:
            return []
        return [one for one in self.this_year_and_last if one.change]

    @property
    def this_year_and_last(self) -> list[Listed | Gone]:
        return [*self.listed, *self.gone]


def preview_run(schedule):
    """What `raise_annual_fees` and `issue_invoices` will have done for the year, and have done."""
    prefetch_related_objects([schedule], "tiers")
    year, listed = schedule.year, listed_in(schedule)
    budget = Budget.objects.for_year(year)
    return Preview(
        year=year,
        listed=listed,
        gone=gone_since(year - 1),
        tiers=tiers_of(schedule, listed),
        budget=budget.fees if budget else None,
    )


def left_out(year):
    """The year's members that get no fee or no invoice by themselves, in Swedish order."""
    return [one for one in listed_in(adopted_schedule(year)) if one.is_left_out]


def tiers_of(schedule, listed):
    bounds = [tier.from_employees for tier in schedule.tiers.all()]
    return [
        TierSum(
            tier=tier,
            last=rules.end_of_tier(tier.from_employees, bounds),
            listed=[one for one in listed if one.tier == tier],
        )
        for tier in schedule.tiers.all()
    ]


def listed_in(schedule, **only):
    """The year's members in Swedish order, found by one question; `only` some of them."""
    today = timezone.localdate()
    members = members_with_fees(schedule.year, today).filter(**only).in_swedish_order()
    smallest = min((tier.from_employees for tier in schedule.tiers.all()), default=1)
    return [as_listed(one, schedule, smallest=smallest, today=today) for one in members]


def members_with_fees(year, today):
    """Adds to the year's members what their line in the run is made of."""
    fees = AnnualFee.objects.filter(year=year, organisation=OuterRef("pk"))
    live = Invoice.objects.live().filter(fee__year=year, fee__organisation=OuterRef("pk"))
    waits = non_profit_waits(today, organisation=OuterRef("pk"), year=Value(year))
    return (
        members_in(year)
        .select_related("kind")
        .annotate(
            # A fee that has been raised stands, whatever has become of the head-count.
            reckoned_on=Coalesce(Subquery(fees.values("employees")), head_count_in(year), 0),
            known_how=Coalesce(Subquery(fees.values("known_how")), how_known_in(year)),
            no_answer=why_no_answer_in(year),
            raised=Subquery(fees.values("amount")),
            is_waived=Exists(fees.exclude(waived_at=None)),
            is_invoiced=Exists(live),
            before=fee_in(year - 1),
            in_kind=in_kind_status_in(year),
            send_to=invoice_email_on(today),
            waits=waits,
        )
    )


def fee_in(year):
    """An expression: what the organisation owed for the year, in kronor."""
    fees = AnnualFee.objects.filter(year=year, organisation=OuterRef("pk"), waived_at=None)
    return Subquery(fees.values("amount"), output_field=DecimalField())


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


def as_listed(member, schedule, *, smallest, today):
    tier = schedule.tier_for(member.reckoned_on)
    fee = tier and tier.amount if member.raised is None else member.raised
    reason = why_left_out(member, fee=fee, smallest=smallest, today=today)
    owes = tier and not member.is_waived
    return Listed(
        organisation=member,
        employees=member.reckoned_on,
        known_how=member.known_how,
        tier=tier if owes else None,
        fee=fee if owes else None,
        before=member.before,
        is_invoiced=member.is_invoiced,
        reason=reason,
    )


def why_left_out(member, *, fee, smallest, today):
    agreed = member.accepts_pdf_since
    return rules.why_left_out(
        employees=member.reckoned_on,
        smallest=smallest,
        no_answer=member.no_answer and rules.LeftOut(member.no_answer),
        has_address=all(getattr(member, field) for field in INVOICE_ADDRESS),
        has_email=bool(member.send_to),
        accepts_pdf=bool(agreed and agreed <= today),
        receives_einvoices=bool(member.einvoice_to),
        has_reference=bool(member.buyer_reference),
        in_kind=IN_KIND.get(member.in_kind),
        is_waived=member.is_waived,
        is_free=fee == 0,
        waits=member.waits,
    )


def gone_since(year):
    """Those that owed a fee for the year and are no members of the next, in Swedish order."""
    organisations = Organisation.objects.annotate(before=fee_in(year)).exclude(before=None)
    still = members_in(year + 1).values("pk")
    gone = organisations.exclude(pk__in=still).in_swedish_order()
    return [Gone(organisation, organisation.before) for organisation in gone]
