"""The organisation: what stands about it, its head-count, its membership."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lattvikt.lib.refused import said_if_refused, said_in
from members import actions
from members.doors import member_required
from members.forms import DetailsForm, EmployeesForm, EndForm
from members.models import Contact, FeeSchedule, HeadCount


@member_required
@require_safe
def organisation(request):
    schedule = schedule_in_force(timezone.localdate().year)
    context = {
        "membership": request.organisation.memberships.first(),
        "answer": fee_answer(schedule, request.organisation, request.organisation.employees),
        "schedule": schedule,
        "may_change": Contact.Role.CONTACT in request.roles,
        "may_change_details": bool(request.roles & {Contact.Role.CONTACT, Contact.Role.INVOICE}),
    }
    return render(request, "members/organisation.html", context)


def schedule_in_force(year):
    return FeeSchedule.objects.prefetch_related("tiers").in_force(year)


def fee_answer(schedule, organisation, employees):
    """What the head-count costs this organisation and opens out; None when there is no answer."""
    if not schedule or employees is None:
        return None
    return schedule.answer_for(employees, is_for_profit=organisation.is_for_profit)


@member_required(roles=[Contact.Role.INVOICE])
def details(request):
    form = DetailsForm(request.POST or None, instance=request.organisation)
    if form.is_valid():
        with said_in(form, "invoice_email"):
            actions.change_details(
                request.organisation, today=timezone.localdate(), **form.cleaned_data
            )
            messages.success(request, _("The details are saved."))
            return redirect("members:organisation")
    return render(request, "members/details.html", {"form": form})


@member_required(roles=[Contact.Role.CONTACT])
def employees(request):
    """First what a new head-count would cost, by the address; then it is sent.

    While the year's round takes answers the head-count is also the answer to it.
    """
    form = EmployeesForm(request.POST or request.GET or None)
    if form.is_valid() and request.method == "POST":
        actions.change_employees(
            request.organisation, **form.cleaned_data, by=request.user, now=timezone.now()
        )
        messages.success(request, _("The number of employees is saved."))
        return redirect("members:organisation")
    asked = HeadCount.objects.for_organisation(request.organisation).deciding().first()
    takes_answer = bool(asked and asked.may_be_answered_on(timezone.localdate()))
    year = year_that_follows(asked, takes_answer)
    context = {"form": form, "asked": asked, "takes_answer": takes_answer, "year": year}
    return render(request, "members/employees.html", {**context, **compare(request, form, year)})


def year_that_follows(asked, takes_answer) -> int:
    """The first calendar year whose fee a new head-count decides."""
    if asked is None:
        return timezone.localdate().year + 1
    return asked.round.year if takes_answer else asked.round.year + 1


def compare(request, form, year):
    """What the head-count costs today, and what the new one would, by the fees of the year."""
    schedule, member = schedule_in_force(year), request.organisation
    now = fee_answer(schedule, member, member.employees)
    new = fee_answer(schedule, member, form.cleaned_data["employees"]) if form.is_valid() else None
    difference = new.amount - now.amount if new and now else None
    return {
        "schedule": schedule,
        "now": now,
        "new": new,
        "changes_tier": bool(new and now and new.span != now.span),
        "difference": difference,
        "saving": -difference if difference else None,
    }


@member_required(roles=[Contact.Role.CONTACT])
def end(request):
    """Ask for the membership to end. The secretariat ends it."""
    membership = request.organisation.memberships.current().first()
    if membership is None:
        raise Http404
    form = EndForm(request.POST or None)
    if form.is_valid():
        with said_if_refused(request):
            actions.ask_to_end_membership(membership, **form.cleaned_data, by=request.user)
            messages.success(request, _("Your request is sent. A receipt comes by email."))
        return redirect("members:organisation")
    last_day = actions.last_day_of_year(timezone.localdate())
    context = {"form": form, "membership": membership, "last_day": last_day}
    return render(request, "members/end.html", context)
