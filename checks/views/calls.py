"""The calls, as a member's people read them."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from checks.actions import why_no_check
from checks.forms import SearchForm
from checks.models import Application, Call
from members.doors import member_required
from members.models import Contact, FeeTier
from members.rules import CHECK_EMPLOYEES_BELOW


@require_safe
@member_required
def calls(request):
    """All calls, the latest first, with whether one may apply."""
    form = SearchForm(request.GET)
    sought = form.cleaned_data["q"] if form.is_valid() else ""
    context = {
        "form": form,
        "sought": sought,
        "calls": Call.objects.published().search(sought),
        **who_may_apply(request.organisation),
    }
    return render(request, "checks/calls.html", context)


@require_safe
@member_required
def call(request, pk):
    """What one call is about, and on what terms."""
    call = get_object_or_404(Call.objects.published(), pk=pk)
    context = {
        "call": call,
        "criteria": call.weighed_criteria(),
        "application": ours_in(call, request),
        "acts_for_it": Contact.Role.CONTACT in request.roles,
        **who_may_apply(request.organisation),
    }
    return render(request, "checks/call.html", context)


def ours_in(call, request) -> Application | None:
    """The organisation's application in the call."""
    ours = call.applications.live().for_organisation(request.organisation)
    return ours.select_related("organisation").first()


def who_may_apply(organisation):
    """Whether this organisation may, and what the first that may not would pay in fee."""
    today = timezone.localdate()
    tier = FeeTier.objects.in_force(today.year).for_employees(CHECK_EMPLOYEES_BELOW).first()
    return {
        "refusal": why_no_check(organisation, on=today),
        "limit": CHECK_EMPLOYEES_BELOW,
        "fee_at_limit": tier and tier.amount,
    }
