from datetime import date

import pytest
from django.urls import reverse

from billing.actions import credit, prepare_documents
from members.models import Contact
from tests import build

pytestmark = pytest.mark.django_db
TODAY = date(2027, 1, 15)
LIST = "/medlem/fakturor/"


def logged_in(client, organisation, role=Contact.Role.CONTACT):
    client.force_login(build.a_contact(organisation, role).person.user)
    return client


@pytest.fixture
def member(db):
    return build.a_member()


def rows(response):
    return [invoice.number for invoice in response.context["page"]]


def test_the_list_tells_how_each_invoice_stands(client, member, time_machine):
    time_machine.move_to(TODAY, tick=False)
    invoice = build.an_invoice(member, today=TODAY)
    prepare_documents()
    build.a_payment(2_000, ocr=invoice.ocr)
    response = logged_in(client, member).get(LIST)
    assert rows(response) == ["2027-00001"]
    assert "3\xa0000\xa0kr är kvar att betala." in response.content.decode()
    assert "Delvis betald" in response.content.decode()
    assert reverse("billing:pdf", args=["2027-00001"]) in response.content.decode()


def test_an_empty_list_says_what_will_come(client, member):
    response = logged_in(client, member).get(LIST)
    assert "Inga fakturor ännu." in response.content.decode()


def test_the_page_says_how_to_pay_what_is_left(client, member, time_machine):
    time_machine.move_to(TODAY, tick=False)
    invoice = build.an_invoice(member, today=TODAY)
    build.a_payment(2_000, ocr=invoice.ocr)
    page = logged_in(client, member).get(f"{LIST}2027-00001/").content.decode()
    for text in ("Så betalar ni", "991-2346", invoice.ocr, "3\xa0000\xa0kr", "15 februari 2027"):
        assert text in page
    assert "PDF:en skapas" in page


def test_a_paid_invoice_no_longer_asks_for_money(client, member):
    build.a_payment(5_000, ocr=build.an_invoice(member, today=TODAY).ocr)
    page = logged_in(client, member).get(f"{LIST}2027-00001/").content.decode()
    assert "Betald" in page
    assert "Så betalar ni" not in page


def test_a_credited_invoice_and_its_note_lead_to_each_other(client, member):
    credit(build.an_invoice(member, today=TODAY), reason="Fel adress", by=None, today=TODAY)
    logged_in(client, member)
    old = client.get(f"{LIST}2027-00001/").content.decode()
    note = client.get(f"{LIST}2027-00002/").content.decode()
    assert f'<a href="{LIST}2027-00002/">2027-00002</a>' in old
    assert f'<a href="{LIST}2027-00001/">2027-00001</a>' in note
    assert "Skäl: Fel adress" in note
    assert "Så betalar ni" not in old + note


def test_the_pdf_is_the_one_that_was_sent(client, member):
    invoice = build.an_invoice(member, today=TODAY)
    logged_in(client, member)
    assert client.get(f"{LIST}2027-00001/pdf/").status_code == 404
    prepare_documents()
    response = client.get(f"{LIST}2027-00001/pdf/")
    assert response.content == bytes(invoice.document.document.content)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="Faktura-2027-00001.pdf"'
    assert "private" in response["Cache-Control"]


@pytest.mark.parametrize("path", ["", "2027-00001/", "2027-00001/pdf/"])
@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Contact.Role.CONTACT, 200),
        (Contact.Role.INVOICE, 200),
        (Contact.Role.COMMUNICATOR, 403),
        (Contact.Role.DELEGATE, 403),
    ],
)
def test_contact_persons_and_invoice_recipients_see_invoices(client, member, path, role, status):
    build.an_invoice(member, today=TODAY)
    prepare_documents()
    assert logged_in(client, member, role).get(LIST + path).status_code == status


@pytest.mark.parametrize("path", ["2027-00001/", "2027-00001/pdf/"])
def test_another_members_invoice_does_not_exist(client, member, path):
    build.an_invoice(member, today=TODAY)
    prepare_documents()
    stranger = logged_in(client, build.a_member("Annan AB"))
    assert stranger.get(LIST + path).status_code == 404
    assert rows(stranger.get(LIST)) == []


def test_after_the_membership_has_ended_its_invoices_are_still_seen(client):
    former = build.a_member(since=date(2026, 1, 1), until=date(2026, 6, 30))
    build.an_invoice(former, today=date(2026, 2, 1))
    assert rows(logged_in(client, former).get(LIST)) == ["2026-00001"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_few_questions_for_one_and_for_three(
    client, member, count, django_assert_num_queries
):
    for year in range(count):
        build.an_invoice(member, today=date(2027 + year, 1, 15))
    logged_in(client, member)
    client.get(LIST)
    with django_assert_num_queries(QUERIES):
        assert len(rows(client.get(LIST))) == count


# session, user, second factor, contacts, what is left to pay, its credit, count, invoices, and the
# frame's two
QUERIES = 10


@pytest.mark.parametrize("number", ["%00", "x", "2027-1", "2027-00001%00", "٢٠٢٧-00001"])
@pytest.mark.parametrize("rest", ["/", "/pdf/"])
def test_what_is_no_invoice_number_is_not_found(client, member, number, rest):
    assert logged_in(client, member).get(f"{LIST}{number}{rest}").status_code == 404
