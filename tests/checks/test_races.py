"""Two at the same moment, against a real database."""

import pytest
from django.utils import timezone

from checks.actions import SavedMeanwhile, begin, save_draft, send
from checks.models import Application, Revision
from lattvikt.lib.refused import Refused
from tests import build
from tests.billing.races import at_once

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
