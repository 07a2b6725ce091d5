from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from billing.actions import allocate, credit, issue_invoices
from billing.models import AnnualFee, Invoice, InvoiceLine, InvoiceSeries
from lattvikt.lib import ocr
from lattvikt.lib.refused import Refused
from members.models import Organisation
from tests import build
from tests.billing.races import at_once

pytestmark = pytest.mark.django_db
TODAY = date(2027, 1, 15)


@pytest.fixture(autouse=True)
def _an_approved_year(request, db):
    build.the_programme(our_reference="Åsa Öberg")
    build.a_schedule(2027)


def issue():
    return issue_invoices(AnnualFee.objects.all(), today=TODAY)


def fees(count):
    return [build.a_fee(build.a_member(f"Medlem {n} AB"), year=2027) for n in range(count)]


def numbers():
    return sorted(Invoice.objects.values_list("number", flat=True))


def test_an_invoice_carries_everything_that_stands_on_the_paper():
    member = build.a_member(org_number="5560160680", buyer_reference="Örjan")
    build.a_fee(member, year=2027, employees=40)
    assert issue() == 1
    invoice = Invoice.objects.get()
    line = invoice.lines.get()
    assert (invoice.number, invoice.ocr) == ("2027-00001", ocr.reference("2027-00001"))
    assert (invoice.issued_on, invoice.due_on) == (TODAY, date(2027, 2, 15))
    assert (invoice.period, invoice.employees, invoice.to_employees) == (2027, 40, 50)
    assert (invoice.net, invoice.vat, invoice.total) == (5_000, 0, 5_000)
    assert invoice.tax_reason == "Medlemsavgiften omfattas inte av mervärdesskatt."
    assert (line.text, line.quantity, line.net) == ("Medlemsavgift 2027", 1, 5_000)
    assert (invoice.seller_name, invoice.seller_bankgiro) == ("Medlemsprogram Lättvikt", "9912346")
    assert (invoice.our_reference, invoice.buyer_reference) == ("Åsa Öberg", "Örjan")
    assert (invoice.buyer_name, invoice.buyer_org_number) == (member.name, "5560160680")
    assert (invoice.buyer_postal_code, invoice.buyer_city) == ("66230", "Åmål")
    assert invoice.buyer_email == "faktura@verkstaden.example"


def test_the_invoice_is_written_in_the_language_of_its_organisation():
    build.a_fee(build.a_member(language="en"), year=2027)
    issue()
    assert Invoice.objects.get().tax_reason == "The membership fee is outside the scope of VAT."
    assert InvoiceLine.objects.get().text == "Membership fee 2027"


def test_an_issued_invoice_does_not_follow_its_organisation():
    invoice = build.an_invoice(today=TODAY)
    Organisation.objects.update(name="Nytt namn AB", street="Ny gata 2")
    assert Invoice.objects.get(pk=invoice.pk).buyer_name == "Verkstaden i Åmål AB"
    assert Invoice.objects.get(pk=invoice.pk).buyer_street == "Storgatan 1"


def test_each_fee_is_invoiced_once_however_often_the_sweep_runs():
    fees(3)
    assert [issue(), issue()] == [3, 0]
    assert numbers() == ["2027-00001", "2027-00002", "2027-00003"]


def test_nobody_is_billed_by_the_calendar_alone():
    build.a_schedule(2028, approved=False)
    build.a_fee(year=2028)
    assert issue_invoices(AnnualFee.objects.all(), today=date(2028, 1, 2)) == 0


def test_a_year_that_has_passed_is_not_billed():
    build.a_fee(year=2027)
    assert issue_invoices(AnnualFee.objects.all(), today=date(2028, 1, 2)) == 0


def test_a_fee_of_nothing_is_not_invoiced():
    build.a_fee(year=2027, amount=0)
    assert issue() == 0


@pytest.mark.parametrize("missing", ["street", "postal_code", "city", "invoice_email"])
def test_a_member_without_an_address_is_passed_over_until_it_has_one(missing):
    member = build.a_member(**{missing: ""})
    build.a_fee(member, year=2027)
    build.a_fee(build.a_member("Annan AB"), year=2027)
    assert issue() == 1
    Organisation.objects.filter(pk=member.pk).update(**{missing: "41101"})
    assert issue() == 1


def test_no_invoice_leaves_before_the_programme_can_be_paid():
    build.the_programme(bankgiro="")
    build.a_fee(year=2027)
    with pytest.raises(Refused, match="bankgiro"):
        issue()


def test_a_rolled_back_batch_gives_its_numbers_to_the_next():
    fees(2)
    with pytest.raises(ZeroDivisionError):
        issue_and_fail()
    assert numbers() == []
    issue()
    assert numbers() == ["2027-00001", "2027-00002"]


def test_the_series_begins_anew_with_the_calendar_year():
    build.an_invoice(today=TODAY)
    build.an_invoice(build.a_member("Annan AB"), today=date(2028, 1, 3))
    assert numbers() == ["2027-00001", "2028-00001"]


@transaction.atomic
def issue_and_fail():
    issue()
    raise ZeroDivisionError


@pytest.mark.django_db(transaction=True)
def test_twelve_sweeps_at_once_invoice_each_fee_once_without_a_gap():
    fees(60)
    counts = at_once(*[issue] * 12)
    assert sum(counts) == 60
    assert numbers() == [f"2027-{number:05}" for number in range(1, 61)]
    assert Invoice.objects.values("fee").distinct().count() == 60


@pytest.mark.django_db(transaction=True)
def test_no_gap_where_some_issue_and_others_roll_back():
    waiting = fees(12)

    def issue_one(fee, fails):
        with transaction.atomic():
            issue_invoices(AnnualFee.objects.filter(pk=fee.pk), today=TODAY)
            if fails:
                raise ZeroDivisionError

    jobs = [lambda f=fee, n=n: issue_one(f, n % 3 == 0) for n, fee in enumerate(waiting)]
    errors = [type(answer) for answer in at_once(*jobs) if answer]
    assert errors == [ZeroDivisionError] * 4
    assert numbers() == [f"2027-{number:05}" for number in range(1, 9)]


def test_the_queries_grow_with_batches_and_not_with_invoices(django_assert_num_queries):
    InvoiceSeries.objects.create(name="invoice-2027")
    for count in (1, 3):
        fees(count)
        # programme, those waiting; savepoint, lock, ask again, series (get, lock, save),
        # invoices, lines, release
        with django_assert_num_queries(11):
            issue()


def test_an_invoice_cannot_be_changed_or_deleted_in_python():
    invoice = build.an_invoice(today=TODAY)
    line = invoice.lines.get()
    for attempt in (
        invoice.save,
        invoice.delete,
        line.save,
        line.delete,
        Invoice.objects.all().delete,
        lambda: Invoice.objects.update(total=1),
        lambda: InvoiceLine.objects.update(net=1),
        lambda: Invoice.objects.bulk_update([invoice], ["total"]),
    ):
        with pytest.raises(TypeError):
            attempt()


@pytest.mark.parametrize("table", ["billing_invoice", "billing_invoiceline"])
@pytest.mark.parametrize("sql", ["UPDATE {} SET net = 1", "DELETE FROM {}"])
def test_an_invoice_cannot_be_changed_or_deleted_in_sql(table, sql):
    build.an_invoice(today=TODAY)
    with (
        pytest.raises(IntegrityError, match="written once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql.format(table))


def test_what_an_invoice_points_to_cannot_be_deleted():
    invoice = build.an_invoice(today=TODAY)
    for row in (invoice.fee, invoice.organisation):
        with pytest.raises(ProtectedError):
            row.delete()


def test_a_credit_note_takes_the_whole_invoice_back():
    invoice = build.an_invoice(today=TODAY)
    secretary = build.a_secretary()
    note = credit(invoice, reason=" Fel adress ", by=secretary, today=date(2027, 2, 1))
    assert (note.number, note.ocr) == ("2027-00002", ocr.reference("2027-00002"))
    assert (note.credits, note.fee, note.issued_by) == (invoice, invoice.fee, secretary)
    assert (note.net, note.vat, note.total) == (-5_000, 0, -5_000)
    assert note.credit_reason == "Fel adress"
    assert note.buyer_name == invoice.buyer_name
    assert [(line.unit_price, line.net) for line in note.lines.all()] == [(-5_000, -5_000)]
    credited = Invoice.objects.with_balance().get(pk=invoice.pk)
    assert (credited.credited, credited.balance, credited.state) == (-5_000, 0, "credited")


def test_a_wholly_credited_fee_is_invoiced_anew():
    member = build.a_member(street="Fel gata 1")
    invoice = build.an_invoice(member, today=TODAY)
    assert issue() == 0
    credit(invoice, reason="Fel adress", by=build.a_secretary(), today=TODAY)
    Organisation.objects.filter(pk=member.pk).update(street="Rätt gata 2")
    assert [issue(), issue()] == [1, 0]
    assert Invoice.objects.get(number="2027-00003").buyer_street == "Rätt gata 2"


def test_what_was_paid_on_a_credited_invoice_can_pay_another():
    invoice = build.an_invoice(today=TODAY)
    secretary = build.a_secretary()
    payment = build.a_payment(5_000, ocr=invoice.ocr)
    credit(invoice, reason="Fel belopp", by=secretary, today=TODAY)
    issue()
    again = Invoice.objects.get(number="2027-00003")
    assert allocate(payment, again, by=secretary).amount == Decimal(5_000)
    undone = invoice.allocations.get()
    assert (undone.reversed_by, undone.reversed_because) == (
        secretary,
        "Faktura 2027-00001 krediterades.",
    )


@pytest.mark.parametrize(
    ("reason", "text"), [(" ", "varför"), ("Dubblett", "redan krediterad, med 2027-00002")]
)
def test_an_invoice_is_credited_once_and_for_a_reason(reason, text):
    invoice, secretary = build.an_invoice(today=TODAY), build.a_secretary()
    if reason.strip():
        credit(invoice, reason="Först", by=secretary, today=TODAY)
    with pytest.raises(Refused, match=text):
        credit(invoice, reason=reason, by=secretary, today=TODAY)


def test_a_credit_note_is_not_credited_itself():
    note = credit(build.an_invoice(today=TODAY), reason="Fel", by=None, today=TODAY)
    with pytest.raises(Refused):
        credit(note, reason="Fel", by=None, today=TODAY)


@pytest.mark.django_db(transaction=True)
def test_two_who_credit_at_once_make_one_credit_note():
    invoice = build.an_invoice(today=TODAY)
    answers = at_once(*[lambda: credit(invoice, reason="Fel", by=None, today=TODAY)] * 6)
    assert sum(isinstance(answer, Invoice) for answer in answers) == 1
    assert sum(isinstance(answer, Refused) for answer in answers) == 5
    assert numbers() == ["2027-00001", "2027-00002"]


@pytest.mark.parametrize(
    ("paid", "due_on_has_passed", "state"),
    [
        (0, False, "open"),
        (2_000, False, "partly_paid"),
        (2_000, True, "overdue"),
        (0, True, "overdue"),
        (5_000, True, "paid"),
        (6_000, False, "paid"),
    ],
)
def test_how_an_invoice_stands_is_reckoned_from_what_has_happened(
    paid, due_on_has_passed, state, time_machine
):
    invoice = build.an_invoice(today=TODAY)
    if paid:
        build.a_payment(paid, ocr=invoice.ocr)
    time_machine.move_to("2027-02-16" if due_on_has_passed else "2027-02-15", tick=False)
    assert Invoice.objects.with_balance().get().state == state
    assert Invoice.objects.overdue().count() == (state == "overdue")
    assert Invoice.objects.unpaid().count() == (state != "paid")
