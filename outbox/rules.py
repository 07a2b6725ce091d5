"""How patient the post is."""

from datetime import timedelta

FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=6)
ATTEMPTS = 18  # with the waits above: a server may be unwell from Friday evening to Monday


def wait_after(attempts: int) -> timedelta | None:
    """How long to wait after so many attempts; None when it is time to ask a person."""
    if attempts >= ATTEMPTS:
        return None
    return min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT)
