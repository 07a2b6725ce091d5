"""The partners and the files of an application, each on a page of its own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from checks import actions
from checks.forms import FileForm, PartnerForm
from checks.models import ApplicationFile
from checks.views.applications import CONTACT, our_application
from lattvikt.lib.refused import said_if_refused, said_in
from members.doors import member_required


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@member_required(roles=CONTACT)
def partners(request, pk):
    application = our_application(request, pk)
    form = PartnerForm(request.POST or None, applicant=request.organisation)
    if form.is_valid():
        with said_in(form):
            actions.ask_partner(application, by=request.user, now=timezone.now(), **form.facts)
            messages.success(request, _("We have asked by letter."))
            return redirect("checks:partners", pk)
    standing = application.partners.standing()
    context = {"application": application, "form": form, "partners": standing}
    return render(request, "checks/partners.html", context)


@never_cache
@member_required(roles=CONTACT)
def files(request, pk):
    application = our_application(request, pk)
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with said_in(form):
            actions.add_file(
                application,
                judged=form.judged,
                title=form.cleaned_data["title"],
                by=request.user,
                now=timezone.now(),
            )
            messages.success(request, _("The file is kept with the application."))
            return redirect("checks:files", pk)
    context = {"application": application, "form": form, "files": application.files.standing()}
    return render(request, "checks/files.html", context)


@require_POST
@member_required(roles=CONTACT)
def drop_partner(request, pk, partner):
    return drop(request, our_application(request, pk).partners, partner, "checks:partners")


@require_POST
@member_required(roles=CONTACT)
def ask_again(request, pk, partner):
    """Another letter to a partner that is silent."""
    asked = get_object_or_404(our_application(request, pk).partners.standing(), pk=partner)
    with said_if_refused(request):
        actions.ask_partner_again(asked, by=request.user, now=timezone.now())
        messages.success(request, _("We have asked by letter."))
    return redirect("checks:partners", pk)


@require_POST
@member_required(roles=CONTACT)
def drop_file(request, pk, file):
    return drop(request, our_application(request, pk).files, file, "checks:files")


def drop(request, enclosures, pk, page):
    enclosure = get_object_or_404(enclosures.standing(), pk=pk)
    with said_if_refused(request):
        actions.take_away(enclosure, now=timezone.now())
        messages.success(request, _("It is taken away from the application."))
    return redirect(page, enclosure.application_id)


@never_cache
@login_required
@require_safe
def file(request, pk):
    """A file, to who may see it; saved by the browser, never opened as a page of ours."""
    file = get_object_or_404(ApplicationFile.objects.visible_to(request.user), pk=pk)
    return FileResponse(
        file.file.open(),
        as_attachment=True,
        filename=file.download_name,
        content_type=file.mimetype,
    )
