"""«Ni sa, vi gjorde» and the pages of those who answer: who sees what, and what is sent."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertNumQueries

from board.actions import open_meeting
from board.models import Body
from proposals import actions
from proposals.models import Remark
from tests import build

pytestmark = pytest.mark.django_db

NOW = timezone.now()
SAID = {"kind": "need", "text": "En kurs om lim.", "about": "Kurs", "is_shown": "on"}
LIST = reverse("proposals:remarks")
NEW = reverse("proposals:new")


@pytest.fixture(autouse=True)
def _programme():
    build.the_programme()


@pytest.fixture
def contact():
    return build.a_contact(build.a_member("Verkstaden i Åmål AB"))


@pytest.fixture
def other():
    return build.a_contact(build.a_member("Annan AB"))


@pytest.fixture
def seat():
    return build.a_seat(Body.objects.get(slug="teknikgruppen"), "chair")


def browser_of(person):
    client = Client()
    client.force_login(person.user)
    return client


def answering(name, *args):
    return reverse(f"answering:{name}", args=["teknikgruppen", *args])


def shown_to(contact, **search):
    return [one.text for one in browser_of(contact.person).get(LIST, search).context["page"]]


def an_answered(contact=None, *, result="", when=NOW, **fields):
    remark = build.a_remark(contact, **fields)
    by = build.a_user(name="Tove Teknik")
    remark = actions.answer(remark, answer="Vi ser på det.", by=by, now=when)
    return actions.tell_result(remark, result=result, by=by, now=when) if result else remark


# --- what a member sends in


def test_a_member_tells_of_a_need_and_reads_it_on_its_page(contact):
    answer = browser_of(contact.person).post(NEW, SAID, follow=True)
    assertContains(answer, "En kurs om lim.")
    remark = Remark.objects.get()
    assert (remark.person, remark.organisation) == (contact.person, contact.organisation)
    assert (remark.kind, remark.is_shown, remark.noted_by) == ("need", True, None)


def test_the_event_that_the_address_names_is_chosen_beforehand(contact):
    event = build.an_event()
    page = browser_of(contact.person).get(NEW, {"traff": event.pk})
    assertContains(page, f'<option value="{event.pk}" selected>')
    browser_of(contact.person).post(NEW, {**SAID, "event": event.pk})
    assert Remark.objects.get().event == event


@pytest.mark.parametrize("event", ["x", "99999999", "-1", "\0"])
def test_an_event_that_there_is_not_is_not_chosen(contact, event):
    assertContains(browser_of(contact.person).get(NEW, {"traff": event}), "Skicka in")


def test_an_event_that_one_may_not_read_is_not_offered(contact):
    event = build.an_event(openness="invited")
    answer = browser_of(contact.person).post(NEW, {**SAID, "event": event.pk})
    assert answer.status_code == 200
    assert not Remark.objects.exists()


def test_a_personal_identity_number_is_neither_kept_nor_shown_again(contact):
    answer = browser_of(contact.person).post(NEW, {**SAID, "text": "Ring 19811218-9876."})
    assertNotContains(answer, "9876")
    assert not Remark.objects.exists()


def test_who_has_left_the_programme_reads_its_own_and_sends_nothing_new(contact, other):
    yesterday = timezone.localdate() - timedelta(days=1)
    build.a_remark(contact, text="Eget.")
    build.a_remark(other, text="Andras.")
    contact.organisation.memberships.update(ends_on=yesterday, end_reason="Egen begäran")
    assert shown_to(contact) == ["Eget."]
    assert browser_of(contact.person).post(NEW, SAID).status_code == 403


# --- who sees what


def test_others_see_what_is_shown_with_the_organisation_and_without_the_person(contact, other):
    build.a_remark(contact, text="Öppet.")
    page = browser_of(other.person).get(LIST)
    assertContains(page, "Öppet.")
    assertContains(page, "Verkstaden i Åmål AB")
    assertNotContains(page, contact.person.name)


def test_what_is_hidden_only_the_sender_sees(contact, other):
    build.a_remark(contact, text="Dolt.", is_shown=False)
    colleague = build.a_contact(contact.organisation)
    assert shown_to(contact) == ["Dolt."]
    assert shown_to(other) == []
    assert shown_to(colleague) == []
    assert shown_to(other, q="Dolt") == []


def test_a_stranger_finds_no_such_pages_of_the_body(contact):
    remark = build.a_remark(contact)
    client = browser_of(contact.person)
    for address in [answering("remarks"), answering("note"), answering("remark", remark.pk)]:
        assert client.get(address).status_code == 404


def test_a_body_that_they_are_not_told_to_has_no_such_pages(seat):
    board = build.a_seat()
    address = reverse("answering:remarks", args=["styrelsen"])
    assert browser_of(board.person).get(address).status_code == 404


def test_own_ones_come_first_and_then_the_newest_result_the_newest_answer_the_newest(
    contact, other
):
    hours = [NOW - timedelta(hours=hour) for hour in range(6)]
    build.a_remark(other, text="nyast", said_at=hours[0])
    build.a_remark(other, text="äldre", said_at=hours[1])
    an_answered(other, text="besvarad", when=hours[2])
    an_answered(other, text="äldre resultat", when=hours[4], result="Gjort.")
    an_answered(other, text="nytt resultat", when=hours[3], result="Gjort.")
    build.a_remark(contact, text="egen", said_at=hours[5])
    found = ["egen", "nytt resultat", "äldre resultat", "besvarad", "nyast", "äldre"]
    assert shown_to(contact) == found


def test_one_searches_in_what_was_said_answered_and_done(contact):
    build.a_remark(text="Fler träffar i norr.")
    an_answered(text="Kurs.", result="En kurs i Luleå.")
    assert shown_to(contact, q="NORR") == ["Fler träffar i norr."]
    assert shown_to(contact, q="ser på det") == ["Kurs."]
    assert shown_to(contact, q=" luleå ") == ["Kurs."]
    assert shown_to(contact, q="inget sådant") == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_much_of_the_database_for_one_as_for_many(contact, other, rows):
    for _ in range(rows):
        an_answered(other, event=build.an_event(), result="Gjort.")
    client = browser_of(contact.person)
    client.get(LIST)
    with assertNumQueries(9):
        client.get(LIST)


@pytest.mark.parametrize("rows", [1, 3])
def test_so_does_the_body_s_page(seat, contact, rows):
    for _ in range(rows):
        build.a_remark(contact, event=build.an_event())
        an_answered(contact, event=build.an_event(), result="Gjort.")
        an_answered(contact)
    client = browser_of(seat.person)
    client.get(answering("remarks"))
    with assertNumQueries(13):
        client.get(answering("remarks"))


# --- of an event


def test_an_event_s_page_counts_what_is_shown_of_it_and_leads_there(contact, other):
    event = build.an_event()
    build.a_registration(event, person=contact.person)
    build.a_remark(other, event=event, text="Om träffen.")
    build.a_remark(other, event=event, text="Dolt.", is_shown=False)
    build.a_remark(other, text="Om annat.")
    page = browser_of(contact.person).get(reverse("events:our_event", args=[event.pk]))
    assertContains(page, f'<a href="{LIST}?traff={event.pk}">1 synpunkt eller behov')
    assertContains(page, f'href="{NEW}?traff={event.pk}"')
    assert shown_to(contact, traff=event.pk) == ["Om träffen."]
    assert shown_to(contact, traff=event.pk, q="annat") == []


def test_an_event_s_page_tells_nothing_of_it_to_a_stranger_nor_asks_who_is_not_registered(contact):
    event = build.an_event(openness="anybody")
    build.a_remark(contact, event=event)
    assertNotContains(Client().get(reverse("events:event", args=[event.pk])), "ehov")
    page = browser_of(contact.person).get(reverse("events:our_event", args=[event.pk]))
    assertNotContains(page, NEW)


@pytest.mark.parametrize("event", ["x", "99999999999999999999", "-1", "\0"])
def test_an_event_that_is_not_understood_is_not_asked_for(contact, event):
    build.a_remark(contact, text="Eget.")
    assert shown_to(contact, traff=event) == ["Eget."]


# --- on the overview


def test_the_overview_tells_who_said_it_that_it_is_answered_and_nobody_else(contact, other):
    an_answered(contact, about="Träffar i norr")
    overview = reverse("our_pages")
    assertContains(browser_of(contact.person).get(overview), "har fått svar: ”Träffar i norr”")
    assertNotContains(browser_of(other.person).get(overview), "Träffar i norr")


def test_the_overview_tells_that_something_came_of_it_and_in_two_months_no_longer(contact):
    an_answered(contact, about="Ny", result="Gjort.")
    an_answered(contact, about="Gammal", when=NOW - timedelta(days=61), result="Gjort.")
    page = browser_of(contact.person).get(reverse("our_pages"))
    assertContains(page, "har lett till något: ”Ny”")
    assertNotContains(page, "Gammal")


# --- those who answer


def test_several_are_noted_one_after_the_other_with_the_event_and_kind_kept(seat):
    event = build.an_event(begins_in=timedelta(days=-1))
    client = browser_of(seat.person)
    noted = {"text": "Fler träffar i norr.", "kind": "need", "event": event.pk}
    answer = client.post(answering("note"), noted, follow=True)
    assert answer.redirect_chain == [(f"{answering('note')}?traff={event.pk}&slag=need", 302)]
    assertContains(answer, f'<option value="{event.pk}" selected>')
    assertContains(answer, '<option value="need" selected>')
    assertContains(answer, "Fler träffar i norr.")
    remark = Remark.objects.get()
    assert (remark.event, remark.kind, remark.person) == (event, "need", None)
    assert remark.noted_by == seat.person.user


def test_it_is_answered_and_its_result_told_on_its_page(seat, contact):
    remark = build.a_remark(contact)
    client = browser_of(seat.person)
    page = client.post(answering("answer", remark.pk), {"answer": "Vi ordnar en."}, follow=True)
    assertContains(page, "Vi ordnar en.")
    result = {"result": "En träff i mars."}
    page = client.post(answering("tell_result", remark.pk), result, follow=True)
    assertContains(page, "En träff i mars.")
    assert shown_to(contact) == [remark.text]
    assertContains(browser_of(contact.person).get(LIST), "En träff i mars.")


@pytest.mark.parametrize("name", ["answer", "tell_result"])
def test_an_empty_answer_is_shown_again_and_nothing_is_kept(seat, name):
    remark = build.a_remark() if name == "answer" else an_answered()
    page = browser_of(seat.person).post(answering(name, remark.pk), {})
    assert page.status_code == 200
    assert Remark.objects.get().result == ""


def test_who_keeps_the_meetings_takes_it_up_at_the_next(seat):
    meeting = open_meeting(seat.body, held_on=timezone.localdate() + timedelta(days=7))
    remark = build.a_remark(about="Träffar i norr")
    client = browser_of(seat.person)
    assertContains(client.get(answering("remark", remark.pk)), f"Ta upp på {meeting}")
    page = client.post(answering("take_up", remark.pk), follow=True)
    assertContains(page, f"Tas upp på {meeting}")
    assert meeting.items.get().title == "Träffar i norr"


def test_a_member_of_the_body_answers_and_leaves_the_agenda_to_who_keeps_it(seat):
    open_meeting(seat.body, held_on=timezone.localdate() + timedelta(days=7))
    client, remark = browser_of(build.a_seat(seat.body).person), build.a_remark()
    page = client.get(answering("remark", remark.pk))
    assertContains(page, "Skicka svaret")
    assertNotContains(page, "Ta upp på")
    assert client.post(answering("take_up", remark.pk)).status_code == 403


def test_what_has_waited_long_is_marked(seat):
    build.a_remark(said_at=NOW - timedelta(days=31))
    assertContains(browser_of(seat.person).get(answering("remarks")), "Har väntat länge", count=1)
