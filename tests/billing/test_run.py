"""A year's run from the terminal: shown, carried out, stopped, killed, started twice."""

import io
import os
import random
import signal
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from billing.actions import (
    approve_run,
    carry_out_run,
    control_report,
    credit,
    issue_invoices,
    prepare_documents,
    preview_run,
    progress_of,
    raise_annual_fees,
)
from billing.models import AnnualFee, Invoice, InvoiceDocument, InvoiceSeries
from lattvikt.lib.refused import Refused
from members.models import FeeSchedule
from outbox.actions import send_due
from outbox.models import Message
from tests import build

pytestmark = pytest.mark.django_db
YEAR = 2027
TODAY = date(2027, 1, 15)


@pytest.fixture
def _the_day(time_machine):
    time_machine.move_to(TODAY, tick=False)
    build.the_programme()


def bill(*arguments, year=YEAR):
    """What the command says."""
    out = io.StringIO()
    call_command("bill", "--year", str(year), *arguments, stdout=out)
    return " ".join(out.getvalue().split())


def members(count):
    return [build.a_member(f"Medlem {number} AB") for number in range(count)]


def schedule_of(year=YEAR):
    return FeeSchedule.objects.prefetch_related("tiers").get(year=year)


def stages(today=TODAY):
    return [
        (one.key, one.done, one.total) for one in progress_of(schedule_of(), today=today).stages
    ]


@pytest.mark.usefixtures("_the_day")
def test_a_dry_run_shows_what_the_page_shows_and_changes_nothing():
    build.a_schedule(YEAR, approved=False)
    build.a_budget(YEAR, fees=20_000)
    build.a_fee(build.a_member("Större AB", employees=51), year=2026)
    build.a_member("Noll AB", employees=0)
    said = bill("--dry-run")
    run = preview_run(schedule_of())
    assert (run.sum, run.since_before, run.against_budget) == (15_000, 10_000, -5_000)
    for line in (
        "51–250 15 000 kr 1 15 000 kr",
        "501 eller fler 120 000 kr 0 0 kr",
        "Summa 1 15 000 kr",
        "Året före 5 000 kr +10 000 kr",
        "Avgifter enligt budgeten 20 000 kr −5 000 kr",
        "0 av 1 är fakturerade.",
        "Större AB, 51",
        "Noll AB: Antalet anställda är 0 eller okänt och har ingen avgift.",
        "Större AB: högre avgift, 5 000 kr → 15 000 kr",
    ):
        assert line in said, line
    assert AnnualFee.objects.filter(year=YEAR).count() == 0


@pytest.mark.usefixtures("_the_day")
def test_the_command_does_all_that_the_clock_would_and_says_what_is_left():
    build.a_schedule(YEAR)
    members(3)
    build.a_member("Utan adress AB", street="")
    said = bill()
    assert Invoice.objects.count() == InvoiceDocument.objects.count() == 3
    assert Message.objects.filter(state=Message.State.QUEUED).count() == 3
    for line in (
        "Avgifter 4 / 4",
        "Fakturor 3 / 3",
        "Dokument 3 / 3",
        "Brev 0 / 3",
        "Utan adress AB: Fakturaadressen är inte fullständig.",
        "2027, 1–3: inga luckor",
        "2027-00001, Medlem 0 AB: väntar",
    ):
        assert line in said, line
    assert bill() == said


@pytest.mark.usefixtures("_the_day")
@pytest.mark.parametrize(
    ("adopted", "text"), [(True, "är inte godkänd"), (False, "har inte beslutat")]
)
def test_without_an_approved_run_nothing_is_invoiced(adopted, text):
    build.a_schedule(YEAR, adopted=adopted, approved=False)
    members(1)
    with pytest.raises(CommandError, match=text):
        bill()
    assert AnnualFee.objects.count() == 0


@pytest.mark.usefixtures("_the_day")
def test_the_command_says_why_no_invoice_can_be_issued():
    build.the_programme(bankgiro="")
    build.a_schedule(YEAR)
    members(1)
    with pytest.raises(CommandError, match="bankgiro"):
        bill()


@pytest.mark.usefixtures("_the_day")
def test_an_invoice_that_cannot_be_made_is_named_and_the_command_fails(monkeypatch, capsys):
    build.a_schedule(YEAR)
    members(2)
    whole = prepare_documents.__globals__["prepare"]

    def prepare(invoice):
        return whole(invoice) if invoice.number == "2027-00002" else 1 / 0

    monkeypatch.setitem(prepare_documents.__globals__, "prepare", prepare)
    out = io.StringIO()
    with pytest.raises(CommandError, match="Något saknas, se ovan"):
        call_command("bill", "--year", "2027", stdout=out)
    assert "Fakturor utan dokument\n  2027-00001, Medlem 0 AB\n" in out.getvalue()


@pytest.mark.usefixtures("_the_day")
def test_the_progress_is_read_from_the_rows(letterbox):
    build.a_schedule(YEAR)
    members(3)
    assert stages() == [
        ("fees", 0, 3),
        ("invoices", 0, 0),
        ("documents", 0, 0),
        ("letters", 0, 0),
    ]
    raise_annual_fees(YEAR)
    assert stages()[:2] == [("fees", 3, 3), ("invoices", 0, 3)]
    issue_invoices(AnnualFee.objects.all(), today=TODAY)
    assert stages()[1:] == [("invoices", 3, 3), ("documents", 0, 3), ("letters", 0, 3)]
    prepare_documents()
    assert not progress_of(schedule_of(), today=TODAY).is_over
    letterbox.refuse("550 5.1.1 Nobody", at="RCPT")
    send_due()
    progress = progress_of(schedule_of(), today=TODAY)
    assert stages()[3] == ("letters", 0, 3)
    assert (progress.troubled_letters, progress.is_done, progress.is_over) == (3, False, True)


@pytest.mark.usefixtures("_the_day")
def test_a_credit_note_is_a_document_and_a_letter_but_no_invoice():
    invoice = build.an_invoice(today=TODAY)
    credit(invoice, reason="Fel", by=None, today=TODAY)
    assert stages() == [
        ("fees", 1, 1),
        ("invoices", 0, 1),
        ("documents", 0, 2),
        ("letters", 0, 2),
    ]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.usefixtures("_the_day")
def test_progress_and_report_ask_as_often_for_one_as_for_three(count, django_assert_num_queries):
    build.a_schedule(YEAR)
    members(count)
    carry_out_run(YEAR, today=TODAY)
    schedule = schedule_of()
    # fees, those lacking, those to issue, the invoices
    with django_assert_num_queries(4):
        progress_of(schedule, today=TODAY)
    # members; the series and its numbers; without document, without letter
    with django_assert_num_queries(5):
        assert len(control_report(schedule).without_letter) == count


@pytest.mark.usefixtures("_the_day")
def test_the_report_finds_whatever_is_missing():
    build.a_schedule(YEAR)
    carried_out = members(1)
    carry_out_run(YEAR, today=TODAY)
    Message.objects.update(state=Message.State.FAILED, error="550 Nobody")
    [late] = members(1)
    absent = build.a_member("Noll AB", employees=0)
    later = build.an_invoice(build.a_member("Utan dokument AB"), today=TODAY)
    InvoiceSeries.objects.update(last=4)
    report = control_report(schedule_of())
    assert [(one.organisation, bool(one.reason)) for one in report.without_invoice] == [
        (late, False),
        (absent, True),
    ]
    assert [(check.year, check.last, check.missing) for check in report.series] == [
        (2027, 4, ["2027-00003", "2027-00004"])
    ]
    assert report.without_document == [later]
    [unsent] = report.without_letter
    assert (unsent.organisation, unsent.letter_error) == (carried_out[0], "550 Nobody")
    assert unsent.letter_in_words == "togs inte emot"
    assert (report.has_gaps, report.is_whole) == (True, False)


@pytest.mark.usefixtures("_the_day")
def test_a_run_that_is_over_is_whole_though_somebody_is_left_out():
    build.a_schedule(YEAR)
    members(1)
    build.a_member("Noll AB", employees=0)
    carry_out_run(YEAR, today=TODAY)
    Message.objects.update(state=Message.State.SENT, sent_at=timezone.now())
    report = control_report(schedule_of())
    assert (report.invoiced, report.is_whole) == (1, True)
    assert "Noll AB" in bill("--report")


def assert_whole(year, count):
    """One invoice and one document and letter for each member, and no number missing."""
    assert Invoice.objects.values("organisation").distinct().count() == count
    numbers = sorted(Invoice.objects.values_list("number", flat=True))
    assert numbers == [f"{year}-{number:05}" for number in range(1, count + 1)]
    assert InvoiceDocument.objects.count() == count
    assert Message.objects.filter(key__startswith="invoice-").count() == count


def a_year_to_bill(count):
    build.the_programme()
    year = timezone.localdate().year
    build.a_schedule(year)
    members(count)
    return year


@pytest.mark.django_db(transaction=True)
def test_the_command_killed_at_random_points_and_started_again(start_program):
    seed = os.environ.get("SEED") or str(random.SystemRandom().randrange(10**6))
    print(f"SEED={seed}")
    year = a_year_to_bill(60)
    killer = start_program("-m", "tests.billing.dying_in_a_run", str(year), seed)
    assert killer.wait(300) == 0, killer.output
    print(killer.output)
    last = start_program("manage.py", "bill", "--year", str(year))
    assert last.wait() == 0, last.output
    assert_whole(year, 60)


@pytest.mark.django_db(transaction=True)
def test_two_that_start_at_once_share_the_work_and_both_end_when_it_is_done(start_program):
    year = a_year_to_bill(40)
    both = [start_program("manage.py", "bill", "--year", str(year)) for _ in range(2)]
    assert [one.wait() for one in both] == [0, 0], [one.output for one in both]
    for one in both:
        assert f"{year}, 1–40: inga luckor" in one.output
        assert [line.split()[1:] for line in one.output.splitlines() if "Dokument " in line] == [
            ["40", "/", "40"]
        ]
    assert_whole(year, 40)


@pytest.mark.django_db(transaction=True)
def test_ctrl_c_stops_in_order_and_says_that_the_rest_is_for_the_next_start(start_program):
    year = a_year_to_bill(60)
    command = start_program("manage.py", "bill", "--year", str(year))
    while not InvoiceDocument.objects.exists():
        assert command.process.poll() is None, command.output
    os.kill(command.process.pid, signal.SIGINT)
    assert command.wait() == 130, command.output
    assert command.output.endswith(
        "Stoppad. Det som är gjort är gjort. Starta igen, så görs resten.\n"
    )
    with pytest.raises(AssertionError):
        assert_whole(year, 60)
    assert bill(year=year).startswith(f"Kontrollrapport för faktureringen {year}")
    assert_whole(year, 60)


@pytest.mark.usefixtures("_the_day")
def test_the_run_is_carried_out_only_when_a_person_has_approved_it():
    schedule = build.a_schedule(YEAR, approved=False)
    members(1)
    with pytest.raises(Refused, match="är inte godkänd"):
        carry_out_run(YEAR, today=TODAY)
    approve_run(schedule, by=build.a_secretary(), now=timezone.now())
    carry_out_run(YEAR, today=TODAY)
    assert Invoice.objects.count() == 1
