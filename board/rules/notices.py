from datetime import date, timedelta

GOOD_NOTICE = timedelta(days=7)


def is_short_notice(held_on: date, *, today: date) -> bool:
    """Less than a week: everybody is to have time to read (LEF 7 kap. 21 §; the week is ours)."""
    return held_on < today + GOOD_NOTICE
