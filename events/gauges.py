"""How near an event is to its goals, as bars drawn on the server beside their figures."""

from dataclasses import dataclass

from django.core.paginator import Paginator

from events import rules
from events.models import Goal, Outcome, Registration, missing_of, outcome_of, standing_of
from events.models.goals import MEASURES
from events.models.standing import MISSING, stands
from events.results import results_of
from events.rules import Measure

PER_PAGE = 50
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
        label=str(MEASURES[measure]),
        count=count,
        percent=rules.percent_of(count, standing.total),
        length=WIDTH * count / full,
        is_decisive=measure == goal.measure,
    )


def of_event(event) -> dict:
    """What a page of its goals shows: each as it stands, or as it was frozen."""
    goals, results = goals_of(event), results_of(event)
    return {
        "event": event,
        "gauges": [gauge_of(goal) for goal in goals if not goal.in_words],
        "in_words": [(goal, told_of(goal, results)) for goal in goals if goal.in_words],
        "untied": untied_to(event),
    }


def missing_from(event, number: str, page: str | None) -> dict | None:
    """A page of those that the goal with the number lacks; None when there is no such goal.

    Without a number it is the first that is counted.
    """
    counted = [one for one in goals_of(event) if not one.in_words]
    if not (chosen := [one for one in counted if number in ("", str(one.number))]):
        return None
    goal = chosen[0]
    shown = Paginator(absent_from(goal), PER_PAGE).get_page(page)
    outcome = outcome_of(goal)
    return {
        "event": event,
        "gauge": gauge_of(goal),
        "page": shown,
        "rows": [] if outcome else [(one, MISSING[stands(one)]) for one in shown],
    }


def goals_of(event) -> list[Goal]:
    goals = list(event.goals.select_related("outcome"))
    for goal in goals:
        goal.event = event
    return goals


def told_of(goal, results):
    """The answers to the questions that tell of it."""
    return [one for one in results if one.question.goal_id == goal.pk]


def absent_from(goal):
    """Live rows have whom to call; what was frozen is names alone."""
    if outcome := outcome_of(goal):
        return outcome.organisations.filter(**{goal.measure.value: False})
    return missing_of(goal)


def untied_to(event) -> int:
    """How many come for an organisation that is not in the register, and so are not counted."""
    registered = event.registrations.filter(state=Registration.State.REGISTERED)
    return registered.filter(organisation=None).exclude(said_organisation="").count()
