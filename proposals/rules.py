"""What holds for what members say: how far it has come, and how it came to us."""

from datetime import datetime
from enum import StrEnum


class Stage(StrEnum):
    """How far it has come: each gets an answer and a result (row 16)."""

    NEW = "new"
    ANSWERED = "answered"
    DONE = "done"  # something came of it, and it has been told what


class Way(StrEnum):
    """How it came to us (R13.7)."""

    NOTED = "noted"
    BEFORE = "before"
    DURING = "during"
    AFTER = "after"
    ALONE = "alone"  # without an event


def stage(*, answered_at: datetime | None, result_at: datetime | None) -> Stage:
    if result_at:
        return Stage.DONE
    return Stage.ANSWERED if answered_at else Stage.NEW


def way(
    *, is_noted: bool, said_at: datetime, starts_at: datetime | None, ends_at: datetime | None
) -> Way:
    """Noted by somebody who heard it, or sent in: seen from its event, if it has one."""
    if is_noted:
        return Way.NOTED
    if starts_at is None or ends_at is None:
        return Way.ALONE
    if said_at < starts_at:
        return Way.BEFORE
    return Way.DURING if said_at <= ends_at else Way.AFTER
