"""A granted medlemscheck, as the member's contact persons follow it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from accounts.adapter import has_just_logged_in
from checks import actions, forms
from checks.models import Project, Report
from checks.views.applications import CONTACT
from lattvikt.lib.money import two_decimals
from lattvikt.lib.refused import said_in
from members.doors import member_required

APPROVED = Report.Status.APPROVED


def our_project(request, pk) -> Project:
    ours = Project.objects.for_organisation(request.organisation)
    return get_object_or_404(ours.with_application(), pk=pk)


@never_cache
@member_required(roles=CONTACT)
@require_safe
def project(request, pk):
    """Where it stands: the agreement, the money, and what is to be done next."""
    project = our_project(request, pk)
    report = Report.objects.filter(project=project).first()
    extensions = project.extensions.with_project().order_by("asked_at", "pk")
    is_open = project.agreement.is_signed and not (report and report.status == APPROVED)
    context = {
        "project": project,
        "agreement": project.agreement,
        "report": report,
        "extensions": extensions,
        "may_extend": is_open and not project.extensions.open().exists(),
        "reclaims": project.reclaims.approved().with_project(),
        "payouts": project.payouts.order_by("asked_at", "pk"),
        "paid": project.payouts.paid().sum(),
        "most": actions.most_to_pay_out(project) if project.agreement.is_signed else 0,
    }
    return render(request, "checks/project.html", context)


@cache_control(private=True)
@member_required(roles=CONTACT)
@require_safe
def agreement(request, pk):
    """The document, byte for byte as it is signed."""
    return as_file(our_project(request, pk).agreement)


def as_file(agreement) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{agreement.file_name}"'}
    content = agreement.document.content
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@never_cache
@member_required(roles=CONTACT)
def sign(request, pk):
    """Only for who has just shown who they are; others log in again."""
    project = our_project(request, pk)
    agreement = project.agreement
    if agreement.of_member:
        return redirect("checks:project", pk)
    if not has_just_logged_in(request):
        return render(request, "checks/log_in_again.html", {"project": project})
    form = forms.SignForm(request.POST or None)
    if form.is_valid():
        with said_in(form):
            actions.sign_for_member(agreement, by=request.user, now=timezone.now())
            messages.success(request, _("You have signed the agreement. Now the programme signs."))
            return redirect("checks:project", pk)
    context = {"project": project, "agreement": agreement, "form": form}
    return render(request, "checks/sign.html", context)


@never_cache
@member_required(roles=CONTACT)
def ask_for_payout(request, pk):
    project = our_project(request, pk)
    if not project.agreement.is_signed:
        return redirect("checks:project", pk)
    form = forms.PayoutForm(request.POST or None, most=actions.most_to_pay_out(project))
    if form.is_valid():
        with said_in(form):
            actions.ask_for_payout(
                project, by=request.user, now=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("Thank you. We will look at it and tell you by letter."))
            return redirect("checks:project", pk)
    return render(request, "checks/ask_for_payout.html", {"project": project, "form": form})


@never_cache
@sensitive_post_parameters()
@member_required(roles=CONTACT)
def report(request, pk):
    """Written and sent; again when it was returned with a question."""
    project = our_project(request, pk)
    report = Report.objects.filter(project=project).first()
    is_ours = report is None or report.status == Report.Status.RETURNED
    if not (project.agreement.is_signed and is_ours):
        return redirect("checks:project", pk)
    form = forms.ReportForm(request.POST or None, initial=as_sent(report))
    if form.is_valid():
        with said_in(form):
            actions.send_report(project, by=request.user, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Thank you. The report has been sent."))
            return redirect("checks:project", pk)
    context = {"project": project, "report": report, "form": form}
    return render(request, "checks/report.html", context)


def as_sent(report) -> dict:
    if report is None:
        return {}
    texts = {name: getattr(report, name) for name in ["done", "results", "benefit"]}
    return {**texts, "costs": two_decimals(report.costs)}
