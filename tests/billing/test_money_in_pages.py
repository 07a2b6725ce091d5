"""The secretariat's pages about what comes in: files, rows, matching, repayments, day by day."""

from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from billing.actions import allocate, apply_bank_files, take_back
from billing.bank import LARGEST_FILE
from billing.forms import BankFileForm
from billing.models import BankFile, BankRow, Invoice, Payment, Repayment
from tests import build
from tests.billing.files import DAY, bgmax, camt, csv, paid

pytestmark = pytest.mark.django_db
TODAY = date(2027, 1, 15)


@pytest.fixture
def desk(client):
    client.force_login(build.a_secretary())
    return client


@pytest.fixture(autouse=True)
def _the_day(time_machine):
    time_machine.move_to(date(2027, 2, 16), tick=False)


@pytest.fixture
def invoice(db):
    return build.an_invoice(build.a_member("Åkers Lättmetall AB"), today=TODAY)


def page(name, *arguments):
    return reverse(f"admin:billing_{name}", args=arguments)


def told(response):
    return [str(message) for message in response.context["messages"]]


def balance_of(invoice):
    return Invoice.objects.with_balance().get(pk=invoice.pk).balance


def send_in(desk, content, name="bank.xml", **fields):
    file = SimpleUploadedFile(name, content)
    return desk.post(page("bankfile_add"), {"file": file, **fields}, follow=True)


# Files


def test_a_file_is_read_looked_at_and_applied(desk, invoice):
    response = send_in(desk, camt([paid(5_000, invoice.ocr), paid(300, number=2)]))
    bank_file = BankFile.objects.get()
    assert response.redirect_chain[-1][0] == page("bankfile_change", bank_file.pk)
    assert [(one["outcome"], one["rows"]) for one in response.context["outcomes"]] == [
        ("settled", 1),
        ("unmatched", 1),
    ]
    assert [invoices for _row, _label, invoices in response.context["rows"]] == [
        "2027-00001: 5\xa0000\xa0kr",
        "",
    ]
    only = desk.get(page("bankfile_change", bank_file.pk), {"utfall": "unmatched"})
    assert [row.row.amount for row, _label, _invoices in only.context["rows"]] == [300]
    assert told(desk.post(page("bankfile_bokfor", bank_file.pk), follow=True)) == [
        "Filens betalningar registreras."
    ]
    running = desk.get(page("bankfile_forlopp", bank_file.pk))
    assert "HX-Refresh" not in running.headers
    assert "0 av 2" in running.content.decode()
    apply_bank_files()
    assert desk.get(page("bankfile_forlopp", bank_file.pk)).headers["HX-Refresh"] == "true"
    done = desk.get(page("bankfile_change", bank_file.pk))
    assert [(one["outcome"], one["sum"]) for one in done.context["outcomes"]] == [
        ("settled", 5_000),
        ("unmatched", 300),
    ]
    assert told(desk.post(page("bankfile_kasta", bank_file.pk), follow=True)) == [
        "Filen är registrerad."
    ]


def test_a_file_that_is_wrong_is_refused_on_its_page_with_the_line(desk):
    content = camt([paid(5_000)]).replace(b"5000.00</Sum>", b"5000.01</Sum>")
    errors = send_in(desk, content).context["form"].errors["file"]
    assert errors[0].startswith("Rad ")
    assert BankFile.objects.count() == 0


def test_a_file_that_is_too_large_is_refused_before_it_is_read():
    file = SimpleUploadedFile("stor.xml", b"x")
    file.size = LARGEST_FILE + 1
    assert BankFileForm({}, {"file": file}).errors["file"] == ["Filen är större än 100 MB."]


def test_a_file_that_was_read_before_leads_to_what_came_of_it(desk, invoice):
    content = camt([paid(5_000, invoice.ocr)])
    send_in(desk, content)
    again = send_in(desk, content)
    assert again.redirect_chain[-1][0] == page("bankfile_change", BankFile.objects.get().pk)
    assert told(again) == ["Filen är inläst sedan tidigare. Inget har ändrats."]


def test_the_columns_of_a_csv_file_are_said_on_the_page(desk, invoice):
    content = csv([paid(5_000, invoice.ocr)])
    assert "file" in send_in(desk, content, name="konto.csv").context["form"].errors
    columns = {"date": "Bokföringsdag", "amount": "Belopp", "reference": "Referens"}
    response = send_in(desk, content, name="konto.csv", **columns, account="9912346")
    assert [one["outcome"] for one in response.context["outcomes"]] == ["settled"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_ask_as_often_for_one_row_as_for_three(
    desk, invoice, count, django_assert_num_queries
):
    build.an_applied_bank_file(bgmax([paid(700 + n, number=n) for n in range(count)]))
    build.an_applied_bank_file(camt([paid(700 + n, number=n) for n in range(count)]))
    waiting = build.a_bank_file(camt([paid(10, invoice.ocr, number=n + 90) for n in range(count)]))
    for _ in range(count + 1):
        build.a_payment(5_000, ocr=invoice.ocr)
    for name, arguments, queries in [
        ("bankfile_changelist", (), 6),
        ("bankfile_change", (waiting.pk,), 12),
        ("bankrow_changelist", (), 6),
        ("repayment_changelist", (), 5),
        ("payment_money_in", (), 10),
    ]:
        desk.get(page(name, *arguments))
        with django_assert_num_queries(queries):
            assert desk.get(page(name, *arguments)).status_code == 200, name


# Judging


def test_a_suspected_double_is_judged_on_its_page_both_ways(desk, invoice):
    build.an_applied_bank_file(bgmax([paid(2_500, invoice.ocr)]))
    row = build.an_applied_bank_file(camt([paid(2_500, invoice.ocr)])).rows.get()
    shown = desk.get(page("bankrow_change", row.pk)).content.decode()
    assert "samma pengar" in shown
    assert page("payment_change", row.twin_id) in shown
    assert told(desk.post(page("bankrow_en-annan", row.pk), follow=True)) == [
        "Betalningen är registrerad."
    ]
    assert balance_of(invoice) == 0
    assert told(desk.post(page("bankrow_samma", row.pk), follow=True)) == [
        "Raden är noterad som samma betalning."
    ]
    assert balance_of(invoice) == 2_500


def test_what_the_bank_took_back_is_chosen_among_payments_of_that_sum(desk, invoice):
    build.an_applied_bank_file(camt([paid(5_000, invoice.ocr), paid(300, number=2)]))
    payment = Payment.objects.get(amount=5_000)
    back = camt([paid(5_000, number=3, is_reversal=True)])
    row = build.an_applied_bank_file(back).rows.get()
    url = page("bankrow_tog-tillbaka", row.pk)
    assert [key for key, _ in desk.get(url).context["form"].fields["choice"].choices] == [
        payment.pk
    ]
    assert told(desk.post(url, {"choice": payment.pk}, follow=True)) == [
        "Betalningen är återtagen."
    ]
    assert balance_of(invoice) == 5_000
    desk.post(page("bankrow_oppna", row.pk))
    desk.post(page("bankrow_at-sidan", row.pk), {"reason": "Egen överföring"})
    assert BankRow.objects.get(pk=row.pk).judged_because == "Egen överföring"


# Matching


def test_payments_are_matched_one_after_another(desk, invoice):
    other = build.an_invoice(build.a_member("Annan AB"), today=TODAY)
    first = build.a_payment(5_000, payer="AKERS LATTMETALL", received_on=date(2027, 2, 1))
    second = build.a_payment(2_000, note="okänt", received_on=DAY)
    response = desk.get(page("payment_para-ihop", first.pk))
    assert [
        (one and one.number, [reason.name for reason in reasons])
        for _radio, one, reasons in response.context["options"]
    ] == [(invoice.number, ["NAME_AND_AMOUNT"]), (None, [])]
    response = desk.post(page("payment_para-ihop", first.pk), {"choice": invoice.pk}, follow=True)
    assert told(response) == ["5\xa0000\xa0kr är avprickat mot faktura 2027-00001."]
    assert response.redirect_chain[-1][0] == page("payment_para-ihop", second.pk)
    wrong = desk.post(page("payment_para-ihop", second.pk), {"choice": "other", "invoice": "1"})
    assert list(wrong.context["form"].errors) == ["invoice"]
    last = desk.post(
        page("payment_para-ihop", second.pk),
        {"choice": "other", "invoice": other.number},
        follow=True,
    )
    assert last.redirect_chain[-1][0] == page("payment_money_in")
    assert (balance_of(invoice), balance_of(other)) == (0, 3_000)


def test_an_invoice_that_somebody_settled_meanwhile_takes_nothing_more(desk, invoice):
    payment = build.a_payment(5_000, payer="Åkers Lättmetall")
    url = page("payment_para-ihop", payment.pk)
    desk.get(url)
    allocate(build.a_payment(5_000), invoice, by=None)
    answer = desk.post(url, {"choice": "other", "invoice": invoice.number}, follow=True)
    assert told(answer) == [
        "Antingen är hela betalningen avprickad eller så är fakturan redan betald."
    ]


def test_who_has_paid_from_the_account_before_is_suggested(desk, invoice):
    paid_before = [paid(1_000, invoice.ocr, account="50501055")]
    build.an_applied_bank_file(camt(paid_before))
    build.an_applied_bank_file(camt([paid(500, number=2, account="50501055")], message_id="2"))
    waiting = Payment.objects.unmatched().get()
    response = desk.get(page("payment_para-ihop", waiting.pk))
    _radio, one, reasons = response.context["options"][0]
    assert (one.number, [reason.name for reason in reasons]) == (invoice.number, ["ACCOUNT"])


def test_a_payment_that_nobody_knows_is_repaid(desk):
    payment = build.a_payment(500)
    response = desk.post(
        page("payment_aterbetala", payment.pk), {"note": "Fel mottagare"}, follow=True
    )
    assert told(response) == ["500\xa0kr ska betalas tillbaka."]
    repayment = Repayment.objects.get()
    listed = desk.get(page("repayment_changelist"), {"to_repay": "1"})
    assert list(listed.context["cl"].result_list) == [repayment]
    url = page("repayment_utbetald", repayment.pk)
    assert desk.post(url, {"on": "2027-03-01"}).context["form"].errors["on"]
    assert told(desk.post(url, {"on": "2027-02-16"}, follow=True)) == [
        "Återbetalningen är noterad."
    ]
    desk.post(page("repayment_stryk", repayment.pk), {"reason": "Kom i retur"})
    assert Payment.objects.unmatched().get().unallocated == 500


def test_a_members_credit_stands_on_its_page_and_on_our_pages(desk, client, invoice):
    build.a_payment(6_000, ocr=invoice.ocr)
    member = invoice.organisation
    shown = desk.get(reverse("admin:members_organisation_change", args=[member.pk]))
    assert "1\xa0000\xa0kr" in shown.content.decode()
    contact = build.a_contact(member)
    client.force_login(contact.person.user)
    for name in ("our_pages", "billing:invoices"):
        assert "1\xa0000\xa0kr till godo" in client.get(reverse(name)).content.decode()


# Day by day


def test_each_day_says_what_came_and_where_it_is(desk, invoice):
    build.a_payment(6_000, ocr=invoice.ocr, received_on=date(2027, 2, 1))
    build.a_payment(5_000, ocr=invoice.ocr, received_on=DAY)
    build.a_payment(300, received_on=DAY)
    back = build.a_payment(40, received_on=DAY)
    take_back(back, on=DAY, because="Fel konto", by=None)
    response = desk.get(page("payment_money_in"))
    days = [day for day, _bars in response.context["days"]]
    assert [(day.on, day.payments, day.came) for day in days] == [
        (DAY, 3, 5_340),
        (date(2027, 2, 1), 1, 6_000),
    ]
    assert [(day.matched, day.credit, day.repaid, day.returned, day.waits) for day in days] == [
        (0, 0, 5_000, 40, 300),
        (5_000, 1_000, 0, 0, 0),
    ]
    total = response.context["total"]
    parts = [total.matched, total.credit, total.repaid, total.returned, total.waits]
    assert sum(parts) == total.came == 11_340
    assert response.context["latest"] == DAY
    assert [(one.count, one.sum) for one in response.context["lists"]] == [
        (1, 300),
        (0, 0),
        (1, 5_000),
        (1, 1_000),
        (0, 0),
    ]


def test_other_days_are_shown_when_asked_for(desk):
    build.a_payment(300, received_on=date(2026, 12, 31))
    asked = {"since": "2026-12-01", "until": "2026-12-31"}
    assert len(desk.get(page("payment_money_in"), asked).context["days"]) == 1
    assert desk.get(page("payment_money_in"), {"since": "x"}).context["days"] == []


@pytest.mark.parametrize("name", ["bankfile_bokfor", "bankfile_kasta"])
def test_who_may_only_read_applies_nothing(client, invoice, name):
    bank_file = build.a_bank_file(camt([paid(5_000, invoice.ocr)]))
    client.force_login(build.with_second_factor(build.of_the_staff("Revisor")))
    assert client.post(page(name, bank_file.pk)).status_code == 403
    assert client.get(page("bankfile_change", bank_file.pk)).status_code == 200
    assert client.get(page("payment_money_in")).status_code == 200


# The command


def command(tmp_path, content, *options):
    path = tmp_path / "bank.xml"
    path.write_bytes(content)
    out = StringIO()
    call_command("import_payments", str(path), *options, stdout=out)
    return out.getvalue().replace("\xa0", " ")


def test_the_command_says_what_it_would_do_and_then_does_it(invoice, tmp_path):
    content = camt([paid(5_000, invoice.ocr), paid(300, number=2)])
    said = (
        "bank.xml: camt.054.001.08, 5 300 kr\n"
        "Betalar sin faktura: 1, 5 000 kr\n"
        "Väntar på att prickas av: 1, 300 kr\n"
    )
    assert command(tmp_path, content, "--dry-run") == said
    assert (BankFile.objects.count(), Payment.objects.count()) == (0, 0)
    assert sorted(command(tmp_path, content).splitlines()) == sorted(said.splitlines())
    assert balance_of(invoice) == 0
    assert command(tmp_path, content) == "Filen är redan inläst. registrerad.\n"


def test_the_command_fails_with_the_line_of_a_file_that_is_wrong(tmp_path):
    content = camt([paid(5_000)]).replace(b"5000.00</Sum>", b"5000.01</Sum>")
    with pytest.raises(CommandError, match="Rad"):
        command(tmp_path, content)


def test_the_command_reads_csv_with_its_columns(invoice, tmp_path):
    options = ["--csv-date=Bokföringsdag", "--csv-amount=Belopp", "--csv-reference=Referens"]
    said = command(tmp_path, csv([paid("4999.50", invoice.ocr)]), *options, "--csv-account=1")
    assert "Delbetalning: 1, 4 999,50 kr" in said
    assert balance_of(invoice) == Decimal("0.50")
