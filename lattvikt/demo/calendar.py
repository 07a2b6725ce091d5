"""The demonstration's days, relative to today, so that it always has a past and a present."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Days:
    """When the year's run was issued, when late members joined, and the board met."""

    today: date
    run: date
    late: date
    board: date

    @property
    def year(self) -> int:
        return self.today.year


def days_for(today: date) -> Days:
    """The run is on 15 January, or late in the year before while that is not yet overdue."""
    run = date(today.year, 1, 15)
    if today < date(today.year, 3, 1):
        run = date(today.year - 1, 11, 20)
    late = max(today - timedelta(days=6), date(today.year, 1, 1))
    return Days(today=today, run=run, late=late, board=late)
