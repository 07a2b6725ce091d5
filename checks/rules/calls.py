"""When a call takes applications, and what its criteria weigh."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

# What medlemscheckar were called before (R7.9); a search for any of it finds them.
FORMER_NAMES = "PP-check, PP-checkar, Prototyp- och processcheck, Prototyp- och processcheckar"


class Stage(StrEnum):
    COMING = "coming"
    OPEN = "open"
    CLOSED = "closed"


def stage(now: datetime, *, opens_at: datetime, closes_at: datetime) -> Stage:
    """Open from the opening moment on; at the closing moment itself it is closed."""
    if now < opens_at:
        return Stage.COMING
    return Stage.OPEN if now < closes_at else Stage.CLOSED


def shares(weights: Sequence[int]) -> list[int]:
    """Weights as whole percent that together are 100: what rounding leaves goes to the largest
    remainders, and among equals to the first."""
    whole = sum(weights)
    parts = [divmod(100 * weight, whole) for weight in weights]
    left = 100 - sum(percent for percent, _rest in parts)
    by_rest = sorted(range(len(parts)), key=lambda place: -parts[place][1])
    return [percent + (place in by_rest[:left]) for place, (percent, _rest) in enumerate(parts)]
