"""Whatever is done with money, in whatever order, each krona is in one place (issue 3)."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import F, Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from billing.actions import (
    allocate,
    credit,
    give_back,
    judge_another,
    judge_same,
    pay_out,
    repay,
    reverse_allocation,
    take_back,
    withdraw,
)
from billing.models import Allocation, BankRow, Invoice, Payment, Repayment, Terms
from lattvikt.lib.refused import Refused
from tests import build
from tests.billing.files import DAY, bgmax, camt, paid

TODAY = date(2027, 1, 15)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "pay",
                "pay by file",
                "pay two by file",
                "the same by another family",
                "judge same",
                "judge another",
                "allocate",
                "reverse",
                "credit",
                "repay",
                "pay out",
                "withdraw",
                "take back",
                "give back",
            ]
        ),
        st.integers(1, 800_000),
    ),
    max_size=15,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS, tolerance=st.sampled_from([0, 1, 50]))
def test_no_krona_is_made_or_lost_whatever_is_done(db, steps, tolerance):
    with transaction.atomic():
        Terms.objects.update_or_create(pk=1, defaults={"tolerance": tolerance})
        story = Story()
        for name, ore in steps:
            story.step(name, ore)
        story.check(tolerance)
        transaction.set_rollback(True)


class Story:
    """Two members' invoices, and then whatever comes."""

    def __init__(self):
        self.invoices = [build.an_invoice(build.a_member(name), today=TODAY) for name in "AB"]
        self.came_in = Decimal(0)
        self.files = 0

    def step(self, name, ore):
        act = getattr(self, name.replace(" ", "_"))
        try:
            with transaction.atomic():
                self.came_in += act(Decimal(ore) / 100, ore) or 0
        except Refused:
            pass

    def pay(self, amount, number):
        build.a_payment(amount, ocr=self.invoices[number % 2].ocr)
        return amount

    def pay_by_file(self, amount, number):
        return self.apply(camt, [(self.invoices[number % 2].ocr, None)], amount)

    def pay_two_by_file(self, amount, number):
        meant = [None, amount / 2, amount][number % 3]
        return self.apply(camt, [(one.ocr, meant) for one in self.invoices], amount)

    def the_same_by_another_family(self, amount, number):
        last = Payment.objects.filter(family="camt", received_on=DAY).last()
        if last and last.ocr:
            return self.apply(bgmax, [(last.ocr, None)], last.amount)
        return 0

    def apply(self, write, parts, amount):
        self.files += 1
        before = Payment.objects.count()
        build.an_applied_bank_file(write([paid(amount, *parts, number=self.files)]))
        return amount if Payment.objects.count() > before else 0

    def judge_same(self, _amount, number):
        judge_same(one_of(BankRow.objects.exclude(twin=None), number), by=None)

    def judge_another(self, _amount, number):
        before = Payment.objects.count()
        row = judge_another(one_of(BankRow.objects.exclude(twin=None), number), by=None)
        return row.amount if Payment.objects.count() > before else 0

    def allocate(self, amount, number):
        payment = one_of(Payment.objects.all(), number)
        invoice = self.invoices[number % 2]
        allocate(payment, invoice, by=None, amount=amount if number % 3 else None)

    def reverse(self, _amount, number):
        reverse_allocation(one_of(Allocation.objects.all(), number), because="Fel", by=None)

    def credit(self, _amount, number):
        credit(self.invoices[number % 2], reason="Fel", by=None, today=TODAY)

    def repay(self, amount, number):
        payment = one_of(Payment.objects.all(), number)
        repay(payment, by=None, amount=amount if number % 2 else None)

    def pay_out(self, _amount, number):
        pay_out(one_of(Repayment.objects.all(), number), on=DAY, by=None)

    def withdraw(self, _amount, number):
        withdraw(one_of(Repayment.objects.all(), number), because="Fel", by=None)

    def take_back(self, _amount, number):
        take_back(one_of(Payment.objects.all(), number), on=DAY, because="Banken", by=None)

    def give_back(self, _amount, number):
        give_back(one_of(Payment.objects.all(), number))

    def check(self, tolerance):
        payments = list(Payment.objects.with_unallocated())
        assert sum(payment.amount for payment in payments) == self.came_in
        for one in payments:
            parts = [one.spent, one.repaid, one.returned, one.unallocated]
            assert sum(parts) == one.amount
            assert min(parts) >= 0
        invoices = Invoice.objects.filter(credits=None).with_balance()
        assert sum(one.spent for one in payments) == sum(invoice.paid for invoice in invoices)
        assert all(0 <= one.rounded <= tolerance for one in invoices)
        wrong = Q(balance__lt=0) | Q(paid__gt=F("total") + F("credited"))
        assert not invoices.filter(wrong).exists()


def one_of(rows, number):
    """Some row; Refused as if somebody had asked for what is not there."""
    rows = list(rows.order_by("pk"))
    if not rows:
        raise Refused("Nothing is there.")
    return rows[number % len(rows)]
