"""Before the year, whole: the round is opened, answered by a link and on our pages, and frozen.

With the real parts: PostgreSQL, Valkey, a Celery worker with its clock, SMTP and Chromium.
"""

import io
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from billing.actions import issue_invoices, raise_annual_fees
from billing.models import AnnualFee, Invoice, InvoiceDocument
from members.models import HeadCount, HowKnown
from tests import build
from tests.flows.people import body_of, come_in, wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def programme(letterbox, live_server, settings, monkeypatch):
    settings.SITE_URL = live_server.url
    monkeypatch.setenv("SITE_URL", live_server.url)
    build.the_programme()
    build.a_schedule()


def a_member(name, email, employees):
    member = build.a_member(name, employees=employees)
    user = build.a_user(email, name=f"Åsa på {name}")
    return build.a_contact(member, person=build.a_person(f"Åsa på {name}", user=user))


@pytest.mark.parametrize("javascript", [True, False], ids=["JavaScript", "no JavaScript"])
def test_from_the_question_to_the_number_on_the_invoice(
    programme, letterbox, new_page, start_worker, javascript
):
    confirms = a_member("Bekräftar AB", "bekraftar@example.org", 50)
    changes = a_member("Växer över gränsen AB", "vaxer@example.org", 250)
    a_member("Tiger AB", "tiger@example.org", 501)
    year = timezone.localdate().year + 1
    build.a_schedule(year)
    build.a_round(year)
    start_worker()

    desk = new_page(javascript=javascript)
    come_in(desk, build.a_secretary())
    open_the_round(desk)

    letter = wait_until(lambda: letterbox.to("bekraftar@example.org"))[0]
    confirm_by_the_link(new_page(javascript=javascript, width=360), letter)

    wait_until(lambda: letterbox.to("vaxer@example.org"))
    page = new_page(javascript=javascript, width=360)
    come_in(page, changes.person.user)
    change_across_the_boundary(page, year)

    freeze(desk)
    assert answers() == {
        "Bekräftar AB": (50, HowKnown.LINK),
        "Växer över gränsen AB": (251, HowKnown.PAGES),
        "Tiger AB": (501, HowKnown.LAST_KNOWN),
    }

    raise_annual_fees(year)
    assert issue_invoices(AnnualFee.objects.filter(year=year), today=timezone.localdate()) == 3
    # The worker was woken by the invoices, and makes their documents.
    wait_until(lambda: InvoiceDocument.objects.count() == 3)
    assert "beräknad på 251 anställda" in text_of_the_invoice(changes.organisation)
    assert "beräknad på 50 anställda" in text_of_the_invoice(confirms.organisation)


def open_the_round(page):
    page.goto(reverse("admin:index"))
    page.get_by_role("link", name=re.compile("Uppgiftsrundor att öppna")).click()
    page.locator("#result_list tbody a").first.click()
    page.get_by_role("link", name="Öppna rundan").click()
    page.get_by_role("button", name="Öppna rundan och skicka breven").click()
    page.get_by_text("Rundan är öppen.").wait_for()
    page.get_by_text("0 av 3").wait_for()


def confirm_by_the_link(page, letter):
    (link,) = re.findall(r"https?://\S+/antal-anstallda/\S+:\S+", body_of(letter))
    page.goto(link)
    page.get_by_role("heading", name="Har ni 50 anställda?").wait_for()
    page.get_by_role("button", name="Ja, vi har 50 anställda").click()
    page.get_by_text("Tack! Antalet anställda är bekräftat.").wait_for()
    page.goto(link)
    page.get_by_role("heading", name="Ni har uppgett 50 anställda").wait_for()
    assert page.locator("main button").count() == 0


def change_across_the_boundary(page, year):
    page.goto("/medlem/")
    page.get_by_role("link", name="Bekräfta eller ändra antalet").click()
    page.get_by_label("Nytt antal anställda").fill("251")
    page.get_by_role("button", name="Visa vad det kostar").click()
    page.get_by_text("hamnar ni i en annan avgiftsnivå").wait_for()
    shown = page.locator("main").inner_text().replace("\u00a0", " ")
    assert "Avgiften höjs med 10 000 kr per år." in shown
    assert f"Antalet blir ert svar för avgiften {year}." in shown
    page.get_by_role("button", name="Spara 251 anställda").click()
    page.get_by_text("Antalet anställda är sparat.").wait_for()


def freeze(page):
    page.reload()
    page.get_by_text("2 av 3").wait_for()
    page.get_by_role("link", name="Tiger AB").wait_for()
    page.get_by_role("link", name="Lås uppgifterna nu").click()
    page.get_by_role("button", name="Lås uppgifterna").click()
    page.get_by_text("Uppgifterna är låsta.").wait_for()


def answers():
    rows = HeadCount.objects.values_list("organisation__name", "employees", "how")
    return {name: (employees, how) for name, employees, how in rows}


def text_of_the_invoice(organisation):
    document = Invoice.objects.get(organisation=organisation).document.document
    pages = PdfReader(io.BytesIO(bytes(document.content))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
