"""E-invoices on their way to their buyers: owed with the document, handed over once, or judged."""

import signal
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from archive.actions import store
from billing import ubl
from billing.actions import credit, deliver_einvoices, issue_invoices, prepare_documents
from billing.actions.preview import left_out
from billing.models import AnnualFee, EInvoiceDelivery, Invoice
from billing.rules import LeftOut
from lattvikt.lib.refused import Refused
from members.models import Organisation
from outbox.actions import send_again, withdraw
from outbox.models import STUCK_AFTER, Message
from outbox.smtp import NotTaken
from tests import build
from tests.billing.einvoices import TODAY, a_public_body
from tests.billing.races import at_once

pytestmark = pytest.mark.django_db
State = EInvoiceDelivery.State


@pytest.fixture
def folder(tmp_path, settings):
    folder = tmp_path / "peppol"
    folder.mkdir()
    settings.EINVOICE_FOLDER = str(folder)
    return folder


def owed(**fields):
    """The delivery of a public body's fee."""
    invoice = build.an_invoice(a_public_body(**fields), today=TODAY)
    prepare_documents()
    return invoice.delivery


def dropped(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def how_it_stands(delivery):
    delivery.refresh_from_db()
    return delivery.state


class TestWhoGetsOne:
    def test_a_public_body_by_default_at_its_organisation_number(self):
        delivery = owed(org_number="2021005489")
        assert delivery.invoice.einvoice_address == "0007:2021005489"
        assert bytes(delivery.document.content) == ubl.render(delivery.invoice)
        assert delivery.document.keep_until == date(2034, 12, 31)

    def test_whoever_has_given_an_address(self):
        member = build.a_member(einvoice_address="0088:7350000000009", buyer_reference="4711")
        build.an_invoice(member, today=TODAY)
        prepare_documents()
        assert EInvoiceDelivery.objects.get().invoice.einvoice_address == "0088:7350000000009"

    @pytest.mark.parametrize("kind", [None, "company"])
    def test_nobody_else(self, kind):
        kind = kind and build.OrganisationKind.objects.filter(sector=kind).first()
        build.an_invoice(build.a_member(kind=kind, buyer_reference="4711"), today=TODAY)
        prepare_documents()
        assert EInvoiceDelivery.objects.count() == 0
        assert Message.objects.count() == 1

    def test_a_pdf_goes_too_to_who_has_agreed_to_it(self):
        owed()
        assert Message.objects.count() == 1

    def test_and_not_to_who_has_not(self):
        assert owed(accepts_pdf_since=None).invoice.buyer_email == ""
        assert Message.objects.count() == 0

    def test_a_credit_note_goes_the_way_of_its_invoice(self):
        delivery = owed()
        note = credit(delivery.invoice, reason="Fel", by=None, today=TODAY)
        prepare_documents()
        assert note.delivery.state == State.QUEUED

    def test_without_a_reference_the_pdf_goes_alone(self):
        build.an_invoice(a_public_body(buyer_reference=""), today=TODAY)
        prepare_documents()
        assert (EInvoiceDelivery.objects.count(), Message.objects.count()) == (0, 1)


class TestWhoIsLeftOut:
    """A fee has somewhere to go when either way is whole."""

    @pytest.mark.parametrize(
        ("facts", "reason"),
        [
            ({}, None),
            ({"accepts_pdf_since": None}, None),
            ({"invoice_email": "", "accepts_pdf_since": None}, None),
            ({"buyer_reference": ""}, None),
            ({"buyer_reference": "", "accepts_pdf_since": None}, LeftOut.NO_REFERENCE),
            ({"buyer_reference": "", "invoice_email": ""}, LeftOut.NO_REFERENCE),
            ({"street": ""}, LeftOut.NO_ADDRESS),
            ({"kind": None}, None),
            ({"kind": None, "accepts_pdf_since": None}, LeftOut.NO_CONSENT),
            ({"kind": None, "invoice_email": ""}, LeftOut.NO_EMAIL),
        ],
    )
    def test_by_either_way(self, facts, reason, time_machine):
        time_machine.move_to(TODAY, tick=False)
        build.the_programme()
        build.a_schedule(TODAY.year)
        fee = build.a_fee(a_public_body(**facts))
        expected = [] if reason is None else [reason]
        assert [absence.reason for absence in left_out(TODAY.year)] == expected
        assert [fee] * len(expected) == list(AnnualFee.objects.undeliverable())
        assert issue_invoices(AnnualFee.objects.all(), today=TODAY) == 1 - len(expected)


class TestTheSweep:
    def test_leaves_each_in_the_folder_once(self, folder):
        first, second = owed(), owed()
        assert deliver_einvoices() == 2
        assert dropped(folder) == {
            one.invoice.einvoice_name: ubl.render(one.invoice) for one in (first, second)
        }
        assert [how_it_stands(one) for one in (first, second)] == [State.SENT] * 2
        for path in folder.iterdir():  # the access point has fetched them
            path.unlink()
        assert (deliver_einvoices(), dropped(folder)) == (0, {})

    @pytest.mark.parametrize("name", ["", "away"])
    def test_waits_while_there_is_no_folder(self, name, folder, settings):
        settings.EINVOICE_FOLDER = name and str(folder / name)
        delivery = owed()
        assert deliver_einvoices() == 0
        assert (how_it_stands(delivery), delivery.attempts) == (State.QUEUED, 0)

    def test_tries_again_later_what_could_not_be_written(self, folder, monkeypatch):
        delivery = owed()
        monkeypatch.setattr("billing.access_points.write_whole", failing_with(OSError("disk full")))
        assert deliver_einvoices() == 0
        assert how_it_stands(delivery) == State.QUEUED
        assert (delivery.error, delivery.attempts) == ("disk full", 1)
        assert delivery.not_before > timezone.now() + timedelta(minutes=4)
        assert deliver_einvoices() == 0  # not yet
        assert delivery.attempts == 1

    def test_gives_up_after_some_days(self, folder, monkeypatch):
        delivery = owed()
        EInvoiceDelivery.objects.update(attempts=17)
        monkeypatch.setattr("billing.access_points.write_whole", failing_with(OSError("disk full")))
        deliver_einvoices()
        assert how_it_stands(delivery) == State.FAILED

    @pytest.mark.parametrize(
        ("error", "state"),
        [
            (NotTaken("unknown receiver", for_good=True), State.FAILED),
            (OSError("line cut"), State.UNCERTAIN),
            (ValueError("a fault of ours"), State.UNCERTAIN),
        ],
    )
    def test_notes_how_another_access_point_answers(self, folder, monkeypatch, error, state):
        delivery = owed()
        monkeypatch.setattr("billing.access_points.FolderDrop.hand_over", failing_with(error))
        deliver_einvoices()
        assert how_it_stands(delivery) == state
        assert str(error) in delivery.error

    def test_hands_over_nothing_that_breaks_a_rule(self, folder):
        """As an invoice might that an older version of the programme wrote."""
        delivery = owed()
        content = ubl.render(delivery.invoice).replace(b"VATEX-EU-O", b"VATEX-EU-132")
        document = store(content, keep_until=build.in_seven_years())
        EInvoiceDelivery.objects.update(document=document)
        deliver_einvoices()
        assert dropped(folder) == {}
        assert how_it_stands(delivery) == State.FAILED
        assert delivery.error == (
            "Koden för belopp som inte omfattas av mervärdesskatt är VATEX-EU-O. (LV-1)"
        )

    @pytest.mark.django_db(transaction=True)
    def test_two_at_once_hand_each_over_once(self, folder):
        for _n in range(6):
            owed()
        assert sum(at_once(deliver_einvoices, deliver_einvoices)) == 6
        assert EInvoiceDelivery.objects.filter(state=State.SENT, attempts=1).count() == 6

    def test_asks_a_person_about_what_a_dead_worker_held(self, folder):
        delivery = owed()
        EInvoiceDelivery.objects.update(
            state=State.SENDING, claimed_at=timezone.now() - STUCK_AFTER
        )
        assert deliver_einvoices() == 0
        assert how_it_stands(delivery) == State.UNCERTAIN

    def test_does_not_undo_what_a_person_has_judged_meanwhile(self, folder, monkeypatch):
        delivery = owed()

        def hand_over(access_point, name, content):
            EInvoiceDelivery.objects.update(state=State.WITHDRAWN)

        monkeypatch.setattr("billing.access_points.FolderDrop.hand_over", hand_over)
        deliver_einvoices()
        assert how_it_stands(delivery) == State.WITHDRAWN


DIE = """
import os, signal
import django
django.setup()
from billing.actions import deliver_einvoices
from billing.actions.einvoices import sweeping
whole = sweeping.{point}
sweeping.{point} = lambda *a, **k: ({before}os.kill(os.getpid(), signal.SIGKILL))
deliver_einvoices()
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("point", "before", "files", "state"),
    [
        ("claim", "", 0, State.QUEUED),
        ("claim", "whole(), ", 0, State.SENDING),
        ("settle", "", 1, State.SENDING),
        ("settle", "whole(*a, **k), ", 1, State.SENT),
    ],
)
def test_a_killed_worker_leaves_it_to_a_person_only_when_it_may_have_left(
    folder, start_program, point, before, files, state
):
    delivery = owed()
    program = DIE.format(point=point, before=before)
    worker = start_program("-c", program, EINVOICE_FOLDER=str(folder))
    assert worker.wait() == -signal.SIGKILL, worker.output
    assert (len(dropped(folder)), how_it_stands(delivery)) == (files, state)


def failing_with(error):
    def fail(*arguments):
        raise error

    return fail


class TestJudging:
    def test_a_person_sends_it_again(self, folder):
        delivery = owed()
        EInvoiceDelivery.objects.update(state=State.UNCERTAIN, attempts=3)
        secretary = build.a_secretary()
        send_again(delivery, by=secretary)
        assert (deliver_einvoices(), how_it_stands(delivery)) == (1, State.SENT)
        assert (delivery.judged_by, delivery.attempts) == (secretary, 1)

    def test_what_is_sent_is_sent(self, folder):
        delivery = owed()
        deliver_einvoices()
        for judge in (send_again, withdraw):
            with pytest.raises(Refused, match=r"Faktura-2027-00001\.xml” har läget ”skickat”"):
                judge(delivery, by=build.a_secretary())

    def test_by_the_buttons_of_its_page(self, client):
        delivery = owed()
        client.force_login(build.a_secretary())
        address = reverse("admin:billing_einvoicedelivery_behovs-inte", args=[delivery.pk])
        page = client.get(reverse("admin:billing_einvoicedelivery_change", args=[delivery.pk]))
        assert address in page.text
        assert client.post(address, follow=True).status_code == 200
        assert how_it_stands(delivery) == State.WITHDRAWN
        EInvoiceDelivery.objects.update(state=State.FAILED, error="Okänd mottagare")
        address = reverse("admin:billing_einvoicedelivery_igen", args=[delivery.pk])
        page = client.post(address, follow=True)
        assert "Okänd mottagare" in page.text
        assert how_it_stands(delivery) == State.QUEUED

    def test_the_list_says_when_no_access_point_takes_them(self, client, settings, tmp_path):
        client.force_login(build.a_secretary())
        address = reverse("admin:billing_einvoicedelivery_changelist")
        assert "Här visas fakturor till offentliga organ" in client.get(address).text
        owed()
        assert "Ingen accesspunkt tar emot e-fakturor" in client.get(address).text
        settings.EINVOICE_FOLDER = str(tmp_path)
        assert "Ingen accesspunkt tar emot e-fakturor" not in client.get(address).text

    @pytest.mark.parametrize("rows", [1, 3])
    def test_the_list_asks_as_often_however_many_there_are(
        self, client, rows, django_assert_num_queries
    ):
        for _n in range(rows):
            owed()
        client.force_login(build.a_secretary())
        address = reverse("admin:billing_einvoicedelivery_changelist")
        client.get(address)
        with django_assert_num_queries(5):
            client.get(address)


def test_what_was_owed_is_what_is_downloaded_and_exported():
    """Even when a later version of the programme would write it in another way."""
    owed()
    document = store(b"<old/>", keep_until=build.in_seven_years())
    EInvoiceDelivery.objects.update(document=document)
    assert ubl.kept(Invoice.objects.for_einvoice().get()) == b"<old/>"


def test_the_member_is_asked_for_its_reference(client):
    member = a_public_body(buyer_reference="")
    client.force_login(build.a_contact(member).person.user)
    assert "eftersom vi saknar er referens" in client.get(reverse("our_pages")).text
    Organisation.objects.update(buyer_reference="4711")
    assert "eftersom vi saknar er referens" not in client.get(reverse("our_pages")).text
