"""What holds for events and local networks: where one stands in its life, who gets a place when."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from math import ceil
from typing import Any

from lattvikt.lib.calendar_file import STOCKHOLM


class Stage(StrEnum):
    """Where an event is in its life."""

    DRAFT = "draft"
    PUBLISHED = "published"
    HELD = "held"
    CLOSED = "closed"
    CANCELLED = "cancelled"


def stage(
    *,
    published_at: datetime | None,
    ends_at: datetime,
    closed_at: datetime | None,
    cancelled_at: datetime | None,
    now: datetime,
) -> Stage:
    """Draft → published → held → closed, or cancelled at any time before it is held.

    Held says only that its end has passed; closed, that a person has frozen what it came to.
    """
    if cancelled_at:
        return Stage.CANCELLED
    if closed_at:
        return Stage.CLOSED
    if published_at is None:
        return Stage.DRAFT
    return Stage.HELD if ends_at <= now else Stage.PUBLISHED


def takes_registrations(
    *, stage: Stage, starts_at: datetime, closes_at: datetime | None, now: datetime
) -> bool:
    """Until registration closes, or else until the event starts; to the second."""
    return stage == Stage.PUBLISHED and now < (closes_at or starts_at)


class Measure(StrEnum):
    """How near somebody of an organisation has come to being there."""

    INVITED = "invited"
    SAID_YES = "said_yes"
    REGISTERED = "registered"
    CHECKED_IN = "checked_in"


class Missing(StrEnum):
    """Where it stands with an organisation that is not represented, the nearest first."""

    NOT_COME = "not_come"
    NOT_REGISTERED = "not_registered"
    SILENT = "silent"
    SAID_NO = "said_no"
    NOT_INVITED = "not_invited"


def missing(*, registered: bool, said_yes: bool, silent: bool, said_no: bool) -> Missing:
    """One of several who is silent weighs more than another's no: there is somebody to ask."""
    stands = {
        Missing.NOT_COME: registered,
        Missing.NOT_REGISTERED: said_yes,
        Missing.SILENT: silent,
        Missing.SAID_NO: said_no,
    }
    return next((one for one, holds in stands.items() if holds), Missing.NOT_INVITED)


def organisations_needed(*, percent: int, members: int) -> int:
    """Whole organisations: 75 % of 70 is 52.5, so 53 (R13.19)."""
    return -(-percent * members // 100)


def is_reached(*, count: int, needed: int, total: int, is_share: bool) -> bool:
    """To the organisation. A share of nobody is not reached."""
    return count >= needed and not (is_share and total == 0)


def percent_of(count: int, total: int) -> int:
    """Rounded down, so that 74.9 % is never shown as the 75 that it is not."""
    return 100 * count // total if total else 0


def places_left(*, capacity: int | None, taken: int) -> int | None:
    """None where there is no limit. Never below zero, also when a capacity has been lowered."""
    return None if capacity is None else max(capacity - taken, 0)


def offer_until(*, now: datetime, hours: int, starts_at: datetime) -> datetime:
    """When an offered place goes to the next in line: never later than the start."""
    return min(now + timedelta(hours=hours), starts_at)


def gets_place(*, left: int | None, has_line: bool) -> bool:
    """Whether who asks now gets a place at once: nobody passes those who wait."""
    return not has_line and left != 0


def moved(moment: datetime, begins: datetime, anew: datetime) -> datetime:
    """What stood so long after `begins` stands as long after `anew`, by the clock on the wall.

    So nine o'clock stays nine o'clock, also when one is in summer time and the other is not.
    """
    wall = [one.astimezone(STOCKHOLM).replace(tzinfo=None) for one in (moment, begins, anew)]
    return (wall[2] + (wall[0] - wall[1])).replace(tzinfo=STOCKHOLM)


DOOR_OPENS = timedelta(days=1)  # before the event begins: badges are laid out the evening before
UNDONE_WITHIN = timedelta(days=1)


def door_is_open(*, stage: Stage, starts_at: datetime, now: datetime) -> bool:
    """From a day before, until a person closes the event; who came is often noted afterwards."""
    return stage in (Stage.PUBLISHED, Stage.HELD) and now >= starts_at - DOOR_OPENS


def has_room(*, capacity: int | None, taken: int, inside: int, has_begun: bool) -> bool:
    """Whether one more is let in: places are kept for who has one, until it begins."""
    return capacity is None or (inside if has_begun else taken) < capacity


def holding(presses: Iterable) -> Any:
    """The press by which somebody has come: the first since it was last taken back; or None.

    Whatever the order in which they were heard, and however many devices they come from, the
    answer is the same. What was pressed more than a day ago is not taken back.
    """
    held = None
    for press in sorted(presses, key=lambda one: (one.pressed_at, one.has_come, one.pk)):
        if press.has_come:
            held = held or press
        elif held and press.pressed_at - held.pressed_at <= UNDONE_WITHIN:
            held = None
    return held


class NetworkStage(StrEnum):
    """Where a local network is in its life. Only people move it, never the clock (R13.37)."""

    PROPOSED = "proposed"
    STANDING = "standing"
    RESTING = "resting"
    ENDED = "ended"


def network_stage(
    *, started_on: date | None, rests_since: date | None, ended_on: date | None
) -> NetworkStage:
    if ended_on:
        return NetworkStage.ENDED
    if started_on is None:
        return NetworkStage.PROPOSED
    return NetworkStage.RESTING if rests_since else NetworkStage.STANDING


class Vitality(StrEnum):
    """How lively a local network is, seen from its meetings (R13.37)."""

    ALIVE = "alive"
    DROWSY = "drowsy"
    ASLEEP = "asleep"


def vitality(
    *,
    started_on: date,
    last_on: date | None,
    has_next: bool,
    alive_days: int,
    asleep_days: int,
    today: date,
) -> Vitality:
    """Alive while a meeting is to come or the latest was within `alive_days`, the day included.

    Asleep when more than `asleep_days` have passed. One that has not met yet is reckoned from the
    day when it started.
    """
    quiet = (today - (last_on or started_on)).days
    if has_next or quiet <= alive_days:
        return Vitality.ALIVE
    return Vitality.DROWSY if quiet <= asleep_days else Vitality.ASLEEP


SMALLEST, WIDE, HIGH = 7, 390, 0.42  # points; characters of one point on a line; millimetres a line


def badge_size(text: str, *, largest: int, height: int) -> int:
    """The largest size in points at which a text fits a badge, so many millimetres high."""
    longest = max(map(len, text.replace("-", "- ").split()), default=0)
    for size in range(largest, SMALLEST, -1):
        on_a_line = WIDE / size
        lines = ceil(len(text) * 1.2 / on_a_line)
        if longest <= on_a_line and lines * size * HIGH <= height:
            return size
    return SMALLEST
