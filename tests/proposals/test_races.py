"""Two at the same moment, against a real database."""

from datetime import timedelta

import pytest
from django.utils import timezone

from board.actions import open_meeting
from board.models import Body
from lattvikt.lib.refused import Refused
from outbox.models import Message
from proposals import actions
from proposals.models import Remark
from tests import build
from tests.billing.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_answer_at_once_one_is_told_that_it_is_answered():
    build.the_programme()
    remark, by, now = build.a_remark(person=build.a_person()), build.a_user(), timezone.now()

    def answer(text):
        return actions.answer(remark, answer=text, by=by, now=now)

    answers = at_once(lambda: answer("Ja."), lambda: answer("Nej."))
    assert {type(one) for one in answers} == {Remark, Refused}
    assert Message.objects.count() == 1


def test_two_who_take_it_up_at_once_make_one_point():
    technical = Body.objects.get(slug="teknikgruppen")
    meeting = open_meeting(technical, held_on=timezone.localdate() + timedelta(days=1))
    remark = build.a_remark()
    at_once(*[lambda: actions.take_up(remark, body=technical)] * 4)
    assert meeting.items.count() == 1


def test_letters_that_several_workers_write_at_once_are_one_for_each_person():
    build.the_programme()
    technical = Body.objects.get(slug="teknikgruppen")
    for _ in range(2):
        build.a_seat(technical)
    build.a_remark()
    tomorrow = timezone.localdate() + timedelta(days=1)
    at_once(*[lambda: actions.write_digests(today=tomorrow)] * 6)
    assert Message.objects.count() == 2
