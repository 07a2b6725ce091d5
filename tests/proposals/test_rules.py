"""How far a view or a need has come, and how it came to us, at their edges."""

from datetime import datetime, timedelta

import pytest

from proposals import rules
from proposals.rules import Stage, Way

NINE = datetime(2026, 11, 18, 9)
NOON = datetime(2026, 11, 18, 12)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("answered_at", "result_at", "stage"),
    [(None, None, Stage.NEW), (NINE, None, Stage.ANSWERED), (NINE, NOON, Stage.DONE)],
)
def test_it_is_new_until_it_is_answered_and_done_when_something_came_of_it(
    answered_at, result_at, stage
):
    assert rules.stage(answered_at=answered_at, result_at=result_at) == stage


@pytest.mark.parametrize(
    ("said_at", "way"),
    [
        (NINE - SECOND, Way.BEFORE),
        (NINE, Way.DURING),
        (NOON, Way.DURING),
        (NOON + SECOND, Way.AFTER),
    ],
)
def test_what_is_sent_in_is_seen_from_its_event_to_the_second(said_at, way):
    came = rules.way(is_noted=False, said_at=said_at, starts_at=NINE, ends_at=NOON)
    assert came == way


def test_what_has_no_event_stands_alone():
    came = rules.way(is_noted=False, said_at=NINE, starts_at=None, ends_at=None)
    assert came == Way.ALONE


@pytest.mark.parametrize("starts_at", [None, NINE])
def test_what_somebody_heard_is_noted_whenever_it_was_written(starts_at):
    ends_at = starts_at and NOON
    came = rules.way(is_noted=True, said_at=NOON, starts_at=starts_at, ends_at=ends_at)
    assert came == Way.NOTED
