from datetime import date
from decimal import Decimal

import pytest

from billing.actions import allocate, credit, register_payment, reverse_allocation
from billing.models import Allocation, Invoice, Payment, Repayment
from lattvikt.lib.refused import Refused
from tests import build
from tests.billing.races import at_once

pytestmark = pytest.mark.django_db
TODAY = date(2027, 1, 15)


@pytest.fixture
def invoice(db):
    return build.an_invoice(today=TODAY)


def standing(invoice):
    return Invoice.objects.with_balance().get(pk=invoice.pk)


def left_of(payment):
    return Payment.objects.with_unallocated().get(pk=payment.pk).unallocated


@pytest.mark.parametrize(
    ("amount", "balance", "left"), [(2_000, 3_000, 0), (5_000, 0, 0), (6_000, 0, 1_000)]
)
def test_a_payment_settles_the_invoice_with_its_ocr(invoice, amount, balance, left):
    payment = build.a_payment(amount, ocr=invoice.ocr)
    assert standing(invoice).balance == balance
    assert left_of(payment) == left
    assert Payment.objects.credits().count() == (left > 0)
    assert Payment.objects.unmatched().count() == 0


def test_blanks_in_the_ocr_make_no_difference(invoice):
    build.a_payment(5_000, ocr=f" {invoice.ocr[:4]} {invoice.ocr[4:]} ")
    assert standing(invoice).balance == 0


def test_what_is_paid_twice_is_put_on_the_list_to_repay(invoice):
    build.a_payment(5_000, ocr=invoice.ocr)
    again = build.a_payment(5_000, ocr=invoice.ocr)
    assert standing(invoice).paid == 5_000
    assert [(one.payment, one.amount, one.reason) for one in Repayment.objects.to_repay()] == [
        (again, 5_000, "double")
    ]
    assert left_of(again) == 0


@pytest.mark.parametrize("ocr", ["", "2027000001", "nonsense"])
def test_a_payment_with_no_known_ocr_stays_visible(invoice, ocr):
    payment = build.a_payment(5_000, ocr=ocr)
    assert left_of(payment) == 5_000
    assert standing(invoice).balance == 5_000


def test_several_payments_settle_one_invoice(invoice):
    for amount in ("1666.67", "1666.67", "1666.66"):
        build.a_payment(Decimal(amount), ocr=invoice.ocr)
    assert (standing(invoice).paid, standing(invoice).balance) == (5_000, 0)


def test_a_payment_on_a_credit_note_or_a_credited_invoice_stays_visible(invoice):
    note = credit(invoice, reason="Fel", by=None, today=TODAY)
    for ocr in (invoice.ocr, note.ocr):
        assert left_of(build.a_payment(5_000, ocr=ocr)) == 5_000


def test_the_same_bank_reference_twice_changes_nothing_and_says_so(invoice):
    def register(amount):
        return register_payment(
            bank_reference="B-1", received_on=TODAY, amount=Decimal(amount), ocr=invoice.ocr
        )

    first, second = register(2_000), register(3_000)
    assert (first.is_new, first.allocation.amount) == (True, 2_000)
    assert (second.is_new, second.allocation, second.payment) == (False, None, first.payment)
    assert Payment.objects.get().amount == 2_000
    assert standing(invoice).balance == 3_000


@pytest.mark.parametrize("amount", [0, -1])
def test_a_payment_is_more_than_nothing(amount):
    with pytest.raises(Refused):
        build.a_payment(amount)


def test_a_person_allocates_what_the_ocr_could_not(invoice):
    secretary = build.a_secretary()
    payment = build.a_payment(6_000)
    allocation = allocate(payment, invoice, by=secretary)
    assert (allocation.amount, allocation.allocated_by) == (5_000, secretary)
    assert left_of(payment) == 1_000


def test_one_payment_pays_two_invoices(invoice):
    other = build.an_invoice(build.a_member("Annan AB"), today=TODAY)
    payment = build.a_payment(8_000)
    allocate(payment, invoice, by=None, amount=Decimal(3_000))
    allocate(payment, other, by=None)
    assert (standing(invoice).balance, standing(other).balance) == (2_000, 0)
    assert left_of(payment) == 0


@pytest.mark.parametrize("amount", [0, -1, Decimal("5000.01"), 7_000])
def test_no_more_is_allocated_than_both_have(invoice, amount):
    payment = build.a_payment(6_000)
    with pytest.raises(Refused, match="Högst 5\xa0000\xa0kr"):
        allocate(payment, invoice, by=None, amount=amount)
    assert left_of(payment) == 6_000


def test_a_settled_invoice_and_a_spent_payment_are_refused(invoice):
    spent = build.a_payment(5_000, ocr=invoice.ocr)
    with pytest.raises(Refused):
        allocate(build.a_payment(1), invoice, by=None)
    with pytest.raises(Refused):
        allocate(spent, build.an_invoice(build.a_member("Annan AB"), today=TODAY), by=None)


def test_an_allocation_is_undone_by_a_mark_and_never_deleted(invoice):
    secretary = build.a_secretary()
    payment = build.a_payment(5_000, ocr=invoice.ocr)
    allocation = Allocation.objects.get()
    with pytest.raises(Refused, match="varför"):
        reverse_allocation(allocation, because="  ", by=secretary)
    reverse_allocation(allocation, because="Fel faktura", by=secretary)
    assert (left_of(payment), standing(invoice).balance) == (5_000, 5_000)
    undone = Allocation.objects.get()
    assert (undone.reversed_by, undone.reversed_because) == (secretary, "Fel faktura")
    with pytest.raises(Refused, match="redan"):
        reverse_allocation(allocation, because="Igen", by=secretary)


@pytest.mark.django_db(transaction=True)
def test_one_payment_registered_by_many_at_once_comes_in_once(invoice):
    def register():
        return build.a_payment(5_000, ocr=invoice.ocr, bank_reference="B-1").pk

    assert len(set(at_once(*[register] * 12))) == 1
    assert Payment.objects.count() == 1
    assert standing(invoice).paid == 5_000


@pytest.mark.django_db(transaction=True)
def test_many_payments_at_once_never_take_more_than_the_invoice_has(invoice):
    at_once(*[lambda: build.a_payment(1_500, ocr=invoice.ocr)] * 12)
    assert standing(invoice).balance == 0
    payments = Payment.objects.with_unallocated()
    over = sum(payment.unallocated + payment.repaid for payment in payments)
    assert over == 12 * 1_500 - 5_000


@pytest.mark.django_db(transaction=True)
def test_crediting_and_paying_at_once_never_lose_the_money(invoice):
    jobs = [lambda: credit(invoice, reason="Fel", by=None, today=TODAY)]
    at_once(*jobs, *[lambda: build.a_payment(1_000, ocr=invoice.ocr)] * 6)
    assert standing(invoice).paid == 0
    payments = Payment.objects.with_unallocated()
    assert sum(payment.unallocated + payment.repaid for payment in payments) == 6_000
