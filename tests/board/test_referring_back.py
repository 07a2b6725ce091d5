"""A matter is referred back: undecided, to where it came from."""

import pytest
from django.utils import timezone

from admission.actions import refer
from admission.models import Application
from board import actions
from board.models import Matter
from lattvikt.lib.refused import Refused
from tests import build

pytestmark = pytest.mark.django_db

BACK = {"ending": "referred_back", "reason": "Antalet anställda är oklart."}


@pytest.fixture
def seats():
    return build.a_board(3)


@pytest.fixture
def meeting(seats):
    return actions.open_meeting(build.the_board(), held_on=timezone.localdate(), present=seats)


def on(meeting, seats, matter):
    return actions.put_on_meeting(matter, meeting=meeting, by=seats[0]).item


def test_an_application_is_received_anew_and_can_be_referred_again(meeting, seats):
    application = build.an_application()
    refer(application, by=build.a_secretary())
    application.refresh_from_db()
    first = application.matter
    point = on(meeting, seats, first)
    actions.end_item(point, by=seats[0].person.user, **BACK)
    application.refresh_from_db()
    first.refresh_from_db()
    told = application.events.order_by("pk").last()
    assert (application.status, told.text) == (Application.Status.SUBMITTED, BACK["reason"])
    assert (first.is_open, first.item) == (False, point)
    refer(application, by=build.a_secretary())
    application.refresh_from_db()
    assert application.matter != first
    assert list(Matter.objects.open()) == [application.matter]


def test_a_matter_without_a_case_is_taken_off_the_table(meeting, seats):
    point = on(meeting, seats, build.a_matter())
    actions.end_item(point, by=None, **BACK)
    assert (Matter.objects.open().count(), meeting.items.get().ending_reason) == (0, BACK["reason"])


def test_it_takes_a_reason(meeting, seats):
    point = on(meeting, seats, build.a_matter())
    with pytest.raises(Refused, match="varför"):
        actions.end_item(point, ending="referred_back", reason=" ")


def test_a_case_that_cannot_be_taken_back_stays_and_nothing_happens(meeting, seats):
    work = build.an_in_kind(status="referred", matter=build.a_matter())
    point = on(meeting, seats, work.matter)
    with pytest.raises(Refused, match="återremitteras"):
        actions.end_item(point, by=None, **BACK)
    assert (Matter.objects.open().count(), meeting.items.get().ending) == (1, "")
