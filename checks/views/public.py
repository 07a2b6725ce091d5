"""Granted checks, as anybody may read them, and what a member allows of its own."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from checks import actions
from checks.forms import PublicityForm, PublicSearchForm
from checks.models import Project, Publicity, public_lines
from checks.views.applications import CONTACT
from checks.views.projects import our_project
from lattvikt.lib.refused import said_in
from members.doors import member_required

PER_PAGE = 25


@require_safe
def granted_checks(request):
    """As much of each as its member allows; the latest first."""
    form = PublicSearchForm(request.GET)
    sought = form.cleaned_data["q"] if form.is_valid() else ""
    page = Paginator(public_lines(sought), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "checks/granted.html", {"form": form, "sought": sought, "page": page})


@never_cache
@sensitive_post_parameters()
@member_required(roles=CONTACT)
def publicity(request, pk):
    project = our_project(request, pk)
    form = PublicityForm(request.POST or None, initial=as_allowed(project))
    if form.is_valid():
        with said_in(form):
            actions.allow_publicity(
                project, by=request.user, now=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("Thank you. No more than that is shown of the project."))
            return redirect("checks:project", pk)
    return render(request, "checks/publicity.html", {"project": project, "form": form})


def as_allowed(project: Project) -> dict:
    names = ["title", "organisation", "amount", "text"]
    return Publicity.objects.filter(project=project).values(*names).first() or {}
