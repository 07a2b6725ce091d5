"""The decisions of a call are told to all at once, and to nobody before."""

from datetime import timedelta
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from board.models import Interest
from checks.actions import announce
from checks.mails import decision_letters
from checks.models import Application
from lattvikt import desk
from lattvikt.lib.refused import Refused
from outbox.models import Message
from tests import build
from tests.checks.board import a_meeting, before_the_board, decided

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture(autouse=True)
def _programme():
    build.the_programme()


@pytest.fixture
def board():
    return build.a_board(3)


@pytest.fixture
def call():
    return build.a_call()


@pytest.fixture
def treated(call, board):
    """Two applications, the first granted with two conditions, the second declined."""
    meeting = a_meeting(board)
    members = [build.a_member(name) for name in ("Åmåls Båtar AB", "Örebro Limteknik AB")]
    first, second = [build.a_sent_check(member, call=call) for member in members]
    conditions = "att provet görs i Åmål\natt resultatet delas"
    before_the_board(first, meeting, amount=240_000, conditions=conditions)
    before_the_board(second, meeting, amount=None, rank=2)
    decided(fresh(first), board)
    decided(fresh(second), board, "against")
    return [fresh(first), fresh(second)]


def fresh(application):
    return Application.objects.get(pk=application.pk)


def announced(call, by=None):
    return announce(call, by=by or build.a_user(is_staff=True), now=timezone.now())


def told():
    keys = Message.objects.filter(key__regex="-(granted|declined)-").order_by("key")
    return {letter.key: letter for letter in keys}


def page(call, name="meddela"):
    return reverse(f"admin:checks_call_{name}", args=[call.pk])


# --- the letters


def test_each_applicants_people_are_told_in_their_own_language(call, treated):
    granted, declined = treated
    anna = build.a_contact(granted.organisation).person
    john = build.a_contact(declined.organisation).person
    john.language = "en"
    john.save()
    announced(call)
    yes, no = f"check-{granted.pk}-granted-{anna.pk}", f"check-{declined.pk}-declined-{john.pk}"
    letters = told()
    assert set(letters) == {yes, no}
    reference = granted.matter.decision.reference
    assert letters[yes].subject == "Medlemscheck: ja till Åmåls Båtar AB"
    assert (
        "Styrelsen har beviljat Åmåls Båtar AB en medlemscheck om 240\u00a0000\u00a0kr för "
        f"”Lättare landställ” i utlysningen ”Medlemscheckar hösten” (beslut {reference} den"
    ) in letters[yes].text
    conditions = "På villkor:\n\n– att provet görs i Åmål\n– att resultatet delas\n"
    assert conditions in letters[yes].text
    assert letters[no].subject == "Medlemscheck: no to Örebro Limteknik AB"
    assert "On condition" not in letters[no].text


def test_the_decisions_are_announced_once(call, treated):
    build.a_contact(treated[0].organisation)
    announced(call)
    with pytest.raises(Refused, match="redan meddelade"):
        announced(call)
    assert len(told()) == 1


def test_nothing_is_announced_while_the_board_has_an_application_left(call, treated):
    late = build.a_sent_check(call=build.a_call())
    Application.objects.filter(pk=late.pk).update(call=call)
    with pytest.raises(Refused, match="1 ansökan i utlysningen väntar på styrelsens beslut"):
        announced(call)
    assert told() == {}


def test_a_call_in_which_nothing_is_decided_is_not_announced(call):
    build.a_check(call=call)
    with pytest.raises(Refused, match="inte beslutat om någon"):
        announced(call)


def test_who_is_tied_to_an_applicant_does_not_announce(call, treated):
    by = build.a_contact(treated[1].organisation).person.user
    with pytest.raises(Refused, match="knuten till en av de sökande"):
        announced(call, by=by)
    assert told() == {}


# --- what the member sees


def test_the_member_sees_the_decision_when_it_is_announced_and_not_before(client, call, treated):
    contact = build.a_contact(treated[0].organisation)
    client.force_login(contact.person.user)
    own = reverse("checks:application", args=[treated[0].pk])
    for address in (own, "/medlem/"):
        assertNotContains(client.get(address), "240\u00a0000")
    assertContains(client.get(own), "Bedöms")
    announced(call)
    for address in (own, "/medlem/"):
        shown = client.get(address)
        assertContains(shown, "Ni har beviljats en medlemscheck om 240\u00a0000\u00a0kr")
    assertContains(client.get(own), "<li>att provet görs i Åmål</li>", html=True)
    assertContains(client.get(own), f"Beslut {treated[0].matter.decision.reference}")
    assertNotContains(client.get(own), "Återkalla ansökan")


def test_who_was_declined_reads_that_and_no_conditions(client, call, treated):
    client.force_login(build.a_contact(treated[1].organisation).person.user)
    announced(call)
    own = client.get(reverse("checks:application", args=[treated[1].pk]))
    assertContains(own, "Ni har inte beviljats någon medlemscheck")
    assertNotContains(own, "På villkor")


def test_a_decision_leaves_the_overview_after_two_months(client, call, treated, time_machine):
    contact = build.a_contact(treated[0].organisation)
    announced(call)
    for days, times in [(60, 1), (61, 0)]:
        time_machine.move_to(timezone.now() + timedelta(days=days), tick=False)
        client.force_login(contact.person.user)
        assertContains(client.get("/medlem/"), "Ni har beviljats", count=times)
        time_machine.move_to(timezone.now() - timedelta(days=days), tick=False)


# --- the desk


def test_the_desk_shows_every_letter_as_it_will_go_and_then_sends_it(client, call, treated):
    contact = build.a_contact(treated[0].organisation)
    secretary = build.a_secretary()
    client.force_login(secretary)
    waits = {work.title: work.count for work in desk.waiting_for(secretary)}
    assert waits["Utlysningar vars beslut ska meddelas"] == 1
    assertContains(client.get(reverse("admin:checks_call_change", args=[call.pk])), page(call))
    shown = client.get(page(call))
    assertContains(shown, f"{contact.person.email}: Medlemscheck: ja till Åmåls Båtar AB")
    assertContains(shown, "Ingen av deras kontaktpersoner har någon e-postadress", count=1)
    [(_application, [letter]), (_other, [])] = decision_letters(call, today=TODAY())
    assert told() == {}
    answer = client.post(page(call))
    assertRedirects(answer, reverse("admin:checks_call_change", args=[call.pk]))
    [owed] = told().values()
    assert (owed.subject, owed.text) == letter.composed
    waits = {work.title: work.count for work in desk.waiting_for(secretary)}
    assert waits["Utlysningar vars beslut ska meddelas"] == 0


def test_staff_with_jav_see_neither_the_letters_nor_the_application(client, call, treated):
    secretary = build.a_secretary()
    person = build.a_person("Sekreteraren", user=secretary)
    number = treated[0].organisation.org_number
    Interest.objects.create(person=person, org_number=number, name="Åmåls", nature="ägare")
    client.force_login(secretary)
    answer = client.get(page(call), follow=True)
    assertContains(answer, "Du är knuten till en av de sökande")
    assertNotContains(answer, "Åmåls Båtar AB")
    assertNotContains(client.get(reverse("admin:checks_application_changelist")), "Åmåls Båtar")
    own = partial(reverse, "admin:checks_application_change")
    assert client.get(own(args=[treated[0].pk])).status_code == 302
    assert client.get(own(args=[treated[1].pk])).status_code == 200


def test_the_desk_finds_the_decision_on_the_application(client, treated):
    client.force_login(build.a_secretary())
    shown = client.get(reverse("admin:checks_application_change", args=[treated[0].pk]))
    decision = treated[0].matter.decision
    assertContains(shown, reverse("admin:board_decision_change", args=[decision.pk]))
    assertContains(shown, "bifall")


@pytest.mark.parametrize("number", [1, 3])
def test_the_letters_take_the_same_queries_whatever_their_number(
    board, call, number, django_assert_num_queries
):
    meeting = a_meeting(board)
    for _ in range(number):
        application = build.a_sent_check(call=build.a_call())
        before_the_board(application, meeting)
        decided(fresh(application), board)
        Application.objects.filter(pk=application.pk).update(call=call)
        build.a_contact(application.organisation)
    with django_assert_num_queries(2):
        letters = [one for _check, some in decision_letters(call, today=TODAY()) for one in some]
    assert len(letters) == number
