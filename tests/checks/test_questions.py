"""What a project asks: answered by the secretariat or, by a link, by a researcher (R7.13)."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from board.models import Interest
from checks.actions import answer_as_researcher, answer_question
from checks.mails import question_path
from checks.models import Question, projects_overview
from lattvikt.lib.refused import Refused
from outbox.models import Message
from tests import build
from tests.checks.projects import (
    a_project,
    a_question,
    a_signatory,
    a_signed_project,
    passed_on,
    the_seats,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now


@pytest.fixture(autouse=True)
def _programme():
    build.the_programme()


@pytest.fixture
def secretary():
    return build.of_the_staff("Kansliet")


def fresh(question) -> Question:
    return Question.objects.get(pk=question.pk)


def letters(question, what):
    return Message.objects.filter(key__contains=f"-question-{question.pk}-{what}")


def test_the_secretariat_answers_and_the_member_is_told(secretary):
    question = a_question()
    a_signatory(question.project)
    answer_question(question, text="Med lampa.", by=secretary, now=NOW())
    assert fresh(question).state == "answered"
    assert all("Med lampa." in letter.text for letter in letters(question, "answered"))
    assert letters(question, "answered").count() == question.project.organisation.contacts.count()


def test_a_researcher_answers_by_a_link_and_both_get_a_letter(client):
    question = passed_on(a_question())
    letter = letters(question, "passed-on").get()
    path = question_path(question)
    assert (letter.to, path in letter.text) == ("orjan@forskning.example", True)
    assertContains(client.get(path), "Hur torkar limmet fortast?")
    assert fresh(question).state == "passed_on"
    page = client.post(path, {"text": "Vid 60 grader."}, follow=True)
    assertContains(page, "Vid 60 grader.")
    assert (fresh(question).answered_by, fresh(question).state) == ("Örjan Forskare", "answered")
    assert letters(question, "answered").exists()
    assert letters(question, "settled").get().to == "orjan@forskning.example"


def test_a_link_does_not_hold_when_the_question_has_gone_to_somebody_else(client):
    question = passed_on(a_question())
    first, path = question.researcher, question_path(question)
    passed_on(question, build.a_person("Lena Forskare"))
    assert client.get(path).status_code == 404
    assert client.post(path, {"text": "För sent."}).status_code == 404
    with pytest.raises(Refused, match="någon annan"):
        answer_as_researcher(question, text="För sent.", researcher=first, now=NOW())
    assert client.get(path[:-2] + "x/").status_code == 404
    assert fresh(question).answer == ""


def test_a_question_is_answered_once(secretary):
    question = passed_on(a_question())
    answer_question(question, text="Med lampa.", by=secretary, now=NOW())
    with pytest.raises(Refused, match="redan besvarad"):
        answer_as_researcher(question, text="Nej.", researcher=question.researcher, now=NOW())
    with pytest.raises(Refused, match="redan besvarad"):
        passed_on(question, build.a_person())
    assert fresh(question).answer == "Med lampa."


def test_only_who_may_answers_and_never_with_nothing(secretary):
    question = a_question()
    with pytest.raises(Refused, match="inte besvara"):
        answer_question(question, text="X", by=build.of_the_staff("Ekonomi"), now=NOW())
    with pytest.raises(Refused, match="Skriv ett svar"):
        answer_question(question, text=" ", by=secretary, now=NOW())


def test_nothing_is_asked_before_both_have_signed():
    with pytest.raises(Refused, match="undertecknar avtalet först"):
        a_question(a_project())


def test_it_is_passed_on_to_who_has_an_address_and_not_twice_to_the_same():
    question = a_question()
    with pytest.raises(Refused, match="saknar e-postadress"):
        passed_on(question, build.a_person(email=""))
    passed_on(question)
    with pytest.raises(Refused, match="redan fått"):
        passed_on(question, fresh(question).researcher)


def test_the_database_too_wants_a_name_with_an_answer():
    question = a_question()
    with pytest.raises(IntegrityError, match="name_and_a_moment"), transaction.atomic():
        Question.objects.filter(pk=question.pk).update(answer="X")


def test_the_member_asks_and_reads_the_answer_on_its_pages(client, secretary):
    project = a_signed_project()
    client.force_login(a_signatory(project))
    address = reverse("checks:questions", args=[project.pk])
    assertContains(client.get(reverse("checks:project", args=[project.pk])), address)
    assertContains(client.post(address, {"text": "Vilket lim?"}, follow=True), "Vilket lim?")
    answer_question(Question.objects.get(), text="Epoxi.", by=secretary, now=NOW())
    assertContains(client.get(address), "Epoxi.")


def test_it_waits_on_the_desk_until_it_is_passed_on_there(client, secretary):
    question = a_question()
    researcher = build.a_person("Örjan Forskare")
    client.force_login(build.with_second_factor(secretary))
    assertContains(client.get(reverse("admin:index")), "Frågor från projekt att besvara")
    page = reverse("admin:checks_question_vidare", args=[question.pk])
    client.post(page, {"researcher": researcher.pk})
    assert fresh(question).researcher == researcher
    assertNotContains(client.get(reverse("admin:index")), "Frågor från projekt att besvara")
    client.post(reverse("admin:checks_question_svara", args=[question.pk]), {"text": "Epoxi."})
    assert (fresh(question).answer, fresh(question).state) == ("Epoxi.", "answered")


def test_who_has_jav_sees_neither_the_question_nor_its_letters(client, secretary):
    question = passed_on(a_question())
    Interest.objects.create(
        person=build.a_person(user=secretary),
        org_number=question.project.organisation.org_number,
        name="X",
        nature="ägare",
    )
    client.force_login(build.with_second_factor(secretary))
    page = client.get(reverse("admin:checks_question_changelist"))
    assert list(page.context["cl"].queryset) == []
    listed = client.get("/kansli/outbox/message/").context["cl"].queryset
    assert not listed.filter(pk__in=letters(question, "passed-on")).exists()


def test_the_board_reads_how_many_are_open(client, secretary):
    seats = build.a_board(3)
    project = a_signed_project(board=seats)
    for number in range(3):
        a_question(project, text=f"Fråga {number}")
    answer_question(project.questions.first(), text="Ja.", by=secretary, now=NOW())
    (line,) = projects_overview(the_seats()[0]).lines
    assert line.open_questions == 2
    client.force_login(seats[0].person.user)
    assertContains(client.get(reverse("deciding:projects", args=["styrelsen"])), "2 öppna frågor")


def test_the_list_of_questions_takes_the_same_number_of_queries(
    client, secretary, django_assert_num_queries
):
    client.force_login(build.with_second_factor(secretary))
    project = a_signed_project()
    address = reverse("admin:checks_question_changelist")
    a_question(project)
    client.get(address)
    for _ in range(2):
        with django_assert_num_queries(8):
            client.get(address)
        passed_on(a_question(project), build.a_person())
        a_question(project)
