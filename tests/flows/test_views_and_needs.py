"""«Ni sa, vi gjorde»: from what a member says at an event to what came of it, without scripts."""

from datetime import timedelta

import pytest
from django.urls import reverse

from board.models import Body
from outbox.models import Message
from tests import build
from tests.browser import PHONE
from tests.flows.people import come_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_is_said_at_an_event_is_answered_and_leads_to_something(new_page):
    build.the_programme()
    member, other = (build.a_contact(build.a_member(name)) for name in ["Åkes AB", "Östs AB"])
    seat = build.a_seat(Body.objects.get(slug="teknikgruppen"), "chair")
    event = build.an_event(begins_in=timedelta(hours=-1))
    build.a_registration(event, person=member.person)
    browsers = [new_page(width=PHONE, javascript=False) for _ in range(3)]
    for page, person in zip(browsers, [member, other, seat], strict=True):
        come_in(page, person.person.user)
    at_member, at_other, at_seat = browsers

    at_member.goto(reverse("events:our_event", args=[event.pk]))
    at_member.get_by_role("link", name="Lämna en synpunkt eller ett behov").click()
    at_member.get_by_label("Ett behov").check()
    at_member.get_by_label("Vad vill ni säga?").fill("Fler träffar i norr.")
    at_member.get_by_role("button", name="Skicka in").click()

    at_seat.goto(reverse("answering:remarks", args=["teknikgruppen"]))
    at_seat.get_by_role("link", name="Anteckna vad som sägs på en träff").click()
    at_seat.get_by_label("Träff som det hör till").select_option(label=event.title)
    for text in ["Kurs om lim.", "Kortare möten."]:
        at_seat.get_by_label("Vad som sades").fill(text)
        at_seat.get_by_role("button", name="Anteckna", exact=True).click()
    assert set(event.remarks.values_list("text", flat=True)) == {
        "Fler träffar i norr.",
        "Kurs om lim.",
        "Kortare möten.",
    }

    at_seat.get_by_role("navigation").get_by_role("link", name="Synpunkter och behov").click()
    at_seat.get_by_role("link", name="Fler träffar i norr.").click()
    at_seat.get_by_label("Svar").fill("Vi ordnar en.")
    at_seat.get_by_role("button", name="Skicka svaret").click()
    at_seat.get_by_label("Vad det ledde till").fill("En träff i Luleå i mars.")
    at_seat.get_by_role("button", name="Berätta vad det ledde till").click()

    at_member.goto("/medlem/")
    at_member.get_by_role("link", name="Läs svaret").click()
    assert "En träff i Luleå i mars." in at_member.locator("main").inner_text()
    at_other.goto(reverse("proposals:remarks") + f"?traff={event.pk}")
    told = at_other.locator("main").inner_text()
    assert ("En träff i Luleå i mars." in told, "Åkes AB" in told) == (True, True)
    assert member.person.name not in told
    assert Message.objects.filter(to=member.person.email).count() == 2
