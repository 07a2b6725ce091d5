"""The pages of minutes as draft, out for signing and locked; and two who sign at once."""

import pytest

from board import actions
from board.models import Minutes
from tests import build
from tests.board.test_minutes import a_draft, a_held_meeting, page_of, sent, signed_by
from tests.board.test_races import at_once
from tests.browser import DESK, PHONE
from tests.flows.people import come_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_last_two_who_sign_at_once_both_count_and_lock_them():
    seats = build.a_board(5)
    minutes = signed_by(sent(a_held_meeting(seats), seats), seats[0])
    at_once(*[lambda seat=seat: signed_by(minutes, seat) for seat in seats[1:3]])
    assert Minutes.objects.get().state == "locked"
    assert minutes.signatures.count() == 3


def test_minutes_are_accessible_and_fit_a_phone_at_every_step(new_page, axe, scrolls_sideways):
    seats = build.a_board(5)
    meeting = a_held_meeting(seats)
    page = new_page(locale="sv-SE")
    come_in(page, seats[1].person.user)

    def faults(name="minutes"):
        for width in (DESK, PHONE):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(page_of(meeting, name))
            yield from axe(page)
            yield from [f"{name} at {width}"] if scrolls_sideways(page) else []

    draft = a_draft(meeting, seats)
    found = [*faults(), *faults("write_minutes")]
    minutes = actions.send_minutes(draft, by=seats[1], today=meeting.held_on)
    found += faults()
    signed_by(minutes, *seats[:3])
    assert [*found, *faults()] == []
