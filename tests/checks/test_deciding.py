"""From the statement to the board's decision, and what the member is told of it meanwhile."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from board.actions import amend, open_meeting
from board.models import Bench, Decision, Matter
from checks.actions import amend_amount, refer_all, refer_to_board, withdraw
from checks.models import Application
from lattvikt.lib.refused import Refused
from outbox.models import Message
from tests import build
from tests.checks.board import a_meeting, before_the_board, decided, voted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _programme():
    build.the_programme()


@pytest.fixture
def board():
    return build.a_board(3)


@pytest.fixture
def meeting(board):
    return a_meeting(board)


def fresh(application):
    return Application.objects.get(pk=application.pk)


def refer(application, meeting, by=None):
    by = by or build.a_user(is_staff=True)
    return refer_to_board(application, meeting=meeting, by=by, now=timezone.now())


# --- to the board


def test_nothing_comes_before_the_board_without_a_statement(meeting):
    application = build.a_sent_check()
    build.closed(application.call)
    with pytest.raises(Refused, match="inget yttrande"):
        refer(application, meeting)
    assert not Matter.objects.exists()


def test_nothing_comes_before_the_board_while_the_call_is_open(meeting):
    application = build.a_statement().application
    with pytest.raises(Refused, match="inte stängt"):
        refer(application, meeting)


def test_an_application_comes_before_the_board_once(meeting):
    application = before_the_board(build.a_sent_check(), meeting)
    with pytest.raises(Refused, match="redan hos styrelsen"):
        refer(application, meeting)
    assert Matter.objects.count() == 1


def test_a_draft_does_not_come_before_the_board(meeting):
    application = build.a_statement(build.a_check()).application
    build.closed(application.call)
    with pytest.raises(Refused, match="som har skickats in"):
        refer(application, meeting)


def test_who_is_tied_to_the_applicant_does_not_prepare_it(meeting):
    member = build.a_member()
    application = build.a_statement(build.a_sent_check(member)).application
    build.closed(application.call)
    with pytest.raises(Refused, match="knuten till"):
        refer(application, meeting, by=build.a_contact(member).person.user)


def test_it_is_put_on_a_meeting_of_the_board_that_is_to_come(meeting):
    application = build.a_statement().application
    build.closed(application.call)
    yesterday = timezone.localdate() - timedelta(days=1)
    with pytest.raises(Refused, match="redan hållits"):
        refer(application, open_meeting(build.the_board(), held_on=yesterday))
    with pytest.raises(Refused, match="ett annat organ"):
        refer(application, open_meeting(build.a_body("annat"), held_on=timezone.localdate()))


def test_what_the_board_reads_says_the_amount_the_conditions_and_the_statement(meeting):
    application = build.a_sent_check(build.a_member("Åmåls Båtar AB"))
    matter = before_the_board(
        application, meeting, amount=250_000, conditions="att provet görs i Åmål\natt det delas"
    ).matter
    number = application.organisation.shown_org_number
    assert matter.resolution == (
        f"Att bevilja Åmåls Båtar AB ({number}) en medlemscheck om 250\u00a0000\u00a0kr för "
        "”Lättare landställ”, på villkor:\n\n1. att provet görs i Åmål\n2. att det delas"
    )
    assert matter.background == (
        "Åmåls Båtar AB söker 300\u00a0000\u00a0kr i utlysningen ”Medlemscheckar hösten”.\n\n"
        "Ledningsgruppen tillstyrker 250\u00a0000\u00a0kr:\n\n> Nytt och till nytta."
    )
    assert (matter.meeting, matter.item.title) == (meeting, "Medlemscheck: Åmåls Båtar AB")


def test_what_is_advised_against_is_voted_on_with_the_amount_asked_for(meeting):
    matter = before_the_board(build.a_sent_check(), meeting, amount=None).matter
    assert "300\u00a0000\u00a0kr" in matter.resolution
    assert "Ledningsgruppen avstyrker:" in matter.background


def test_all_of_a_call_come_in_the_order_of_the_ranking(meeting):
    call = build.a_call()
    last, first, without = [build.a_sent_check(call=call) for _ in range(3)]
    build.a_statement(last, rank=2)
    build.a_statement(first, rank=1)
    build.closed(call)
    by = build.a_user(is_staff=True)
    assert refer_all(call, meeting=meeting, by=by, now=timezone.now()) == [first, last]
    assert [item.matters.get().case for item in meeting.items.all()] == [first, last]
    with pytest.raises(Refused, match="Ingen ansökan"):
        refer_all(call, meeting=meeting, by=by, now=timezone.now())
    assert fresh(without).matter is None


def test_a_seat_that_acts_for_the_applicant_is_recused(board, meeting):
    member = build.a_member()
    build.a_contact(member, person=board[1].person)
    application = before_the_board(build.a_sent_check(member), meeting)
    assert Bench(application.matter).recused == [board[1]]


def test_who_has_sent_the_application_is_recused_also_when_no_longer_a_contact(board, meeting):
    sender = board[2].person
    application = before_the_board(build.a_sent_check(by=sender.user), meeting)
    assert Bench(application.matter).recused == [board[2]]


# --- the decision


def test_the_board_grants_and_the_member_is_told_nothing_yet(client, board, meeting):
    member = build.a_member()
    application = before_the_board(build.a_sent_check(member), meeting, amount=250_000)
    letters = Message.objects.count()
    decision = decided(application, board)
    assert decision.is_approved
    application = fresh(application)
    assert (application.status, application.granted) == ("granted", Decimal(250_000))
    assert Message.objects.count() == letters
    client.force_login(build.a_contact(member).person.user)
    page = client.get(reverse("checks:application", args=[application.pk]))
    assertContains(page, "Bedöms")
    assertNotContains(page, "Beviljad")


def test_the_board_declines_and_the_member_is_told_nothing_yet(client, board, meeting):
    member = build.a_member()
    application = before_the_board(build.a_sent_check(member), meeting)
    decided(application, board, "against")
    application = fresh(application)
    assert (application.status, application.granted) == ("declined", None)
    client.force_login(build.a_contact(member).person.user)
    page = client.get(reverse("checks:application", args=[application.pk]))
    assertContains(page, "Bedöms")
    assertNotContains(page, "Avslagen")


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ({"employees": 250}, "Ni har 250 anställda"),
        ({"is_for_profit": False}, "vinstdrivande"),
    ],
)
def test_who_may_no_longer_have_a_check_is_not_granted_one(board, meeting, facts, text):
    member = build.a_member(employees=249)
    application = before_the_board(build.a_sent_check(member), meeting)
    type(member).objects.filter(pk=member.pk).update(**facts)
    with pytest.raises(Refused, match=text):
        decided(application, board)
    assert not Decision.objects.exists()


def test_who_has_left_is_not_granted_a_check_but_may_be_declined(board, meeting):
    member = build.a_member()
    application = before_the_board(build.a_sent_check(member), meeting)
    member.memberships.update(ends_on=timezone.localdate() - timedelta(days=1), end_reason="Nöjd")
    with pytest.raises(Refused, match="är inte medlem i dag"):
        decided(application, board)
    decided(application, board, "against")
    assert fresh(application).status == "declined"


def test_the_budget_is_never_exceeded(board, meeting):
    call = build.a_call(budget=Decimal(599_999))
    first, second = [build.a_sent_check(call=call) for _ in range(2)]
    before_the_board(first, meeting)
    before_the_board(second, meeting)
    decided(fresh(first), board)
    second = fresh(second)
    with pytest.raises(Refused, match="299\u00a0999\u00a0kr"):
        decided(second, board)
    amend_amount(second, amount=Decimal(299_999), conditions="", by=board[0])
    decided(second, board)
    call.refresh_from_db()
    assert call.left == 0


def test_another_amount_is_another_text_and_the_votes_are_given_anew(board, meeting):
    application = before_the_board(build.a_sent_check(), meeting)
    voted(application, board)
    amend_amount(application, amount=Decimal(150_000), conditions="att det delas", by=board[0])
    matter = fresh(application).matter
    assert "150\u00a0000\u00a0kr" in matter.resolution
    assert matter.resolution.endswith("1. att det delas")
    assert not matter.votes.exists()
    decided(fresh(application), board)
    assert fresh(application).granted == Decimal(150_000)


@pytest.mark.parametrize("amount", ["0", "-1", "300000.01"])
def test_the_amount_is_never_more_than_was_asked_for(board, meeting, amount):
    application = before_the_board(build.a_sent_check(), meeting)
    with pytest.raises(Refused, match="högst 300\u00a0000\u00a0kr"):
        amend_amount(application, amount=Decimal(amount), conditions="", by=board[0])


def test_only_who_leads_the_matter_changes_the_amount(board, meeting):
    application = before_the_board(build.a_sent_check(), meeting)
    with pytest.raises(Refused, match="leder"):
        amend_amount(application, amount=Decimal(1), conditions="", by=board[2])


def test_a_text_that_says_another_amount_than_the_application_is_not_decided(board, meeting):
    application = before_the_board(build.a_sent_check(), meeting)
    amend(application.matter, resolution="Att bevilja en miljon.")
    with pytest.raises(Refused, match="ett annat belopp"):
        decided(fresh(application), board)


# --- withdrawn meanwhile


def test_what_is_withdrawn_leaves_the_boards_table(board, meeting):
    application = before_the_board(build.a_sent_check(), meeting)
    withdraw(application, by=build.a_user(), now=timezone.now())
    assert fresh(application).status == "withdrawn"
    with pytest.raises(Refused, match="har dragits tillbaka"):
        voted(application, board)


@pytest.mark.parametrize("choice", ["for", "against"])
def test_what_is_decided_is_not_withdrawn_and_the_answer_does_not_tell_how(board, meeting, choice):
    application = before_the_board(build.a_sent_check(), meeting)
    decided(application, board, choice)
    with pytest.raises(Refused) as refused:
        withdraw(application, by=build.a_user(), now=timezone.now())
    assert str(refused.value) == "Styrelsen behandlar utlysningen. Skriv till kansliet i stället."


# --- on the desk


def test_the_secretariat_puts_a_calls_assessed_applications_before_the_board(client, meeting):
    application = build.a_statement().application
    call = build.closed(application.call)
    client.force_login(build.a_secretary())
    url = reverse("admin:checks_call_till-styrelsen", args=[call.pk])
    assertContains(client.get(reverse("admin:checks_call_change", args=[call.pk])), url)
    client.post(url, {"meeting": meeting.pk})
    assert fresh(application).matter.meeting == meeting


def test_a_call_stands_on_the_desk_while_a_statement_has_not_come_to_the_board(client, meeting):
    application = build.a_statement().application
    build.closed(application.call)
    client.force_login(build.a_secretary())
    listed = reverse("admin:checks_call_changelist") + "?waits=referring"
    for is_waiting in (True, False):
        assert (listed in client.get(reverse("admin:index")).text) is is_waiting
        assert (str(application.call) in client.get(listed).text) is is_waiting
        if is_waiting:
            refer(fresh(application), meeting)


def test_the_desk_puts_nothing_before_the_board_without_a_statement(client, meeting):
    application = build.a_sent_check()
    call = build.closed(application.call)
    client.force_login(build.a_secretary())
    url = reverse("admin:checks_call_till-styrelsen", args=[call.pk])
    assertNotContains(client.get(reverse("admin:checks_call_change", args=[call.pk])), url)
    answer = client.post(url, {"meeting": meeting.pk}, follow=True)
    assertContains(answer, "Ingen ansökan har ett yttrande")
    assert not Matter.objects.exists()
