"""A whole money year from the terminal and by the clock: asked, adopted, billed, paid, reminded,
corrected, handed to the bookkeeping. Nothing is written in by hand that a command does."""

from datetime import date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Sum
from django.utils import timezone

from billing.actions import approve_run, correct_fee, send_reminders
from billing.models import AnnualFee, Invoice, InvoiceDocument, Payment
from members.actions import adopt_schedule, confirm_by_link, draft_next_year
from members.models import FeeSchedule, HeadCount, HowKnown
from members.tasks import follow_head_counts
from outbox.models import Message
from tests import build
from tests.billing.files import camt, net_of, paid
from tests.billing.late import delivered

pytestmark = pytest.mark.django_db

OPENED = timezone.make_aware(datetime(2026, 10, 1, 9))
FROZEN = timezone.make_aware(datetime(2026, 11, 16, 1))
RUN = date(2027, 1, 15)
DUE = date(2027, 2, 15)


@pytest.fixture(autouse=True)
def _start(time_machine):
    time_machine.move_to(OPENED, tick=False)
    build.the_programme()
    build.a_schedule(2026, approved=False)


@pytest.fixture
def treasurer():
    return build.a_secretary(name="Eva Ekonom")


@pytest.fixture
def members():
    """Two companies above a boundary, a university that may pay with work, one unknown."""
    made = [
        build.a_member("Åmåls Verkstad AB", employees=51),
        build.a_member("Ängelholms Flyg AB", employees=501),
        build.a_non_profit("Övre Norrlands universitet", employees=120),
        build.a_member("Utan antal AB", employees=None),
    ]
    for member in made:
        build.a_contact(member)
    return made


def run(*command, **options):
    out = StringIO()
    call_command(*command, stdout=out, **options)
    return out.getvalue().replace("\u00a0", " ")


def test_a_whole_year(members, treasurer, time_machine, tmp_path):
    small, large, university, unknown = members
    declare(small, time_machine)
    next_year = adopt_next_year(treasurer)
    assert "godkän" in refusal("bill", "--year", "2026")  # nobody has approved that year's run

    time_machine.move_to(datetime(2027, 1, 15, 8), tick=False)
    preview = run("bill", "--year", "2027", "--dry-run")
    assert Invoice.objects.count() == 0
    assert "150 000 kr varav utanför faktureringen nu 15 000 kr" in " ".join(preview.split())
    assert left_out(preview) == [str(unknown), str(university)]

    approve_run(next_year, by=treasurer, now=timezone.now())
    run("bill", "--year", "2027")
    run("bill", "--year", "2027")  # twice is once
    issued = dict(Invoice.objects.values_list("organisation__name", "total"))
    assert issued == {small.name: 15_000, large.name: 120_000}
    assert InvoiceDocument.objects.count() == 2
    assert Invoice.objects.get(organisation=small).employees == 51

    pay(large, tmp_path)
    remind(small, time_machine)
    correct(small, treasurer)
    bill_the_university(university, time_machine)
    hand_over(tmp_path, time_machine)


def left_out(preview):
    """The names under «Utanför faktureringen»."""
    told = preview.partition("Utanför faktureringen\n")[2].partition("\n\n")[0]
    return [line.partition(":")[0].strip() for line in told.splitlines()]


def declare(small, time_machine):
    """One member answers; the others get the last known number, marked, when the day has passed."""
    build.a_round(
        2027,
        opened=OPENED,
        opens_on=date(2026, 10, 1),
        reminds_on=date(2026, 10, 20),
        reminds_again_on=date(2026, 11, 10),
        answer_by=date(2026, 11, 15),
    )
    answer = HeadCount.objects.get(organisation=small)
    person = small.contacts.get().person
    confirm_by_link(answer, employees=51, person=person, now=timezone.now())
    time_machine.move_to(FROZEN, tick=False)
    follow_head_counts()
    known = dict(HeadCount.objects.values_list("organisation__name", "how"))
    assert known[small.name] == HowKnown.LINK
    assert known["Ängelholms Flyg AB"] == HowKnown.LAST_KNOWN


def adopt_next_year(treasurer):
    """A draft cannot be billed from; the annual meeting's decision makes it usable."""
    draft = draft_next_year(FeeSchedule.objects.get(year=2026))
    assert "stämman" in refusal("bill", "--year", "2027")
    return adopt_schedule(draft, on=date(2026, 11, 16), reference="Årsstämman 2026, § 9")


def refusal(*command):
    with pytest.raises(CommandError) as refused:
        run(*command)
    return str(refused.value)


def pay(large, tmp_path):
    """The bank's file, first only looked at; read twice it changes nothing."""
    invoice = Invoice.objects.get(organisation=large)
    payments = [paid(120_000, invoice.ocr), paid(700, number=2, text="Okänd")]
    file = tmp_path / "camt.xml"
    file.write_bytes(camt(payments, booked_on=date(2027, 2, 26)))
    run("import_payments", str(file), "--dry-run")
    assert Payment.objects.count() == 0
    run("import_payments", str(file))
    run("import_payments", str(file))
    assert Payment.objects.aggregate(sum=Sum("amount"))["sum"] == net_of(payments)
    assert Invoice.objects.with_balance().get(pk=invoice.pk).balance == 0


def remind(small, time_machine):
    """Only who has not paid, and only when the bank is known past the due date."""
    delivered()
    time_machine.move_to(datetime(2027, 2, 27, 8), tick=False)
    assert send_reminders(today=date(2027, 2, 27)) == 1
    letter = Message.objects.get(key__startswith="reminder-")
    assert "Inbetalningar t.o.m. 2027-02-26 är beaktade." in letter.text
    assert letter.to == small.invoice_email


def correct(small, treasurer):
    """It was fifty after all: the invoice is credited and issued anew."""
    fee = AnnualFee.objects.get(organisation=small)
    new = correct_fee(
        fee, employees=50, reason="Antalet var 50.", by=treasurer, today=timezone.localdate()
    )
    assert new.total == 5_000
    assert Invoice.objects.credit_notes().get().total == -15_000


def bill_the_university(university, time_machine):
    """Nobody asked for in-kind in time: the day after the last day it is invoiced like others."""
    time_machine.move_to(datetime(2027, 4, 2, 8), tick=False)
    run("bill", "--year", "2027")
    assert Invoice.objects.get(organisation=university).total == 15_000
    numbers = Invoice.objects.order_by("pk").values_list("number", flat=True)
    assert list(numbers) == [f"2027-{number:05}" for number in range(1, 6)]


def hand_over(tmp_path, time_machine):
    """The bookkeeping's file and the e-invoices; what is owed is what the books say."""
    time_machine.move_to(datetime(2027, 4, 10, 8), tick=False)
    sie = tmp_path / "april.si"
    run("export_sie", "--from", "2027-01-01", "--to", "2027-04-09", "--to-file", str(sie))
    assert balance_of("1510", sie.read_bytes().decode("cp437")) == 20_000
    folder = tmp_path / "einvoices"
    folder.mkdir()
    run("export_einvoices", "--year", "2027", "--to", str(folder))


def balance_of(account, text):
    lines = [line.split() for line in text.splitlines() if line.startswith(f"#TRANS {account} ")]
    return sum(float(line[3]) for line in lines)
