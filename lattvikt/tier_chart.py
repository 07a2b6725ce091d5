"""Members and fees per tier, as a small chart drawn on the server beside its table."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, Count, IntegerField, When

from members.models import FeeSchedule, Organisation

WIDTH = 100  # of the longest bar, in the drawing's own units


@dataclass(frozen=True)
class TierBar:
    """A tier with its members, what their fees come to in kronor, and its bar's length."""

    from_employees: int | None
    to_employees: int | None
    members: int
    fees: Decimal
    length: float


def of_year(year: int) -> list[TierBar]:
    """One bar a tier of the schedule in force, and a last one for those outside the table."""
    schedule = FeeSchedule.objects.in_force(year)
    if schedule is None:
        return []
    tiers = list(schedule.tiers.all())
    counted = members_by_lower_bound(tiers)
    most = max(counted.values(), default=0) or 1
    bounds = [tier.from_employees for tier in tiers]
    bars = [
        TierBar(
            from_employees=tier.from_employees,
            to_employees=following - 1 if following else None,
            members=(members := counted.get(tier.from_employees, 0)),
            fees=tier.amount * members,
            length=WIDTH * members / most,
        )
        for tier, following in zip(tiers, [*bounds[1:], None], strict=True)
    ]
    if outside := counted.get(None, 0):
        bars.append(TierBar(None, None, outside, Decimal(0), WIDTH * outside / most))
    return bars


def members_by_lower_bound(tiers) -> dict[int | None, int]:
    """How many members fall in each tier; None counts those outside the table (0, unknown)."""
    steps = [When(employees__gte=tier.from_employees, then=tier.from_employees) for tier in tiers]
    rows = (
        Organisation.objects.members()
        .order_by()
        .values(bound=Case(*reversed(steps), output_field=IntegerField()))
        .annotate(members=Count("pk"))
        .values_list("bound", "members")
    )
    return dict(rows)
