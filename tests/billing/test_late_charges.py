"""What being late has cost: an invoice of its own, once, and only when a person asks for it."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from billing.actions import (
    credit,
    invoice_late_charges,
    invoiced_late_charges,
    make_batch,
    preview_round,
)
from billing.models import Invoice, ReferenceRate, Terms
from lattvikt.lib.refused import Refused
from tests import build
from tests.billing.late import (
    FIRST,
    ISSUED,
    PROPOSAL,
    SECOND,
    an_overdue_invoice,
    remind,
    remind_twice,
)
from tests.billing.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def invoice(db):
    """On terms with 60 kr for a reminder and interest at 10 %."""
    Terms.objects.update(reminder_charge=60, charges_interest=True, charges_agreed_from=ISSUED)
    ReferenceRate.objects.create(starts_on=date(2027, 1, 1), percent=Decimal("2.00"))
    return an_overdue_invoice(build.a_member("Åmåls Verkstad AB"))


def charge(invoice, **fields):
    return invoice_late_charges(invoice, **{"by": build.a_user(), "today": PROPOSAL, **fields})


def lines_of(invoice):
    return [(line.text, line.net, line.vat) for line in invoice.lines.all()]


def test_after_two_reminders_the_charge_and_the_last_interest_are_invoiced(invoice):
    remind_twice()
    issued = charge(invoice)
    assert (issued.kind, issued.total, issued.vat) == ("charge", Decimal("101.10"), 0)
    assert lines_of(issued) == [
        ("Påminnelseavgift, faktura 2027-00001", 60, 0),
        ("Dröjsmålsränta t.o.m. 2027-03-17, faktura 2027-00001", Decimal("41.10"), 0),
    ]
    assert (
        issued.tax_reason == "Påminnelseavgift och dröjsmålsränta omfattas inte av mervärdesskatt."
    )
    assert invoiced_late_charges(invoice) == issued


def test_after_one_reminder_only_when_the_invoice_has_been_paid(invoice):
    remind(FIRST)
    with pytest.raises(Refused):
        charge(invoice)
    build.a_payment(5_000, ocr=invoice.ocr)
    assert charge(invoice).total == Decimal("73.70")


def test_twice_gives_one_invoice(invoice):
    remind_twice()
    assert charge(invoice) == charge(invoice)
    assert Invoice.objects.filter(kind="charge").count() == 1


def test_nothing_stated_is_nothing_to_invoice(invoice):
    with pytest.raises(Refused):
        charge(invoice)
    Terms.objects.update(reminder_charge=0, charges_interest=False)
    remind_twice()
    with pytest.raises(Refused):
        charge(invoice)


def test_a_credited_invoice_was_late_with_nothing(invoice):
    remind_twice()
    credit(invoice, reason="Fel", by=None, today=PROPOSAL)
    with pytest.raises(Refused):
        charge(invoice)


def test_there_is_no_charge_on_a_charge(invoice):
    remind_twice()
    build.a_payment(5_000, ocr=invoice.ocr)
    issued = build.with_document(charge(invoice, today=ISSUED))
    [row] = preview_round(PROPOSAL).first
    assert (row.invoice, row.charge, row.interest) == (issued, 0, None)


def test_it_is_booked_as_what_it_is(invoice):
    remind_twice()
    charge(invoice)
    next_day = timezone.make_aware(datetime.combine(PROPOSAL + timedelta(days=1), time()))
    batch = make_batch(from_day=date(2027, 1, 1), to_day=PROPOSAL, by=None, now=next_day)
    assert b"#TRANS 8313 {} -101.10" in bytes(batch.document.content)


def test_it_is_issued_on_a_page_that_says_what_follows(client, time_machine, invoice):
    remind_twice()
    time_machine.move_to(PROPOSAL, tick=False)
    client.force_login(build.a_secretary())
    page = reverse("admin:billing_invoice_change", args=[invoice.pk])
    button = reverse("admin:billing_invoice_avgift-och-ranta", args=[invoice.pk])
    assert button in client.get(page).content.decode()
    assert "101,10\xa0kr, som påminnelserna har angett" in client.get(button).content.decode()
    response = client.post(button, follow=True)
    assert [str(told) for told in response.context["messages"]] == ["Faktura 2027-00002 är skapad."]
    assert button not in response.content.decode()
    assert "Avgift och ränta: 2027-00002" in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_once_issue_one_invoice():
    Terms.objects.update(reminder_charge=60, charges_agreed_from=ISSUED)
    invoice = an_overdue_invoice()
    remind(FIRST)
    remind(SECOND)
    user = build.a_user()
    issued = at_once(*[lambda: charge(invoice, by=user)] * 4)
    assert [one.number for one in issued] == ["2027-00002"] * 4
