"""What an application to pay in kind means for the fee and its invoice."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError

from billing.actions import issue_invoices, left_out
from billing.models import AnnualFee, InKindApplication, Invoice
from billing.rules import LeftOut
from billing.tasks import bill_members
from tests import build

pytestmark = pytest.mark.django_db
TODAY = date(2027, 4, 15)
HOLDING = ["submitted", "returned", "referred", "approved", "reported"]
CASH = ["undelivered", "rejected", "withdrawn"]


@pytest.fixture(autouse=True)
def _an_approved_year(db):
    build.the_programme()
    build.a_schedule(2027)


def a_fee_with_in_kind(status, **fields):
    """A fee of 5 000 kr and its application."""
    fields = {"ended_on": TODAY if status not in HOLDING else None, **fields}
    application = build.an_in_kind(year=2027, status=status, **fields)
    return build.a_fee(application.organisation, year=2027)


def issue(today=TODAY):
    return issue_invoices(AnnualFee.objects.all(), today=today)


@pytest.mark.parametrize("status", HOLDING)
def test_a_fee_is_not_invoiced_while_work_is_waited_for(status):
    a_fee_with_in_kind(status)
    build.a_fee(build.a_member("Annan AB"), year=2027)
    assert issue() == 1
    assert Invoice.objects.get().buyer_name == "Annan AB"


@pytest.mark.parametrize("status", CASH)
def test_a_fee_is_invoiced_whole_when_nothing_comes_of_the_work(status):
    a_fee_with_in_kind(status)
    assert issue() == 1
    assert Invoice.objects.get().total == 5_000
    assert Invoice.objects.get().lines.get().text == "Medlemsavgift 2027"


@pytest.mark.parametrize("value", [5_000, 8_500])
def test_a_fee_that_was_paid_in_kind_is_not_invoiced(value):
    a_fee_with_in_kind("delivered", delivered_value=value)
    assert issue() == 0


def test_what_was_not_delivered_is_invoiced_and_the_line_says_so():
    a_fee_with_in_kind("partly", delivered_value=Decimal("2125.50"))
    assert issue() == 1
    invoice = Invoice.objects.get()
    line = invoice.lines.get()
    assert (invoice.net, invoice.vat, invoice.total) == (Decimal("2874.50"), 0, Decimal("2874.50"))
    assert (line.net, line.unit_price) == (Decimal("2874.50"), Decimal("2874.50"))
    assert line.text == (
        "Medlemsavgift 2027, 5\u00a0000\u00a0kr, varav 2\u00a0125,50\u00a0kr har betalats in-kind"
    )


def test_the_line_is_in_the_language_of_the_organisation():
    a_fee_with_in_kind("partly", organisation=build.a_non_profit(language="en"))
    issue()
    assert Invoice.objects.get().lines.get().text == (
        "Membership fee 2027, 5\u00a0000\u00a0kr, of which 2\u00a0000\u00a0kr has been paid in kind"
    )


def test_another_year_and_another_member_are_invoiced_as_usual():
    application = build.an_in_kind(year=2028)
    build.a_fee(application.organisation, year=2027)
    build.an_in_kind(build.a_non_profit("Högskolan"), year=2027)
    assert issue() == 1


def test_an_application_that_came_before_the_fee_holds_it_back_all_the_same():
    application = build.an_in_kind(year=2027, status="approved")
    build.a_fee(application.organisation, year=2027)
    assert issue() == 0


@pytest.mark.parametrize(("year_of_billing", "count"), [(2028, 1), (2029, 0)])
def test_work_judged_in_january_is_invoiced_in_the_year_it_was_judged(year_of_billing, count):
    a_fee_with_in_kind("undelivered", ended_on=date(2028, 1, 25))
    build.a_fee(build.a_member("Aldrig fakturerad AB"), year=2027)
    assert issue(date(year_of_billing, 1, 31)) == count


def test_the_clock_finds_the_earlier_year_and_raises_no_fee_in_it(time_machine):
    time_machine.move_to("2028-01-31", tick=False)
    fee = a_fee_with_in_kind("partly", ended_on=date(2028, 1, 25))
    build.a_member("Inlagd i efterhand AB", since=date(2027, 1, 1))
    bill_members()
    assert [invoice.fee for invoice in Invoice.objects.all()] == [fee]
    assert AnnualFee.objects.count() == 1


def test_the_years_to_bill_are_those_of_which_something_is_to_be_invoiced():
    a_fee_with_in_kind("undelivered", ended_on=date(2028, 1, 25))
    build.a_schedule(2028)
    for name in ("Ett AB", "Två AB"):
        build.a_fee(build.a_member(name), year=2028)
    assert list(AnnualFee.objects.years_to_bill(date(2028, 2, 1))) == [2027, 2028]
    assert list(AnnualFee.objects.years_to_bill(date(2029, 2, 1))) == []


def held():
    return {invoice: invoice.is_held_by_in_kind for invoice in Invoice.objects.with_in_kind()}


@pytest.mark.parametrize("status", HOLDING)
def test_an_invoice_is_held_while_work_is_waited_for(status):
    invoice = build.an_invoice(build.a_non_profit(), today=TODAY)
    other = build.an_invoice(build.a_member("Annan AB"), today=TODAY)
    build.an_in_kind(invoice.organisation, year=2027, status=status)
    build.an_in_kind(other.organisation, year=2028, status=status)
    assert held() == {invoice: True, other: False}


@pytest.mark.parametrize("status", [*CASH, "partly", "delivered"])
def test_an_invoice_is_not_held_when_the_work_is_over(status):
    invoice = build.an_invoice(build.a_non_profit(), today=TODAY)
    build.an_in_kind(invoice.organisation, year=2027, status=status)
    assert held() == {invoice: False}


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("submitted", LeftOut.IN_KIND_WAITING),
        ("returned", LeftOut.IN_KIND_WAITING),
        ("referred", LeftOut.IN_KIND_WAITING),
        ("approved", LeftOut.IN_KIND_APPROVED),
        ("reported", LeftOut.IN_KIND_APPROVED),
        ("delivered", LeftOut.IN_KIND_DELIVERED),
    ],
)
def test_who_pays_with_work_is_left_out_with_the_reason(status, reason):
    fee = a_fee_with_in_kind(status)
    assert [(a.organisation, a.reason) for a in left_out(2027)] == [(fee.organisation, reason)]


@pytest.mark.parametrize("status", [*CASH, "partly"])
def test_who_is_to_pay_in_cash_is_not_left_out(status):
    a_fee_with_in_kind(status)
    assert left_out(2027) == []


def test_an_organisation_has_one_live_application_for_a_year():
    first = build.an_in_kind(year=2027, status="rejected")
    second = build.an_in_kind(first.organisation, year=2027)
    build.an_in_kind(first.organisation, year=2028)
    with pytest.raises(IntegrityError, match="one_live_in_kind"):
        build.an_in_kind(second.organisation, year=2027, status="delivered")


@pytest.mark.parametrize(
    ("status", "facts"),
    [
        ("approved", {"delivered_value": 1_000}),
        ("delivered", {"delivered_value": None}),
        ("rejected", {"ended_on": None}),
        ("submitted", {"ended_on": TODAY}),
    ],
)
def test_the_database_itself_refuses_what_cannot_be(status, facts):
    with pytest.raises(IntegrityError):
        build.an_in_kind(status=status, **facts)


@pytest.mark.parametrize(("today", "count"), [("2028-01-20", 0), ("2028-01-21", 1)])
def test_a_report_is_late_the_day_after_its_last_day(today, count):
    build.an_in_kind(year=2027, status="approved")
    build.an_in_kind(build.a_non_profit("Högskolan"), year=2028, status="approved")
    build.an_in_kind(build.a_non_profit("Institutet"), year=2027, status="reported")
    late = InKindApplication.objects.report_late(date.fromisoformat(today))
    assert late.count() == count
