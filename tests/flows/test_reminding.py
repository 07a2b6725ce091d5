"""An unpaid fee, whole: a reminder, an objection and its answer, a second reminder, the board."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from billing.actions import prepare_documents
from billing.models import Invoice
from members.models import Membership
from outbox.tasks import send_due
from tests import build
from tests.billing.late import FIRST, ISSUED
from tests.flows.people import body_of, come_in

NAME = build.LONG_NAME
ANSWERED = FIRST + timedelta(days=5)
SECOND = ANSWERED + timedelta(days=20)
PROPOSAL = SECOND + timedelta(days=30)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def invoice(letterbox, time_machine):
    """Issued, made and sent on the day of issue."""
    time_machine.move_to(ISSUED)
    invoice = build.an_invoice(build.a_member(NAME), today=ISSUED)
    prepare_documents()
    send_due()
    return invoice


@pytest.mark.parametrize("javascript", [True, False], ids=["JavaScript", "no JavaScript"])
def test_from_overdue_to_the_boards_decision(
    new_page, axe, scrolls_sideways, letterbox, time_machine, invoice, javascript
):
    user = build.a_user("sara@lattbyggen.example", name="Sara Sjöö")
    build.a_contact(invoice.organisation, person=build.a_person("Sara Sjöö", user=user))
    board = build.a_board(3)
    desk, member = new_page(javascript=javascript), new_page(javascript=javascript, width=360)

    def looks_right(page):
        if javascript:  # both are scripts
            assert (axe(page), scrolls_sideways(page)) == ([], False)

    a_day_at_the_desk(desk, time_machine, FIRST)
    send_the_reminders(desk, looks_right)
    assert "Inbetalningar t.o.m. 2027-02-25 är beaktade." in last_letter(letterbox, "Påminnelse")

    come_in(member, user)
    object_to(member, looks_right)
    assert "Vi var tolv i januari." in last_letter(letterbox, "Invändning")

    a_day_at_the_desk(desk, time_machine, ANSWERED)
    answer(desk, looks_right)
    assert "Antalet är det ni själva angav." in last_letter(letterbox, "Vårt svar")

    a_day_at_the_desk(desk, time_machine, SECOND)
    send_the_reminders(desk, looks_right)
    assert "Vi har tidigare påmint" in last_letter(letterbox, "Andra påminnelsen")

    a_day_at_the_desk(desk, time_machine, PROPOSAL)
    propose(desk, looks_right)
    assert "Inget är beslutat" in last_letter(letterbox, "Den obetalda avgiften")
    assert Membership.objects.get().ends_on is None

    decide(new_page, board, looks_right, javascript=javascript)
    membership = Membership.objects.get()
    assert membership.ends_on.isoformat() == "2027-12-31"
    assert "beslut 2027-1" in membership.end_reason
    assert Invoice.objects.unpaid().get() == invoice
    assert "beslut 2027-1" in last_letter(letterbox, "Medlemskapet")


def a_day_at_the_desk(page, time_machine, day):
    """Another day: the bank's news has come, and somebody of the secretariat logs in."""
    time_machine.move_to(day)
    build.payments_known_to(day)
    come_in(page, build.a_secretary(name="Karin Kansli"))
    page.goto(reverse("admin:index"))


def last_letter(letterbox, subject):
    """What the post brings now under such a subject."""
    send_due()
    letters = [letter.message for letter in letterbox.letters]
    [*_, last] = [letter for letter in letters if letter["Subject"].strip().startswith(subject)]
    return " ".join(body_of(last).split())


def send_the_reminders(page, looks_right):
    page.get_by_role("link", name=re.compile("Påminnelser att skicka")).first.click()
    looks_right(page)
    page.get_by_role("button", name="Skicka påminnelserna").click()
    page.get_by_text("1 påminnelse är på väg.").wait_for()


def object_to(page, looks_right):
    page.goto("/medlem/")
    page.get_by_text("Vi påminde er den 25 februari 2027.").wait_for()
    page.get_by_role("link", name="Se fakturan").click()
    looks_right(page)
    page.get_by_role("link", name=re.compile("Gör en invändning")).click()
    looks_right(page)
    page.get_by_label("Vad är fel?").fill("Vi var tolv i januari.")
    page.get_by_role("button", name="Skicka invändningen").click()
    page.get_by_text("Er invändning är skickad.").wait_for()
    looks_right(page)


def answer(page, looks_right):
    page.get_by_role("link", name=re.compile("Invändningar mot fakturor")).first.click()
    page.get_by_role("link", name="2027-00001").click()
    looks_right(page)
    page.get_by_role("link", name="Svara på invändningen").click()
    page.get_by_label("Svar").fill("Antalet är det ni själva angav.")
    looks_right(page)
    page.locator("#content form input[type=submit]").click()
    page.get_by_text("Invändningen är besvarad.").wait_for()


def propose(page, looks_right):
    page.get_by_role("link", name=re.compile("Avgifter som är obetalda")).first.click()
    looks_right(page)
    page.get_by_role("link", name="Föreslå styrelsen").click()
    looks_right(page)
    page.locator("#content form input[type=submit]").click()
    page.get_by_text("Förslaget ligger hos styrelsen.").wait_for()


def decide(new_page, board, looks_right, *, javascript):
    """All three answer, between meetings, and all of them yes."""
    chair, *others = board
    for seat in [*others, chair]:
        page = new_page(javascript=javascript)
        come_in(page, seat.person.user)
        page.goto("/organ/styrelsen/")
        page.get_by_role("link", name=re.compile("Obetald avgift")).click()
        page.get_by_text("Att sista dagen som medlem är den 31 december 2027.").wait_for()
        looks_right(page)
        page.locator("#ballot input[name=choice][value=for]").check()
        page.locator("#ballot form:has([name=choice]) button").click()
        page.get_by_text("Din röst").first.wait_for()
    page.get_by_role("button", name="Besluta: bifall").click()
    page.get_by_text(f"{timezone.localdate().year}-1").first.wait_for()
