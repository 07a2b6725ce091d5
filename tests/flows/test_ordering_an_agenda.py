"""The points of an agenda are dragged; without JavaScript the buttons do the same."""

import pytest
from django.utils import timezone

from board.actions import add_item, move_item, open_meeting
from tests import build
from tests.flows.people import come_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def chair():
    return build.a_board(3)[0]


@pytest.fixture
def meeting(chair):
    meeting = open_meeting(build.the_board(), held_on=timezone.localdate())
    for title in ("Ekonomi", build.LONG_NAME, "Övriga frågor"):
        add_item(meeting, title=title)
    return meeting


def address(meeting):
    return f"/organ/styrelsen/moten/{meeting.pk}/"


def titles(meeting):
    return [item.title for item in meeting.items.order_by("position")]


def drag(page, title, *, onto):
    """By the dots of the point, to below the middle of another."""
    row = page.locator(".agenda > li", has_text=title)
    there = page.locator(".agenda > li", has_text=onto).bounding_box()
    row.locator(".grip").hover()
    page.mouse.down()
    page.mouse.move(there["x"] + 20, there["y"] + there["height"] - 4, steps=8)


def test_a_point_is_dragged_to_its_place(page, meeting, chair, axe):
    come_in(page, chair.person.user)
    page.goto(address(meeting))
    drag(page, "Ekonomi", onto="Övriga frågor")
    with page.expect_navigation():
        page.mouse.up()
    expected = [build.LONG_NAME, "Övriga frågor", "Ekonomi"]
    assert titles(meeting) == expected
    assert page.locator(".agenda h3").all_inner_texts() == expected
    assert axe(page) == []


def test_escape_puts_it_back(page, meeting, chair):
    come_in(page, chair.person.user)
    page.goto(address(meeting))
    before = page.locator(".agenda h3").all_inner_texts()
    drag(page, "Ekonomi", onto="Övriga frågor")
    assert page.locator(".agenda h3").all_inner_texts() != before
    page.keyboard.press("Escape")
    page.mouse.up()
    assert page.locator(".agenda h3").all_inner_texts() == before
    assert titles(meeting) == before


def test_who_drags_what_somebody_has_moved_meanwhile_is_told(page, meeting, chair):
    come_in(page, chair.person.user)
    page.goto(address(meeting))
    move_item(meeting.items.get(position=3), up=True)
    moved = titles(meeting)
    drag(page, "Ekonomi", onto="Övriga frågor")
    with page.expect_navigation():
        page.mouse.up()
    assert "Dagordningen har ändrats under tiden" in page.inner_text("main")
    assert titles(meeting) == moved


@pytest.mark.parametrize("width", [360, 1280])
def test_without_javascript_the_buttons_move_it_and_no_dots_are_shown(
    new_page, meeting, chair, width
):
    page = new_page(javascript=False, width=width)
    come_in(page, chair.person.user)
    page.goto(address(meeting))
    assert page.locator(".grip").count() == 0
    page.get_by_role("button", name="Flytta ner: Ekonomi").click()
    assert titles(meeting) == [build.LONG_NAME, "Ekonomi", "Övriga frågor"]


def test_on_a_phone_the_dots_have_room(phone_page, meeting, chair):
    come_in(phone_page, chair.person.user)
    phone_page.goto(address(meeting))
    assert phone_page.evaluate("document.documentElement.scrollWidth") == 360
