"""Where a project stands, from its agreement, its report and the day."""

from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    TO_SIGN = "to_sign"
    RUNNING = "running"
    LATE = "late"
    REPORTED = "reported"
    FINISHED = "finished"


IN_HAND = {"sent": Standing.REPORTED, "approved": Standing.FINISHED}


def standing(*, is_signed: bool, report: str | None, due_on: date, today: date) -> Standing:
    """`report` is the status of the final report, None without one.

    A report is late from the day after its day, also one that was returned with a question.
    """
    if not is_signed:
        return Standing.TO_SIGN
    if report in IN_HAND:
        return IN_HAND[report]
    return Standing.LATE if due_on < today else Standing.RUNNING
