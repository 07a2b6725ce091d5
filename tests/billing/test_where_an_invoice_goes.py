"""Which fees are invoiced, and to which address."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from billing.actions import credit, issue_invoices, left_out, raise_annual_fees
from billing.models import AnnualFee, Invoice
from billing.rules import LeftOut
from members.models import Contact, Membership, Organisation
from tests import build

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def _programme():
    build.the_programme()
    build.a_schedule()


def issue():
    raise_annual_fees(TODAY.year)
    return issue_invoices(AnnualFee.objects.all(), today=TODAY)


def test_an_invoice_goes_to_the_organisations_own_address():
    build.a_contact(build.a_member(), Contact.Role.INVOICE)
    issue()
    assert Invoice.objects.get().buyer_email == "faktura@verkstaden.example"


def test_without_one_it_goes_to_the_invoice_recipient():
    contact = build.a_contact(build.a_member(invoice_email=""), Contact.Role.INVOICE)
    issue()
    assert Invoice.objects.get().buyer_email == contact.person.email


def test_without_either_the_member_is_left_out_and_listed():
    member = build.a_member(invoice_email="")
    build.a_contact(member, Contact.Role.CONTACT)
    build.a_contact(member, Contact.Role.INVOICE, until=date(2026, 1, 2))
    assert issue() == 0
    assert [absence.organisation for absence in left_out(TODAY.year)] == [member]


def test_who_turns_out_to_have_left_before_the_year_is_not_invoiced_anew():
    member = build.a_member(since=date(TODAY.year - 2, 1, 1))
    issue()
    Membership.objects.update(ends_on=date(TODAY.year - 1, 12, 31), end_reason="Egen begäran")
    credit(Invoice.objects.get(), reason="Utträdd före året", by=build.a_secretary(), today=TODAY)
    assert issue() == 0
    assert member.invoices.filter(credits=None).count() == 1


@pytest.mark.parametrize("since", [None, TODAY + timedelta(days=1)])
def test_nothing_is_sent_by_email_to_who_has_not_agreed_to_it(since):
    member = build.a_member(accepts_pdf_since=since)
    assert issue() == 0
    assert [absence.reason for absence in left_out(TODAY.year)] == [LeftOut.NO_CONSENT]
    assert [fee.organisation for fee in AnnualFee.objects.undeliverable()] == [member]
    Organisation.objects.update(accepts_pdf_since=TODAY)
    assert issue() == 1
    assert (left_out(TODAY.year), AnnualFee.objects.undeliverable().count()) == ([], 0)


@pytest.mark.parametrize(
    ("now", "sent_to"),
    [("ny@example.org", "ny@example.org"), ("", "faktura@verkstaden.example")],
)
def test_a_credit_note_goes_to_where_invoices_go_now(now, sent_to):
    build.a_member()
    issue()
    Organisation.objects.update(invoice_email=now)
    note = credit(Invoice.objects.get(), reason="Fel", by=build.a_secretary(), today=TODAY)
    assert note.buyer_email == sent_to
