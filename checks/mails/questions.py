"""The letters about a project's question: to the researcher, and the answer to both."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from checks.mails.projects import write
from outbox.actions import write_letter

QUESTION_SALT = "checks-question-to-researcher"


def question_passed_on(question):
    """With a link to answer by. Key: to whom, and when, since it may come back to them."""
    when = f"{question.passed_on_at:%Y%m%dT%H%M%S}"
    link = settings.SITE_URL + question_path(question)
    to_researcher("question_passed_on", question, f"passed-on-{when}", link=link)


def question_answered(question, *, today):
    """To the member's contact persons, and to the researcher who had it."""
    fact = f"question-{question.pk}-answered"
    write("question_answered", question.project, fact, today=today, question=question)
    if question.researcher:
        to_researcher("question_settled", question, "settled")


def to_researcher(letter, question, fact, **context):
    person = question.researcher
    start = f"check-project-{question.project_id}-question-{question.pk}"
    write_letter(
        f"checks/mail/{letter}.txt",
        key=f"{start}-{fact}-{person.pk}",
        to=person.email,
        language=person.language,
        context={
            "question": question,
            "project": question.project,
            "organisation": question.project.organisation,
            "person": person,
            **context,
        },
    )


def question_path(question) -> str:
    """To the page where the researcher answers; it holds as long as the question is theirs."""
    signed = signing.dumps([question.pk, question.researcher_id], salt=QUESTION_SALT)
    return reverse("checks:answer", args=[signed])
