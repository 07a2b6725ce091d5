"""A project's questions, as its member asks them and a researcher answers by a link."""

from django.contrib import messages
from django.core import signing
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from checks import actions, forms
from checks.mails import QUESTION_SALT
from checks.models import Question
from checks.views.applications import CONTACT
from checks.views.projects import our_project
from lattvikt.lib.refused import said_in
from members.doors import member_required


@never_cache
@sensitive_post_parameters()
@member_required(roles=CONTACT)
def questions(request, pk):
    """What has been asked and answered, and room to ask."""
    project = our_project(request, pk)
    form = forms.QuestionForm(request.POST or None)
    if form.is_valid():
        with said_in(form):
            actions.ask_question(
                project, text=form.cleaned_data["text"], by=request.user, now=timezone.now()
            )
            messages.success(request, _("Thank you. You get the answer by letter, and here."))
            return redirect("checks:questions", pk)
    context = {
        "project": project,
        "form": form,
        "questions": project.questions.select_related("researcher"),
        "may_ask": project.agreement.is_signed,
    }
    return render(request, "checks/questions.html", context)


@never_cache
@sensitive_post_parameters()
def answer(request, signed):
    """No login; a visit changes nothing, so that a scanner of letters may follow the link."""
    if (question := find_question(signed)) is None:
        return render(request, "checks/answer_over.html", status=404)
    form = forms.AnswerForm(request.POST or None)
    if not question.answered_at and form.is_valid():
        with said_in(form):
            actions.answer_as_researcher(
                question,
                text=form.cleaned_data["text"],
                researcher=question.researcher,
                now=timezone.now(),
            )
            messages.success(request, _("Thank you. The project has your answer."))
            return redirect(request.path)
    return render(request, "checks/answer.html", {"question": question, "form": form})


def find_question(signed) -> Question | None:
    """None when the link does not hold, or the question has gone to somebody else."""
    try:
        key, person = signing.loads(signed, salt=QUESTION_SALT)
    except signing.BadSignature:
        return None
    found = Question.objects.filter(pk=key, researcher=person)
    return found.select_related(
        "researcher", "project__application__organisation", "project__application__call"
    ).first()
