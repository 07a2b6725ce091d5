"""Surveys before and after an event: sent once, answered without a login, kept without names."""

from datetime import timedelta

import pytest
from django.core import signing
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.actions import answer_survey, close_survey, open_survey, see_to_surveys
from events.mails import survey_path
from events.models import Answer, Asked, Response, Survey
from events.results import results_of
from lattvikt.lib.refused import Refused
from members.models import OptOut, Purpose
from outbox.models import Message
from tests import build

pytestmark = pytest.mark.django_db

BEFORE, AFTER = Survey.Moment
NOW = timezone.now


def sweep(now=None):
    see_to_surveys(days=4, now=now or NOW())


def receivers():
    letters = Message.objects.filter(key__startswith="survey-").order_by("pk")
    return list(letters.values_list("to", flat=True))


def one_asked(*, kind="scale", **fields):
    """Somebody who has the letter, and the question in it."""
    event = build.an_event()
    question = build.a_question(event, kind=kind, **fields)
    build.a_registration(event)
    build.a_survey(event)
    sweep()
    return Asked.objects.get(), question


def answered(event, question, values, moment="before", *, closed=True):
    """As many people as there are values have answered."""
    survey = build.a_survey(event, moment)
    for value in values:
        asked = survey.asked.create(registration=build.a_registration(event), asked_at=NOW())
        answer_survey(asked, values={question: value}, now=NOW())
    if closed:
        close_survey(survey, now=NOW())
    return survey


def test_a_survey_before_goes_to_the_registered_once_and_to_who_comes_later():
    event = build.an_event()
    build.a_question(event)
    first = build.a_registration(event)
    for state in ("waiting", "left"):
        build.a_registration(event, state=state)
    open_survey(event, moment=BEFORE, closes_at=event.starts_at, now=NOW())
    sweep()
    sweep()
    assert receivers() == [first.email]
    later = build.a_registration(event)
    sweep()
    assert receivers() == [first.email, later.email]


def test_more_than_a_batch_is_asked_in_one_sweep(monkeypatch):
    monkeypatch.setattr("events.actions.surveys.AT_A_TIME", 2)
    event = build.an_event()
    for _ in range(5):
        build.a_registration(event)
    build.a_survey(event)
    sweep()
    assert len(receivers()) == 5


def test_a_survey_after_goes_to_who_was_there():
    event = build.an_event(begins_in=timedelta(days=-2))
    there = build.a_registration(event, checked_in_at=NOW())
    build.a_registration(event)
    build.a_survey(event, "after")
    sweep()
    assert receivers() == [there.email]


def test_a_survey_after_goes_to_the_registered_when_nobody_was_checked_in():
    event = build.an_event(begins_in=timedelta(days=-2))
    registered = build.a_registration(event)
    build.a_survey(event, "after")
    sweep()
    assert receivers() == [registered.email]


def test_who_has_declined_surveys_gets_none_whether_known_by_person_or_address():
    event = build.an_event()
    person, same = build.a_person(), build.a_person()
    for one in (person, same):
        OptOut.objects.create(person=one, purpose=Purpose.SURVEYS)
    other = build.a_person()
    OptOut.objects.create(person=other, purpose=Purpose.NEWS)
    build.a_registration(event, person=person)
    build.a_registration(event, email=same.email.upper())
    reached = build.a_registration(event, person=other)
    build.a_survey(event)
    sweep()
    assert receivers() == [reached.email]


def test_the_silent_are_reminded_once_and_who_has_answered_is_left_in_peace():
    event = build.an_event()
    question = build.a_question(event)
    silent, done = build.a_registration(event), build.a_registration(event)
    build.a_survey(event)
    sweep()
    answer_survey(Asked.objects.get(registration=done), values={question: 3}, now=NOW())
    sweep(NOW() + timedelta(days=3, hours=23))
    assert len(receivers()) == 2
    for hours in (1, 30):
        sweep(NOW() + timedelta(days=4, hours=hours))
    assert receivers() == [silent.email, done.email, silent.email]


def test_nobody_is_asked_about_an_event_that_is_cancelled():
    event = build.an_event(cancelled_at=NOW())
    build.a_registration(event)
    build.a_survey(event)
    sweep()
    assert receivers() == []


def refusal(event, moment, closes_at):
    with pytest.raises(Refused) as told:
        open_survey(event, moment=moment, closes_at=closes_at, now=NOW())
    return str(told.value)


def test_what_stands_in_the_way_of_a_survey_is_said():
    coming, draft = build.an_event(), build.an_event(published=False)
    held = build.an_event(begins_in=timedelta(days=-2))
    soon = NOW() + timedelta(days=7)
    at_other_times = "Den skickas före en träff som är publicerad, eller efter en som är genomförd."
    assert refusal(draft, BEFORE, soon) == at_other_times
    assert refusal(coming, AFTER, soon) == at_other_times
    assert refusal(held, BEFORE, soon) == at_other_times
    assert refusal(coming, BEFORE, soon) == "Skriv minst en fråga först."
    build.a_question(coming, is_before=False)
    assert refusal(coming, BEFORE, soon) == "Skriv minst en fråga först."
    build.a_question(coming, number=2)
    past = NOW() - timedelta(minutes=1)
    assert refusal(coming, BEFORE, past) == "Sista stunden för svar har redan passerat."
    late = coming.starts_at + timedelta(minutes=1)
    assert refusal(coming, BEFORE, late) == "Det som frågas före besvaras innan träffen börjar."
    open_survey(coming, moment=BEFORE, closes_at=coming.starts_at, now=NOW())
    assert refusal(coming, BEFORE, soon) == "Enkäten är redan skickad."


def test_a_survey_is_answered_by_its_link_and_a_visit_does_nothing(client):
    asked, question = one_asked()
    address = survey_path(asked)
    assert client.get(address).status_code == 200
    assert Response.objects.count() == 0
    name = f"question_{question.pk}"
    for value in ("2", "4"):
        assert client.post(address, {name: value}).status_code == 302
    assert [(one.question, one.number) for one in Answer.objects.all()] == [(question, 4)]
    assert client.get(address).context["form"].initial == {name: 4}


@pytest.mark.parametrize("value", ["", "0", "6", "x"])
def test_what_is_no_answer_is_not_kept(client, value):
    asked, question = one_asked()
    answer = client.post(survey_path(asked), {f"question_{question.pk}": value})
    assert (answer.status_code, Response.objects.count()) == (200, 0)


def test_no_is_an_answer_too(client):
    asked, question = one_asked(kind="yes_no")
    client.post(survey_path(asked), {f"question_{question.pk}": "0"})
    assert Answer.objects.get().number == 0


def test_a_question_of_the_other_survey_is_not_asked(client):
    asked, _question = one_asked()
    build.a_question(asked.survey.event, number=2, text="Bara efteråt?", is_before=False)
    assert "Bara efteråt?" not in client.get(survey_path(asked)).content.decode()


def close(asked):
    close_survey(asked.survey, now=NOW())


def leave(asked):
    asked.registration.state = "left"
    asked.registration.save()


def run_out(asked):
    Survey.objects.update(closes_at=NOW())


def cancel(asked):
    asked.survey.event.cancelled_at = NOW()
    asked.survey.event.save()


@pytest.mark.parametrize("happened", [close, leave, run_out, cancel])
def test_a_link_that_no_longer_holds_says_so_and_does_nothing(client, happened):
    asked, question = one_asked()
    happened(asked)
    answer = client.post(survey_path(asked), {f"question_{question.pk}": "3"})
    assert (answer.status_code, Response.objects.count()) == (404, 0)
    assert "Enkäten tar inte emot svar med den här länken" in answer.content.decode()


def test_a_link_that_is_altered_or_signed_for_something_else_opens_nothing(client):
    asked, _question = one_asked()
    address = survey_path(asked)
    other = reverse("events:survey", args=[signing.dumps(asked.pk, salt="events.other")])
    assert [client.get(one).status_code for one in (address[:-2] + "x/", other)] == [404, 404]


def test_answers_that_cross_the_closing_are_refused():
    asked, question = one_asked()
    close(asked)
    with pytest.raises(Refused):
        answer_survey(asked, values={question: 3}, now=NOW())


def test_when_a_survey_is_closed_who_answered_what_is_forgotten():
    asked, question = one_asked()
    answer_survey(asked, values={question: 3}, now=NOW())
    assert Response.objects.get().asked == asked
    close(asked)
    close(asked)
    assert (Response.objects.get().asked, Answer.objects.get().number) == (None, 3)


def test_a_survey_whose_time_is_over_is_closed_by_the_sweep():
    asked, question = one_asked()
    answer_survey(asked, values={question: 3}, now=NOW())
    run_out(asked)
    sweep()
    assert Survey.objects.get().closed_at is not None
    assert Response.objects.get().asked is None


def test_before_and_after_stand_side_by_side():
    event = build.an_event()
    question = build.a_question(event)
    answered(event, question, [1, 2, 2, 3])
    answered(event, question, [4, 5, 5], moment="after")
    [result] = results_of(event)
    assert (result.before.answers, result.before.mean) == (4, 2.0)
    assert (result.after.answers, round(result.after.mean, 2)) == (3, 4.67)
    assert [(row.before, row.after) for row in result.rows] == [
        (1, 0),
        (2, 0),
        (1, 0),
        (0, 1),
        (0, 2),
    ]
    assert [row.before_length for row in result.rows] == [25.0, 50.0, 25.0, 0.0, 0.0]


def test_fewer_than_three_answers_are_not_shown_and_three_are():
    event = build.an_event()
    scale, words = build.a_question(event), build.a_question(event, number=2, kind="text")
    survey = answered(event, scale, [5, 5], closed=False)
    for text in ("Åkte hem klokare", "Bra", "Mat"):
        asked = survey.asked.create(registration=build.a_registration(event), asked_at=NOW())
        answer_survey(asked, values={words: text}, now=NOW())
    close_survey(survey, now=NOW())
    few, enough = results_of(event)
    assert (few.before.is_shown, few.before.mean, few.rows[4].before) == (False, None, None)
    assert (enough.before.is_shown, len(enough.before.texts)) == (True, 3)


def test_nothing_is_shown_while_answers_may_change():
    event = build.an_event()
    question = build.a_question(event)
    answered(event, question, [1, 2, 3], closed=False)
    assert results_of(event)[0].before.is_shown is False


def test_a_survey_is_sent_once_to_each_by_the_database():
    asked, _question = one_asked()
    with pytest.raises(IntegrityError), transaction.atomic():
        Asked.objects.create(survey=asked.survey, registration=asked.registration, asked_at=NOW())


@pytest.fixture
def secretary():
    client = Client()
    client.force_login(build.a_secretary())
    return client


def page(event, name):
    return reverse(f"admin:events_event_{name}", args=[event.pk])


def test_the_secretariat_sends_and_closes_a_survey_by_buttons(secretary):
    event = build.an_event()
    build.a_question(event)
    build.a_registration(event)
    begins = timezone.localtime(event.starts_at - timedelta(days=1))
    moment = {"closes_at_0": f"{begins:%Y-%m-%d}", "closes_at_1": f"{begins:%H:%M}"}
    assert secretary.get(page(event, "enkat-fore")).status_code == 200
    assert Survey.objects.count() == 0
    secretary.post(page(event, "enkat-fore"), moment)
    assert Survey.objects.get().closed_at is None
    secretary.post(page(event, "enkat-fore"))
    assert Survey.objects.get().closed_at is not None


def test_the_surveys_page_names_nobody_and_has_as_many_queries_however_many_answer(
    secretary, django_assert_num_queries
):
    event = build.an_event()
    goal = build.a_goal(event, kind="quality", target=None)
    question = build.a_question(event, goal=goal)
    answered(event, question, [1])
    secretary.get(page(event, "enkater"))
    for values in ([1], [4, 5, 5]):
        event.surveys.all().delete()
        answered(event, question, values)
        with django_assert_num_queries(8):
            shown = secretary.get(page(event, "enkater")).content.decode()
    assert "Åsa Öberg" not in shown
    assert "Medel" in shown
    assert question.text in secretary.get(page(event, "mal")).content.decode()
