"""The deciding body's pages: a call's ranking, another amount before the vote, the projects."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from board.models import Bench, Matter
from checks import actions, forms
from checks.doors import assessors_or_deciders_only, deciders_only
from checks.models import Application, Call, projects_overview, ranking_of, sees_all
from lattvikt.lib.refused import said_in


@never_cache
@require_safe
@deciders_only
def ranking(request, pk):
    """What lies before the board of a call, in the order that the assessing body gives."""
    before = Application.objects.with_the_board()
    calls = Call.objects.filter(pk__in=before.values("call"))
    call = get_object_or_404(calls, pk=pk)
    return render(request, "checks/ranking.html", {"ranking": ranking_of(call, request.seat)})


@never_cache
@require_safe
@assessors_or_deciders_only
def every_project(request):
    """Where every project stands, without those that one has jäv in."""
    overview = projects_overview(request.seat)
    return render(request, "checks/projects.html", {"overview": overview})


@never_cache
@deciders_only
def amount(request, pk):
    """Another amount or other conditions, for who leads the matter."""
    application = to_amend(request, pk)
    form = forms.AmountForm(request.POST or None, initial=as_proposed(application))
    if form.is_valid():
        with said_in(form, "amount"):
            amend(request, application, form)
            return redirect("board:matter", request.seat.body.slug, application.matter_id)
    left = application.call.left if sees_all(application.call, request.seat) else None
    context = {"application": application, "form": form, "left": left}
    return render(request, "checks/amount.html", context)


def to_amend(request, pk) -> Application:
    """One that lies before the board; to who has jäv or does not lead it, it does not exist."""
    seen = (
        Application.objects.to_decide()
        .with_the_board()
        .filter(matter__in=Matter.objects.visible_to(request.seat))
    )
    application = get_object_or_404(seen.select_related("call", "organisation", "matter"), pk=pk)
    if not Bench(application.matter).may_lead(request.seat):
        raise Http404
    return application


def as_proposed(application) -> dict:
    amount = forms.as_typed_amount(application.proposed)
    return {"amount": amount, "conditions": application.conditions}


def amend(request, application, form):
    actions.amend_amount(application, by=request.seat, **form.cleaned_data)
    messages.success(request, _("The proposal is changed. Votes already given are asked for anew."))
