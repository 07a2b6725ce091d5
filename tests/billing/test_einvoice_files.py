"""E-invoices as files: downloaded one by one, or exported for a whole year."""

from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from billing import ubl
from billing.actions import credit, export_einvoices
from tests import build
from tests.billing.einvoices import TODAY, a_public_body

pytestmark = pytest.mark.django_db


def a_fee(name, **fields):
    return build.an_invoice(a_public_body(name, **fields), today=TODAY)


def test_a_year_is_exported_with_a_file_for_each_invoice_and_credit_note(tmp_path):
    first, second = a_fee("Högskolan i Borås"), a_fee("Karlstads universitet")
    note = credit(first, reason="Fel", by=None, today=TODAY)
    build.an_invoice(a_public_body("Ett annat år"), today=date(2026, 1, 15))
    assert export_einvoices(year=2027, to=tmp_path / "ny") == (3, [])
    files = {path.name: path.read_bytes() for path in (tmp_path / "ny").iterdir()}
    assert files == {
        "Faktura-2027-00001.xml": ubl.render(first),
        "Faktura-2027-00002.xml": ubl.render(second),
        "Kreditfaktura-2027-00003.xml": ubl.render(note),
    }


def test_what_is_left_out_is_told_with_the_reason(tmp_path, capsys):
    a_fee("Högskolan i Borås")
    a_fee("Karlstads universitet", buyer_reference="")
    for _time in range(2):
        call_command("export_einvoices", "--year", "2027", "--to", str(tmp_path))
        assert capsys.readouterr().out.splitlines() == [
            f"E-fakturor i {tmp_path}: 1",
            "2027-00002 Karlstads universitet: Köparens referens (”Er referens”) saknas. "
            "Fråga köparen efter den. (PEPPOL-EN16931-R003)",
        ]
        assert [path.name for path in tmp_path.iterdir()] == ["Faktura-2027-00001.xml"]


@pytest.mark.parametrize("rows", [1, 3])
def test_an_export_asks_as_often_however_many_there_are(tmp_path, rows, django_assert_num_queries):
    for n in range(rows):
        a_fee(f"Högskola {n}")
    with django_assert_num_queries(2):
        export_einvoices(year=2027, to=tmp_path)


def test_a_file_that_cannot_be_written_is_not_left_half(tmp_path, monkeypatch):
    a_fee("Högskolan i Borås")
    export_einvoices(year=2027, to=tmp_path)
    before = (tmp_path / "Faktura-2027-00001.xml").read_bytes()
    monkeypatch.setattr("os.fsync", lambda number: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export_einvoices(year=2027, to=tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "Faktura-2027-00001.xml": before
    }


def test_a_member_downloads_its_e_invoice_and_no_other(client):
    invoice = a_fee("Högskolan i Borås")
    client.force_login(build.a_contact(invoice.organisation).person.user)
    page = client.get(reverse("billing:invoice", args=[invoice.number]))
    assert reverse("billing:einvoice", args=[invoice.number]) in page.text
    answer = client.get(reverse("billing:einvoice", args=[invoice.number]))
    assert answer.content == ubl.render(invoice)
    assert answer["Content-Disposition"] == 'attachment; filename="Faktura-2027-00001.xml"'
    other = a_fee("Karlstads universitet")
    assert client.get(reverse("billing:einvoice", args=[other.number])).status_code == 404


def test_the_secretariat_reads_what_the_check_found(client):
    whole, lacking = a_fee("Högskolan i Borås"), a_fee("Karlstads universitet", buyer_reference="")
    client.force_login(build.a_secretary())
    page = client.get(reverse("admin:billing_invoice_change", args=[whole.pk]))
    assert "Den följer Peppol BIS Billing 3.0." in page.text
    page = client.get(reverse("admin:billing_invoice_change", args=[lacking.pk]))
    assert "Köparens referens (”Er referens”) saknas." in page.text
    answer = client.get(reverse("admin:billing_invoice_e-faktura", args=[whole.pk]))
    assert answer.content == ubl.render(whole)


def test_the_member_reads_where_its_e_invoice_goes(client):
    invoice = a_fee("Högskolan i Borås", org_number="2021005489", accepts_pdf_since=None)
    client.force_login(build.a_contact(invoice.organisation).person.user)
    page = client.get(reverse("billing:invoice", args=[invoice.number])).text
    assert "0007:2021005489" in page
    assert "Skickad till" not in page
