"""A call's applications before the board, as ranked, beside the budget that they share."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum

from board.models import CITED, Matter
from checks import rules
from checks.models.applications import Application
from checks.models.calls import Call


@dataclass(frozen=True)
class Ranked:
    """An application, what those down to it come to, and whether the budget ends above it."""

    application: Application
    so_far: Decimal | None
    budget_ends_above: bool


@dataclass(frozen=True)
class Ranking:
    """What the holder of a seat may see of it.

    Who has jäv in some of it sees only how many they are, and no sums that would tell of them.
    """

    call: Call
    lines: list[Ranked]
    hidden: int
    granted: Decimal | None

    @property
    def left(self) -> Decimal | None:
        return None if self.granted is None else self.call.budget - self.granted


def sees_all(call, seat) -> bool:
    """Whether the holder has jäv in nothing of the call that lies before the board.

    Others are told no sum of the call: what is left would tell what was granted in their own.
    """
    before = call.applications.with_the_board()
    return not before.exclude(matter__in=Matter.objects.visible_to(seat)).exists()


def ranking_of(call, seat) -> Ranking:
    """Two queries whatever the number of applications."""
    before = call.applications.with_the_board()
    seen = before.filter(matter__in=Matter.objects.visible_to(seat)).with_sent()
    related = ["organisation", "statement", "matter__body", f"matter__decision__{CITED}"]
    applications = list(seen.select_related(*related).order_by("statement__rank", "pk"))
    every = before.aggregate(granted=Sum("granted", default=Decimal(0)), number=Count("pk"))
    hidden = every["number"] - len(applications)
    if hidden:
        return Ranking(call, [Ranked(one, None, False) for one in applications], hidden, None)
    return Ranking(call, summed(call, applications), hidden, every["granted"])


def summed(call, applications) -> list[Ranked]:
    sums = rules.running(what_it_takes(one) for one in applications)
    end = rules.first_beyond(sums, call.budget)
    return [
        Ranked(one, so_far, place == end)
        for place, (one, so_far) in enumerate(zip(applications, sums, strict=True))
    ]


def what_it_takes(application) -> Decimal:
    """Of the budget: what is granted or, undecided, what would be on the recommendation."""
    if application.status != Application.Status.SUBMITTED:
        return application.granted or Decimal(0)
    return application.proposed if application.statement.is_for else Decimal(0)
