"""Applying for a medlemscheck: the pages of a member's contact persons."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from board.models import CITED
from checks import actions, forms
from checks.models import Application, Call, Project
from checks.models.applications import parts
from lattvikt.lib.refused import said_if_refused, said_in
from members.doors import member_required
from members.models import Contact

CONTACT = (Contact.Role.CONTACT,)
MORE = "more"  # the button that saves and makes room for more costs


def our_application(request, pk) -> Application:
    ours = Application.objects.for_organisation(request.organisation)
    decision = ["matter__decision__body", f"matter__decision__{CITED}"]
    related = ["call", "organisation", "saved_by", *decision]
    return get_object_or_404(ours.select_related(*related), pk=pk)


@require_POST
@member_required(roles=CONTACT)
def begin(request, pk):
    """To the organisation's application in the call, which is made when there is none."""
    call = get_object_or_404(Call.objects.published(), pk=pk)
    with said_if_refused(request):
        application = actions.begin(
            call, organisation=request.organisation, by=request.user, now=timezone.now()
        )
        return redirect("checks:write", application.pk)
    return redirect("checks:call", pk)


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@member_required(roles=CONTACT)
def write(request, pk):
    """All that is to be written. Saved whole or not; looked through on the next page."""
    application = our_application(request, pk)
    if request.method != "POST" and not application.may_be_written:
        return redirect("checks:application", pk)
    is_sent = request.method == "POST"
    form, costs = forms.as_typed(request.POST) if is_sent else forms.as_written(application)
    theirs: list = []
    if is_sent and all([form.is_valid(), costs.is_valid()]):
        with said_in(form):
            save(request, application, form, costs)
            return redirect("checks:write" if MORE in request.POST else "checks:application", pk)
        theirs = what_was_saved_meanwhile(application, form, costs)
    context = {"application": application, "form": form, "costs": costs, "theirs": theirs}
    return render(request, "checks/write.html", context)


def save(request, application, form, costs):
    actions.save_draft(
        application,
        version=form.cleaned_data["version"],
        answers=form.answers,
        costs=costs.costs,
        by=request.user,
    )


def what_was_saved_meanwhile(application, form, costs):
    """What a colleague saved beside what was typed here; the next save replaces it."""
    version = form.cleaned_data["version"]
    application.refresh_from_db()
    if application.version == version:
        return []
    form.take_over(application.version)
    typed = application.as_it_would_be(form.answers, costs.costs)
    return [part for part in parts(application.content, typed) if part.has_changed]


@never_cache
@member_required(roles=CONTACT)
@require_safe
def application(request, pk):
    """What is written, what it lacks, what has been sent, and the buttons that may be pressed."""
    application = our_application(request, pk)
    revisions = list(application.revisions.select_related("by"))
    context = {
        "application": application,
        "parts": parts(application.text, application.text),
        "faults": application.faults if application.may_be_written else [],
        "refusal": actions.why_no_check(request.organisation, on=timezone.localdate()),
        "partners": application.partners.standing(),
        "files": application.files.standing(),
        "revisions": revisions,
        "decision": application.told_decision,
        "is_sent": application.told_status == Application.Status.SUBMITTED,
        "project": Project.objects.filter(application=application).first(),
        "is_draft": application.status == Application.Status.DRAFT,
    }
    return render(request, "checks/application.html", context)


@require_POST
@member_required(roles=CONTACT)
def send(request, pk):
    with said_if_refused(request):
        actions.send(our_application(request, pk), by=request.user, now=timezone.now())
        messages.success(
            request, _("Thank you. The application has been sent, and a receipt is on its way.")
        )
    return redirect("checks:application", pk)


@never_cache
@member_required(roles=CONTACT)
@require_safe
def revision(request, pk, number):
    """What was sent, with what had changed since the time before."""
    application = our_application(request, pk)
    revision = get_object_or_404(application.revisions.select_related("by"), number=number)
    before = application.revisions.filter(number=number - 1).first()
    context = {
        "application": application,
        "revision": revision,
        "before": before,
        "parts": revision.parts(before),
    }
    return render(request, "checks/revision.html", context)


@never_cache
@member_required(roles=CONTACT)
def withdraw(request, pk):
    application = our_application(request, pk)
    if request.method == "POST":
        with said_if_refused(request):
            actions.withdraw(application, by=request.user, now=timezone.now())
            messages.success(request, _("The application has been withdrawn."))
        return redirect("checks:application", pk)
    if not application.may_be_withdrawn:
        return redirect("checks:application", pk)
    return render(request, "checks/withdraw.html", {"application": application})
