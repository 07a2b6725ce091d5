"""A project's question: asked, passed on to a researcher, answered; told to both."""

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from checks import mails
from checks.actions.projects import lock as lock_project
from checks.models import Question
from lattvikt.lib.refused import Refused


@transaction.atomic
def ask_question(project, *, text, by, now) -> Question:
    """Raises Refused before both have signed the agreement."""
    project = lock_project(project)
    if not project.agreement.is_signed:
        raise Refused(_("Both sides sign the agreement first."))
    return Question.objects.create(project=project, text=text.strip(), asked_by=by, asked_at=now)


@transaction.atomic
def pass_on_question(question, *, researcher, by, now) -> Question:
    """To a person, or to another than before, whose link then no longer holds.

    Raises Refused without the permission, for what is answered, and for who has it already or has
    no email address.
    """
    guard_may_answer(by)
    question = lock_unanswered(question)
    if not researcher.email:
        raise Refused(_("%(name)s has no email address.") % {"name": researcher.name})
    if question.researcher_id == researcher.pk:
        raise Refused(_("%(name)s has the question already.") % {"name": researcher.name})
    question.researcher, question.passed_on_by, question.passed_on_at = researcher, by, now
    question.save(update_fields=["researcher", "passed_on_by", "passed_on_at"])
    mails.question_passed_on(question)
    return question


@transaction.atomic
def answer_question(question, *, text, by, now) -> Question:
    """By the secretariat. Raises Refused without the permission, and for what is answered."""
    guard_may_answer(by)
    name = by.get_full_name() or by.email
    return answer(lock_unanswered(question), text, name=name, now=now)


@transaction.atomic
def answer_as_researcher(question, *, text, researcher, now) -> Question:
    """Raises Refused for what is answered, and for who no longer has the question."""
    question = lock_unanswered(question)
    if question.researcher_id != researcher.pk:
        raise Refused(_("The question has been passed on to somebody else."))
    return answer(question, text, name=researcher.name, now=now)


def answer(question, text, *, name, now) -> Question:
    if not text.strip():
        raise Refused(_("Write an answer."))
    question.answer, question.answered_by, question.answered_at = text.strip(), name, now
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    mails.question_answered(question, today=localdate(now))
    return question


def guard_may_answer(by):
    if not by.has_perm("checks.answer_question"):
        raise Refused(_("You may not answer the projects’ questions."))


def lock_unanswered(question) -> Question:
    rows = Question.objects.select_for_update(of=["self"], no_key=True)
    related = ["researcher", "project__application__organisation"]
    question = rows.select_related(*related).get(pk=question.pk)
    if question.answered_at:
        raise Refused(_("The question is answered already."))
    return question
