"""Two at the same moment, against a real database."""

from decimal import Decimal
from functools import partial

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from board.actions import decide, end_item
from board.models import Decision
from checks.actions import (
    SavedMeanwhile,
    approve_payout,
    begin,
    confirm_payout,
    save_draft,
    send,
    withdraw,
)
from checks.models import Application, Payout, Revision
from lattvikt.lib.refused import Refused
from tests import build
from tests.billing.races import at_once
from tests.checks.board import a_meeting, before_the_board, voted
from tests.checks.projects import a_payout, a_signed_project

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
