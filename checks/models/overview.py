"""The applications of a call beside each other, as the holder of a seat may see them."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count

from checks import rules
from checks.models.applications import Application
from checks.models.assessments import Assessment, Assessor, Score


@dataclass(frozen=True)
class Line:
    """An application: how far its assessment has come, and what it comes to as far as one sees."""

    application: Application
    given: int
    wanted: int
    is_mine_to_give: bool
    spread: rules.Spread | None

    @property
    def statement(self):
        return getattr(self.application, "statement", None)

    @property
    def order(self):
        """By the ranking; then what has no statement, the highest mean first."""
        rank = self.statement.rank if self.statement else float("inf")
        return rank, -(self.spread.mean if self.spread else Decimal(0)), self.application.pk


def overview_of(call, seat) -> list[Line]:
    """In order of rank and mean; five queries whatever the number of applications."""
    seen = call.applications.visible_to(seat).with_sent()
    given, wanted = how_many_given(call), how_many_wanted(call)
    mine, values = mine_to_give(call, seat), values_seen(call, seat)
    lines = [
        Line(
            one,
            given=given[one.pk],
            wanted=wanted[one.pk],
            is_mine_to_give=one.pk in mine,
            spread=rules.spread(values[one.pk]),
        )
        for one in seen.select_related("organisation", "statement")
    ]
    return sorted(lines, key=lambda line: line.order)


def how_many_wanted(call) -> dict[int, int]:
    able = Assessor.objects.able().filter(application__call=call)
    return defaultdict(int, able.values_list("application").annotate(Count("pk")))


def how_many_given(call) -> dict[int, int]:
    counting = Assessment.objects.counting().filter(assessor__application__call=call)
    return defaultdict(int, counting.values_list("assessor__application").annotate(Count("pk")))


def mine_to_give(call, seat) -> set[int]:
    waiting = Assessor.objects.waiting().of(seat.person_id).filter(application__call=call)
    return set(waiting.values_list("application", flat=True))


def values_seen(call, seat) -> dict[int, list[Decimal]]:
    """By application, what each assessment that the seat may see comes to."""
    seen = Assessment.objects.counting().visible_to(seat).filter(assessor__application__call=call)
    rows = Score.objects.filter(assessment__in=seen).values_list(
        "assessment__assessor__application", "assessment", "criterion__weight", "points"
    )
    points: dict[tuple[int, int], list] = defaultdict(list)
    for application, assessment, weight, given in rows.order_by("assessment"):
        points[application, assessment].append((weight, given))
    values = defaultdict(list)
    for (application, _assessment), pairs in points.items():
        values[application].append(rules.weighted(pairs))
    return values
