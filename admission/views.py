"""The applicant's pages. They belong to the login, and a stranger finds nothing there."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from admission import actions, rules
from admission.forms import STEP_FORMS, AnswerForm, FeeForm, OrganisationForm
from admission.models import Application
from admission.timeline import timeline
from board.models import CITED
from lattvikt.lib import org_number
from lattvikt.lib.refused import Refused, said_in

TITLES = {
    rules.ORGANISATION: gettext_lazy("The organisation"),
    rules.INVOICE: gettext_lazy("The invoice"),
    rules.CONTACT: gettext_lazy("Contact and support"),
    rules.REVIEW: gettext_lazy("Review and send"),
}


def my_application(request, pk) -> Application:
    decision = "matter__decision__body", f"matter__decision__{CITED}"
    related = "kind", "industry", "agenda_version", "matter__body", *decision
    mine = Application.objects.for_user(request.user).select_related("applicant", *related)
    return get_object_or_404(mine, pk=pk)


@never_cache
def apply(request):
    """What applying takes, and the applications that one already has."""
    mine = Application.objects.none()
    if request.user.is_authenticated:
        mine = Application.objects.for_user(request.user).order_by("-started_at")
    draft = next((a for a in mine if a.status == Application.Status.DRAFT), None)
    context = {"applications": mine, "draft": draft, "body": actions.deciding_body()}
    return render(request, "admission/apply.html", context)


@login_required
def start(request):
    """A draft is begun by pressing the button; who comes here by address is shown the button."""
    if request.method != "POST":
        return redirect("admission:apply")
    application = actions.start_draft(by=request.user, language=get_language())
    return redirect(next_page(application))


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@login_required
def step(request, pk, step):
    application = my_application(request, pk)
    if step not in STEP_FORMS:
        raise Http404
    if not application.is_editable:
        return redirect("admission:application", pk)
    form = STEP_FORMS[step](request.POST or None, instance=application)
    if form.is_valid():
        with said_in(form):
            saved = actions.save_step(application, answers=form.answers(), by=request.user)
            return redirect(next_page(saved))
    context = {"application": application, "form": form, "step": step, "title": TITLES[step]}
    return render(request, f"admission/{step}.html", {**context, "steps": steps(application, step)})


def next_page(application) -> str:
    """The first step that lacks something, or the whole to look through."""
    if application.status == Application.Status.RETURNED and not application.unfinished_steps:
        return reverse("admission:application", args=[application.pk])
    return step_page(application, next(iter(application.unfinished_steps), rules.REVIEW))


def step_page(application, step) -> str:
    if step == rules.REVIEW:
        return reverse("admission:review", args=[application.pk])
    return reverse("admission:step", args=[application.pk, step])


@dataclass(frozen=True)
class StepLink:
    title: str
    url: str
    is_here: bool
    is_done: bool


def steps(application, here) -> list[StepLink]:
    """Where one is; the steps that are done, and the first that is not, lead there."""
    unfinished = application.unfinished_steps
    open_to = [*unfinished, rules.REVIEW][0]
    return [
        StepLink(
            title=str(TITLES[step]),
            url=step_page(application, step) if step not in unfinished or step == open_to else "",
            is_here=step == here,
            is_done=step not in unfinished and step != rules.REVIEW,
        )
        for step in rules.STEPS
        if step != rules.REVIEW or application.status == Application.Status.DRAFT
    ]


@never_cache
@login_required
def review(request, pk):
    """Everything that has been written, and the button that sends it."""
    application = my_application(request, pk)
    if application.status != Application.Status.DRAFT:
        return redirect("admission:application", pk)
    if request.method == "POST":
        return submit(request, application)
    context = {
        "application": application,
        "title": TITLES[rules.REVIEW],
        "steps": steps(application, rules.REVIEW),
        "is_flagged": org_number.is_flagged(application.org_number),
        "body": actions.deciding_body(),
    }
    return render(request, "admission/review.html", context)


def submit(request, application):
    done = _("Thank you. The application has been sent, and a confirmation is on its way by email.")
    attempt(request, done, actions.submit_application, application, language=get_language())
    return redirect("admission:review", application.pk)


def attempt(request, done, action, application, **facts) -> bool:
    """Do it and say so, or say why not."""
    try:
        action(application, by=request.user, **facts)
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, done)
    return True


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@login_required
def application(request, pk):
    """How it goes, and the place to answer a question."""
    application = my_application(request, pk)
    context = {"application": application, "timeline": timeline(application)}
    if application.status == Application.Status.RETURNED:
        form = AnswerForm(request.POST or None)
        if form.is_valid():
            return answer(request, application, form.cleaned_data["answer"])
        context |= {"form": form, "question": application.last_question}
    return render(request, "admission/application.html", context)


def answer(request, application, text):
    done = _("Thank you. The secretariat has your answer.")
    attempt(request, done, actions.answer_question, application, answer=text)
    return redirect("admission:application", application.pk)


@never_cache
@login_required
def withdraw(request, pk):
    application = my_application(request, pk)
    if request.method == "POST":
        attempt(request, _("The application has been withdrawn."), actions.withdraw, application)
        return redirect("admission:application", pk)
    if not application.may_be_withdrawn:
        return redirect("admission:application", pk)
    return render(request, "admission/withdraw.html", {"application": application})


@require_POST
@sensitive_post_parameters()
@sensitive_variables()
def number(request, pk):
    """What the number looks like, while it is typed. By POST: a number belongs in no address."""
    if not request.user.is_authenticated:
        return HttpResponse(status=204)  # the login page does not belong inside the form
    application = my_application(request, pk)
    if sum(c.isdecimal() for c in request.POST.get("org_number", "")) < org_number.LENGTH:
        return HttpResponse()  # nothing is wrong with a number that is not yet whole
    form = OrganisationForm(request.POST, instance=application)
    form.full_clean()
    context = {
        "form": form,
        "is_flagged": org_number.is_flagged(form.cleaned_data.get("org_number", "")),
    }
    return render(request, "admission/_number.html", context)


@require_safe
def fee(request):
    """What the head-count costs and opens out, while it is typed."""
    form = FeeForm(request.GET)
    answer = Application(**form.cleaned_data).fee_answer if form.is_valid() else None
    return render(request, "admission/_fee.html", {"form": form, "answer": answer})
