"""When a member is reminded of the final report. The day itself never moves by itself."""

from datetime import date

DAYS_BEFORE = (7, 30)
MOST_WEEKS_LATE = 8
DAYS_REMINDED_BEFORE = max(DAYS_BEFORE)
DAYS_REMINDED_AFTER = 7 * MOST_WEEKS_LATE


def report_reminder(due_on: date, today: date) -> str | None:
    """The name of the step that has been reached: «7» days before, «late-2» in the second week."""
    left = (due_on - today).days
    if left >= 0:
        return next((str(days) for days in DAYS_BEFORE if left <= days), None)
    week = (-left - 1) // 7 + 1
    return f"late-{week}" if week <= MOST_WEEKS_LATE else None
