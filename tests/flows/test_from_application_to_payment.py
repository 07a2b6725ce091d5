"""The programme's main job, whole: from an application in the browser to a settled invoice.

With the real parts: PostgreSQL, Valkey, a Celery worker with its clock, SMTP and Chromium. At a
meeting and between meetings, with JavaScript and without.
"""

import io
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from billing.models import Invoice
from lattvikt.lib import ocr
from members.models import Membership
from tests import build
from tests.flows.people import (
    body_of,
    come_in,
    log_in_with_second_factor,
    sign_up,
    wait_until,
)

NAME = "Åkerströms Lättbyggen i Övre Ångermanland Aktiebolag (publ)"
NUMBER = "556000-0001"
APPLICANT = "orjan@lattbyggen.example"
INVOICE_ADDRESS = "faktura@lattbyggen.example"
PASSWORD = "fjäder och fackverk"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def programme(letterbox, live_server, settings, monkeypatch):
    """Adopted fees with an approved run, an agenda, a board of seven and a secretary."""
    settings.SITE_URL = live_server.url
    monkeypatch.setenv("SITE_URL", live_server.url)
    build.the_programme()
    build.a_schedule()
    build.an_agenda()


@pytest.mark.parametrize("at_meeting", [True, False], ids=["at a meeting", "between meetings"])
@pytest.mark.parametrize("javascript", [True, False], ids=["JavaScript", "no JavaScript"])
def test_an_organisation_applies_is_admitted_invoiced_and_pays(
    programme, letterbox, new_page, start_worker, at_meeting, javascript
):
    board = build.a_board(7)
    secretary = build.a_user(password=PASSWORD, is_staff=True, is_superuser=True, name="Karin")
    start_worker(clock=True)

    applicant = new_page(javascript=javascript, width=360)
    sign_up(applicant, letterbox, email=APPLICANT)
    apply(applicant)

    desk = new_page(javascript=javascript)
    log_in_with_second_factor(desk, secretary, password=PASSWORD)
    put_before_the_board(desk)

    if at_meeting:
        decide_at_a_meeting(new_page, board, javascript=javascript)
    else:
        decide_between_meetings(new_page, board, javascript=javascript)

    assert Membership.objects.current().get().organisation.name == NAME
    told = wait_until(lambda: letter_with(letterbox, APPLICANT, "Välkommen till"))
    assert f"{timezone.localdate().year}-1" in body_of(told)

    letter = wait_until(lambda: letter_with(letterbox, INVOICE_ADDRESS, "aktura"))
    invoice = Invoice.objects.get()
    read_the_pdf(letter, invoice)
    see_the_invoice(applicant, invoice, state="Att betala")

    pay(desk, invoice)
    assert Invoice.objects.with_balance().get().balance == 0
    see_the_invoice(applicant, invoice, state="Betald")


def letter_with(letterbox, address, words):
    return next((one for one in letterbox.to(address) if words in one["Subject"]), None)


def apply(page):
    page.get_by_role("button", name="Börja ansökan").click()
    page.get_by_label("Organisationsnummer").fill(NUMBER)
    page.locator("#id_name").fill(NAME)
    page.get_by_label("Organisationstyp").select_option(label="Litet företag")
    page.get_by_label("Ja, vinstdrivande").check()
    page.get_by_label("Bransch").select_option(label="Bygg och anläggning")
    page.get_by_label("Län").select_option(label="Västernorrlands län")
    page.get_by_label("Antal anställda").fill("250")
    next_step(page)
    page.get_by_label("Fakturaadress").fill("Ådalsvägen 12 B")
    page.get_by_label("Postnummer").fill("873 30")
    page.locator("#id_city").fill("Bollstabruk")
    page.locator("#id_invoice_email").fill(INVOICE_ADDRESS)
    page.locator("#id_accepts_pdf").check()
    next_step(page)
    page.locator("#id_contact_name").fill("Örjan Öberg")
    page.locator("#id_supports").check()
    page.locator("#id_support_stated_by").fill("Örjan Öberg")
    next_step(page)
    review = page.locator("main").inner_text().replace("\u00a0", " ")
    assert "15 000 kr" in review
    assert "färre än 250" in review
    page.get_by_role("button", name="Skicka ansökan").click()
    page.get_by_text("Ansökan är skickad").first.wait_for()


def next_step(page):
    page.locator("main form button[type=submit]").last.click()


def put_before_the_board(page):
    page.goto(reverse("admin:index"))
    page.get_by_role("link", name=re.compile("Nya ansökningar")).click()
    page.get_by_role("link", name=NAME).click()
    page.get_by_role("link", name=re.compile("Till styrelsen", re.I)).click()
    page.locator("main form input[type=submit], #content form input[type=submit]").click()
    page.get_by_text("Ansökan är lämnad till").first.wait_for()


def decide_at_a_meeting(new_page, board, *, javascript):
    """Five of seven are there: three for, two against."""
    chair, *others = board
    page = new_page(javascript=javascript)
    come_in(page, chair.person.user)
    page.goto("/organ/styrelsen/moten/nytt/")
    page.get_by_label("Datum").fill(timezone.localdate().isoformat())
    page.get_by_label("Plats").fill("Lindholmen")
    next_step(page)
    for seat in board[:5]:
        page.get_by_label(re.compile(re.escape(seat.person.name) + r"\b")).check()
    next_step(page)
    page.goto("/organ/styrelsen/")
    page.get_by_role("link", name=re.compile("Åkerströms")).click()
    page.get_by_role("button", name="Skicka till mötet").click()
    for seat, choice in zip(others[:4], ["for", "for", "against", "against"], strict=True):
        vote(new_page(width=360, javascript=javascript), seat, choice)
    vote(page, None, "for")
    page.get_by_text("5 av 7 ledamöter deltog, 3 ja, 2 nej: bifall").first.wait_for()
    page.get_by_role("button", name="Besluta: bifall").click()
    page.get_by_text(f"{timezone.localdate().year}-1").first.wait_for()


def decide_between_meetings(new_page, board, *, javascript):
    """All seven answer, and all of them yes."""
    for seat in board[1:]:
        vote(new_page(width=360, javascript=javascript), seat, "for")
    page = new_page(javascript=javascript)
    vote(page, board[0], "for")
    page.get_by_text("Alla 7 som får rösta röstade ja: bifall").first.wait_for()
    page.get_by_role("button", name="Besluta: bifall").click()
    page.get_by_text(f"{timezone.localdate().year}-1").first.wait_for()


def vote(page, seat, choice):
    """Log in as the seat's holder, unless they are already here, and vote."""
    if seat:
        come_in(page, seat.person.user)
        page.goto("/organ/styrelsen/")
        page.get_by_role("link", name=re.compile("Åkerströms")).click()
    page.locator(f"#ballot input[name=choice][value={choice}]").check()
    page.locator("#ballot form:has([name=choice]) button").click()
    page.get_by_text("Din röst").first.wait_for()


def read_the_pdf(letter, invoice):
    """The letter as it arrived carries a PDF that names the buyer, the number, OCR and amount."""
    attachment = next(letter.iter_attachments())
    assert attachment.get_filename() == f"Faktura-{invoice.number}.pdf"
    pages = PdfReader(io.BytesIO(attachment.get_content())).pages
    text = " ".join(page.extract_text() for page in pages).replace("\u00a0", " ")
    assert ocr.is_valid(invoice.ocr)
    for fact in [invoice.number, invoice.ocr, "15 000,00", "991-2346", NUMBER]:
        assert fact in text, fact
    assert NAME.split()[0] in text


def see_the_invoice(page, invoice, *, state):
    page.goto("/medlem/fakturor/")
    page.get_by_role("link", name=re.compile(invoice.number)).first.click()
    page.get_by_text(state, exact=False).first.wait_for()


def pay(page, invoice):
    page.goto(reverse("admin:billing_payment_add"))
    page.locator("#id_received_on").fill(timezone.localdate().isoformat())
    page.locator("#id_amount").fill("15 000,00")
    page.locator("#id_ocr").fill(invoice.ocr)
    page.locator("input[name=_save]").click()
    page.get_by_text(invoice.number).first.wait_for()
