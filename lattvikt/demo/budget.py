"""The year's budget as the annual meeting adopted it, next year's draft, and the first SIE file."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from billing.actions import adopt_budget, make_batch
from billing.models import Budget, BudgetLine
from lattvikt.demo.calendar import Days

Kind = BudgetLine.Kind
LINES = {
    Kind.FEES: 2_150_000,
    Kind.OTHER_INCOME: 60_000,
    Kind.COURSES: 350_000,
    Kind.CHECKS: 600_000,
    Kind.MEETINGS: 220_000,
    Kind.INITIATIVES: 520_000,
    Kind.SHARED_MANAGEMENT: 300_000,
}
NOTED = [
    (Kind.COURSES, 2, 148_000, "Inspelning av kursen Lätta fogar"),
    (Kind.COURSES, 5, 214_500, "Produktion av tre webbkurser"),
    (Kind.MEETINGS, 3, 61_250, "Nätverksträff i Åmål"),
    (Kind.INITIATIVES, 4, 180_000, "Förstudie om återvunnet aluminium"),
    (Kind.SHARED_MANAGEMENT, 1, 150_000, "Första halvårets bidrag"),
]


def make_budgets(*, treasurer, days: Days):
    budget = make_budget(days.year, cost=3_100_000)
    adopt_budget(
        budget,
        on=date(days.year - 1, 11, 20),
        reference=f"Årsstämman {days.year - 1}, § 13",
    )
    note_what_is_used(budget, by=treasurer, days=days)
    make_budget(days.year + 1, cost=3_200_000)


def make_budget(year, *, cost):
    budget = Budget.objects.create(year=year, shared_cost=Decimal(cost))
    for kind, amount in LINES.items():
        budget.lines.create(kind=kind, amount=Decimal(amount))
    budget.lines.create(
        kind=Kind.OTHER_COST, note="Revision och försäkring", amount=Decimal(45_000)
    )
    return budget


def note_what_is_used(budget, *, by, days: Days):
    for kind, month, amount, text in NOTED:
        day = date(days.year, month, 15)
        if day <= days.today:
            line = budget.lines.get(kind=kind)
            line.entries.create(on=day, amount=Decimal(amount), text=text, noted_by=by)


def hand_over_to_the_bookkeeping(*, treasurer, days: Days):
    """The month of the run, as it was sent to the accountant."""
    last = min(days.run + timedelta(days=30), date(days.run.year, 12, 31))
    make_batch(from_day=days.run.replace(day=1), to_day=last, by=treasurer, now=timezone.now())
