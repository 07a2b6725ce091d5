from datetime import UTC, date, datetime, timedelta

import pytest

from events import rules
from events.rules import Stage, offer_until, places_left, stage, takes_registrations

BEGINS = datetime(2027, 11, 18, 12, tzinfo=UTC)
ENDS = BEGINS + timedelta(hours=4)
SECOND = timedelta(seconds=1)


def stage_at(now, **facts):
    moments = {"published_at": BEGINS - timedelta(days=60), "closed_at": None, "cancelled_at": None}
    return stage(**{**moments, **facts}, ends_at=ENDS, now=now)


@pytest.mark.parametrize(
    ("now", "facts", "found"),
    [
        (BEGINS, {"published_at": None}, Stage.DRAFT),
        (ENDS - SECOND, {}, Stage.PUBLISHED),
        (ENDS, {}, Stage.HELD),
        (ENDS + SECOND, {"closed_at": ENDS + SECOND}, Stage.CLOSED),
        (BEGINS, {"cancelled_at": BEGINS}, Stage.CANCELLED),
        (BEGINS, {"cancelled_at": BEGINS, "published_at": None}, Stage.CANCELLED),
    ],
)
def test_an_event_goes_from_draft_to_closed(now, facts, found):
    assert stage_at(now, **facts) == found


@pytest.mark.parametrize(
    ("now", "closes_at", "may"),
    [
        (BEGINS - SECOND, None, True),
        (BEGINS, None, False),
        (BEGINS - timedelta(days=2) - SECOND, BEGINS - timedelta(days=2), True),
        (BEGINS - timedelta(days=2), BEGINS - timedelta(days=2), False),
    ],
)
def test_registration_closes_to_the_second(now, closes_at, may):
    found = takes_registrations(stage=stage_at(now), starts_at=BEGINS, closes_at=closes_at, now=now)
    assert found == may


def test_only_a_published_event_takes_registrations():
    for other in set(Stage) - {Stage.PUBLISHED}:
        assert not takes_registrations(
            stage=other, starts_at=BEGINS, closes_at=None, now=BEGINS - SECOND
        )


@pytest.mark.parametrize(
    ("capacity", "taken", "left"), [(None, 400, None), (50, 49, 1), (50, 50, 0), (40, 50, 0)]
)
def test_no_more_people_than_places(capacity, taken, left):
    assert places_left(capacity=capacity, taken=taken) == left


def test_an_offer_never_holds_longer_than_until_the_start():
    early, late = BEGINS - timedelta(days=5), BEGINS - timedelta(hours=3)
    assert offer_until(now=early, hours=48, starts_at=BEGINS) == early + timedelta(hours=48)
    assert offer_until(now=late, hours=48, starts_at=BEGINS) == BEGINS


@pytest.mark.parametrize(
    ("days", "expected"),
    [(0, "alive"), (365, "alive"), (366, "drowsy"), (548, "drowsy"), (549, "asleep")],
)
@pytest.mark.parametrize("has_met", [True, False])
def test_a_network_is_as_lively_as_its_latest_meeting_or_else_its_start(days, expected, has_met):
    today = date(2026, 11, 25)
    then = today - timedelta(days=days)
    facts = {"started_on": date(2020, 1, 1), "last_on": then}
    assert liveliness(**(facts if has_met else {"started_on": then})) == expected


def test_a_network_with_a_meeting_to_come_is_alive_however_long_ago_the_latest_was():
    assert liveliness(started_on=date(2001, 1, 1), has_next=True) == "alive"


def liveliness(**facts):
    defaults = {"last_on": None, "has_next": False, "alive_days": 365, "asleep_days": 548}
    return rules.vitality(**{**defaults, **facts}, today=date(2026, 11, 25))


@pytest.mark.parametrize(
    ("started", "rests", "ended", "expected"),
    [
        (False, False, False, "proposed"),
        (True, False, False, "standing"),
        (True, True, False, "resting"),
        (True, False, True, "ended"),
        (False, False, True, "ended"),
    ],
)
def test_a_network_s_stage_follows_from_its_days(started, rests, ended, expected):
    day = date(2026, 5, 4)
    days = {"started_on": started, "rests_since": rests, "ended_on": ended}
    facts = {name: day if has else None for name, has in days.items()}
    assert rules.network_stage(**facts) == expected
