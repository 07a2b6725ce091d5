"""Two at the same moment, against a real database."""

from decimal import Decimal
from functools import partial
from threading import Event

import pytest
from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate

from board.actions import acclaim, decide, end_item, take_in_one
from board.models import Decision
from checks.actions import (
    SavedMeanwhile,
    amend_amount,
    announce,
    approve_payout,
    begin,
    confirm_payout,
    save_draft,
    send,
    withdraw,
)
from checks.models import Application, Call, Payout, Revision
from lattvikt.lib.refused import Refused
from outbox.models import Message
from tests import build
from tests.billing.races import at_once, somebody_waits_for_a_lock
from tests.checks.board import a_meeting, before_the_board, decided, voted
from tests.checks.projects import a_payout, a_signed_project
from tests.flows.people import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_colleagues_who_begin_at_once_get_the_same_application():
    member, call, by = build.a_member(), build.a_call(), build.a_user()
    job = lambda: begin(call, organisation=member, by=by, now=timezone.now())  # noqa: E731
    assert at_once(job, job) == [Application.objects.get()] * 2


def test_of_two_who_save_the_same_version_at_once_one_is_told():
    application, by = build.a_check(), build.a_user()

    def save(aim):
        answers = {**build.CHECK, "aim": aim}
        return save_draft(application, version=1, answers=answers, costs=build.COSTS, by=by)

    answers = at_once(lambda: save("Det ena."), lambda: save("Det andra."))
    assert {type(answer) for answer in answers} == {Application, SavedMeanwhile}
    application = Application.objects.get()
    assert (application.version, application.costs.count()) == (2, 2)


def test_an_application_that_two_send_at_once_is_sent_once():
    build.the_programme()
    application, by = build.a_check(), build.a_user()
    job = lambda: send(application, by=by, now=timezone.now())  # noqa: E731
    answers = at_once(job, job)
    assert {type(answer) for answer in answers} == {Revision, Refused}
    assert Revision.objects.count() == 1


def fresh(application):
    return Application.objects.get(pk=application.pk)


def test_of_a_decision_and_a_referring_back_at_once_only_one_holds():
    build.the_programme()
    board = build.a_board(3)
    matter = before_the_board(build.a_sent_check(), a_meeting(board)).matter
    voted(matter.case, board)
    back = {"ending": "referred_back", "reason": "Kostnaden är oklar."}
    answers = at_once(
        lambda: decide(matter, by=board[0], today=localdate()),
        lambda: end_item(matter.item, **back),
    )
    matter.refresh_from_db()
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert len(refused) == 1
    granted = Application.objects.get().status == "granted"
    assert granted == (matter.withdrawn_at is None) == Decision.objects.exists()


def test_two_checks_granted_at_once_never_come_above_the_budget():
    """Both are within the budget when their meetings decide; together they are not."""
    build.the_programme()
    call, board = build.a_call(budget=Decimal(500_000)), build.a_board(3)
    meeting = a_meeting(board)
    checks = [build.a_sent_check(call=call) for _ in range(2)]
    for check in checks:
        voted(before_the_board(check, meeting), board)
    jobs = [partial(decide, fresh(one).matter, by=board[0], today=localdate()) for one in checks]
    answers = at_once(*jobs)
    assert {type(answer) for answer in answers} == {Decision, Refused}
    assert Decision.objects.count() == 1
    assert call.left == Decimal(200_000)


def acclaim_in_one(matters, board):
    take_in_one(matters, by=board[0])
    return partial(acclaim, matters[0], is_carried=True, by=board[0], today=localdate())


@pytest.fixture
def board():
    build.the_programme()
    return build.a_board(3)


def test_an_amount_raised_while_another_is_granted_never_comes_above_the_budget(board):
    """Each is within the budget when it is asked; what is voted on then is looked at again."""
    call, meeting = build.a_call(budget=Decimal(500_000)), a_meeting(board)
    checks = [build.a_sent_check(call=call) for _ in range(2)]
    first = before_the_board(checks[0], meeting, amount=300_000)
    second = before_the_board(checks[1], meeting, amount=100_000)
    voted(first, board)
    raised = partial(amend_amount, amount=Decimal(300_000), conditions="", by=board[0])
    granted, answer = at_once(
        partial(decide, first.matter, by=board[0], today=localdate()), partial(raised, second)
    )
    assert type(granted) is Decision
    voted(fresh(second), board)
    if type(answer) is Application:  # it was raised first, and can then not be granted
        with pytest.raises(Refused, match="kvar"):
            decide(fresh(second).matter, by=board[0], today=localdate())
    else:
        decide(fresh(second).matter, by=board[0], today=localdate())
    assert call.left == Decimal(200_000 if type(answer) is Application else 100_000)


def test_some_of_the_ranking_taken_in_one_and_another_at_once_never_come_above_the_budget(board):
    """Two of 200 000 kr in one, and a third alone, of 500 000 kr."""
    call, meeting = build.a_call(budget=Decimal(500_000)), a_meeting(board)
    checks = [build.a_sent_check(call=call) for _ in range(3)]
    rows = [before_the_board(one, meeting, amount=200_000) for one in checks]
    alone = partial(acclaim, rows[0].matter, is_carried=True, by=board[0], today=localdate())
    in_one = acclaim_in_one([rows[1].matter, rows[2].matter], board)
    answers = at_once(alone, in_one)
    assert {type(answer) for answer in answers} == {Decision, Refused}
    won_alone = type(answers[0]) is Decision
    assert Decision.objects.count() == (1 if won_alone else 2)
    assert call.left == Decimal(300_000 if won_alone else 100_000)


@pytest.fixture
def of_two_calls(board):
    """Two of each call, so that the matters in one lie in both orders of their calls."""
    meeting, calls = a_meeting(board), [build.a_call("Första"), build.a_call("Andra")]
    checks = [build.a_sent_check(call=call) for call in (*calls, *reversed(calls))]
    matters = [before_the_board(one, meeting, amount=200_000).matter for one in checks]
    return [acclaim_in_one(matters[:2], board), acclaim_in_one(matters[2:], board)]


def test_matters_of_two_calls_taken_in_one_in_either_order_are_decided_at_once(of_two_calls):
    answers = at_once(*of_two_calls)
    assert [type(answer) for answer in answers] == [Decision, Decision]
    assert Decision.objects.count() == 4


def test_the_calls_are_locked_in_the_order_of_their_keys_whatever_that_of_the_matters(
    of_two_calls,
):
    """Who waits for the first call has not taken the second."""
    first, second = Call.objects.order_by("pk")
    is_held = Event()

    def hold_the_first():
        with transaction.atomic():
            Call.objects.select_for_update(no_key=True).get(pk=first.pk)
            is_held.set()
            wait_until(somebody_waits_for_a_lock)
            rows = Call.objects.select_for_update(no_key=True, nowait=True)
            return rows.get(pk=second.pk)

    def decide_the_others():
        is_held.wait(timeout=30)
        return of_two_calls[1]()

    answers = at_once(hold_the_first, decide_the_others)
    assert [type(answer) for answer in answers] == [Call, Decision]


def test_a_call_that_two_announce_at_once_is_told_once_to_each(board):
    checks = [build.a_sent_check(call=call) for call in [build.a_call()] * 3]
    for one, choice in zip(checks, ["for", "for", "against"], strict=True):
        build.a_contact(one.organisation)
        decided(before_the_board(one, a_meeting(board), amount=200_000), board, choice)
    jobs = [
        partial(announce, checks[0].call, by=build.a_user(is_staff=True), now=timezone.now())
        for _ in range(2)
    ]
    assert {type(answer) for answer in at_once(*jobs)} == {Call, Refused}
    told = Message.objects.filter(key__regex=r"^check-\d+-(granted|declined)-")
    assert told.count() == told.values("to").distinct().count() == 3


def test_an_application_decided_and_withdrawn_at_once_is_one_of_them():
    build.the_programme()
    board = build.a_board(3)
    check = before_the_board(build.a_sent_check(), a_meeting(board))
    voted(check, board)
    by = build.a_user()
    answers = at_once(
        partial(decide, check.matter, by=board[0], today=localdate()),
        partial(withdraw, check, by=by, now=timezone.now()),
    )
    [refused] = [answer for answer in answers if isinstance(answer, Refused)]
    is_decided = Decision.objects.exists()
    assert refused is answers[1 if is_decided else 0]
    assert Application.objects.get().status == ("granted" if is_decided else "withdrawn")


def test_two_payouts_asked_for_at_once_never_come_above_what_may_be_asked():
    """Each is within the advance of 150 000 kr; together they are not."""
    build.the_programme()
    project = a_signed_project()
    job = partial(a_payout, project, amount=100_000)
    assert {type(answer) for answer in at_once(job, job)} == {Payout, Refused}
    assert project.payouts.standing().sum() == Decimal(100_000)


def test_a_payout_that_two_confirm_at_once_is_paid_once():
    build.the_programme()
    payout = a_payout()
    approve_payout(payout, by=build.a_secretary(), now=timezone.now())
    jobs = [
        partial(
            confirm_payout, payout, paid_on=localdate(), by=build.a_secretary(), now=timezone.now()
        )
        for _ in range(2)
    ]
    assert {type(answer) for answer in at_once(*jobs)} == {Payout, Refused}
