"""Our invoices and the desk's money pages in a real browser: accessible, and whole on a phone."""

import os
from datetime import date

import pytest
from django.urls import reverse

from billing.actions import credit, prepare_documents
from tests import build

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2027, 1, 15)
PICTURES = os.environ.get("PICTURES")  # a folder: look at the pages


def at(page, client, live_server, address):
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(address)
    if PICTURES:
        width = page.viewport_size["width"]
        name = address.strip("/").replace("/", "-").partition("?")[0]
        page.screenshot(path=f"{PICTURES}/{name}-{width}.png", full_page=True)


def a_member_with_invoices():
    """Paid in part, credited, and the credit note."""
    member = build.a_member(build.LONG_NAME)
    partly = build.an_invoice(member, today=TODAY)
    build.a_payment(2_000, ocr=partly.ocr)
    credited = build.an_invoice(member, today=date(2028, 1, 3))
    credit(credited, reason="Fel fakturaadress", by=None, today=date(2028, 1, 3))
    prepare_documents()
    return member


@pytest.mark.parametrize("width", [360, 1280])
def test_our_invoices_are_accessible_and_fit_the_screen(
    new_page, axe, scrolls_sideways, client, live_server, width
):
    client.force_login(build.a_contact(a_member_with_invoices()).person.user)
    page = new_page(width=width)
    for path in ("", "2027-00001/", "2028-00001/", "2028-00002/"):
        at(page, client, live_server, f"/medlem/fakturor/{path}")
        assert (page.locator("h1").count(), axe(page), scrolls_sideways(page)) == (1, [], False)


def test_the_desks_money_pages_are_accessible(page, axe, client, live_server):
    a_member_with_invoices()
    build.a_member("Utan adress AB", street="")
    client.force_login(build.a_secretary())
    payment = build.a_payment(1_000)
    addresses = [
        reverse("admin:billing_annualfee_run", args=[2027]),
        reverse("admin:billing_invoice_kreditera", args=[invoice_key()]),
        reverse("admin:billing_payment_pricka-av", args=[payment.pk]),
    ]
    for address in addresses:
        at(page, client, live_server, address)
        assert axe(page) == []


def invoice_key():
    return build.Invoice.objects.get(number="2027-00001").pk
