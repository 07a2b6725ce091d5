"""Invoices of other things than the annual fee, in the same series, with VAT as it is."""

import json
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from billing import pdf, rules, using_qr
from billing.actions import (
    Order,
    Stranger,
    credit,
    draft_other_invoice,
    issue_other_invoice,
    prepare_documents,
)
from billing.models import Invoice, InvoiceLine
from billing.rules import Charge
from lattvikt.lib.refused import Refused
from outbox.models import Message
from tests import build
from tests.billing.einvoices import judged
from tests.billing.races import at_once
from tests.billing.test_admin import page, told
from tests.billing.test_einvoice import NOTHING_WRONG
from tests.billing.test_pdf import text_of

pytestmark = pytest.mark.django_db
TODAY = date(2027, 1, 15)
VAT_NUMBER = "SE802406231001"


@pytest.fixture(autouse=True)
def _the_day(request, time_machine):
    time_machine.move_to(TODAY, tick=False)
    build.the_programme(vat_number=VAT_NUMBER)


@pytest.fixture
def desk(client):
    client.force_login(build.a_secretary())
    return client


def charge(text="Konferensavgift", quantity=1, unit_price=1_000, vat_rate=25, unit="st"):
    return Charge(text, Decimal(quantity), unit, Decimal(str(unit_price)), Decimal(vat_rate))


def a_stranger(**fields):
    defaults = {
        "buyer_name": "Gäst AB",
        "buyer_street": "Gatan 1",
        "buyer_postal_code": "41101",
        "buyer_city": "Göteborg",
        "buyer_email": "gast@example.org",
        "language": "sv",
    }
    return Stranger(**{**defaults, **fields})


def an_order(*charges, buyer=None, **fields):
    return Order(buyer=buyer or a_stranger(), charges=charges or [charge()], once=uuid4(), **fields)


def issue(*charges, **fields):
    return issue_other_invoice(an_order(*charges, **fields), by=None, today=TODAY)


@pytest.mark.parametrize(
    ("lines", "sums"),
    [
        ([(1, "1000", 25)], [("25", "1000.00", "250.00")]),
        ([(3, "0.01", 25)], [("25", "0.03", "0.01")]),
        ([(1, "0.02", 25)] * 3, [("25", "0.06", "0.02")]),
        (
            [(1, "100", 6), (2, "49.99", 25), (1, "10", 0), (Decimal("1.5"), "33.33", 25)],
            [("25", "149.98", "37.50"), ("6", "100.00", "6.00"), ("0", "10.00", "0.00")],
        ),
    ],
)
def test_vat_is_reckoned_on_the_sum_of_each_rate_and_rounded_once(lines, sums):
    charges = [charge("x", quantity, price, rate) for quantity, price, rate in lines]
    written = [
        InvoiceLine(net=one.net, vat=vat, vat_rate=one.vat_rate)
        for one, vat in zip(charges, rules.vat_of(charges), strict=True)
    ]
    assert [(one.rate, one.net, one.vat) for one in rules.rate_sums(written)] == [
        tuple(map(Decimal, row)) for row in sums
    ]


@given(
    st.lists(
        st.tuples(
            st.decimals("0.01", "999", places=2),
            st.decimals("0.01", "99999", places=2),
            st.sampled_from(rules.VAT_RATES),
        ),
        min_size=1,
        max_size=40,
    )
)
def test_the_vat_of_the_lines_comes_to_that_of_their_rates(lines):
    charges = [charge("x", quantity, price, rate) for quantity, price, rate in lines]
    vats = rules.vat_of(charges)
    for rate in rules.VAT_RATES:
        net = sum((one.net for one in charges if one.vat_rate == rate), Decimal(0))
        of_rate = zip(charges, vats, strict=True)
        vat = sum((vat for one, vat in of_rate if one.vat_rate == rate), Decimal(0))
        assert abs(vat - net * rate / 100) <= Decimal("0.005")


def test_a_conference_fee_is_invoiced_to_a_stranger_in_the_same_series():
    fee = build.an_invoice(today=TODAY)
    secretary = build.a_secretary()
    order = an_order(charge(quantity=2), charge("Middag", unit_price="450.50", vat_rate=12))
    invoice = issue_other_invoice(order, by=secretary, today=TODAY)
    assert (fee.number, invoice.number) == ("2027-00001", "2027-00002")
    assert (invoice.kind, invoice.fee, invoice.period, invoice.organisation) == (
        "other",
        None,
        None,
        None,
    )
    assert (invoice.net, invoice.vat, invoice.total) == (
        Decimal("2450.50"),
        Decimal("554.06"),
        Decimal("3004.56"),
    )
    assert (invoice.due_on, invoice.issued_by) == (date(2027, 2, 15), secretary)
    assert list(invoice.lines.values_list("position", "text", "net", "vat_rate", "vat")) == [
        (1, "Konferensavgift", 2_000, 25, 500),
        (2, "Middag", Decimal("450.50"), 12, Decimal("54.06")),
    ]


def test_an_organisation_is_invoiced_as_the_register_says():
    member = build.a_member("Räkor AB", language="en", buyer_reference="Åsa")
    invoice = issue(buyer=member)
    assert (invoice.organisation, invoice.buyer_name, invoice.language) == (
        member,
        "Räkor AB",
        "en",
    )
    assert (invoice.buyer_email, invoice.buyer_reference) == ("faktura@verkstaden.example", "Åsa")


@pytest.mark.parametrize("lacking", [{"street": ""}, {"accepts_pdf_since": None}])
def test_an_organisation_that_cannot_get_it_is_not_invoiced(lacking):
    with pytest.raises(Refused, match="saknar adress"):
        issue(buyer=build.a_member(**lacking))


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"tax_category": "E", "tax_reason": "ML 10 kap. 29 §"}, "ingen moms på någon rad"),
        ({"tax_category": "O"}, "ingen moms på någon rad"),
    ],
)
def test_what_is_without_vat_has_none(fields, text):
    with pytest.raises(Refused, match=text):
        issue(**fields)


def test_what_is_without_vat_says_why():
    with pytest.raises(Refused, match="Skriv varför ingen moms"):
        issue(charge(vat_rate=0), tax_category="E", tax_reason=" ")
    invoice = issue(charge(vat_rate=0), tax_category="E", tax_reason="Undantag: ML 10 kap. 29 §.")
    assert (invoice.vat, invoice.total) == (0, 1_000)


def test_vat_is_not_charged_without_a_vat_number():
    build.the_programme(vat_number="")
    with pytest.raises(Refused, match="momsregistreringsnummer"):
        issue()
    assert issue(charge(vat_rate=0), tax_category="O", tax_reason="Gåva.").total == 1_000


def test_an_invoice_of_nothing_is_not_issued():
    with pytest.raises(Refused, match="noll"):
        issue(charge(unit_price="0.004"))


def test_a_draft_takes_no_number_and_saves_nothing():
    draft = draft_other_invoice(an_order(), by=None, today=TODAY)
    assert (draft.invoice.total, draft.invoice.number) == (1_250, "")
    assert [(one.rate, one.vat) for one in draft.rates] == [(25, 250)]
    assert Invoice.objects.count() == 0
    assert issue().number == "2027-00001"


@pytest.mark.django_db(transaction=True)
def test_a_form_that_is_sent_eight_times_at_once_is_one_invoice():
    order = an_order()
    answers = at_once(*[lambda: issue_other_invoice(order, by=None, today=TODAY)] * 8)
    assert {invoice.number for invoice in answers} == {"2027-00001"}
    assert issue().number == "2027-00002"


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"kind": "fee", "fee": None}, "a_fee_stands_alone"),
        ({"tax_category": "O", "tax_reason": "Utanför"}, "only_an_invoice_with_vat_has_any"),
    ],
)
def test_the_database_itself_keeps_fees_and_vat_apart(facts, name):
    invoice = issue()
    for field, value in {"pk": None, "number": "x", "ocr": "x", "once": None, **facts}.items():
        setattr(invoice, field, value)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Invoice.objects.bulk_create([invoice])


def test_the_paper_shows_vat_by_rate_and_what_it_is_reckoned_on():
    invoice = issue(
        charge(quantity=2),
        charge("Middag", unit_price="450.50", vat_rate=12),
        charge("Bok", vat_rate=6, unit_price=100),
        charge("Frakt utomlands", vat_rate=0, unit_price=50),
    )
    [text] = text_of(pdf.render(invoice))
    lines = [" ".join(line.split()) for line in text.splitlines()]
    for line in (
        "Beskrivning Antal Pris Moms % Belopp",
        "Konferensavgift 2 st 1 000,00 25 2 000,00",
        "Middag 1 st 450,50 12 450,50",
        "Netto 2 600,50 kr",
        "Moms 25 % på 2 000,00 kr: 500,00 kr",
        "Moms 12 % på 450,50 kr: 54,06 kr",
        "Moms 6 % på 100,00 kr: 6,00 kr",
        "Moms 0 % på 50,00 kr: 0,00 kr",
        "Att betala 3 160,56 kr",
    ):
        assert line in lines, line
    assert VAT_NUMBER in text
    assert "Medlemsnummer" not in text


def test_the_code_on_the_paper_asks_for_the_whole_sum_with_vat():
    details = json.loads(using_qr.payload(issue()))
    assert details["due"] == 1250


@pytest.mark.parametrize("tax_category", ["S", "E", "O"])
def test_the_official_rules_find_nothing_wrong_with_it_nor_with_its_credit_note(
    tax_category, tmp_path
):
    """Also with a line of 0 % beside others, which is a category of its own."""
    member = build.a_member(buyer_reference="4711", einvoice_address="0007:5560160680")
    is_taxed = tax_category == "S"
    charges = [charge(vat_rate=25 if is_taxed else 0), charge("Bok", 3, "33.33", 0)]
    reason = "" if is_taxed else "Undantaget enligt mervärdesskattelagen."
    invoice = issue(*charges, buyer=member, tax_category=tax_category, tax_reason=reason)
    note = credit(invoice, reason="Fel", by=None, today=TODAY)
    whole = Invoice.objects.for_einvoice()
    documents = {one.number: pdf.ubl.render(whole.get(pk=one.pk)) for one in (invoice, note)}
    assert judged(documents, tmp_path) == dict.fromkeys(documents, NOTHING_WRONG)


def test_a_stranger_gets_a_letter_without_pages_of_its_own():
    issue()
    issue(buyer=build.a_member())
    prepare_documents()
    to_stranger, to_member = Message.objects.order_by("key")
    first_line = "Här kommer en faktura till Gäst AB. Den är bifogad som PDF."
    assert to_stranger.text.splitlines()[0] == first_line
    assert ("/medlem/" in to_stranger.text, "/medlem/" in to_member.text) == (False, True)


def test_it_is_credited_whole_with_its_vat():
    invoice = issue()
    note = credit(invoice, reason="Avbokat", by=None, today=TODAY)
    assert (note.net, note.vat, note.total) == (-1_000, -250, -1_250)
    assert (note.kind, note.once) == ("other", None)
    [text] = text_of(pdf.render(note))
    assert "Moms 25 % på −1 000,00 kr" in " ".join(text.split())


FORM = {
    "organisation": "",
    "name": "Gäst AB",
    "street": "Gatan 1",
    "postal_code": "411 01",
    "city": "Göteborg",
    "country": "SE",
    "email": "gast@example.org",
    "has_agreed": "on",
    "language": "sv",
    "tax_category": "S",
    "lines-TOTAL_FORMS": "3",
    "lines-INITIAL_FORMS": "0",
    "lines-0-text": "Konferensavgift",
    "lines-0-quantity": "1,5",
    "lines-0-unit": "st",
    "lines-0-unit_price": "1 000",
    "lines-0-vat_rate": "25",
    "lines-1-quantity": "1",
    "lines-1-vat_rate": "25",
    "lines-2-quantity": "1",
    "lines-2-vat_rate": "25",
}


def send(desk, button="", **fields):
    data = {**FORM, "once": fields.pop("once", uuid4()), **fields}
    return desk.post(page("invoice_new"), data | ({button: "1"} if button else {}), follow=True)


def test_it_is_looked_at_before_it_is_issued_and_a_double_click_issues_one(desk):
    assert page("invoice_new") in desk.get(page("invoice_changelist")).content.decode()
    once = uuid4()
    draft = send(desk, once=once).context["draft"]
    assert (draft.invoice.total, Invoice.objects.count()) == (1_875, 0)
    for _click in range(2):
        response = send(desk, "issue", once=once)
        assert told(response) == ["Faktura 2027-00001 är skapad."]
    assert Invoice.objects.get().issued_by_id is not None


@pytest.mark.parametrize("button", ["more", "change"])
def test_what_is_written_stays_and_there_is_room_for_more(desk, button):
    shown = send(desk, button, **{"name": "", "lines-2-text": "Middag"})
    lines = shown.context["lines"]
    assert [form["text"].value() for form in lines][:3] == ["Konferensavgift", "Middag", None]
    assert len(lines.forms) == 5
    assert shown.context["form"].errors == {}
    assert shown.context["form"]["city"].value() == "Göteborg"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("postal_code", "123"),
        ("email", "ingen"),
        ("has_agreed", ""),
        ("org_number", "556016-0681"),
        ("country", "Sverige"),
    ],
)
def test_what_is_missing_of_a_stranger_is_asked_for(desk, field, value):
    response = send(desk, "issue", **{field: value})
    assert list(response.context["form"].errors) == [field]
    assert Invoice.objects.count() == 0


def test_a_foreign_postal_code_is_believed(desk):
    send(desk, "issue", country="NO", postal_code="0150")
    assert Invoice.objects.get().buyer_postal_code == "0150"


@pytest.mark.parametrize(
    ("field", "value"),
    [("quantity", "0"), ("unit_price", "5.000"), ("vat_rate", "24"), ("text", "")],
)
def test_a_line_that_can_be_misread_is_asked_for_again(desk, field, value):
    response = send(desk, "issue", **{f"lines-0-{field}": value})
    assert list(response.context["lines"].errors[0]) == [field]


def test_an_invoice_has_a_line(desk):
    response = send(
        desk,
        "issue",
        **{
            "lines-0-text": "",
            "lines-0-unit_price": "",
            "lines-0-unit": "",
            "lines-0-quantity": "1",
        },
    )
    assert response.context["lines"].non_form_errors() == ["Skriv minst en rad."]


def test_what_the_programme_lacks_is_told_when_it_is_looked_at(desk):
    build.the_programme(vat_number="")
    response = send(desk)
    assert told(response) == [
        "Moms kan bara tas ut när programmet har ett momsregistreringsnummer."
    ]
    assert response.context["form"]["name"].value() == "Gäst AB"


def test_a_new_one_is_written_after_an_old_one(desk):
    invoice = issue(charge("Konferensavgift", "1.5"))
    url = f"{page('invoice_new')}?efter={invoice.number}"
    assert url in desk.get(page("invoice_change", invoice.pk)).content.decode()
    context = desk.get(url).context
    assert context["form"]["name"].value() == "Gäst AB"
    assert context["lines"].forms[0]["quantity"].value() == "1,5"
    fee = build.an_invoice(today=TODAY)
    assert desk.get(page("invoice_new"), {"efter": fee.number}).status_code == 404


def test_who_may_not_invoice_writes_none(client):
    reader = build.with_second_factor(build.a_user(is_staff=True))
    client.force_login(reader)
    assert client.get(page("invoice_new")).status_code == 403
    assert client.post(page("invoice_new"), FORM).status_code == 403
