from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from archive.models import Document
from billing import pdf, tasks
from billing.actions import credit, prepare_documents
from billing.models import Invoice, InvoiceDocument
from outbox.models import Message
from tests import build
from tests.billing.races import at_once

pytestmark = pytest.mark.django_db
TODAY = date(2027, 1, 15)


def invoices(count):
    return [build.an_invoice(build.a_member(f"Medlem {n} AB"), today=TODAY) for n in range(count)]


def test_the_document_is_archived_and_its_letter_owed_together():
    invoice = build.an_invoice(build.a_member(language="sv"), today=TODAY)
    assert prepare_documents() == 1
    kept = invoice.document
    assert (kept.name, kept.document.keep_until) == ("Faktura-2027-00001.pdf", date(2034, 12, 31))
    assert bytes(kept.document.content) == pdf.render(invoice)
    letter = Message.objects.get()
    assert (letter.key, letter.to) == ("invoice-2027-00001", "faktura@verkstaden.example")
    assert letter.subject == "Faktura 2027-00001, att betala senast 2027-02-15"
    attachment = letter.attachments.get()
    assert (attachment.name, attachment.document) == (kept.name, kept.document)


def test_the_letter_says_what_is_to_be_paid_and_how():
    build.an_invoice(today=TODAY)
    prepare_documents()
    lines = Message.objects.get().text.splitlines()
    assert lines[2:6] == [
        "Belopp: 5\xa0000\xa0kr",
        "Betala senast: 2027-02-15",
        "Bankgiro: 991-2346",
        "OCR-nummer: 20270000118",
    ]
    assert "http://localhost/medlem/fakturor/2027-00001/" in lines


def test_an_english_organisation_gets_an_english_letter():
    build.an_invoice(build.a_member(language="en"), today=TODAY)
    prepare_documents()
    assert Message.objects.get().subject == "Invoice 2027-00001, to be paid by 2027-02-15"


def test_a_credit_note_is_sent_with_its_reason():
    invoice = build.an_invoice(today=TODAY)
    credit(invoice, reason="Fel adress", by=None, today=TODAY)
    prepare_documents()
    letter = Message.objects.get(key="invoice-2027-00002")
    assert letter.subject == "Kreditfaktura 2027-00002: faktura 2027-00001 är upphävd"
    assert "Skäl: Fel adress" in letter.text.splitlines()
    assert letter.attachments.get().name == "Kreditfaktura-2027-00002.pdf"


def test_a_second_sweep_finds_nothing_to_do(django_assert_num_queries):
    invoices(2)
    prepare_documents()
    # savepoint, those without, release
    with django_assert_num_queries(3):
        assert prepare_documents() == 0


def test_more_than_ten_are_made_in_one_sweep():
    invoices(12)
    assert prepare_documents() == 12
    assert Invoice.objects.without_document().count() == 0


def test_an_invoice_that_cannot_be_made_stops_no_other(monkeypatch, caplog):
    _first, broken, _last = invoices(3)
    right = pdf.render

    def render(invoice):
        if invoice.pk == broken.pk:
            raise ValueError("no ink")
        return right(invoice)

    monkeypatch.setattr(pdf, "render", render)
    assert prepare_documents() == 2
    assert list(Invoice.objects.without_document()) == [broken]
    assert Message.objects.filter(key=f"invoice-{broken.number}").count() == 0
    assert "could not be made into a document" in caplog.text


def test_without_a_letter_there_is_no_document(monkeypatch):
    invoice = build.an_invoice(today=TODAY)
    monkeypatch.setattr("billing.mails.invoice", lambda *arguments: 1 / 0)
    assert prepare_documents() == 0
    assert list(Invoice.objects.without_document()) == [invoice]
    assert Document.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_make_each_document_once():
    invoices(25)
    assert sum(at_once(prepare_documents, prepare_documents)) == 25
    assert InvoiceDocument.objects.count() == 25
    assert Message.objects.count() == 25


@pytest.mark.parametrize("sql", ["UPDATE {} SET name = 'x'", "DELETE FROM {}"])
def test_an_invoices_document_cannot_be_changed_or_deleted(sql):
    build.an_invoice(today=TODAY)
    prepare_documents()
    kept = InvoiceDocument.objects.get()
    for attempt in (kept.save, kept.delete, InvoiceDocument.objects.all().delete):
        with pytest.raises(TypeError):
            attempt()
    with (
        pytest.raises(IntegrityError, match="written once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql.format("billing_invoicedocument"))


def test_the_clock_bills_a_year_from_its_approval_to_the_letter(time_machine):
    time_machine.move_to("2027-01-15 09:00+01:00", tick=False)
    build.the_programme()
    schedule = build.a_schedule(2027, approved=False)
    build.a_member("Första AB", employees=1)
    build.a_member("Andra AB", employees=501)
    tasks.bill_members()
    assert Invoice.objects.count() == 0
    schedule.run_approved_at = "2027-01-14T09:00Z"
    schedule.save()
    for _round in range(2):
        tasks.bill_members()
        tasks.prepare_documents()
    assert sorted(Invoice.objects.values_list("total", flat=True)) == [5_000, 120_000]
    assert Message.objects.count() == 2


def test_a_year_that_cannot_be_billed_stops_no_other(time_machine, monkeypatch, caplog):
    time_machine.move_to("2027-01-15 09:00+01:00", tick=False)
    build.the_programme()
    build.a_schedule(2027)
    build.a_schedule(2028)
    build.a_member(since=date(2026, 1, 1))
    bill_year = tasks.bill_year
    monkeypatch.setattr(
        tasks, "bill_year", lambda year, today: bill_year(year, today) if year == 2027 else 1 / 0
    )
    tasks.bill_members()
    assert Invoice.objects.get().period == 2027
    assert "could not be invoiced" in caplog.text


def test_the_clock_says_once_why_a_year_is_not_invoiced(time_machine, caplog):
    time_machine.move_to("2027-01-15 09:00+01:00", tick=False)
    build.the_programme(bankgiro="")
    build.a_schedule(2027)
    build.a_member()
    for _round in range(3):
        tasks.bill_members()
    said = [record for record in caplog.records if record.name == "billing.tasks"]
    assert len(said) == 1
    assert "Fakturor kräver att programmets" in said[0].getMessage()
    assert said[0].exc_info is None
