"""How near an event is to its goals, as bars drawn on the server beside their figures."""

from dataclasses import dataclass

from events import rules
from events.models import Goal, Outcome, outcome_of, standing_of
from events.models.goals import MEASURES
from events.rules import Measure

WIDTH = 100  # of a bar that is full, in the drawing's own units
LAST_MARK = 99.4  # where the line at a target of all still is within the drawing


@dataclass(frozen=True)
class Bar:
    """A measure: how many organisations have come so far, of all (per cent), and its length."""

    label: str
    count: int
    percent: int
    length: float
    is_decisive: bool


@dataclass(frozen=True)
class Gauge:
    """A goal in numbers, as it stands or as it was frozen. `mark` is where the target is."""

    goal: Goal
    outcome: Outcome | None
    total: int
    needed: int
    count: int
    is_reached: bool
    mark: float
    bars: list[Bar]

    @property
    def missing(self) -> int:
        return self.total - self.count

    @property
    def lacks(self) -> int:
        """How many more are needed."""
        return max(self.needed - self.count, 0)


def gauge_of(goal: Goal) -> Gauge:
    standing = standing_of(goal)
    needed, count = goal.needed_of(standing.total), standing.counts[goal.measure]
    full = max(standing.total if goal.is_share else needed, *standing.counts.values(), 1)
    return Gauge(
        goal=goal,
        outcome=outcome_of(goal),
        total=standing.total,
        needed=needed,
        count=count,
        is_reached=rules.is_reached(
            count=count, needed=needed, total=standing.total, is_share=goal.is_share
        ),
        mark=min(WIDTH * needed / full, LAST_MARK),
        bars=[bar_of(goal, measure, standing, full) for measure in Measure],
    )


def bar_of(goal, measure, standing, full) -> Bar:
    count = standing.counts[measure]
    return Bar(
        label=MEASURES[measure],
        count=count,
        percent=rules.percent_of(count, standing.total),
        length=WIDTH * count / full,
        is_decisive=measure == goal.measure,
    )
