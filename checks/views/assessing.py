"""The assessing body's pages: what waits for me, a call, one application, the statement."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from board.actions.meetings import may_keep_meetings
from checks import actions, forms, rules
from checks.actions.assessing import assessing_body_seats
from checks.doors import assessors_only
from checks.models import Application, Assessment, Assessor, Call, overview_of
from checks.rules import Stage
from lattvikt.lib.refused import said_if_refused, said_in


@never_cache
@require_safe
@assessors_only
def home(request):
    """What waits for my assessment, by call, and every call that has come so far."""
    waiting = Assessor.objects.waiting().of(request.seat.person_id)
    applications = Application.objects.filter(pk__in=waiting.values("application")).with_sent()
    context = {
        "waiting": applications.select_related("organisation", "call").order_by(
            "call__assess_by", "call", "pk"
        ),
        "calls": calls_to_assess(),
    }
    return render(request, "checks/assessing/home.html", context)


def calls_to_assess():
    seen = Application.objects.sent().open_to_us()
    return Call.objects.published().filter(pk__in=seen.values("call"))


@never_cache
@assessors_only
def overview(request, pk):
    """A call's applications beside each other; who keeps the body asks for assessments here."""
    call = get_object_or_404(calls_to_assess(), pk=pk)
    form = None
    if may_keep_meetings(request.seat):
        form = ask_form(request, call)
        if form.is_valid():
            ask(request, call, form)
            return redirect("assessing:overview", request.seat.body.slug, pk)
    elif request.method == "POST":
        raise PermissionDenied
    lines = overview_of(call, request.seat)
    hidden = call.applications.sent().count() - len(lines)
    context = {
        "call": call,
        "lines": lines,
        "hidden": hidden,
        "competes": call.applications.sent().of_people(request.seat.person_id).exists(),
        "form": form,
    }
    return render(request, "checks/assessing/overview.html", context)


def ask_form(request, call):
    initial = {"assess_by": call.assess_by}
    return forms.AskForm(
        request.POST or None, seats=assessing_body_seats().voting(), initial=initial
    )


def ask(request, call, form, applications=None):
    with said_if_refused(request):
        new = actions.ask_to_assess(
            call,
            applications=applications,
            by=request.seat,
            now=timezone.now(),
            **form.cleaned_data,
        )
        messages.success(request, _("Asked: %(number)d assessments.") % {"number": len(new)})


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@assessors_only
def assess(request, pk):
    """The application beside the form for one's own assessment, and then the others'."""
    application = the_application(request, pk)
    assessor = application.assessors.of(request.seat.person_id).first()
    form = None
    if assessor and not actions.has_statement(application):
        form = score_form(request, application, assessor)
        if form.is_valid():
            with said_in(form):
                give(request, application, form)
                return redirect("assessing:application", request.seat.body.slug, pk)
    elif request.method == "POST":
        raise Http404
    return render(
        request, "checks/assessing/application.html", on_the_desk(request, application, form)
    )


def score_form(request, application, assessor):
    criteria = application.call.weighed_criteria()
    given = Assessment.objects.current().filter(assessor=assessor).first()
    return forms.ScoreForm(request.POST or None, criteria=criteria, initial=forms.as_given(given))


def give(request, application, form):
    actions.assess(application, seat=request.seat, scores=form.scores, now=timezone.now())
    messages.success(request, _("Your assessment is given. It may be changed until the statement."))


def on_the_desk(request, application, form):
    seat = request.seat
    seen = Assessment.objects.counting().visible_to(seat).filter(assessor__application=application)
    assessments = list(
        seen.select_related("assessor__seat__person").prefetch_related("scores__criterion")
    )
    return {
        "application": application,
        "parts": application.last_revision.parts(),
        "form": form,
        "assessments": assessments,
        "spread": rules.spread([one.value for one in assessments]),
        "has_given": any(one.assessor.seat.person_id == seat.person_id for one in assessments),
        "assessors": application.assessors.with_state().select_related("seat__person"),
        "statement": getattr(application, "statement", None),
        "may_state": may_state(application, seat),
        "may_keep": may_keep_meetings(seat),
        "jav_form": forms.JavForm(auto_id="jav_%s"),
    }


def may_state(application, seat) -> bool:
    return (
        application.call.stage == Stage.CLOSED
        and application.status == Application.Status.SUBMITTED
        and not application.is_before_the_board
        and seat in actions.leaders_of(application)
    )


@require_POST
@assessors_only
def declare_jav(request, pk):
    application = the_application(request, pk)
    form = forms.JavForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    with said_if_refused(request):
        actions.declare_jav(application, seat=request.seat, reason=reason)
        messages.success(request, _("Noted that you have jäv. It is no longer shown to you."))
    return redirect("assessing:home", request.seat.body.slug)


@require_POST
@assessors_only
def release(request, pk, assessor):
    application = the_application(request, pk)
    with said_if_refused(request):
        actions.release(get_object_or_404(application.assessors, pk=assessor), by=request.seat)
        messages.success(request, _("The seat is no longer asked."))
    return redirect("assessing:application", request.seat.body.slug, pk)


@never_cache
@assessors_only
def statement(request, pk):
    """The common statement, for who presides; what stands in its way is said instead."""
    application = the_application(request, pk)
    if not may_state(application, request.seat):
        raise Http404
    refusal = actions.why_no_statement(
        application, application.call, by=request.seat, now=timezone.now()
    )
    stated = getattr(application, "statement", None)
    initial = forms.as_stated(stated) or suggested(application, request.seat)
    form = None if refusal else forms.StatementForm(request.POST or None, initial=initial)
    if form and form.is_valid():
        with said_in(form):
            state(request, application, form)
            return redirect("assessing:overview", request.seat.body.slug, application.call_id)
    context = on_the_desk(request, application, form) | {"refusal": refusal}
    return render(request, "checks/assessing/statement.html", context)


def suggested(application, seat):
    """The amount asked for, and the place that the mean gives among what is assessed."""
    lines = overview_of(application.call, seat)
    by_mean = sorted(lines, key=lambda line: -(line.spread.mean if line.spread else 0))
    place = [line.application.pk for line in by_mean].index(application.pk) + 1
    asked = forms.as_typed_amount(application.last_revision.asked)
    return {"amount": asked, "rank": place}


def state(request, application, form):
    actions.write_statement(application, by=request.seat, now=timezone.now(), **form.facts)
    messages.success(request, _("The statement is written."))


def the_application(request, pk) -> Application:
    """The application of the URL; to who has jäv it does not exist."""
    seen = Application.objects.visible_to(request.seat)
    related = ["call", "organisation", "statement", "matter__item"]
    return get_object_or_404(seen.select_related(*related), pk=pk)
