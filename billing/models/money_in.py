"""«Pengar in»: what came each day, and where it is now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Case, Count, DecimalField, F, Sum, Value, When

from billing.models.payments import Payment


@dataclass(frozen=True)
class DayIn:
    """What came in on a day, in kronor, and how much of it is where. `on` is None for a sum."""

    on: date | None
    payments: int
    came: Decimal
    matched: Decimal
    credit: Decimal
    repaid: Decimal
    returned: Decimal
    waits: Decimal

    @property
    def elsewhere(self) -> Decimal:
        """What needs no matching: credit, to repay or repaid, taken back."""
        return self.credit + self.repaid + self.returned


def days_in(since: date, until: date) -> list[DayIn]:
    """Each day on which something came in, the latest first. One query."""
    payments = Payment.objects.filter(received_on__range=(since, until)).with_unallocated()
    amount: DecimalField = DecimalField(max_digits=14, decimal_places=2)
    zero = Value(Decimal(0), output_field=amount)
    is_nobodys = When(organisation=None, then=F("unallocated"))
    days = (
        payments.order_by()
        .annotate(waits=Case(is_nobodys, default=zero, output_field=amount))
        .values("received_on")
        .annotate(
            count=Count("pk"),
            came=Sum("amount"),
            matched=Sum("spent"),
            gone=Sum("repaid"),
            back=Sum("returned"),
            left=Sum("unallocated"),
            nobodys=Sum("waits"),
        )
        .order_by("-received_on")
    )
    return [
        DayIn(
            on=day["received_on"],
            payments=day["count"],
            came=day["came"],
            matched=day["matched"],
            credit=day["left"] - day["nobodys"],
            repaid=day["gone"],
            returned=day["back"],
            waits=day["nobodys"],
        )
        for day in days
    ]


def sum_of(days: Iterable[DayIn]) -> DayIn:
    """All the days together."""
    days = list(days)
    amounts = {
        name: sum((getattr(day, name) for day in days), Decimal(0))
        for name in ["came", "matched", "credit", "repaid", "returned", "waits"]
    }
    return DayIn(on=None, payments=sum(day.payments for day in days), **amounts)
