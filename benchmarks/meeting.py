"""Queries and server time of a meeting's pages, with 6 matters and with 60, and seven who vote."""

from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from benchmarks.ground import Figures, measure, milliseconds
from benchmarks.pages import opened, signed_in
from board import actions
from board.models import Meeting, Note, Seat
from tests import build

SIZES = [6, 60]
TODAY = timezone.localdate()


def main() -> None:
    build.the_programme()
    seats = build.a_board(7)
    found: dict[str, list[Figures]] = {}
    for size in SIZES:
        meeting = a_meeting_that_votes(size, seats)
        for name, (browser, path) in pages_under(meeting, seats).items():
            found.setdefault(name, []).append(measured(browser, path))
        decide_all(meeting, seats)
        path = reverse("board:minutes", args=["styrelsen", meeting.pk])
        found.setdefault("draft of the minutes", []).append(measured(signed_in_as(seats[0]), path))
    show(found)


def a_meeting_that_votes(size: int, seats: list[Seat]) -> Meeting:
    """Each matter with a point of its own, a note and everybody's vote."""
    meeting = actions.open_meeting(build.the_board(), held_on=TODAY, present=seats)
    for number in range(1, size + 1):
        matter = build.a_matter(title=f"Ärende {number}")
        matter = actions.put_on_meeting(matter, meeting=meeting, by=seats[0])
        actions.write_note(matter.item, kind=Note.Kind.INPUT, text="Börja i norr.", seat=seats[1])
        for seat in seats:
            actions.cast_vote(matter, seat=seat, choice="for")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return meeting


def decide_all(meeting: Meeting, seats: list[Seat]) -> None:
    for matter in meeting.matters.all():
        actions.decide(matter, by=seats[0], today=TODAY)
    actions.begin_minutes(meeting, by=seats[0], today=TODAY)


def pages_under(meeting: Meeting, seats: list[Seat]) -> dict[str, tuple[Client, str]]:
    keeper, member = signed_in_as(seats[0]), signed_in_as(seats[2])
    of_meeting = ["styrelsen", meeting.pk]
    of_point = [*of_meeting, meeting.items.order_by("position").last().pk]
    return {
        "the meeting, with its agenda": (keeper, reverse("board:meeting", args=of_meeting)),
        "«under the meeting», who keeps it": (keeper, reverse("board:live_item", args=of_point)),
        "«under the meeting», a member": (member, reverse("board:live_item", args=of_point)),
        "the open matters": (member, reverse("board:matters", args=["styrelsen"])),
        "agenda and papers as PDF": (member, reverse("board:package", args=of_meeting)),
    }


def signed_in_as(seat: Seat) -> Client:
    return signed_in(seat.person.user)


def measured(browser: Client, path: str) -> Figures:
    return measure(lambda: opened(browser, path))


def show(found: dict[str, list[Figures]]) -> None:
    few, many = SIZES
    print(f"| page | queries at {few} | p50 | queries at {many} | p50 | p50 ratio |")
    print("|---|---|---|---|---|---|")
    for name, (small, large) in found.items():
        told = [f"{one.queries} | {milliseconds(one.median)}" for one in (small, large)]
        print(f"| {name} | {' | '.join(told)} | {large.median / small.median:.2f} |")
