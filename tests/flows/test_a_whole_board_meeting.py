"""A whole board meeting: from the secretary's agenda to minutes that are signed and locked.

With the real parts: PostgreSQL, Valkey, a Celery worker with its clock, SMTP and Chromium.
"""

from datetime import timedelta
from typing import NamedTuple

import pytest
from django.utils import timezone

from admission.actions import refer
from board.actions import open_matter
from board.models import Seat
from tests import build
from tests.browser import DESK, PHONE
from tests.flows.at_a_meeting import (
    Sitting,
    add_a_paper,
    answer_by_link,
    end_the_point,
    follow,
    give_the_task,
    letter_to,
    note_who_has_left,
    note_who_is_present,
    press,
    put_on_the_agenda,
    says,
    send_the_notice,
    send_to_the_meeting,
    set_a_meeting,
    sign,
    take_a_seat,
    text_of_pdf,
    unfold,
    vote,
    wish_to_hear_again,
    write_down,
)
from tests.flows.people import come_in

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = timezone.localdate()
APPLICANT = "Öxnereds Lättmetall i Vänersborg AB"
REGIONS, PLAN, CONFERENCE = "Läget i regionerna", "Verksamhetsplan", "Konferensen i Luleå"
PAPER = "Bokslut för den sökande"
WITHHELD = "Visas inte för dig på grund av jäv."


TASK_BY = TODAY + timedelta(days=14)
SAID = [
    "{deputy}, suppleant, tjänstgörande för {away}",
    "{away}, ledamot (hade anmält förhinder)",
    "Föredragande: {vice}.",
    "berättade om läget i åtta regioner.",
    "Inspel: Börja i Norrbotten. ({against})",
    "Uppdrag till {leaves}: Fråga Luleå, senast {task_by}.",
    "Hur det gick i Luleå.",
    "På grund av jäv lämnade {recused} mötet och deltog inte i handläggningen.",
    "6 av 7 ledamöter deltog, 5 ja, 1 nej: bifall.",
    "7 av 7 ledamöter deltog: bifall med acklamation.",
    "Före punkten lämnade {leaves} mötet.",
    "6 av 7 ledamöter deltog, 3 ja, 3 nej, utslagsröst ja: bifall.",
    "Reservation av {against}: Det är för dyrt.",
]


class Board(NamedTuple):
    """Seven seats with a vote, who keeps the minutes, and a deputy."""

    chair: Sitting
    vice: Sitting
    recused: Sitting
    away: Sitting
    leaves: Sitting
    against: Sitting
    adjuster: Sitting
    secretary: Sitting
    deputy: Sitting

    @property
    def present(self):
        return [one for one in self if one is not self.away]


PEOPLE = {
    "chair": ("Birgitta Hammarström", Seat.Role.CHAIR),
    "vice": ("Göran Ek", Seat.Role.VICE_CHAIR),
    "recused": ("Mats Öhrn", Seat.Role.MEMBER),
    "away": ("Susanne von Heijne", Seat.Role.MEMBER),
    "leaves": ("Wei Zhang", Seat.Role.MEMBER),
    "against": ("Fatima Al-Sayed", Seat.Role.MEMBER),
    "adjuster": ("Tomasz Kowalski", Seat.Role.MEMBER),
    "secretary": ("Karin Sjögren", Seat.Role.SECRETARY),
    "deputy": ("Ylva Ångström-Löfgren", Seat.Role.DEPUTY),
}


@pytest.fixture
def board(letterbox, live_server, settings, monkeypatch, new_page):
    """With three matters on its table. One of the board acts for the organisation in the first.

    The secretary sits at a desk, and the others have their phones.
    """
    settings.SITE_URL = live_server.url
    monkeypatch.setenv("SITE_URL", live_server.url)
    build.the_programme()
    build.a_schedule()
    board = Board(**{name: take_a_seat(new_page, *facts) for name, facts in PEOPLE.items()})
    for one in board:
        one.page.set_viewport_size({"width": PHONE, "height": 800})
    board.secretary.page.set_viewport_size({"width": DESK, "height": 800})
    an_application_from_the_organisation_of(board.recused.seat.person)
    for title in (PLAN, CONFERENCE):
        open_matter(body=build.the_board(), title=title, resolution=f"Att anta: {title}.")
    return board


def an_application_from_the_organisation_of(person):
    organisation = build.an_organisation(APPLICANT)
    build.a_contact(organisation, person=person)
    application = build.an_application(org_number=organisation.org_number, name=APPLICANT)
    refer(application, by=build.a_user(name="Åsa Nyström"))


@pytest.fixture
def look(axe, scrolls_sideways):
    """`look(page)`: what axe finds there, and whether it is too wide; told at the end."""
    found = []

    def look(page):
        found.extend(axe(page))
        found.extend([f"{page.url} is too wide"] * scrolls_sideways(page))

    yield look
    assert found == []


def test_a_board_meets_from_notice_to_locked_minutes(
    board, letterbox, new_page, start_worker, look
):
    start_worker(clock=True)
    meeting = prepare(board)
    answer_the_notice(board, letterbox, new_page())
    read_the_papers(board, meeting, look)

    note_who_is_present(board.secretary, meeting, board.present)
    hear_of_the_regions(board, meeting, look)
    admit_the_applicant(board, meeting)
    adopt_the_plan(board, meeting)
    divide_on_the_conference(board, meeting, look)
    find_the_wish_on_the_next_agenda(board)

    minutes = f"{meeting}protokoll/"
    write_the_minutes(board, minutes)
    change_them_on_demand(board, letterbox, minutes)
    sign_them(board, letterbox, minutes)
    assert_they_tell_all_of_it(board, minutes)
    assert_no_stranger_reads(new_page(), meeting, minutes)


# Before


def prepare(board):
    meeting = set_a_meeting(board.secretary, on=TODAY, place="Lindholmen, Göteborg")
    put_on_the_agenda(board.secretary, meeting, REGIONS, presenter=board.vice)
    for title in (APPLICANT, PLAN, CONFERENCE):
        send_to_the_meeting(board.secretary, title)
    add_a_paper(board.secretary, meeting, APPLICANT, title=PAPER)
    send_the_notice(board.secretary, meeting)
    return meeting


def answer_the_notice(board, letterbox, page):
    """Each by the link in the letter. One cannot come, and the deputy is asked and can."""
    for one in board:
        if one is not board.deputy:
            letter = letter_to(letterbox, one, "Kallelse")
            assert (APPLICANT in letter) is (one is not board.recused)
            answer = "Jag har förhinder" if one is board.away else "Jag kommer"
            answer_by_link(page, letter, answer)
    answer_by_link(page, letter_to(letterbox, board.deputy, "Kan du tjänstgöra"), "Jag kommer")


def read_the_papers(board, meeting, look):
    """Whoever is recused gets neither the paper nor the name of the applicant."""
    package = f"{meeting}handlingar/"
    for one in (board.chair, board.recused):
        text = text_of_pdf(one.page, package)
        is_shown = one is not board.recused
        assert [words in text for words in (APPLICANT, PAPER, PLAN)] == [is_shown, is_shown, True]
    board.secretary.page.goto(meeting)
    says(board.secretary.page, f"{board.deputy.name} för {board.away.name}")
    board.chair.page.goto(meeting)
    look(board.secretary.page)
    look(board.chair.page)


# At the meeting


def hear_of_the_regions(board, meeting, look):
    follow(board.secretary, meeting)
    write_down(board.secretary, kind="input", text="Börja i Norrbotten.", by=board.against)
    give_the_task(board.secretary, text="Fråga Luleå", to=board.leaves, by=TASK_BY)
    wish_to_hear_again(board.secretary, of="Hur det gick i Luleå", on=TODAY + timedelta(days=30))
    look(board.secretary.page)
    end_the_point(board.secretary)


def admit_the_applicant(board, meeting):
    """Who is recused sees neither papers nor ballot, and the six others vote."""
    voters = [one for one in board.present if one not in (board.recused, board.secretary)]
    follow(board.recused, meeting)
    says(board.recused.page, WITHHELD)
    assert APPLICANT not in board.recused.page.content()
    for one in voters:
        follow(one, meeting)
        vote(one, APPLICANT, "against" if one is board.against else "for")
    assert board.recused.page.goto(board.chair.page.url).status == 404
    board.chair.page.reload()
    says(board.chair.page, "6 av 7 ledamöter deltog, 5 ja, 1 nej: bifall")
    press(board.chair.page, "Besluta: bifall")
    says(board.chair.page, f"{TODAY.year}-1")


def adopt_the_plan(board, meeting):
    board.chair.page.get_by_role("link", name="Under mötet").click()
    says(board.chair.page, f"6 av 7 ledamöter deltog, 5 ja, 1 nej: bifall ({TODAY.year}-1)")
    follow(board.chair, meeting)
    press(board.chair.page, "Bifall med acklamation")
    says(board.chair.page, "7 av 7 ledamöter deltog: bifall med acklamation")


def divide_on_the_conference(board, meeting, look):
    """One has left, one asks for a vote: three against three, and the chair's vote settles it."""
    follow(board.secretary, meeting)
    note_who_has_left(board.secretary, board.leaves)
    follow(board.against, meeting)
    press(board.against.page, "Begär votering")
    look(board.against.page)
    for one, choice in [
        (board.vice, "for"),
        (board.recused, "for"),
        (board.against, "against"),
        (board.adjuster, "against"),
        (board.deputy, "against"),
        (board.chair, "for"),
    ]:
        follow(one, meeting)
        vote(one, CONFERENCE, choice)
    says(board.chair.page, "6 av 7 ledamöter deltog, 3 ja, 3 nej, utslagsröst ja: bifall")
    look(board.chair.page)
    press(board.chair.page, "Besluta: bifall")
    says(board.chair.page, f"{TODAY.year}-3")
    look(board.chair.page)
    follow(board.secretary, meeting)
    write_down(board.secretary, kind="reservation", text="Det är för dyrt.", by=board.against)


def find_the_wish_on_the_next_agenda(board):
    set_a_meeting(board.secretary, on=TODAY + timedelta(days=40), place="Luleå")
    board.secretary.page.get_by_role("link", name="Hur det gick i Luleå").click()
    says(board.secretary.page, REGIONS)


# After


def write_the_minutes(board, minutes):
    page = board.secretary.page
    page.goto(minutes)
    press(page, "Påbörja protokollet")
    page.get_by_role("link", name="Skriv och välj justerare").click()
    page.get_by_label(REGIONS).fill("Göran Ek berättade om läget i **sju** regioner.")
    for one in (board.adjuster, board.deputy):
        page.get_by_label(one.name).check()
    press(page, "Spara protokollet")
    press(page, "Skicka för justering")
    says(page, "Protokollet är skickat")


def change_them_on_demand(board, letterbox, minutes):
    letter_to(letterbox, board.adjuster, "Protokoll att underteckna")
    board.adjuster.page.goto(minutes)
    unfold(board.adjuster.page, "Begär en ändring")
    board.adjuster.page.get_by_label("Vad som ska ändras").fill("§ 1: det var åtta regioner.")
    press(board.adjuster.page, "Begär ändringen")
    assert "åtta regioner" in letter_to(letterbox, board.secretary, "Ändring begärd")
    page = board.secretary.page
    page.goto(minutes)
    page.get_by_role("link", name="Skriv och välj justerare").click()
    page.get_by_label(REGIONS).fill("Göran Ek berättade om läget i **åtta** regioner.")
    press(page, "Spara protokollet")
    press(page, "Skicka för justering")
    says(page, "Protokollet är skickat")


def signers_of(board):
    return [board.chair, board.adjuster, board.deputy, board.secretary]


def sign_them(board, letterbox, minutes):
    for one in signers_of(board):
        sign(one, minutes)
    says(board.secretary.page, "Protokollet är låst")
    letter_to(letterbox, board.away, "Undertecknat protokoll")


def assert_they_tell_all_of_it(board, minutes):
    """To any of the body, and each thing in the order it happened."""
    text = whole = text_of_pdf(board.away.page, f"{minutes}version-1.pdf")
    names = {name: one.name for name, one in board._asdict().items()}
    for line in SAID:
        before, words, text = text.partition(line.format(**names, task_by=TASK_BY))
        assert words, (line, before)
    for words in [*(f"§ {number}" for number in range(1, 5)), REGIONS, PLAN, CONFERENCE]:
        assert words in whole, words
    signed = [
        f"{one.name} {one.seat.get_role_display()} {TODAY}" in whole for one in signers_of(board)
    ]
    assert (signed, whole.count("kod från en app")) == ([True] * 4, 4)


def assert_no_stranger_reads(page, meeting, minutes):
    """Not even a contact person of a member."""
    contact = build.a_contact(build.a_member())
    come_in(page, contact.person.user)
    addresses = [meeting, f"{meeting}under/", f"{meeting}handlingar/", minutes]
    assert [page.goto(one).status for one in addresses] == [404] * 4
    assert page.request.get(f"{minutes}version-1.pdf").status == 404
