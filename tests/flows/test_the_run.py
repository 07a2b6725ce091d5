"""A year's invoicing in a browser: looked at, approved, followed, checked and corrected.

With a Celery worker and its clock, and a real SMTP server; with JavaScript and without.
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from billing.models import Invoice
from members.models import Organisation
from outbox.models import Message
from tests import build
from tests.browser import PHONE
from tests.flows.people import come_in, wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def year(letterbox):
    """Three members that are to be invoiced, one without employees, and fees to approve."""
    year = timezone.localdate().year
    build.the_programme(vat_number="SE802406231001")
    build.a_schedule(year, approved=False)
    build.a_budget(year, fees=20_000)
    build.a_member("Åmåls Verkstad AB", street="Fel gata 1")
    build.a_member("Örebro Lättmetall AB", employees=51)
    build.a_member(build.LONG_NAME, employees=250)
    build.a_member("Vilande AB", employees=0)
    return year


@pytest.mark.parametrize("javascript", [True, False], ids=["JavaScript", "no JavaScript"])
def test_a_year_is_approved_followed_to_its_letters_and_checked(
    year, letterbox, new_page, start_worker, javascript
):
    page = new_page(javascript=javascript)
    come_in(page, build.a_secretary())
    page.goto(reverse("admin:billing_annualfee_run", args=[year]))
    page.get_by_text("35 000 kr").first.wait_for()
    page.get_by_text("(+15 000 kr)").wait_for()
    page.get_by_role("button", name="Godkänn och skicka fakturorna").click()
    page.get_by_role("link", name="Uppdatera").wait_for()

    start_worker(clock=True)
    wait_until(lambda: Message.objects.filter(state=Message.State.SENT).count() == 3)
    if not javascript:
        page.get_by_role("link", name="Uppdatera").click()
    page.get_by_text("Faktureringen är klar.").wait_for()
    assert page.get_by_label("Brev").get_attribute("value") == "3"
    assert len(letterbox.letters) == 3

    page.get_by_role("link", name="Kontrollrapport").click()
    page.get_by_text("Alla som ska ha en faktura har fått den").wait_for()
    page.get_by_text("Vilande AB").wait_for()


@pytest.mark.parametrize("javascript", [True, False], ids=["JavaScript", "no JavaScript"])
def test_a_wrong_invoice_is_issued_anew_in_two_clicks_and_a_reason(year, new_page, javascript):
    wrong = build.invoice_of(
        build.a_fee(Organisation.objects.get(name="Åmåls Verkstad AB")),
        today=approve(year),
    )
    Organisation.objects.filter(pk=wrong.organisation_id).update(street="Rätt gata 2")
    page = new_page(javascript=javascript, width=PHONE)
    come_in(page, build.a_secretary())
    page.goto(reverse("admin:billing_invoice_change", args=[wrong.pk]))
    page.get_by_role("link", name="Kreditera och fakturera på nytt").click()
    page.get_by_text("Rätt gata 2, 662 30 Åmål").wait_for()
    page.get_by_label("Skäl").fill("Fel adress")
    page.get_by_role("button", name="Kreditera och fakturera på nytt").click()
    page.get_by_text(f"Den nya är {year}-00003.").wait_for()
    assert Invoice.objects.live().get().buyer_street == "Rätt gata 2"


def approve(year):
    """The day on which the invoices are issued; the year's run is approved."""
    build.FeeSchedule.objects.filter(year=year).update(
        run_approved_at=timezone.now() - timedelta(days=1)
    )
    return timezone.localdate()


@pytest.mark.parametrize("javascript", [True, False], ids=["JavaScript", "no JavaScript"])
def test_a_conference_is_invoiced_to_a_stranger_and_looked_at_first(
    year, new_page, axe, scrolls_sideways, javascript
):
    page = new_page(javascript=javascript, width=PHONE)
    come_in(page, build.a_secretary())
    page.goto(reverse("admin:billing_invoice_changelist"))
    page.get_by_role("link", name="Fakturera något annat än medlemsavgiften").click()
    for label, text in {
        "Namn": build.LONG_NAME,
        "Adress": "Gatan 1",
        "Postnummer": "411 01",
        "Ort": "Göteborg",
        "E-post": "gast@example.org",
    }.items():
        page.get_by_label(f"{label}:", exact=True).fill(text)
    page.get_by_label("Köparen har godkänt").check()
    page.get_by_label("Text", exact=True).first.fill("Konferensavgift")
    page.get_by_label("Pris utan moms").first.fill("2 000")
    page.get_by_role("button", name="Granska fakturan").click()
    page.get_by_text("Moms 25 % på 2 000 kr").wait_for()
    if javascript:
        assert (axe(page), scrolls_sideways(page)) == ([], False)
    assert Invoice.objects.count() == 0
    page.get_by_role("button", name="Skapa och skicka fakturan").click()
    page.get_by_text(f"Faktura {year}-00001 är skapad.").wait_for()
    assert Invoice.objects.get().total == 2_500
