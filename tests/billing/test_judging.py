"""What the programme will not judge waits for a person, and what a person says can be undone."""

from datetime import date

import pytest

from billing.actions import (
    allocate,
    judge_another,
    judge_return,
    judge_same,
    pay_out,
    reopen_return,
    repay,
    set_aside,
    take_back,
    withdraw,
)
from billing.models import BankRow, Invoice, Payment, Repayment
from lattvikt.lib.refused import Refused
from tests import build
from tests.billing.files import DAY, bgmax, camt, paid

pytestmark = pytest.mark.django_db
TODAY = date(2027, 1, 15)


@pytest.fixture
def invoice(db):
    return build.an_invoice(today=TODAY)


@pytest.fixture
def secretary(db):
    return build.a_secretary()


@pytest.fixture
def double(invoice):
    """Half the invoice, in a file of each family: the second waits."""
    build.an_applied_bank_file(bgmax([paid(2_500, invoice.ocr)]))
    build.an_applied_bank_file(camt([paid(2_500, invoice.ocr)]))
    return BankRow.objects.doubles().get()


@pytest.fixture
def returning(invoice):
    """The bank takes 5 000 kr back, and does not say of which payment."""
    build.an_applied_bank_file(camt([paid(5_000, invoice.ocr)]))
    build.an_applied_bank_file(camt([paid(5_000, number=2, is_reversal=True)]))
    return BankRow.objects.returns_waiting().get()


def balance_of(invoice):
    return Invoice.objects.with_balance().get(pk=invoice.pk).balance


def left_of(payment):
    return Payment.objects.with_unallocated().get(pk=payment.pk).unallocated


def test_the_same_is_one_payment(double, invoice, secretary):
    row = judge_same(double, by=secretary)
    assert (row.outcome, row.judged_by) == ("same", secretary)
    assert (Payment.objects.count(), balance_of(invoice)) == (1, 2_500)
    again = build.an_applied_bank_file(camt([paid(2_500, invoice.ocr)], message="053"))
    assert again.rows.get().outcome == "known"


def test_another_comes_in_and_settles_what_it_can(double, invoice, secretary):
    row = judge_another(double, by=secretary)
    assert (row.outcome, row.payment.amount, row.judged_by) == ("settled", 2_500, secretary)
    assert (Payment.objects.count(), balance_of(invoice)) == (2, 0)
    assert row.payment.allocations.get().allocated_by == secretary
    with pytest.raises(Refused, match="redan"):
        judge_another(double, by=secretary)


def test_a_judgement_is_changed_both_ways(double, invoice, secretary):
    judge_another(double, by=secretary)
    row = judge_same(double, by=secretary)
    assert (row.outcome, balance_of(invoice)) == ("same", 2_500)
    with pytest.raises(Refused, match="redan"):
        judge_same(double, by=secretary)
    row = judge_another(double, by=secretary)
    assert (row.outcome, Payment.objects.count()) == ("unmatched", 2)
    assert [payment.pk for payment in Payment.objects.unmatched()] == [row.payment.pk]


def test_only_what_was_wondered_about_is_judged(invoice, secretary):
    row = build.an_applied_bank_file(camt([paid(5_000, invoice.ocr)])).rows.get()
    for judge in (judge_same, judge_another):
        with pytest.raises(Refused):
            judge(row, by=secretary)


def test_a_person_says_which_payment_the_bank_took_back(returning, invoice, secretary):
    row = judge_return(returning, Payment.objects.get(), by=secretary)
    assert (row.outcome, row.judged_by, row.payment.returned_on) == ("returned", secretary, DAY)
    assert balance_of(invoice) == 5_000
    row = reopen_return(row, by=secretary)
    assert (row.outcome, row.payment) == ("return_waits", None)
    assert left_of(Payment.objects.get()) == 5_000


def test_what_was_taken_back_is_of_the_same_sum(returning, secretary):
    with pytest.raises(Refused, match="belopp"):
        judge_return(returning, build.a_payment(4_999), by=secretary)


def test_what_the_bank_took_back_is_set_aside_for_a_reason(returning, secretary):
    with pytest.raises(Refused, match="varför"):
        set_aside(returning, because=" ", by=secretary)
    row = set_aside(returning, because="Vår egen överföring", by=secretary)
    assert (row.outcome, row.judged_because) == ("set_aside", "Vår egen överföring")
    assert BankRow.objects.waiting().count() == 0
    assert reopen_return(row, by=secretary).outcome == "return_waits"


def test_what_was_paid_twice_is_paid_out_and_that_can_be_undone(invoice, secretary):
    build.a_payment(5_000, ocr=invoice.ocr)
    twice = build.a_payment(5_000, ocr=invoice.ocr)
    repayment = Repayment.objects.to_repay().get()
    assert repayment.decided_by is None
    pay_out(repayment, on=DAY, by=secretary)
    repayment.refresh_from_db()
    assert (repayment.paid_out_on, repayment.decided_by) == (DAY, secretary)
    assert Repayment.objects.to_repay().count() == 0
    with pytest.raises(Refused, match="listan"):
        pay_out(repayment, on=DAY, by=secretary)
    with pytest.raises(Refused, match="betalats tillbaka"):
        take_back(twice, on=DAY, because="Återtagen", by=secretary)
    withdraw(repayment, because="Fel mottagare", by=secretary)
    assert left_of(twice) == 5_000
    assert [payment.pk for payment in Payment.objects.credits()] == [twice.pk]
    with pytest.raises(Refused, match="redan"):
        withdraw(repayment, because="Igen", by=secretary)


def test_a_repayment_that_is_kept_pays_the_next_invoice(invoice, secretary):
    build.a_payment(5_000, ocr=invoice.ocr)
    twice = build.a_payment(5_000, ocr=invoice.ocr)
    withdraw(Repayment.objects.get(), because="Till nästa faktura", by=secretary)
    assert Payment.objects.credits_with_use().count() == 0
    fee = build.a_fee(invoice.organisation, year=2028)
    build.a_schedule(2028)
    later = build.invoice_of(fee, today=date(2028, 1, 10))
    assert [payment.pk for payment in Payment.objects.credits_with_use()] == [twice.pk]
    allocate(twice, later, by=secretary)
    assert balance_of(later) == 0


def test_no_more_is_repaid_than_is_left(secretary):
    payment = build.a_payment(500)
    with pytest.raises(Refused, match="500"):
        repay(payment, by=secretary, amount=501)
    repayment = repay(payment, by=secretary, amount=200)
    assert (repayment.reason, repayment.decided_by, left_of(payment)) == ("asked", secretary, 300)
    repay(payment, by=secretary)
    with pytest.raises(Refused, match="Inget"):
        repay(payment, by=secretary)


def test_what_is_only_on_the_list_does_not_stop_the_bank(invoice, secretary):
    build.a_payment(5_000, ocr=invoice.ocr)
    twice = build.a_payment(5_000, ocr=invoice.ocr)
    take_back(twice, on=DAY, because="Återtagen", by=secretary)
    repayment = Repayment.objects.get()
    assert (repayment.reversed_by, Repayment.objects.to_repay().count()) == (secretary, 0)
    with pytest.raises(Refused, match="redan"):
        take_back(twice, on=DAY, because="Igen", by=secretary)
