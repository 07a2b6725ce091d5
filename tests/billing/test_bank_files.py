"""A file from the bank is read into rows, looked at, and then applied: once, and whole."""

import os
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest

from archive.models import Document
from billing.actions import (
    AlreadyRead,
    apply_bank_files,
    apply_file,
    bank_applying,
    discard_file,
    preview_file,
    stage_file,
)
from billing.bank import LARGEST_FILE
from billing.models import Allocation, BankFile, BankRow, Invoice, Payment, Repayment, Terms
from lattvikt.lib.refused import Refused
from tests import build
from tests.billing.files import DAY, MAPPING, bgmax, camt, csv, paid
from tests.billing.races import at_once

pytestmark = pytest.mark.django_db
TODAY = date(2027, 1, 15)


@pytest.fixture
def invoice(db):
    return build.an_invoice(today=TODAY)


def another_invoice(name="Annan AB"):
    return build.an_invoice(build.a_member(name), today=TODAY)


def balance_of(invoice):
    return Invoice.objects.with_balance().get(pk=invoice.pk).balance


def outcomes(bank_file):
    return list(bank_file.rows.order_by("pk").values_list("outcome", flat=True))


def previewed(bank_file):
    return [one.outcome for one in preview_file(bank_file).planned]


# Reading


def test_a_file_becomes_rows_and_nothing_more(invoice):
    secretary = build.a_secretary()
    content = camt([paid(5_000, invoice.ocr, payer="Åkers AB", text="Tack")])
    bank_file = build.a_bank_file(content, by=secretary)
    assert (bank_file.state, bank_file.family, bank_file.format) == (
        "staged",
        "camt",
        "camt.054.001.08",
    )
    assert (bank_file.count, bank_file.total, bank_file.latest_booked_on) == (1, 5_000, DAY)
    assert (bank_file.message_id, bank_file.uploaded_by) == ("LV20270215-1", secretary)
    assert bytes(bank_file.document.content) == content
    assert bank_file.document.keep_until.year == bank_file.uploaded_at.year + 7
    row = bank_file.rows.get()
    assert (row.amount, row.references, row.payer, row.text, row.outcome) == (
        5_000,
        [(invoice.ocr, None)],
        "Åkers AB",
        "Tack",
        "",
    )
    assert (Payment.objects.count(), balance_of(invoice)) == (0, 5_000)


def test_the_same_bytes_are_read_once_unless_they_were_discarded(invoice):
    content = camt([paid(5_000, invoice.ocr)])
    first = build.a_bank_file(content)
    with pytest.raises(AlreadyRead) as error:
        build.a_bank_file(content, name="annat-namn.xml")
    assert error.value.bank_file == first
    discard_file(first, by=None)
    again = build.a_bank_file(content)
    assert (BankFile.objects.count(), again.rows.count(), first.rows.count()) == (2, 1, 0)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", "tom"),
        (b"Hej!", "varken"),
        (camt([paid(5_000)]).replace(b"<Document", b"<!DOCTYPE x>\n<Document"), "Rad"),
        (camt([paid(5_000)], currency="EUR"), "Rad"),
        (camt([paid(5_000)]).replace(b"5000.00</Sum>", b"5000.01</Sum>"), "stämmer inte"),
        (bgmax([paid(5_000)]).replace(b"\r\n70", b"\r\n71"), "Rad"),
        (camt([paid(5_000), paid(6_000, number=2)])[:-40], "Rad"),
        (bgmax([paid(5_000)], is_test=True), "testfil"),
    ],
)
def test_a_file_that_is_wrong_anywhere_is_refused_whole(settings, content, text):
    settings.DEMO = settings.DEBUG = False
    with pytest.raises(Refused, match=text):
        build.a_bank_file(content)
    assert (BankFile.objects.count(), BankRow.objects.count(), Document.objects.count()) == (
        (0, 0, 0)
    )


def test_a_test_file_is_read_in_the_demonstration_only(settings):
    settings.DEMO = True
    assert build.a_bank_file(bgmax([paid(5_000)], is_test=True)).state == "staged"


def test_a_file_of_two_hundred_megabytes_is_refused_by_its_size_alone():
    class Sparse(BytesIO):
        """Says how large it is, and may not be read."""

        def seek(self, place, whence=os.SEEK_SET):
            return 200 * 1024**2 if whence == os.SEEK_END else 0

        def read(self, *_size):
            raise AssertionError("It was read.")

    assert LARGEST_FILE < 200 * 1024**2
    with pytest.raises(Refused, match="MB"):
        stage_file(Sparse(), name="stor.xml", by=None)


# Applying


@pytest.mark.parametrize("write", [camt, bgmax, csv], ids=["camt", "BgMax", "CSV"])
def test_the_preview_says_what_the_application_then_does(invoice, write):
    partly, over, twice = (another_invoice(name) for name in "ABC")
    build.a_payment(5_000, ocr=twice.ocr)
    content = write(
        [
            paid(5_000, invoice.ocr, number=1),
            paid(2_000, partly.ocr, number=2),
            paid(6_000, over.ocr, number=3),
            paid(5_001, twice.ocr, number=4),
            paid(5_000, number=5, text="Medlemsavgift"),
            paid(5_000, "2027999999", number=6),
            paid(5_000, invoice.ocr, number=7),
        ]
    )
    bank_file = build.a_bank_file(content, mapping=MAPPING)
    expected = ["settled", "part", "credit", "repay", "unmatched", "unmatched", "repay"]
    assert previewed(bank_file) == expected
    assert preview_file(bank_file).by_outcome == [
        {"outcome": "settled", "rows": 1, "sum": 5_000},
        {"outcome": "part", "rows": 1, "sum": 2_000},
        {"outcome": "credit", "rows": 1, "sum": 6_000},
        {"outcome": "repay", "rows": 2, "sum": 10_001},
        {"outcome": "unmatched", "rows": 2, "sum": 10_000},
    ]
    assert Payment.objects.count() == 1
    apply_file(bank_file, by=None)
    apply_bank_files()
    assert outcomes(bank_file) == expected
    assert [balance_of(one) for one in (invoice, partly, over)] == [0, 3_000, 0]
    assert list(Payment.objects.credits().values_list("organisation__name", "unallocated")) == [
        ("B", 1_000)
    ]
    repaid = Repayment.objects.to_repay().order_by("pk")
    assert list(repaid.values_list("amount", flat=True)) == [5_001, 5_000]
    assert Payment.objects.unmatched().count() == 2
    bank_file.refresh_from_db()
    assert (bank_file.state, bank_file.done) == ("applied", 7)


def test_the_payment_keeps_what_the_file_says(invoice):
    said = {"payer": "Åkers AB", "text": "Tack!", "org_number": "5560160680", "account": "50501055"}
    secretary = build.a_secretary()
    build.an_applied_bank_file(camt([paid(5_000, invoice.ocr, **said)]), by=secretary)
    payment = Payment.objects.get()
    assert (payment.received_on, payment.family, payment.account) == (DAY, "camt", "9912346")
    assert (payment.payer, payment.text) == ("Åkers AB", "Tack!")
    assert (payment.payer_org_number, payment.payer_account) == ("5560160680", "50501055")
    assert payment.organisation == invoice.organisation
    assert Allocation.objects.get().allocated_by == secretary
    assert BankRow.objects.get().payment == payment


def test_one_payment_pays_several_invoices_as_the_payer_meant(invoice):
    other = another_invoice()
    parts = [(invoice.ocr, Decimal(3_000)), (other.ocr, Decimal(5_000))]
    build.an_applied_bank_file(camt([paid(8_000, *parts)]))
    assert (balance_of(invoice), balance_of(other)) == (2_000, 0)


def test_what_is_drawn_for_a_credit_note_is_passed_over(invoice):
    """The credit note has taken its whole invoice back already."""
    parts = [(invoice.ocr, Decimal(5_000)), ("2027000302", Decimal(-1_000))]
    build.an_applied_bank_file(camt([paid(4_000, *parts)]))
    assert balance_of(invoice) == 1_000


def test_what_lacks_within_the_tolerance_is_a_row_of_its_own(invoice):
    Terms.objects.update_or_create(pk=1, defaults={"tolerance": 1})
    build.an_applied_bank_file(camt([paid("4999.50", invoice.ocr)]))
    settled = Invoice.objects.with_balance().get(pk=invoice.pk)
    assert (settled.balance, settled.paid, settled.rounded) == (
        0,
        Decimal("4999.50"),
        Decimal(".5"),
    )
    assert settled.state == "paid"


def test_the_same_payment_in_another_file_of_the_family_changes_nothing(invoice):
    payments = [paid(5_000, invoice.ocr), paid(300, number=2)]
    build.an_applied_bank_file(camt(payments))
    statement = build.a_bank_file(camt(payments, message="053", version="02"))
    assert previewed(statement) == ["known", "known"]
    apply_file(statement, by=None)
    apply_bank_files()
    assert outcomes(statement) == ["known", "known"]
    assert Payment.objects.count() == 2


def test_a_statement_that_has_only_the_sum_of_what_came_in_changes_nothing(invoice):
    payments = [paid(5_000, invoice.ocr), paid(300, number=2)]
    build.an_applied_bank_file(camt(payments))
    sums = build.an_applied_bank_file(camt(payments, message="053", with_details=False))
    assert outcomes(sums) == ["known"]
    assert Payment.objects.count() == 2


def test_the_parts_of_a_sum_that_came_in_as_one_wait_for_a_person(invoice):
    payments = [paid(5_000, invoice.ocr), paid(300, number=2)]
    build.an_applied_bank_file(camt(payments, message="053", with_details=False))
    whole = Payment.objects.get()
    parts = build.an_applied_bank_file(camt(payments))
    assert outcomes(parts) == ["double", "double"]
    assert {row.twin for row in parts.rows.all()} == {whole}


def test_the_same_payment_from_another_family_is_a_persons_to_judge(invoice):
    payments = [paid(5_000, invoice.ocr), paid(300, number=2)]
    build.an_applied_bank_file(bgmax(payments, booked_on=DAY))
    again = build.a_bank_file(camt(payments))
    assert previewed(again) == ["double", "double"]
    build.a_payment(700, ocr=invoice.ocr, received_on=DAY)
    apply_file(again, by=None)
    apply_bank_files()
    assert outcomes(again) == ["double", "double"]
    assert Payment.objects.count() == 3
    assert [row.twin.amount for row in again.rows.order_by("pk")] == [5_000, 300]


def test_a_payment_noted_by_hand_is_a_suspected_double_of_the_files(invoice):
    build.a_payment(5_000, ocr=invoice.ocr, received_on=DAY)
    assert outcomes(build.an_applied_bank_file(camt([paid(5_000, invoice.ocr)]))) == ["double"]


@pytest.mark.parametrize("change", [{"amount": Decimal(4_999)}, {"parts": ()}])
def test_another_sum_or_reference_is_another_payment(invoice, change):
    build.an_applied_bank_file(bgmax([paid(5_000, invoice.ocr)]))
    other = replace(paid(5_000, invoice.ocr), **change)
    assert outcomes(build.an_applied_bank_file(camt([other]))) != ["double"]


def test_of_three_alike_one_is_the_known_and_two_come_in(invoice):
    build.an_applied_bank_file(bgmax([paid(1_000, invoice.ocr)]))
    three = [paid(1_000, invoice.ocr, number=n) for n in (7, 8, 9)]
    assert outcomes(build.an_applied_bank_file(camt(three))) == ["double", "part", "part"]


def test_what_the_bank_takes_back_is_owed_again(invoice):
    payments = [
        paid(5_000, invoice.ocr),
        paid(5_000, invoice.ocr, number=2, is_reversal=True),
        paid(5_000, invoice.ocr, number=3),
    ]
    bank_file = build.a_bank_file(camt(payments, in_batches=False))
    naming_the_first(bank_file)
    expected = ["settled", "returned", "settled"]
    assert [one.outcome for one in preview_file(bank_file).planned] == expected
    apply_file(bank_file, by=None)
    apply_bank_files()
    assert outcomes(bank_file) == expected
    returned, kept = Payment.objects.with_unallocated().order_by("pk")
    assert (returned.returned_on, returned.unallocated, returned.returned) == (DAY, 0, 5_000)
    assert (kept.spent, balance_of(invoice)) == (5_000, 0)
    undone = Allocation.objects.get(payment=returned)
    assert "bank.xml" in undone.reversed_because


def naming_the_first(bank_file):
    """Say which payment is taken back, as banks do that know."""
    first = bank_file.rows.order_by("pk").first()
    bank_file.rows.filter(is_reversal=True).update(reverses=first.bank_reference)


def test_what_the_bank_takes_back_of_an_unknown_payment_waits_for_a_person(invoice):
    build.an_applied_bank_file(camt([paid(5_000, invoice.ocr)]))
    back = camt([paid(5_000, number=2, is_reversal=True)])
    assert outcomes(build.an_applied_bank_file(back)) == ["return_waits"]
    assert balance_of(invoice) == 0


def test_who_pays_by_a_credited_invoices_number_means_the_one_that_replaced_it(invoice):
    from_before = invoice.ocr
    build.credited(invoice)
    bank_file = build.an_applied_bank_file(camt([paid(5_000, from_before)]))
    assert outcomes(bank_file) == ["unmatched"]


def test_an_empty_day_is_a_file_too():
    empty = build.a_bank_file(camt([], message="053"))
    assert empty.count == 0
    apply_file(empty, by=None)
    apply_bank_files()
    empty.refresh_from_db()
    assert empty.state == "applied"


def test_a_file_is_applied_or_discarded_once(invoice):
    bank_file = build.an_applied_bank_file(camt([paid(5_000, invoice.ocr)]))
    for act in (apply_file, discard_file):
        with pytest.raises(Refused, match="registrerad"):
            act(bank_file, by=None)


def test_the_latest_bank_date_is_that_of_what_has_been_applied(invoice):
    assert BankFile.objects.latest_bank_date() is None
    build.a_payment(1, received_on=date(2027, 1, 20))
    assert BankFile.objects.latest_bank_date() == date(2027, 1, 20)
    build.an_applied_bank_file(camt([paid(5_000, invoice.ocr)]))
    build.a_bank_file(camt([paid(1, number=2)], booked_on=date(2027, 3, 1)))
    assert BankFile.objects.latest_bank_date() == DAY


def test_a_batch_asks_as_often_however_many_rows_it_has(invoice, django_assert_num_queries):
    for count in (1, 3):
        payments = [paid(100, invoice.ocr, number=count * 10 + n) for n in range(count)]
        bank_file = build.a_bank_file(camt(payments))
        apply_file(bank_file, by=None)
        with django_assert_num_queries(15):
            assert bank_applying.apply_batch(bank_file.pk) == count
        apply_bank_files()


# Several at once


@pytest.mark.django_db(transaction=True)
def test_a_file_that_many_read_at_once_is_read_once(invoice):
    content = camt([paid(5_000, invoice.ocr)])
    answers = at_once(*[lambda: build.a_bank_file(content)] * 6)
    assert sorted(type(one).__name__ for one in answers) == ["AlreadyRead"] * 5 + ["BankFile"]
    assert BankRow.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_file_that_many_apply_at_once_is_applied_once(invoice, monkeypatch):
    monkeypatch.setattr(bank_applying, "AT_A_TIME", 3)
    payments = [paid(100, invoice.ocr, number=n) for n in range(20)]
    bank_file = build.a_bank_file(camt(payments))
    apply_file(bank_file, by=None)
    answers = at_once(*[apply_bank_files] * 4)
    assert sum(answers) == 20
    assert (Payment.objects.count(), balance_of(invoice)) == (20, 3_000)


@pytest.mark.django_db(transaction=True)
def test_two_files_with_the_same_payments_at_once_bring_them_in_once(invoice):
    payments = [paid(100, invoice.ocr, number=n) for n in range(10)]
    files = [build.a_bank_file(camt(payments, message=kind)) for kind in ("054", "053")]
    for bank_file in files:
        apply_file(bank_file, by=None)
    answers = at_once(*[lambda one=one: bank_applying.apply_rows(one.pk) for one in files])
    assert answers == [10, 10]
    assert (Payment.objects.count(), balance_of(invoice)) == (10, 4_000)
    assert BankRow.objects.filter(outcome="known").count() == 10


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_is_followed_by_one_that_goes_on(invoice, start_program):
    payments = [paid(10, invoice.ocr, number=n) for n in range(60)]
    bank_file = build.a_bank_file(camt(payments))
    apply_file(bank_file, by=None)
    for point in ("before-note", "after-a-batch"):
        worker = start_program("-m", "tests.billing.dying", point)
        assert worker.wait() == -9, worker.output
    assert BankFile.objects.get().state == "applying"
    assert 0 < bank_file.done < 60
    assert Payment.objects.count() == bank_file.done
    apply_bank_files()
    assert (Payment.objects.count(), balance_of(invoice)) == (60, 4_400)
    assert BankFile.objects.get().state == "applied"
