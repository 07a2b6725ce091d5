"""A year's money on one page: what was expected, what came, what is late, and the budget."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.db.models.functions import Least

from billing import rules
from billing.models import (
    Allocation,
    AnnualFee,
    Budget,
    BudgetEntry,
    BudgetLine,
    Invoice,
    Terms,
    WriteOff,
    members_without_fee,
)
from members.models import FeeSchedule

ZERO = Decimal(0)


@dataclass
class FeeSums:
    """What the fees of a year come to, in kronor; of a tier or of all."""

    members: int = 0
    expected: Decimal = ZERO
    in_kind: Decimal = ZERO
    invoiced: Decimal = ZERO
    credited: Decimal = ZERO
    paid: Decimal = ZERO
    rounded: Decimal = ZERO

    @property
    def left(self) -> Decimal:
        """What is to be paid on the invoices."""
        return self.invoiced - self.credited - self.paid - self.rounded

    @property
    def not_invoiced(self) -> Decimal:
        """What is expected in cash and stands on no invoice."""
        return self.expected - self.in_kind - self.invoiced + self.credited

    def add(self, **amounts) -> None:
        for name, amount in amounts.items():
            setattr(self, name, getattr(self, name) + (amount or 0))


@dataclass(frozen=True)
class TierSums:
    """A tier of the year beside the same tier of the year before."""

    from_employees: int
    to_employees: int | None
    now: FeeSums
    before: FeeSums


@dataclass(frozen=True)
class BudgetSum:
    """A line of the budget: what was allocated and what has been used, in kronor."""

    name: str
    note: str
    is_income: bool
    amount: Decimal
    used: Decimal

    @property
    def left(self) -> Decimal:
        return self.amount - self.used

    @property
    def is_over(self) -> bool:
        """A cost that has become more than was allocated to it."""
        return not self.is_income and self.left < 0


@dataclass(frozen=True)
class BudgetOverview:
    """The year's budget and how it stands."""

    budget: Budget
    lines: list[BudgetSum]
    percent: Decimal | None
    share: rules.Share
    terms: Terms

    @property
    def lowest(self) -> Decimal:
        """The lowest share, in per cent, that needs no remark; `highest` is the other end."""
        return max(self.terms.shared_share - self.terms.shared_share_tolerance, ZERO)

    @property
    def highest(self) -> Decimal:
        return self.terms.shared_share + self.terms.shared_share_tolerance

    def total(self, *, is_income: bool) -> BudgetSum:
        lines = [line for line in self.lines if line.is_income is is_income]
        amount = sum((line.amount for line in lines), ZERO)
        return BudgetSum("", "", is_income, amount, sum((line.used for line in lines), ZERO))

    @property
    def income(self) -> BudgetSum:
        return self.total(is_income=True)

    @property
    def cost(self) -> BudgetSum:
        return self.total(is_income=False)

    @property
    def result(self) -> BudgetSum:
        income, cost = self.income, self.cost
        return BudgetSum("", "", True, income.amount - cost.amount, income.used - cost.used)


@dataclass(frozen=True)
class Overview:
    """Everything the page shows; lists are empty where there is nothing."""

    year: int
    today: date
    fees: FeeSums
    before: FeeSums
    tiers: list[TierSums]
    ages: list[rules.Age]
    budget: BudgetOverview | None
    years: list[int] = field(default_factory=list)

    @property
    def most_of_a_tier(self) -> Decimal:
        """The largest sum of a tier in either year: the longest bar."""
        sums = [side.expected for row in self.tiers for side in (row.now, row.before)]
        return max(sums, default=ZERO)

    @property
    def most_of_an_age(self) -> Decimal:
        return max((age.sum for age in self.ages), default=ZERO)

    @property
    def overdue(self) -> Decimal:
        return sum((age.sum for age in self.ages), ZERO)


def overview_of(year: int, *, today: date) -> Overview:
    """How the year's fees and budget stand today. A fixed number of queries.

    A fee belongs to its calendar year whenever it was invoiced, credited or paid.
    """
    tiers = sums_by_tier([year, year - 1], today)
    bounds = sorted({bound for _year, bound in tiers})
    last = last_bounds(year)
    rows = [
        TierSums(
            from_employees=bound,
            to_employees=last.get(bound),
            now=tiers.get((year, bound), FeeSums()),
            before=tiers.get((year - 1, bound), FeeSums()),
        )
        for bound in bounds
    ]
    fees = total_of_tiers(row.now for row in rows)
    return Overview(
        year=year,
        today=today,
        fees=fees,
        before=total_of_tiers(row.before for row in rows),
        tiers=rows,
        ages=ages_of(year, today),
        budget=budget_of(year, fees),
        years=years_with_money(),
    )


def sums_by_tier(years, today) -> dict[tuple[int, int], FeeSums]:
    """By calendar year and the lower bound of the tier."""
    sums: dict[tuple[int, int], FeeSums] = defaultdict(FeeSums)
    raised = AnnualFee.objects.filter(year__in=years, waived_at=None).with_cash().order_by()
    for year, bound, members, expected, in_kind in raised.values_list(
        "year", "from_employees"
    ).annotate(members=Count("pk"), sum=Sum("amount"), work=Sum(Least("in_kind", "amount"))):
        sums[year, bound].add(members=members, expected=expected, in_kind=in_kind)
    for year, bound, members, expected in fees_to_come(years, today):
        sums[year, bound].add(members=members, expected=expected)
    invoices = Invoice.objects.filter(kind=Invoice.Kind.FEE, period__in=years).order_by()
    by_tier = invoices.values_list("period", "from_employees")
    for year, bound, invoiced, credited in by_tier.annotate(
        invoiced=Sum("total", filter=Q(credits=None)),
        credited=-Sum("total", filter=Q(credits__isnull=False)),
    ):
        sums[year, bound or 0].add(invoiced=invoiced, credited=credited)
    for year, bound, paid in settled_by_tier(Allocation, invoices):
        sums[year, bound or 0].add(paid=paid)
    for year, bound, rounded in settled_by_tier(WriteOff, invoices):
        sums[year, bound or 0].add(rounded=rounded)
    return dict(sums)


def settled_by_tier(model, invoices):
    """What stands of the rows that settle the invoices: year, tier and kronor."""
    standing = model.objects.standing().filter(invoice__in=invoices).order_by()
    return standing.values_list("invoice__period", "invoice__from_employees").annotate(
        Sum("amount")
    )


def fees_to_come(years, today):
    """Members whose fee has not been raised yet: year, tier, how many and their fees.

    Not of a year that has passed: who was not billed then is not expected to pay now.
    """
    adopted = FeeSchedule.objects.adopted().filter(year__in=years, year__gte=today.year)
    for schedule in adopted.prefetch_related("tiers"):
        heads = members_without_fee(schedule.year).order_by().values_list("reckoned_on")
        for employees, members in heads.annotate(Count("pk")):
            if tier := schedule.tier_for(employees):
                yield schedule.year, tier.from_employees, members, members * tier.amount


def last_bounds(year) -> dict[int, int | None]:
    """The last head-count of each tier, by its first; of the year's table or the one before."""
    schedules = FeeSchedule.objects.adopted().filter(year__lte=year).prefetch_related("tiers")
    latest = schedules.order_by("-year").first()
    bounds = [tier.from_employees for tier in latest.tiers.all()] if latest else []
    return {bound: rules.end_of_tier(bound, bounds) for bound in bounds}


def total_of_tiers(tiers) -> FeeSums:
    total = FeeSums()
    for tier in tiers:
        total.add(**vars(tier))
    return total


def ages_of(year, today) -> list[rules.Age]:
    fees = Invoice.objects.filter(kind=Invoice.Kind.FEE, period=year).order_by()
    overdue = fees.overdue(today).values_list("due_on", "balance")
    return rules.by_age(((today - due_on).days, balance) for due_on, balance in overdue)


def budget_of(year, fees: FeeSums) -> BudgetOverview | None:
    """The year's budget with what has been used; None where there is none."""
    if not (budget := Budget.objects.for_year(year)):
        return None
    terms, noted = Terms.objects.current(), BudgetEntry.objects.sums(budget)
    known: dict[str, Decimal] = {
        BudgetLine.Kind.FEES: fees.invoiced - fees.credited,
        BudgetLine.Kind.OTHER_INCOME: other_income(year),
    }
    return BudgetOverview(
        budget=budget,
        lines=[
            BudgetSum(
                name=line.name,
                note=line.note if line.kind != BudgetLine.Kind.OTHER_COST else "",
                is_income=line.is_income,
                amount=line.amount,
                used=noted.get(line.pk, ZERO) + known.get(line.kind, ZERO),
            )
            for line in budget.lines.all()
        ],
        percent=rules.percent_of(budget.contribution, budget.shared_cost),
        share=rules.judge_share(
            budget.contribution,
            budget.shared_cost,
            target=terms.shared_share,
            tolerance=terms.shared_share_tolerance,
        ),
        terms=terms,
    )


def other_income(year) -> Decimal:
    """What has been invoiced in the year beside the fees, without VAT and less what is credited."""
    others = Invoice.objects.exclude(kind=Invoice.Kind.FEE).filter(issued_on__year=year)
    return others.aggregate(sum=Sum("net", default=ZERO))["sum"]


def years_with_money() -> list[int]:
    """The years that have fees, a table of fees or a budget, latest first."""
    fees = AnnualFee.objects.order_by().values_list("year")
    tables = FeeSchedule.objects.adopted().order_by().values_list("year")
    return sorted(
        {year for (year,) in fees.union(tables, Budget.objects.order_by().values_list("year"))},
        reverse=True,
    )
