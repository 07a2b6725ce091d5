"""The overview: what waits, what is going on, what we have got this year."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from admission.models import Application
from billing.models import Invoice
from members.doors import CHOSEN
from members.models import Contact, Membership
from tests import build
from tests.build import a_contact, a_member, an_application

pytestmark = pytest.mark.django_db
PAGE = "/medlem/"


def an_invoice(member, number, *, due_on, total=5_000, period=None):
    return Invoice.objects.create(
        number=number,
        ocr=number.replace("-", ""),
        kind=Invoice.Kind.FEE if period else Invoice.Kind.OTHER,
        fee=build.a_fee(member, year=period) if period else None,
        organisation=member,
        language="sv",
        issued_on=due_on - timedelta(days=30),
        due_on=due_on,
        days_to_pay=30,
        period=period,
        seller_name="Medlemsprogram Lättvikt",
        seller_org_number="8024062310",
        seller_bankgiro="9912346",
        buyer_name=member.name,
        net=total,
        vat=0,
        total=total,
    )


@pytest.fixture
def sara(client):
    """A contact person with everything in order, in her browser."""
    member = a_member("Saras Lätta AB")
    contact = a_contact(member)
    a_contact(member, Contact.Role.DELEGATE)
    client.force_login(contact.person.user)
    return contact


def waiting(client):
    return [item.text for item in client.get(PAGE).context["waiting"]]


def test_when_nothing_waits_the_page_says_so(client, sara):
    page = client.get(PAGE).content.decode()
    assert "Inget väntar på er." in page
    assert "Inte fakturerad" in page


def test_what_is_to_be_paid_waits_with_the_overdue_first(client, sara):
    today = timezone.localdate()
    an_invoice(sara.organisation, "2026-00002", due_on=today + timedelta(days=5))
    an_invoice(sara.organisation, "2026-00001", due_on=date(2026, 2, 15))
    an_invoice(a_member("Någon Annans AB"), "2026-00003", due_on=date(2026, 2, 15))
    overdue, to_pay = client.get(PAGE).context["waiting"]
    assert overdue.text == (
        "Faktura 2026-00001 på 5\u00a0000\u00a0kr skulle ha betalats den 15 februari 2026."
    )
    assert overdue.tone == "bad"
    assert overdue.url == reverse("billing:invoice", args=["2026-00001"])
    assert to_pay.text.startswith("Faktura 2026-00002 på 5\u00a0000\u00a0kr ska betalas senast")


def test_this_years_fee_is_told_with_how_it_stands(client, sara):
    today = timezone.localdate()
    invoice = an_invoice(sara.organisation, "2026-00001", due_on=today, period=today.year)
    an_invoice(sara.organisation, "2025-00001", due_on=date(2025, 2, 15), period=2025)
    response = client.get(PAGE)
    assert response.context["fee_invoice"] == invoice
    assert f"</a>, {Invoice.State.OPEN.label}" in response.content.decode()


def test_what_the_organisation_lacks_waits_for_its_contact_person(client):
    member = a_member(employees=None, invoice_email="")
    contact = a_contact(member)
    client.force_login(contact.person.user)
    assert waiting(client) == [
        "Vi vet inte vart vi ska skicka era fakturor.",
        "Ni har inget röstombud till årsstämman.",
        "Vi vet inte hur många anställda ni har och kan inte räkna ut er avgift.",
    ]


def test_the_years_question_about_the_head_count_waits_until_it_is_answered(client, sara):
    build.a_round(2027, opened=timezone.now(), answer_by=date(2099, 11, 15))
    (item,) = client.get(PAGE).context["waiting"]
    assert item.text == (
        "Bekräfta senast den 15 november 2099 att ni har 40 anställda. Avgiften för 2027 räknas "
        "på antalet."
    )
    client.post(item.url, {"employees": 40})
    assert waiting(client) == []


def test_a_communicator_is_shown_neither_invoices_nor_gaps(client):
    member = a_member(employees=None)
    build.a_round(opened=timezone.now())
    an_invoice(member, "2026-00001", due_on=date(2026, 2, 15))
    contact = a_contact(member, Contact.Role.COMMUNICATOR)
    client.force_login(contact.person.user)
    assert waiting(client) == []
    assert "2026-00001" not in client.get(PAGE).content.decode()


def test_the_story_of_ones_own_application_is_at_hand(client, sara):
    user, number = sara.person.user, sara.organisation.org_number
    application = an_application(
        applicant=user, org_number=number, status=Application.Status.APPROVED
    )
    (item,) = client.get(PAGE).context["going_on"]
    assert item.url == reverse("admission:application", args=[application.pk])


def test_an_ending_membership_is_going_on(client, sara):
    Membership.objects.filter(organisation=sara.organisation).update(
        ends_on=date(2099, 12, 31), end_reason="Egen begäran"
    )
    (item,) = client.get(PAGE).context["going_on"]
    assert item.text == "Ert medlemskap upphör. Sista dagen är den 31 december 2099."


def test_after_the_membership_its_people_see_that_it_has_ended(client, sara):
    Membership.objects.filter(organisation=sara.organisation).update(
        ends_on=date(2026, 6, 30), end_reason="Egen begäran"
    )
    response = client.get(PAGE)
    (item,) = response.context["going_on"]
    assert item.text == "Ert medlemskap har upphört. Ni kan fortfarande se era fakturor."
    assert "Ni får ansöka" not in response.content.decode()


def test_who_acts_for_two_sees_for_whom_and_only_theirs(client, sara):
    second = a_contact(a_member("Andra Lätta AB"), person=sara.person).organisation
    an_invoice(second, "2026-00001", due_on=date(2026, 2, 15))
    session = client.session
    session[CHOSEN] = sara.organisation_id
    session.save()
    page = client.get(PAGE).content.decode()
    assert "Saras Lätta AB" in page
    assert "2026-00001" not in page
    assert reverse("members:choose") in page


def test_the_page_takes_few_queries_however_many_the_invoices(
    client, sara, django_assert_num_queries
):
    an_invoice(sara.organisation, "2026-00001", due_on=date(2026, 2, 15))
    with django_assert_num_queries(23):
        client.get(PAGE)
    for number in ["2026-00002", "2026-00003"]:
        an_invoice(sara.organisation, number, due_on=date(2026, 2, 15))
    with django_assert_num_queries(23):
        client.get(PAGE)


def test_an_invoice_does_not_wait_while_its_fee_may_be_paid_in_kind(client):
    contact = build.a_contact(build.a_non_profit())
    build.an_invoice(contact.organisation)
    application = build.an_in_kind(contact.organisation)
    client.force_login(contact.person.user)
    year = timezone.localdate().year
    assert waiting(client) == ["Ni har inget röstombud till årsstämman."]
    (item,) = client.get(PAGE).context["going_on"]
    assert item.text == f"Er ansökan om att betala in-kind för {year}: mottagen."
    assert item.url == reverse("in_kind:application", args=[application.pk])


@pytest.mark.parametrize(
    ("status", "text", "page"),
    [
        ("returned", "Kansliet har en fråga om in-kind för 2027.", "application"),
        (
            "approved",
            "Redovisa senast den 20 januari 2028 arbetet ni har gjort i stället för att betala "
            "för 2027.",
            "report",
        ),
    ],
)
def test_a_question_and_a_report_wait_for_the_contact_person(client, status, text, page):
    contact = build.a_contact(build.a_non_profit())
    build.a_contact(contact.organisation, Contact.Role.DELEGATE)
    application = build.an_in_kind(contact.organisation, year=2027, status=status)
    client.force_login(contact.person.user)
    (item,) = client.get(PAGE).context["waiting"]
    assert (item.text, item.url) == (text, reverse(f"in_kind:{page}", args=[application.pk]))


def test_an_invoice_recipient_sees_nothing_of_the_work(client):
    contact = build.a_contact(build.a_non_profit(), Contact.Role.INVOICE)
    build.an_in_kind(contact.organisation, status="approved")
    client.force_login(contact.person.user)
    context = client.get(PAGE).context
    assert (context["waiting"], context["going_on"]) == ([], [])
    assert reverse("in_kind:list") not in client.get(PAGE).content.decode()
