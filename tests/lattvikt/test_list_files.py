"""The secretariat's lists as files: what the list shows, to who may see the list."""

import csv
from io import BytesIO, StringIO

import pytest
from django.contrib import admin
from django.test import Client
from openpyxl import load_workbook

from lattvikt.lib.list_files import ListFiles
from members.models import Contact, Organisation
from tests import build, one_of_each
from tests.one_of_each import Invoice, admin_url

pytestmark = pytest.mark.django_db

# Lists of a few rows that nobody takes away: the archive, the kinds and the industries.
WITHOUT_FILES = {
    "archive.Document",
    "events.EventKind",
    "events.Series",
    "members.Industry",
    "members.OrganisationKind",
}


@pytest.fixture
def desk(client):
    client.force_login(build.a_secretary())
    return client


def rows_of(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline=""), delimiter=";"))


def csv_of(client, model, **query):
    return rows_of(client.get(admin_url(model, "csv"), query))


def test_every_list_of_the_admin_can_be_fetched(desk):
    one_of_each.make()
    for model, page in admin.site._registry.items():
        if not isinstance(page, ListFiles):
            assert model._meta.label in WITHOUT_FILES
            continue
        shown = desk.get(admin_url(model, "changelist"))
        if 'href="lista.csv' not in shown.content.decode():
            assert shown.context["cl"].result_count == 0
        heading, *rows = csv_of(desk, model)
        assert len(rows) == shown.context["cl"].result_count, model
        sheet = load_workbook(BytesIO(desk.get(admin_url(model, "xlsx")).content)).active
        assert ([cell.value for cell in sheet[1]], sheet.max_row) == (heading, len(rows) + 1)


def test_a_file_has_the_columns_filters_search_and_order_of_the_list(desk):
    for name, employees in [("Östra AB", 60), ("Åmåls AB", 50), ("Äldre AB", 300)]:
        invoice = build.an_invoice(build.a_member(name), employees=employees)
    build.a_payment(2_000, ocr=invoice.ocr)
    heading, *rows = csv_of(desk, Invoice, o="-0")
    assert heading[:5] == ["Fakturanummer", "Köpare", "Summa", "Betalt hittills", "Kvar att betala"]
    assert [row[1:5] for row in rows] == [
        ["Äldre AB", "5000,00", "2000,00", "3000,00"],
        ["Åmåls AB", "5000,00", "0,00", "5000,00"],
        ["Östra AB", "5000,00", "0,00", "5000,00"],
    ]
    assert [row[1] for row in csv_of(desk, Invoice, state="partly_paid")[1:]] == ["Äldre AB"]
    assert [row[1] for row in csv_of(desk, Invoice, q="Östra")[1:]] == ["Östra AB"]


def test_a_file_has_all_the_pages_of_the_list_in_as_many_queries(desk, django_assert_num_queries):
    for number in range(3):
        build.a_contact(build.a_member(f"Medlem {number}"))
    with django_assert_num_queries(5):
        assert len(csv_of(desk, Contact)) == 4
    for number in range(60):
        build.a_contact(build.a_member(f"Ny {number}"))
    with django_assert_num_queries(5):
        assert len(csv_of(desk, Contact)) == 64


def test_a_file_is_saved_under_the_lists_name_and_day(desk, time_machine):
    time_machine.move_to("2027-01-15 12:00", tick=False)
    desk.force_login(build.a_secretary())
    for ending in ("csv", "xlsx"):
        answer = desk.get(admin_url(Organisation, ending))
        name = f'attachment; filename="organisationer-2027-01-15.{ending}"'
        assert answer["Content-Disposition"] == name


def test_a_file_is_only_for_who_may_see_the_list():
    client = Client()
    assert client.get(admin_url(Invoice, "csv")).status_code == 302
    client.force_login(build.with_second_factor(build.a_user(is_staff=True)))
    assert client.get(admin_url(Invoice, "csv")).status_code == 403
    assert client.get(admin_url(Invoice, "xlsx")).status_code == 403
