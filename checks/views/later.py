"""Other days for a project, as the member asks for them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from checks import actions, forms
from checks.models import Extension
from checks.views.applications import CONTACT
from checks.views.projects import our_project
from lattvikt.lib.refused import said_if_refused, said_in
from members.doors import member_required


@never_cache
@sensitive_post_parameters()
@member_required(roles=CONTACT)
def extend(request, pk):
    project = our_project(request, pk)
    if not project.agreement.is_signed:
        return redirect("checks:project", pk)
    days = {"ends_on": project.ends_on, "report_due_on": project.report_due_on}
    form = forms.ExtensionForm(request.POST or None, initial=days)
    if form.is_valid():
        with said_in(form):
            actions.ask_for_extension(
                project, by=request.user, now=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("Thank you. The board decides, and we tell you by letter."))
            return redirect("checks:project", pk)
    return render(request, "checks/extend.html", {"project": project, "form": form})


@require_POST
@member_required(roles=CONTACT)
def withdraw_extension(request, pk):
    project = our_project(request, pk)
    extension = get_object_or_404(Extension.objects.to_refer().filter(project=project))
    with said_if_refused(request):
        actions.withdraw_extension(extension, now=timezone.now())
        messages.success(request, _("The request is taken back."))
    return redirect("checks:project", pk)
