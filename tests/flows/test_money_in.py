"""A morning with the bank's file: read, looked at, registered, and the last one matched by hand.

With a real worker and its clock, with JavaScript and without.
"""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from billing.models import Invoice, Payment
from tests import build
from tests.billing.files import camt, paid
from tests.flows.people import come_in, wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("javascript", [True, False], ids=["JavaScript", "no JavaScript"])
def test_a_file_from_the_bank_is_registered_and_what_waits_is_matched(
    new_page, start_worker, tmp_path, javascript
):
    today = timezone.localdate()
    exact = build.an_invoice(build.a_member("Verkstaden i Åmål AB"), today=today)
    unknown = build.an_invoice(build.a_member("Åkerströms Lättbyggen AB"), today=today)
    file = tmp_path / "inbetalningar.xml"
    payments = [
        paid(5_000, exact.ocr, payer="Verkstaden i Åmål AB"),
        paid(5_000, number=2, payer="AKERSTROMS LATTBYGGEN", text="Medlemsavgift"),
    ]
    file.write_bytes(camt(payments, booked_on=today))
    start_worker(clock=True)
    page = new_page(javascript=javascript)
    come_in(page, build.a_secretary())

    page.goto(reverse("admin:billing_payment_money_in"))
    page.get_by_role("link", name="Läs in en fil från banken").click()
    page.get_by_label("Fil från banken").set_input_files(file)
    page.get_by_role("button", name="Läs in filen").click()
    page.get_by_role("heading", name="Det här kommer filen att göra").wait_for()
    page.get_by_text(f"Betalar sin faktura ({exact.number}").wait_for()
    page.get_by_role("link", name="Registrera filens betalningar").click()
    page.get_by_role("button", name="Registrera filens betalningar").click()
    see_it_done(page, javascript=javascript)
    assert Invoice.objects.with_balance().get(pk=exact.pk).balance == 0

    page.goto(reverse("admin:index"))
    page.get_by_role("link", name=re.compile("Betalningar som inte är avprickade")).click()
    page.locator("#result_list tbody a").first.click()
    page.get_by_role("link", name="Para ihop betalningen").click()
    page.get_by_label(re.compile("Åkerströms Lättbyggen AB")).check()
    page.get_by_role("button", name="Pricka av och visa nästa").click()
    page.get_by_role("heading", name="Dag för dag").wait_for()
    page.get_by_text(f"avprickat mot faktura {unknown.number}").wait_for()
    assert page.locator(".money-days tfoot td").nth(2).inner_text() == "10\xa0000\xa0kr"
    assert Payment.objects.unmatched().count() == 0
    assert Invoice.objects.unpaid().count() == 0


def see_it_done(page, *, javascript):
    """The page follows by itself; without scripts one asks it again."""
    done = page.get_by_role("heading", name="Det här har filen gjort")
    applied = page.locator(".field-state", has_text="registrerad")
    if javascript:
        page.locator(".field-state .readonly", has_text=re.compile("^registrerad$")).wait_for()
    else:
        wait_until(lambda: page.reload() and applied.count() and done.count())
    done.wait_for()
