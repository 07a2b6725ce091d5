"""Handing the money to the bookkeeping: every event once, and the books say what we say."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.db.models import QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from billing.actions import (
    allocate,
    credit,
    give_back,
    make_batch,
    next_period,
    pay_out,
    preview_batch,
    repay,
    reverse_allocation,
    take_back,
    withdraw,
)
from billing.models import (
    Allocation,
    BookedEvent,
    BookkeepingBatch,
    Invoice,
    Payment,
    Repayment,
    Terms,
    WriteOff,
)
from lattvikt.lib.refused import Refused
from tests import build
from tests.billing.races import at_once
from tests.billing.sie_reader import read

pytestmark = pytest.mark.django_db

START = date(2027, 1, 4)
NOON = datetime(2027, 2, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _the_day(time_machine):
    time_machine.move_to(START, tick=False)


def on(time_machine, day):
    time_machine.move_to(day, tick=False)


def a_batch(first=date(2027, 1, 1), last=date(2027, 1, 31), now=NOON):
    return make_batch(from_day=first, to_day=last, by=None, now=now)


def vouchers(batch):
    """Each as (series, day, text, {account: amount})."""
    found = read(bytes(batch.document.content)).vouchers
    return [(v.series, v.on, v.text, {r.account: int(r.amount) for r in v.rows}) for v in found]


def balances(*batches):
    sums = {}
    for batch in batches:
        for account, amount in read(bytes(batch.document.content)).balances.items():
            sums[account] = sums.get(account, 0) + amount
    return {account: amount for account, amount in sums.items() if amount}


class TestABatch:
    def test_holds_a_paid_invoice_as_two_vouchers(self):
        invoice = build.an_invoice(today=START)
        build.a_payment(5_000, ocr=invoice.ocr, received_on=START, payer="Verkstaden")
        assert vouchers(a_batch()) == [
            (
                "F",
                "20270104",
                "Faktura 2027-00001 Verkstaden i Åmål AB",
                {"1510": 5_000, "3010": -5_000},
            ),
            (
                "I",
                "20270104",
                f"Inbetalning 2027-01-04 OCR {invoice.ocr} Verkstaden",
                {"1930": 5_000, "1510": -5_000},
            ),
        ]

    def test_keeps_what_is_over_as_the_members_credit_until_it_settles_something(
        self, time_machine
    ):
        first, second = [build.an_invoice(build.a_member(n), today=START) for n in "AB"]
        payment = build.a_payment(7_000, ocr=first.ocr, received_on=START)
        january = a_batch()
        assert vouchers(january)[-1][3] == {"1930": 7_000, "1510": -5_000, "2420": -2_000}
        on(time_machine, date(2027, 2, 10))
        allocate(payment, second, by=None)
        february = a_batch(date(2027, 2, 1), date(2027, 2, 28), NOON + timedelta(days=28))
        assert vouchers(february) == [
            (
                "O",
                "20270210",
                "Avprickning mot faktura 2027-00002",
                {"2420": 2_000, "1510": -2_000},
            )
        ]

    def test_books_a_credit_note_and_gives_the_money_back_to_the_payer(self, time_machine):
        invoice = build.an_invoice(today=START)
        build.a_payment(5_000, ocr=invoice.ocr, received_on=START)
        on(time_machine, date(2027, 1, 20))
        credit(invoice, reason="Fel mottagare", by=None, today=date(2027, 1, 20))
        batch = a_batch()
        assert vouchers(batch)[-2:] == [
            (
                "F",
                "20270120",
                "Kreditfaktura 2027-00002 för faktura 2027-00001 Verkstaden i Åmål AB",
                {"1510": -5_000, "3010": 5_000},
            ),
            (
                "O",
                "20270120",
                "Ångrad avprickning mot faktura 2027-00001: Faktura 2027-00001 krediterades.",
                {"1510": 5_000, "2420": -5_000},
            ),
        ]
        assert balances(batch) == {"1930": 5_000, "2420": -5_000}

    def test_takes_what_became_known_after_the_last_one_into_the_next(self, time_machine):
        invoice = build.an_invoice(today=START)
        january = a_batch()
        on(time_machine, date(2027, 2, 2))
        build.a_payment(5_000, ocr=invoice.ocr, received_on=date(2027, 1, 29))
        february = a_batch(date(2027, 2, 1), date(2027, 2, 28), NOON + timedelta(days=28))
        [(_series, day, text, rows)] = vouchers(february)
        assert (day, text[:22]) == ("20270202", "Inbetalning 2027-01-29")
        assert rows == {"1930": 5_000, "1510": -5_000}
        assert balances(january, february) == {"1930": 5_000, "3010": -5_000}

    def test_books_what_was_let_pass_as_rounding(self):
        Terms.objects.update(tolerance=1)
        invoice = build.an_invoice(today=START)
        build.a_payment(4_999, ocr=invoice.ocr, received_on=START)
        found = vouchers(a_batch())
        assert [rows for _series, _on, _text, rows in found[1:]] == [
            {"1930": 4_999, "1510": -4_999},
            {"3740": 1, "1510": -1},
        ]

    def test_books_a_repayment_when_it_has_been_paid_out_and_back_when_it_is_undone(
        self, time_machine
    ):
        by = build.a_user()
        repayment = repay(build.a_payment(900, payer="Okänd", received_on=START), by=by)
        january = a_batch()
        assert balances(january) == {"1930": 900, "2420": -900}
        on(time_machine, date(2027, 2, 10))
        pay_out(repayment, on=date(2027, 2, 9), by=by)
        february = a_batch(date(2027, 2, 1), date(2027, 2, 28), NOON + timedelta(days=28))
        assert vouchers(february) == [
            ("U", "20270209", "Återbetalning till Okänd", {"2420": 900, "1930": -900})
        ]
        on(time_machine, date(2027, 3, 10))
        withdraw(repayment, because="Fel konto", by=by)
        march = a_batch(date(2027, 3, 1), date(2027, 3, 31), NOON + timedelta(days=60))
        assert balances(january, february, march) == {"1930": 900, "2420": -900}

    def test_books_what_the_bank_takes_back_as_often_as_it_does(self, time_machine):
        by = build.a_user()
        payment = build.a_payment(900, received_on=START)
        batches = [a_batch()]
        for month in (2, 3, 4):
            on(time_machine, date(2027, month, 10))
            if month == 3:
                give_back(payment)
            else:
                take_back(payment, on=date(2027, month, 10), because="Fel", by=by)
            first, last = batches[-1].to_day + timedelta(days=1), date(2027, month, 20)
            batches.append(a_batch(first, last, NOON + timedelta(days=30 * month)))
            expected = {"1930": 900, "2420": -900} if month == 3 else {}
            assert balances(*batches) == expected
        assert [one[2] for batch in batches[1:] for one in vouchers(batch)] == [
            "Inbetalning 2027-01-04 återtagen av banken",
            "Inbetalning 2027-01-04 blev inte återtagen",
            "Inbetalning 2027-01-04 återtagen av banken",
        ]

    def test_is_the_same_bytes_whenever_it_is_fetched_and_whatever_happens_later(self, client):
        programme = build.the_programme()
        build.an_invoice(today=START)
        batch = a_batch()
        client.force_login(build.a_secretary())
        address = reverse("admin:billing_bookkeepingbatch_fil", args=[batch.pk])
        first = client.get(address)
        programme.name = "Nytt namn"
        programme.save()
        again = client.get(address)
        assert first.content == again.content == bytes(batch.document.content)
        assert first["Content-Disposition"] == (
            'attachment; filename="Lattvikt-bokforing-1-2027-01-01--2027-01-31.si"'
        )
        assert batch.document.keep_until == date(2034, 12, 31)

    def test_is_never_changed_nor_are_its_events(self):
        build.an_invoice(today=START)
        batch = a_batch()
        with pytest.raises(TypeError):
            batch.save()
        for table in (BookkeepingBatch, BookedEvent):
            with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
                QuerySet(table).update(id=99)

    @pytest.mark.parametrize(
        ("first", "last", "why"),
        [
            (date(2027, 1, 31), date(2027, 1, 1), "slutar innan"),
            (date(2027, 1, 1), date(2027, 2, 1), "senast i går"),
            (date(2026, 12, 1), date(2027, 1, 31), "ett räkenskapsår"),
            (date(2027, 1, 5), date(2027, 1, 31), "Något från 2027-01-04"),
            (date(2027, 1, 1), date(2027, 1, 3), "inget i perioden"),
        ],
    )
    def test_is_refused_with_the_reason(self, first, last, why):
        build.an_invoice(today=START)
        with pytest.raises(Refused, match=why):
            a_batch(first, last)
        assert not BookkeepingBatch.objects.exists()

    def test_is_not_made_twice_of_the_same_events(self):
        build.an_invoice(today=START)
        a_batch()
        with pytest.raises(Refused, match="inget i perioden"):
            a_batch()

    def test_takes_as_many_queries_for_three_invoices_as_for_one(self, django_assert_num_queries):
        period = {"from_day": START, "to_day": date(2027, 1, 31)}
        build.the_programme()
        for name in ("A", "B", "C"):
            invoice = build.an_invoice(build.a_member(name), today=START)
            build.a_payment(5_000, ocr=invoice.ocr, received_on=START)
            with django_assert_num_queries(13):
                preview_batch(**period)

    def test_says_first_the_accounts_of_the_terms_as_they_are_now(self):
        terms = Terms.objects.current()
        terms.receivable_account, terms.fee_account = "1511", "3011"
        terms.save()
        build.an_invoice(today=START)
        contents = preview_batch(from_day=START, to_day=date(2027, 1, 31))
        assert contents.balances == {"1511": 5_000, "3011": -5_000}
        assert (contents.debit, contents.counts) == (5_000, [("fakturor och kreditfakturor", 1)])


def test_the_next_period_is_what_follows_the_last_batch(time_machine):
    on(time_machine, date(2027, 3, 10))
    assert next_period(date(2027, 3, 10)) == (date(2027, 1, 1), date(2027, 2, 28))
    build.a_batch(from_day=date(2027, 1, 1), to_day=date(2027, 2, 28))
    assert next_period(date(2027, 4, 1)) == (date(2027, 3, 1), date(2027, 3, 31))
    assert next_period(date(2027, 3, 10)) == (date(2027, 3, 1), date(2027, 3, 9))
    assert next_period(date(2028, 2, 3)) == (date(2027, 3, 1), date(2027, 12, 31))


@pytest.mark.django_db(transaction=True)
def test_two_who_make_a_batch_at_once_book_each_event_once():
    for name in "ABC":
        build.an_invoice(build.a_member(name), today=START)
    answers = at_once(*[a_batch] * 4)
    made = [one for one in answers if isinstance(one, BookkeepingBatch)]
    assert len(made) == 1
    assert [type(one) for one in answers if one not in made] == [Refused] * 3
    assert BookedEvent.objects.count() == 3


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *["pay", "pay more", "pay nearly", "allocate", "reverse", "credit"],
                *["repay", "pay_out", "withdraw", "take_back", "give_back"],
                *["batch", "wait"],
            ]
        ),
        st.integers(0, 50),
    ),
    max_size=16,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_whatever_happens_in_whatever_order_the_books_say_what_we_say(time_machine, steps):
    """1510 is what the members owe, 1930 what is in the bank, 2420 what is theirs, 3740 the öre."""
    with transaction.atomic():
        story = Story(time_machine)
        for name, number in steps:
            story.step(name, number)
        story.batch()
        owed = Invoice.objects.filter(credits=None).with_balance().aggregate(Sum("balance"))
        paid_out = sum_of(Repayment.objects.standing().exclude(paid_out_on=None))
        returned = sum_of(Payment.objects.exclude(returned_on=None))
        in_bank = sum_of(Payment.objects) - paid_out - returned
        invoiced = Invoice.objects.aggregate(sum=Sum("total", default=0))["sum"]
        expected = {
            "1510": owed["balance__sum"],
            "1930": in_bank,
            "2420": sum_of(Allocation.objects.standing()) - in_bank,
            "3010": -invoiced,
            "3740": sum_of(WriteOff.objects.standing()),
        }
        assert balances(*BookkeepingBatch.objects.all()) == {k: v for k, v in expected.items() if v}
        transaction.set_rollback(True)


MORE = {"pay more": 5_000, "pay nearly": 3_990}


def sum_of(rows):
    return rows.aggregate(sum=Sum("amount", default=0))["sum"]


class Story:
    """Three invoices, and then whatever comes."""

    def __init__(self, time_machine):
        self.clock, self.today, self.by = time_machine, date(2027, 1, 20), build.a_user()
        on(self.clock, self.today)
        self.invoices = [build.an_invoice(build.a_member(n), today=self.today) for n in "ABC"]
        self.closed = date(2026, 12, 31)
        Terms.objects.update(tolerance=10)

    def step(self, name, number):
        act = getattr(self, name.partition(" ")[0])
        try:
            with transaction.atomic():
                act(number + MORE.get(name, 0))
        except Refused:
            pass

    def pay(self, number):
        invoice = self.invoices[number % 3]
        received = self.today - timedelta(days=number % 9)
        build.a_payment(1_000 + number, ocr=invoice.ocr, received_on=received)

    def allocate(self, number):
        if payments := list(Payment.objects.all()):
            payment = payments[number % len(payments)]
            allocate(payment, self.invoices[number % 3], by=None, amount=Decimal(1 + number))

    def reverse(self, number):
        if standing := list(Allocation.objects.standing()):
            reverse_allocation(standing[number % len(standing)], because="Fel", by=None)

    def one(self, rows, number):
        """Some row of those there are."""
        if found := list(rows.order_by("pk")):
            return found[number % len(found)]
        raise Refused("There is none.")

    def repay(self, number):
        repay(self.one(Payment.objects, number), by=self.by, amount=Decimal(1 + number))

    def pay_out(self, number):
        pay_out(self.one(Repayment.objects, number), on=self.today, by=self.by)

    def withdraw(self, number):
        withdraw(self.one(Repayment.objects, number), because="Fel", by=self.by)

    def take_back(self, number):
        take_back(self.one(Payment.objects, number), on=self.today, because="Fel", by=self.by)

    def give_back(self, number):
        give_back(self.one(Payment.objects, number))

    def credit(self, number):
        credit(self.invoices[number % 3], reason="Fel", by=None, today=self.today)

    def wait(self, number):
        self.today += timedelta(days=1 + number % 9)
        on(self.clock, self.today)

    def batch(self, number=0):
        """Through today, from the day after the last one, made the day after."""
        period = {"from_day": self.closed + timedelta(days=1), "to_day": self.today}
        self.wait(number)
        if preview_batch(**period).events:
            make_batch(**period, by=None, now=timezone.now())
            self.closed = period["to_day"]


class TestTheCommand:
    def test_says_why_it_makes_no_batch(self, tmp_path):
        on_file = tmp_path / "november.si"
        period = ["--from", "2026-11-01", "--to", "2026-11-24", "--to-file", str(on_file)]
        with pytest.raises(CommandError, match="inget i perioden"):
            call_command("export_sie", *period)
        assert not on_file.exists()

    def test_writes_the_file_of_the_period_and_says_what_it_holds(
        self, tmp_path, capsys, time_machine
    ):
        build.an_invoice(today=START)
        on(time_machine, date(2027, 2, 1))
        on_file = tmp_path / "januari.si"
        period = ["--from", "2027-01-01", "--to", "2027-01-31"]
        call_command("export_sie", *period, "--dry-run")
        assert not BookkeepingBatch.objects.exists()
        capsys.readouterr()
        call_command("export_sie", *period, "--to-file", str(on_file))
        batch = BookkeepingBatch.objects.get()
        assert on_file.read_bytes() == bytes(batch.document.content)
        assert capsys.readouterr().out == (
            "      1 fakturor och kreditfakturor\n"
            "   1510           5\u00a0000,00\n"
            "   3010          -5\u00a0000,00\n"
            f"Underlag 1: 1 verifikationer i {on_file}\n"
        )


class TestOnTheDesk:
    @pytest.fixture
    def desk(self, client, time_machine):
        build.an_invoice(today=START)
        on(time_machine, date(2027, 2, 1))
        client.force_login(build.a_secretary())
        return client

    def test_the_treasurer_sees_what_the_batch_will_hold_and_makes_it(self, desk):
        new = reverse("admin:billing_bookkeepingbatch_add")
        shown = desk.get(new)
        assert shown.context["form"].data == {
            "from_day": date(2027, 1, 1),
            "to_day": date(2027, 1, 31),
        }
        assert shown.context["contents"].debit == 5_000
        period = {"from_day": "2027-01-01", "to_day": "2027-01-31"}
        answer = desk.post(new, period, follow=True)
        assert [str(one) for one in answer.context["messages"]] == [
            "Underlag 1 är gjort. Hämta filen här."
        ]
        assert BookkeepingBatch.objects.get().made_by.is_staff
        again = desk.get(new, period)
        assert "Inget i perioden väntar på bokföringen." in again.content.decode()

    def test_a_period_that_skips_something_is_warned_of_and_refused(self, desk):
        new = reverse("admin:billing_bookkeepingbatch_add")
        period = {"from_day": "2027-01-05", "to_day": "2027-01-31"}
        shown = desk.get(new, period).content.decode()
        assert "Börja perioden 2027-01-04 eller tidigare." in shown
        desk.post(new, period)
        assert not BookkeepingBatch.objects.exists()

    def test_a_period_that_is_no_period_is_asked_for_again(self, desk):
        new = reverse("admin:billing_bookkeepingbatch_add")
        assert desk.get(new, {"from_day": "x", "to_day": ""}).context["contents"] is None
