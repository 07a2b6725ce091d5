"""What a year's table of fees comes to, before it is adopted and before anybody is invoiced."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, Subquery

from billing import rules
from billing.models import AnnualFee
from members.models import FeeSchedule, HeadCount, Membership, Organisation

Ends = tuple[int, int | None]


@dataclass(frozen=True)
class Mover:
    """A member before and after: None for a year in which it is none."""

    organisation: Organisation
    before: rules.Place | None
    after: rules.Place | None
    why: rules.Why | None
    has_answered: bool

    @property
    def difference(self) -> Decimal:
        return fee_of(self.after) - fee_of(self.before)


@dataclass(frozen=True)
class Side:
    """A tier in one year's table: what it costs, how many are in it, and what they owe together."""

    fee: Decimal | None
    members: int
    sum: Decimal


@dataclass(frozen=True)
class TierPair:
    """A tier by its ends, None outside the table, with each year's side of it."""

    ends: Ends | None
    before: Side
    after: Side

    @property
    def from_employees(self) -> int | None:
        return self.ends[0] if self.ends else None

    @property
    def to_employees(self) -> int | None:
        return self.ends[1] if self.ends else None


@dataclass(frozen=True)
class YearPreview:
    """Two years side by side. All sums are in kronor."""

    schedule: FeeSchedule
    schedule_before: FeeSchedule | None
    tiers: list[TierPair]
    movers: list[Mover]
    answers: int
    sum_before: Decimal
    sum_after: Decimal

    @property
    def difference(self) -> Decimal:
        return self.sum_after - self.sum_before

    @property
    def year_before(self) -> int:
        return self.schedule.year - 1

    @property
    def most(self) -> int:
        """Of the bars of the chart, the longest."""
        sides = [side.members for tier in self.tiers for side in (tier.before, tier.after)]
        return max([1, *sides])


def preview_year(schedule) -> YearPreview:
    """The year's fees by this table, adopted or a draft, beside those of the year before.

    The year before is what its members have been charged, and for who has not been charged its
    table. The year itself is reckoned on the answers that have come to its head-count round, and
    for the others on the register.
    """
    schedules = FeeSchedule.objects.prefetch_related("tiers")
    schedule_before = schedules.in_force(schedule.year - 1)
    spans_before = schedule_before.spans() if schedule_before else []
    spans_after = schedule.spans()
    standing = [
        stands(one, spans_before, spans_after) for one in members_of_either_year(schedule.year)
    ]
    return YearPreview(
        schedule=schedule,
        schedule_before=schedule_before,
        tiers=pair_tiers(spans_before, spans_after, standing),
        movers=[one for one in standing if one.why] if schedule_before else [],
        answers=sum(one.has_answered for one in standing if one.after),
        sum_before=sum((fee_of(one.before) for one in standing), Decimal(0)),
        sum_after=sum((fee_of(one.after) for one in standing), Decimal(0)),
    )


def members_of_either_year(year):
    """The members of the year or of the one before, in Swedish order, with what each is known by.

    Adds was_member, is_member, charged_on and charged (the fee of the year before) and declared.
    """
    memberships = Membership.objects.filter(organisation=OuterRef("pk"))
    fees = AnnualFee.objects.filter(organisation=OuterRef("pk"), year=year - 1)
    charged = fees.filter(waived_at=None)
    answers = HeadCount.objects.filter(organisation=OuterRef("pk"), round__year=year)
    return (
        Organisation.objects.annotate(
            was_member=Exists(memberships.in_year(year - 1)),
            is_member=Exists(memberships.in_year(year)),
            charged_on=Subquery(charged.values("employees")),
            charged=Subquery(charged.values("amount")),
            declared=Subquery(answers.values("employees")),
        )
        .filter(Exists(memberships.in_year(year - 1)) | Exists(memberships.in_year(year)))
        .in_swedish_order()
    )


def stands(organisation, spans_before, spans_after) -> Mover:
    known = organisation.employees
    before = after = None
    if organisation.was_member:
        is_charged = organisation.charged is not None
        count = organisation.charged_on if is_charged else known
        before = rules.place_in(spans_before, count, organisation.charged)
    if organisation.is_member:
        count = known if organisation.declared is None else organisation.declared
        after = rules.place_in(spans_after, count)
    why = rules.why_it_moves(before, after, spans_before=spans_before, spans_after=spans_after)
    return Mover(organisation, before, after, why, has_answered=organisation.declared is not None)


def pair_tiers(spans_before, spans_after, standing) -> list[TierPair]:
    """Every tier of either table, lowest first; last those outside, if there are any."""
    before = sides(spans_before, (one.before for one in standing))
    after = sides(spans_after, (one.after for one in standing))
    nothing = Side(None, 0, Decimal(0))
    ends: list[Ends | None] = sorted({*before, *after}, key=in_order)
    return [TierPair(one, before.get(one, nothing), after.get(one, nothing)) for one in ends]


def in_order(bounds):
    """By lower and then by upper end; what has no end comes last."""
    lower, upper = bounds or (float("inf"), None)
    return lower, float("inf") if upper is None else upper


def sides(spans, places: Iterable[rules.Place | None]) -> dict[Ends | None, Side]:
    """By its ends, each tier of a table and who is in it; None for those outside it."""
    fees: dict[Ends | None, Decimal] = {
        (span.from_employees, span.to_employees): span.amount for span in spans
    }
    found: dict[Ends | None, list[rules.Place]] = defaultdict(list, {ends: [] for ends in fees})
    for place in places:
        if place:
            found[place.bounds].append(place)
    return {
        ends: Side(fees.get(ends), len(held), sum((place.fee for place in held), Decimal(0)))
        for ends, held in found.items()
    }


def fee_of(place: rules.Place | None) -> Decimal:
    return place.fee if place else Decimal(0)
