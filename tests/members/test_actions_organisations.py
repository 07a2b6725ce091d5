"""What a member says of itself."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from lattvikt.lib.refused import Refused
from members.actions import change_details, change_employees
from members.models import Contact, Organisation
from tests.build import a_contact, a_member, a_user

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def test_a_member_changes_its_details():
    member = a_member()
    change_details(member, today=TODAY, street="Nygatan 5", invoice_email="ny@example.org")
    member.refresh_from_db()
    assert (member.street, member.invoice_email) == ("Nygatan 5", "ny@example.org")


def test_a_member_agrees_to_invoices_as_pdf_once():
    member = a_member(accepts_pdf_since=None)
    change_details(member, today=TODAY, street="Nygatan 5")
    assert Organisation.objects.get().accepts_pdf_since is None
    for today in (TODAY, TODAY + timedelta(days=1)):
        change_details(member, today=today, accepts_pdf=True)
        assert Organisation.objects.get().accepts_pdf_since == TODAY


def test_the_invoice_email_cannot_be_emptied_when_nobody_receives_invoices():
    member = a_member(invoice_email="faktura@example.org")
    with pytest.raises(Refused, match="fakturorna"):
        change_details(member, today=TODAY, invoice_email="")
    member.refresh_from_db()
    assert member.invoice_email == "faktura@example.org"


def test_the_invoice_email_may_be_emptied_when_somebody_receives_invoices():
    member = a_member()
    a_contact(member, Contact.Role.INVOICE)
    change_details(member, today=TODAY, invoice_email="")
    member.refresh_from_db()
    assert member.invoice_email == ""


@pytest.mark.parametrize("name", ["name", "org_number", "employees", "is_for_profit"])
def test_what_follows_the_legal_person_is_not_a_members_to_change(name):
    with pytest.raises(TypeError):
        change_details(a_member(), today=TODAY, **{name: "x"})


@pytest.mark.parametrize("employees", [1, 50, 51, 249, 250, 251, 500, 501, 12_000])
def test_a_head_count_is_changed(employees):
    member = a_member(employees=40)
    change_employees(member, employees=employees, by=a_user(), now=timezone.now())
    member.refresh_from_db()
    assert member.employees == employees


@pytest.mark.parametrize("employees", [-1, 0, 10_000_000])
def test_a_head_count_that_cannot_be_is_refused(employees):
    member = a_member(employees=40)
    with pytest.raises(Refused):
        change_employees(member, employees=employees, by=a_user(), now=timezone.now())
    member.refresh_from_db()
    assert member.employees == 40
