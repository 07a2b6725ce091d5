from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from billing.actions import credit, prepare_documents
from billing.models import Allocation, Payment
from tests import build

pytestmark = pytest.mark.django_db
TODAY = date(2027, 1, 15)


@pytest.fixture
def desk(client):
    client.force_login(build.a_secretary())
    return client


@pytest.fixture(autouse=True)
def _the_day(time_machine):
    time_machine.move_to(TODAY, tick=False)


def page(name, *arguments):
    return reverse(f"admin:billing_{name}", args=arguments)


def listed(response):
    return sorted(str(row) for row in response.context["cl"].result_list)


def told(response):
    return [str(message) for message in response.context["messages"]]


def invoices(count):
    return [build.an_invoice(build.a_member(f"Medlem {n} AB"), today=TODAY) for n in range(count)]


def in_every_state():
    """Two open, partly paid, paid, credited, and the credit note."""
    _open, _also_open, partly, paid, credited = invoices(5)
    build.a_payment(2_000, ocr=partly.ocr)
    build.a_payment(5_000, ocr=paid.ocr)
    credit(credited, reason="Fel", by=None, today=TODAY)


@pytest.mark.parametrize(
    ("state", "numbers"),
    [
        ("open", ["2027-00001", "2027-00002"]),
        ("partly_paid", ["2027-00003"]),
        ("paid", ["2027-00004"]),
        ("credited", ["2027-00005"]),
        ("credit_note", ["2027-00006"]),
        ("overdue", []),
        ("nonsense", [f"2027-0000{n}" for n in range(1, 7)]),
    ],
)
def test_invoices_are_found_by_how_they_stand(desk, state, numbers):
    in_every_state()
    response = desk.get(page("invoice_changelist"), {"state": state})
    assert listed(response) == numbers


def test_overdue_invoices_are_found_when_their_day_has_passed(desk, time_machine):
    in_every_state()
    time_machine.move_to(date(2027, 2, 16), tick=False)
    desk.force_login(build.a_secretary())
    response = desk.get(page("invoice_changelist"), {"state": "overdue"})
    assert listed(response) == ["2027-00001", "2027-00002", "2027-00003"]


def test_invoices_without_a_document_are_found(desk):
    invoices(1)
    prepare_documents()
    invoices_later = build.an_invoice(build.a_member("Sen AB"), today=TODAY)
    response = desk.get(page("invoice_changelist"), {"without_document": "1"})
    assert listed(response) == [invoices_later.number]


@pytest.mark.parametrize("text", ["2027-00002", "20270000217", "556016-0680", "5560160680", "räk"])
def test_an_invoice_is_found_by_what_people_know_of_it(desk, text):
    build.an_invoice(build.a_member("Annan AB"), today=TODAY)
    build.an_invoice(build.a_member("Räkor AB", org_number="5560160680"), today=TODAY)
    assert listed(desk.get(page("invoice_changelist"), {"q": text})) == ["2027-00002"]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("model", "queries"), [("invoice", 6), ("payment", 5), ("annualfee", 7)])
def test_the_lists_ask_the_same_few_questions_for_one_and_for_three(
    desk, model, queries, count, django_assert_num_queries
):
    for invoice in invoices(count):
        build.a_payment(6_000, ocr=invoice.ocr)
    prepare_documents()
    desk.get(page(f"{model}_changelist"))
    with django_assert_num_queries(queries):
        assert len(listed(desk.get(page(f"{model}_changelist")))) == count


def test_bookkeeping_is_neither_added_changed_nor_deleted_by_hand(desk):
    invoice = build.an_invoice(today=TODAY)
    build.a_payment(5_000, ocr=invoice.ocr)
    for model, row in [("invoice", invoice), ("annualfee", invoice.fee)]:
        assert desk.get(page(f"{model}_add")).status_code == 403
        assert desk.get(page(f"{model}_delete", row.pk)).status_code == 403
        assert desk.post(page(f"{model}_change", row.pk), {"number": "x"}).status_code == 403
        assert desk.get(page(f"{model}_change", row.pk)).status_code == 200
    payment = Payment.objects.get()
    assert desk.get(page("payment_delete", payment.pk)).status_code == 403
    assert desk.post(page("payment_change", payment.pk), {"amount": "1"}).status_code == 403


def test_the_document_is_read_from_the_invoices_page(desk):
    invoice = build.an_invoice(today=TODAY)
    assert desk.get(page("invoice_pdf", invoice.pk)).status_code == 404
    prepare_documents()
    response = desk.get(page("invoice_pdf", invoice.pk))
    assert response.content == bytes(invoice.document.document.content)
    assert (
        page("invoice_pdf", invoice.pk)
        in desk.get(page("invoice_change", invoice.pk)).content.decode()
    )


def test_who_only_reads_neither_credits_nor_allocates(client):
    reader = build.with_second_factor(build.a_user(is_staff=True))
    client.force_login(reader)
    invoice = build.an_invoice(today=TODAY)
    payment = build.a_payment(5_000)
    assert client.post(page("invoice_kreditera", invoice.pk), {"reason": "x"}).status_code == 403
    assert client.post(page("payment_pricka-av", payment.pk), {}).status_code == 403
    assert client.get(page("invoice_pdf", invoice.pk)).status_code == 403


def by_hand(desk, amount="5 000", once=None, **fields):
    data = {"received_on": "2027-01-15", "amount": amount, "ocr": "", "once": once or uuid4()}
    return desk.post(page("payment_add"), {**data, **fields}, follow=True)


@pytest.mark.parametrize(
    ("amount", "told_so"),
    [
        ("5 000", ["5\xa0000\xa0kr är avprickat mot faktura 2027-00001."]),
        ("5\u202f000,00 kr", ["5\xa0000\xa0kr är avprickat mot faktura 2027-00001."]),
        (
            "6000,50",
            [
                "5\xa0000\xa0kr är avprickat mot faktura 2027-00001. "
                "1\xa0000,50\xa0kr blev över och står kvar som tillgodohavande."
            ],
        ),
        ("1200.5", ["1\xa0200,50\xa0kr är avprickat mot faktura 2027-00001."]),
    ],
)
def test_a_payment_by_hand_says_what_it_settled_and_what_is_left(desk, amount, told_so):
    invoice = build.an_invoice(today=TODAY)
    assert told(by_hand(desk, amount, ocr=invoice.ocr)) == told_so


def test_a_payment_by_hand_without_a_match_says_so(desk):
    assert told(by_hand(desk, payer="Åmåls Verkstad")) == [
        "Betalningen är registrerad. Ingen obetald faktura har OCR-numret: pricka av den för hand."
    ]
    assert listed(desk.get(page("payment_changelist"), {"unmatched": "1"})) == [
        "2027-01-15, 5\xa0000\xa0kr"
    ]


@pytest.mark.parametrize("amount", ["5.000,00", "5.000", "5 00", "0", "-5", "fem", "", "9" * 15])
def test_an_amount_that_can_be_misread_is_asked_for_again(desk, amount):
    response = by_hand(desk, amount, payer="Kvar AB")
    assert list(response.context["adminform"].form.errors) == ["amount"]
    assert "Kvar AB" in response.content.decode()
    assert Payment.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "value"), [("ocr", "20270000119"), ("received_on", "2027-01-16")]
)
def test_a_mistyped_ocr_and_a_day_to_come_are_refused(desk, field, value):
    response = by_hand(desk, **{field: value})
    assert list(response.context["adminform"].form.errors) == [field]


def test_a_double_click_registers_a_payment_once(desk):
    invoice = build.an_invoice(today=TODAY)
    once = uuid4()
    by_hand(desk, once=once, ocr=invoice.ocr)
    again = by_hand(desk, once=once, ocr=invoice.ocr)
    assert told(again) == ["Betalningen var redan registrerad. Inget har ändrats."]
    assert Payment.objects.get().amount == Decimal(5_000)


def test_a_payment_is_allocated_and_undone_by_hand(desk):
    invoice, payment = build.an_invoice(today=TODAY), build.a_payment(6_000)
    url = page("payment_pricka-av", payment.pk)
    assert desk.post(url, {"invoice": "2027-99999"}).context["form"].errors
    response = desk.post(url, {"invoice": invoice.number, "amount": "1 000"}, follow=True)
    assert told(response) == ["1\xa0000\xa0kr är avprickat mot faktura 2027-00001."]
    allocation = Allocation.objects.get()
    undo = page("payment_undo", payment.pk, allocation.pk)
    assert undo in response.content.decode()
    assert told(desk.post(undo, {"reason": "Fel"}, follow=True)) == ["Avprickningen är ångrad."]
    allocation.refresh_from_db()
    assert allocation.reversed_because == "Fel"


def test_fees_that_cannot_be_invoiced_are_found(desk):
    build.a_schedule(2027)
    build.a_fee(build.a_member("Godkänner AB"))
    build.a_fee(build.a_member("Godkänner inte AB", accepts_pdf_since=None))
    response = desk.get(page("annualfee_changelist"), {"undeliverable": "1"})
    assert listed(response) == ["Godkänner inte AB 2027"]


def test_the_secretariat_writes_the_day_when_an_organisation_agreed_to_pdf(client):
    secretary = build.with_second_factor(build.a_user(is_staff=True))
    secretary.groups.add(Group.objects.get(name="Kansliet"))
    client.force_login(secretary)
    member = build.a_member(accepts_pdf_since=None)
    url = reverse("admin:members_organisation_change", args=[member.pk])
    page = client.get(url).context
    shown = page["adminform"].form
    data = {name: shown[name].value() or "" for name in shown.fields}
    inlines = [inline.formset.prefix for inline in page["inline_admin_formsets"]]
    rows = {f"{of}-{what}_FORMS": 0 for of in inlines for what in ("TOTAL", "INITIAL")}
    client.post(url, data | rows | {"accepts_pdf_since": "2027-01-10"})
    member.refresh_from_db()
    assert member.accepts_pdf_since == date(2027, 1, 10)
