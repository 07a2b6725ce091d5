"""What a call's budget has gone to."""

from dataclasses import dataclass
from decimal import Decimal

from checks.models.later import Reclaim
from checks.models.payouts import Payout
from checks.models.projects import Project


@dataclass(frozen=True)
class Spending:
    """Kronor. What is paid back does not make room in the budget: the grant stands as decided."""

    budget: Decimal
    granted: Decimal
    paid: Decimal
    repaid: Decimal

    @property
    def left(self) -> Decimal:
        return self.budget - self.granted

    @property
    def to_pay(self) -> Decimal:
        """At most: a project may cost less than was granted."""
        return self.granted - self.paid


def spending_of(call) -> Spending:
    projects = Project.objects.filter(application__call=call)
    return Spending(
        budget=call.budget,
        granted=call.budget - call.left,
        paid=Payout.objects.paid().filter(project__in=projects).sum(),
        repaid=Reclaim.objects.exclude(repaid_on=None).filter(project__in=projects).sum(),
    )
