"""What people do before, at and after a board meeting, each at a browser of their own."""

import re
from io import BytesIO
from typing import NamedTuple
from urllib.parse import urlsplit

from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from playwright.sync_api import Page
from pypdf import PdfReader

from board.models import Seat
from tests import build
from tests.flows.people import body_of, come_in, wait_until

SECRET = "JBSWY3DPEHPK3PXP"
BOARD = "/organ/styrelsen/"


class Sitting(NamedTuple):
    """Somebody with a seat, at a browser where they are logged in."""

    seat: Seat
    page: Page

    @property
    def name(self):
        return self.seat.person.name

    @property
    def email(self):
        return self.seat.person.email


def take_a_seat(new_page, name, role, **options) -> Sitting:
    """With an authenticator app for what is signed."""
    person = build.a_person(name)
    TOTP.activate(person.user, SECRET)
    page = new_page(**options)
    come_in(page, person.user)
    return Sitting(build.a_seat(role=role, person=person), page)


def says(page, words):
    page.get_by_text(words).first.wait_for()


def press(page, button):
    page.get_by_role("button", name=button, exact=True).click()


def unfold(page, title):
    page.locator("details:not([open]) > summary", has_text=title).click()


def choose(page, label, option):
    page.get_by_label(label).select_option(label=option)


# Before


def set_a_meeting(who, *, on, place) -> str:
    """The address of its page."""
    who.page.goto(f"{BOARD}moten/")
    who.page.get_by_role("link", name="Lägg in ett möte").click()
    who.page.get_by_label("Datum").fill(on.isoformat())
    who.page.get_by_label("Börjar").fill("13:00")
    who.page.get_by_label("Slutar").fill("16:00")
    who.page.get_by_label("Plats").fill(place)
    press(who.page, "Lägg in mötet")
    says(who.page, "Mötet är inlagt")
    return urlsplit(who.page.url).path


def put_on_the_agenda(who, meeting, title, *, presenter):
    who.page.goto(meeting)
    who.page.get_by_role("link", name="Lägg till en punkt").click()
    who.page.get_by_label("Vad punkten gäller").fill(title)
    choose(who.page, "Föredras av", presenter.name)
    press(who.page, "Sätt upp på dagordningen")
    says(who.page, "Punkten står på dagordningen")


def send_to_the_meeting(who, title):
    who.page.goto(BOARD)
    who.page.get_by_role("link", name=title).click()
    press(who.page, "Skicka till mötet")
    says(who.page, "Ärendet går till mötet")


def add_a_paper(who, meeting, point, *, title):
    who.page.goto(meeting)
    who.page.get_by_role("link", name=point).first.click()
    unfold(who.page, "Underlag")
    who.page.get_by_label("Vad det är").fill(title)
    content = {"name": "a.pdf", "mimeType": "application/pdf", "buffer": build.a_pdf()}
    who.page.locator("#paper_file").set_input_files(content)
    press(who.page, "Lägg till filen")
    says(who.page, "Filen är tillagd")


def send_the_notice(who, meeting):
    who.page.goto(meeting)
    press(who.page, "Skicka kallelsen")
    says(who.page, "Kallelsen är på väg")


def letter_to(letterbox, who, words):
    """The last one with the words in its subject, as soon as it has come."""
    found = wait_until(lambda: [one for one in letterbox.to(who.email) if words in one["Subject"]])
    return body_of(found[-1])


def answer_by_link(page, letter, answer):
    """Without a login, as whoever holds the letter."""
    page.goto(re.search(r"https?://\S+/kallelse/\S+", letter)[0])
    press(page, answer)
    says(page, "Tack för svaret")


def text_of_pdf(page, address) -> str:
    """What the PDF says to who is logged in on the page."""
    content = page.request.get(address).body()
    pages = PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


# At the meeting


def note_who_is_present(who, meeting, people):
    who.page.goto(meeting)
    for one in people:
        who.page.get_by_label(re.compile(rf"{re.escape(one.name)}\b")).check()
    press(who.page, "Spara närvaron")
    says(who.page, "Närvaron är noterad")


def follow(who, meeting):
    """At the point that the meeting has come to."""
    who.page.goto(meeting)
    who.page.get_by_role("link", name="Gå igenom punkterna").click()
    who.page.wait_for_url("**/under/*/")


def end_the_point(who):
    unfold(who.page, "Avsluta punkten")
    who.page.get_by_label("behandlad").check()
    press(who.page, "Avsluta punkten")
    says(who.page, "Punkten är avslutad")


def write_down(who, *, kind, text, by=None):
    unfold(who.page, "Anteckna")
    who.page.locator("#note_kind").select_option(value=kind)
    who.page.locator("#note_text").fill(text)
    if by:
        who.page.locator("#note_seat").select_option(value=str(by.seat.pk))
    press(who.page, "Anteckna")
    says(who.page, "Det är antecknat.")


def give_the_task(who, *, text, to, by):
    unfold(who.page, "Ge ett uppdrag")
    who.page.locator("#task_text").fill(text)
    who.page.locator("#task_owner").select_option(label=to.name)
    who.page.locator("#task_due_on").fill(by.isoformat())
    press(who.page, "Ge uppdraget")
    says(who.page, "Uppdraget är givet")


def wish_to_hear_again(who, *, of, on):
    unfold(who.page, "Önska uppföljning")
    who.page.locator("#wish_wish").fill(of)
    who.page.locator("#wish_due_on").fill(on.isoformat())
    press(who.page, "Önska uppföljning")
    says(who.page, "av sig självt")


def note_who_has_left(who, somebody):
    unfold(who.page, "Vilka som är med under punkten")
    choose(who.page, somebody.name, "har lämnat mötet")
    press(who.page, "Spara vilka som är med")
    says(who.page, "Det är antecknat vilka som är med.")


def vote(who, title, choice):
    """From the point at the meeting to the matter's ballot."""
    who.page.locator("#live").get_by_role("link", name=title).click()
    who.page.locator(f"#ballot input[name=choice][value={choice}]").check()
    who.page.locator("#ballot form:has([name=choice]) button").click()
    says(who.page, "Du har svarat")


# After


def sign(who, minutes):
    """With the code that the app shows just then."""
    who.page.goto(minutes)
    press(who.page, "Underteckna protokollet")
    says(who.page, "Visa ditt andra steg")
    counter = next(iter(yield_hotp_counters_from_time()))
    who.page.locator("#id_code").fill(format_hotp_value(hotp_value(SECRET, counter)))
    who.page.locator("form:has(#id_code) button[type=submit]").first.click()
    who.page.wait_for_url(f"**{minutes}")
    press(who.page, "Underteckna protokollet")
    who.page.get_by_role("button", name="Underteckna protokollet").wait_for(state="detached")
