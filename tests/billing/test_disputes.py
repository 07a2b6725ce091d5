"""Objections to invoices: raised by the member or noted by the secretariat, and answered."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from billing.actions import close_dispute, credit, raise_dispute
from billing.models import Dispute
from lattvikt.lib.refused import Refused
from members.models import Contact
from outbox.models import Message
from tests import build
from tests.billing.late import DUE, FIRST, an_overdue_invoice
from tests.billing.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def invoice(db):
    return an_overdue_invoice()


@pytest.fixture
def sara(client, invoice):
    """A contact person of the buyer, in her browser."""
    contact = build.a_contact(invoice.organisation)
    client.force_login(contact.person.user)
    return contact.person


def test_an_objection_may_come_before_the_due_day(invoice):
    dispute = build.a_dispute(invoice, today=DUE.replace(day=1))
    assert list(Dispute.objects.open()) == [dispute]


def test_an_objection_needs_a_reason(invoice):
    with pytest.raises(Refused):
        build.a_dispute(invoice, reason=" \n ")


def test_there_is_one_open_objection_to_an_invoice(invoice):
    build.a_dispute(invoice)
    with pytest.raises(Refused):
        build.a_dispute(invoice)
    with pytest.raises(IntegrityError), transaction.atomic():
        Dispute.objects.create(
            invoice=invoice, since=FIRST, reason="Igen", raised_by=build.a_user()
        )


def test_after_the_answer_there_may_be_another(invoice):
    dispute = build.a_dispute(invoice, today=DUE)
    close_dispute(dispute, answer="Nej.", by=build.a_user(), today=DUE)
    build.a_dispute(invoice, today=FIRST)
    assert invoice.disputes.count() == 2


def test_nothing_is_objected_to_when_nothing_is_left_to_pay(invoice):
    build.a_payment(5_000, ocr=invoice.ocr)
    with pytest.raises(Refused):
        build.a_dispute(invoice)


def test_nor_to_a_credit_note(invoice):
    note = credit(invoice, reason="Fel", by=None, today=FIRST)
    for one in [invoice, note]:
        with pytest.raises(Refused):
            build.a_dispute(one)


def test_an_answer_is_written_once_and_is_not_empty(invoice):
    dispute, by = build.a_dispute(invoice, today=DUE), build.a_user()
    with pytest.raises(Refused):
        close_dispute(dispute, answer=" ", by=by, today=FIRST)
    close_dispute(dispute, answer="Ni har rätt.", by=by, today=FIRST)
    with pytest.raises(Refused):
        close_dispute(dispute, answer="Nej.", by=by, today=FIRST)
    dispute.refresh_from_db()
    assert (dispute.answer, dispute.closed_on, dispute.closed_by) == ("Ni har rätt.", FIRST, by)


def test_what_the_secretariat_noted_itself_sends_no_letter(invoice):
    by = build.a_user()
    dispute = raise_dispute(invoice, reason="Ringde.", by=by, today=DUE)
    close_dispute(dispute, answer="Uppklarat.", by=by, today=FIRST)
    assert Message.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_who_object_at_once_make_one_objection():
    invoice = an_overdue_invoice()
    users = [build.a_user() for _ in range(6)]
    answers = at_once(*[lambda user=user: build.a_dispute(invoice, by=user) for user in users])
    assert sorted(type(answer).__name__ for answer in answers) == ["Dispute", *["Refused"] * 5]
    assert Message.objects.count() == 1


# --- the member's pages


def page_of(invoice, name="invoice"):
    return reverse(f"billing:{name}", args=[invoice.number])


def test_a_member_objects_on_its_own_page(client, sara, invoice, time_machine):
    time_machine.move_to(FIRST, tick=False)
    client.force_login(sara.user)
    assert page_of(invoice, "dispute") in client.get(page_of(invoice)).content.decode()
    response = client.post(page_of(invoice, "dispute"), {"reason": "Vi är tolv."}, follow=True)
    assert [str(told) for told in response.context["messages"]] == [
        "Er invändning är skickad. Vi svarar med e-post."
    ]
    page = response.content.decode()
    assert "Ni gjorde en invändning mot fakturan den 25 februari 2027." in page
    assert page_of(invoice, "dispute") not in page
    dispute = Dispute.objects.get()
    assert (dispute.reason, dispute.raised_by, dispute.is_from_member) == (
        "Vi är tolv.",
        sara.user,
        True,
    )


def test_an_empty_objection_is_asked_for_again(client, sara, invoice):
    response = client.post(page_of(invoice, "dispute"), {"reason": " "})
    assert list(response.context["form"].errors) == ["reason"]
    assert Dispute.objects.count() == 0


def test_a_second_objection_is_told_that_one_waits(client, sara, invoice):
    build.a_dispute(invoice)
    response = client.post(page_of(invoice, "dispute"), {"reason": "Igen"}, follow=True)
    assert [str(told) for told in response.context["messages"]] == [
        "Det finns redan en invändning mot fakturan. Den väntar på svar."
    ]


def test_nobody_objects_to_anothers_invoice(client, sara):
    other = an_overdue_invoice(build.a_member("Annan AB"))
    assert client.post(page_of(other, "dispute"), {"reason": "x"}).status_code == 404
    assert Dispute.objects.count() == 0


def test_an_invoice_recipient_may_object_and_a_communicator_may_not(client, invoice):
    for role, status in [(Contact.Role.INVOICE, 302), (Contact.Role.COMMUNICATOR, 403)]:
        client.force_login(build.a_contact(invoice.organisation, role).person.user)
        assert client.post(page_of(invoice, "dispute"), {"reason": "x"}).status_code == status


def test_the_answer_stands_on_the_invoices_page(client, sara, invoice):
    dispute = build.a_dispute(invoice, today=DUE)
    close_dispute(dispute, answer="Antalet är ert eget.", by=build.a_user(), today=FIRST)
    page = client.get(page_of(invoice)).content.decode()
    assert "Vårt svar den 25 februari 2027" in page
    assert "Antalet är ert eget." in page
    assert page_of(invoice, "dispute") in page


def test_a_reminder_is_told_calmly(client, sara, invoice):
    build.a_reminder(invoice, made_on=FIRST, paid_up_to=FIRST)
    page = client.get(page_of(invoice)).content.decode()
    assert (
        "Vi påminde er den 25 februari 2027. Då var inbetalningar t.o.m. den 25 februari 2027 "
        "beaktade. Har ni betalat efter det behöver ni inte göra något."
    ) in page


def test_of_a_paid_invoice_neither_is_told(client, sara, invoice):
    build.a_reminder(invoice, made_on=FIRST)
    build.a_payment(5_000, ocr=invoice.ocr)
    page = client.get(page_of(invoice)).content.decode()
    assert "Vi påminde" not in page
    assert page_of(invoice, "dispute") not in page


def test_the_overview_says_that_one_has_been_reminded(client, sara, invoice, time_machine):
    time_machine.move_to(FIRST, tick=False)
    client.force_login(sara.user)
    build.a_reminder(invoice, made_on=FIRST)
    [item] = in_waiting(client, invoice)
    assert item.text == (
        "Faktura 2027-00001 på 5\xa0000\xa0kr skulle ha betalats den 15 februari 2027. "
        "Vi påminde er den 25 februari 2027."
    )
    build.a_dispute(invoice)
    [item] = in_waiting(client, invoice)
    assert item.text == (
        "Ni har gjort en invändning mot faktura 2027-00001 på 5\xa0000\xa0kr. "
        "Vi återkommer med svar."
    )
    assert item.tone == "waiting"


def in_waiting(client, invoice):
    items = client.get(reverse("our_pages")).context["waiting"]
    return [item for item in items if item.url == page_of(invoice)]
