"""The letters, as the people who get them read them."""

from datetime import date
from decimal import Decimal

import pytest

from billing.actions import close_dispute, send_reminders
from billing.models import ReferenceRate, Terms
from outbox.models import Message
from tests import build
from tests.billing.late import FIRST, ISSUED, SECOND, an_overdue_invoice, remind

pytestmark = pytest.mark.django_db

FIRST_IN_SWEDISH = """\
Vi har inte sett någon full betalning av den här fakturan till Åmåls Verkstad AB, som förföll den \
2027-02-15. En faktura är lätt att missa, så den bifogas här igen som PDF. Har ni betalat de \
senaste dagarna behöver ni inte göra något.

Faktura: 2027-00001
Kvar att betala: 5\xa0000\xa0kr
Bankgiro: 991-2346
OCR-nummer: 20270000118

Inbetalningar t.o.m. 2027-02-25 är beaktade.

Är något fel på fakturan? Berätta det här, eller svara på brevet, så utreder vi det innan vi hör \
av oss igen:
http://localhost:8000/medlem/fakturor/2027-00001/

Medlemsprogram Lättvikt
kansli@lattvikt.example
"""

SECOND_IN_ENGLISH = """\
We have reminded you before of this invoice to Åmåls Verkstad AB, which was due on 2027-02-15, \
and have still not seen a payment in full. Please pay it, or tell us if something stands in the \
way. If we hear nothing, the secretariat may put the question before the board. Nothing happens to \
the membership before the board has decided.

Invoice: 2027-00001
Left to pay: 5\xa0000\xa0kr
Bankgiro: 991-2346
OCR number: 20270000118

Payments up to 2027-03-17 have been counted.

Because the payment is late, the membership terms add:
Interest up to 2027-03-17: 41,10\xa0kr
Pay only what is left on the invoice now. What is added is invoiced by itself, if at all.

Is something wrong with the invoice? Tell us here, or answer this letter, and we will look into it \
before we write again:
http://localhost:8000/medlem/fakturor/2027-00001/

Medlemsprogram Lättvikt
kansli@lattvikt.example
"""


@pytest.fixture(autouse=True)
def _the_site(settings):
    settings.SITE_URL = "http://localhost:8000"


def a_letter(key):
    return Message.objects.get(key=key)


def a_member(language="sv"):
    return build.a_member("Åmåls Verkstad AB", language=language)


def terms(**fields):
    Terms.objects.update(**fields)


def with_costs():
    terms(reminder_charge=60, charges_interest=True, charges_agreed_from=ISSUED)
    ReferenceRate.objects.create(starts_on=date(2027, 1, 1), percent=Decimal("2.00"))


def test_the_first_reminder_in_swedish():
    an_overdue_invoice(a_member())
    remind(FIRST)
    letter = a_letter("reminder-2027-00001-1")
    assert letter.subject == "Påminnelse: faktura 2027-00001"
    assert letter.text == FIRST_IN_SWEDISH
    assert letter.to == "faktura@verkstaden.example"


def test_the_second_reminder_in_english_with_interest():
    an_overdue_invoice(a_member("en"))
    with_costs()
    remind(FIRST)
    remind(SECOND)
    letter = a_letter("reminder-2027-00001-2")
    assert letter.subject == "Second reminder: invoice 2027-00001"
    assert letter.text == SECOND_IN_ENGLISH


def test_charge_and_interest_stand_in_the_letter_when_they_are_agreed():
    an_overdue_invoice(a_member())
    with_costs()
    remind(FIRST)
    assert (
        "Eftersom betalningen är sen tillkommer enligt medlemsvillkoren:\n"
        "Påminnelseavgift: 60\xa0kr\n"
        "Dröjsmålsränta t.o.m. 2027-02-25: 13,70\xa0kr\n"
        "Betala nu bara det som är kvar på fakturan. Det som tillkommer faktureras i så fall "
        "för sig.\n"
    ) in a_letter("reminder-2027-00001-1").text


def test_the_invoice_goes_along_as_it_was_sent():
    invoice = an_overdue_invoice(a_member())
    remind(FIRST)
    [attachment] = a_letter("reminder-2027-00001-1").attachments.all()
    assert attachment.name == "Faktura-2027-00001.pdf"
    assert attachment.mimetype == "application/pdf"
    assert attachment.document == invoice.document.document


def test_the_letter_goes_to_where_invoices_go_now():
    member = a_member()
    an_overdue_invoice(member)
    member.invoice_email = "ny@verkstaden.example"
    member.save()
    remind(FIRST)
    assert a_letter("reminder-2027-00001-1").to == "ny@verkstaden.example"


@pytest.mark.parametrize(
    ("language", "begins"), [("sv", "Hej! Ni har glömt oss."), ("en", "Hello! You forgot us.")]
)
def test_the_programmes_own_words_come_first(language, begins):
    terms(first_text_sv="Hej! Ni har glömt oss.", first_text_en="Hello! You forgot us.")
    an_overdue_invoice(a_member(language))
    remind(FIRST)
    text = a_letter("reminder-2027-00001-1").text
    assert text.startswith(f"{begins}\n\n")
    assert "2027-02-25" in text


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_reminder_says_that_it_is_a_demand_by_law(language):
    an_overdue_invoice(a_member(language))
    with_costs()
    remind(FIRST)
    remind(SECOND)
    words = " ".join(letter.subject + letter.text for letter in Message.objects.all()).lower()
    assert "påminnelse" in words or "reminder" in words
    for word in ["inkasso", "kronofogde", "collection", "utesl", "exclu"]:
        assert word not in words


def test_two_members_with_one_address_get_a_letter_each():
    build.payments_known_to(FIRST)
    for name in ["Första AB", "Andra AB"]:
        an_overdue_invoice(build.a_member(name))
    assert send_reminders(today=FIRST) == 2
    assert Message.objects.filter(to="faktura@verkstaden.example").count() == 2


def test_an_objection_is_told_to_the_secretariat_and_its_answer_to_the_member():
    invoice = an_overdue_invoice(a_member())
    user = build.a_user("sara@verkstaden.example", name="Sara Öberg", language="en")
    dispute = build.a_dispute(invoice, by=user, today=FIRST)
    told = a_letter(f"dispute-{dispute.pk}-raised")
    assert told.to == "kansli@lattvikt.example"
    assert told.subject == "Invändning mot faktura 2027-00001: Åmåls Verkstad AB"
    assert "Sara Öberg, Åmåls Verkstad AB, gör en invändning" in told.text
    assert "Vi var 12 anställda, inte 40." in told.text
    assert f"/kansli/billing/dispute/{dispute.pk}/change/" in told.text

    close_dispute(dispute, answer="You are right.\nWe credit it.", by=build.a_user(), today=SECOND)
    answer = a_letter(f"dispute-{dispute.pk}-answered")
    assert (answer.to, answer.language) == ("sara@verkstaden.example", "en")
    assert answer.subject == "Our answer about invoice 2027-00001"
    assert "You are right.\nWe credit it." in answer.text
