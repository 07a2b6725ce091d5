"""Paying in kind: the pages of a member's contact persons."""

from dataclasses import dataclass
from decimal import Decimal

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from billing import actions, rules
from billing.forms import InKindAnswerForm, InKindForm, InKindReportForm, TaskFormSet
from billing.in_kind_timeline import in_kind_timeline
from billing.models import InKindApplication, Terms, fee_of
from board.models import CITED
from lattvikt.lib import hours
from lattvikt.lib.refused import said_if_refused, said_in
from members.doors import member_required
from members.models import Contact

CONTACT = (Contact.Role.CONTACT,)
SEND = "send"  # the button that sends; the others only reckon, or make room


@dataclass(frozen=True)
class Sum:
    """What the tasks come to beside the fee, in kronor."""

    hours: Decimal
    rate: Decimal
    fee: Decimal | None

    @property
    def value(self) -> Decimal:
        return rules.value_of(self.hours, self.rate)

    @property
    def lack(self) -> Decimal:
        return rules.lacking(self.value, self.fee or Decimal(0))


@never_cache
@member_required(roles=CONTACT)
def in_kind(request):
    """What paying in kind is, the years one may apply for, and the applications there are."""
    today, terms = timezone.localdate(), Terms.objects.current()
    applications = InKindApplication.objects.for_organisation(request.organisation)
    taken = set(applications.live().values_list("year", flat=True))
    years = rules.years_open(today, terms.in_kind_apply_on(today.year))
    context = {
        "applications": applications.with_hours().order_by("-year", "-pk"),
        "years": [(year, terms.in_kind_apply_on(year)) for year in years if year not in taken],
        "terms": terms,
        "refusal": actions.why_not_in_kind(request.organisation, today.year),
    }
    status = 403 if request.organisation.is_for_profit is not False else 200
    return render(request, "billing/in_kind/list.html", context, status=status)


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@member_required(roles=CONTACT)
def apply_in_kind(request, year):
    """The tasks beside the fee. Sent by one button; the others only reckon and make room."""
    guard_year(year)
    if refusal := why_not_apply(request, year):
        return render(request, "billing/in_kind/refused.html", {"refusal": refusal}, status=403)
    form, tasks = InKindForm(request.POST or None), TaskFormSet(request.POST or None)
    if is_sent(request, form, tasks):
        with said_in(form):
            application = apply(request, year, form, tasks)
            messages.success(request, _("Thank you. The application has been sent."))
            return redirect("in_kind:application", application.pk)
    terms = Terms.objects.current()
    context = {
        "year": year,
        "last_day": terms.in_kind_apply_on(year),
        "sum": Sum(tasks.hours, terms.in_kind_hourly_rate, fee_of(request.organisation, year)),
        **as_shown(request, form, tasks),
    }
    return render(request, "billing/in_kind/apply.html", context)


def guard_year(year):
    """404 for a year that nobody could mean."""
    if year not in (this_year := timezone.localdate().year, this_year + 1):
        raise Http404


def why_not_apply(request, year) -> str | None:
    """What the action would say to whatever is written."""
    refusal = actions.why_not_in_kind(request.organisation, year)
    return refusal or actions.why_too_late_for_in_kind(year, today=timezone.localdate())


def is_sent(request, form, tasks) -> bool:
    if SEND not in request.POST:
        return False
    return all([form.is_valid(), tasks.is_valid()])


def apply(request, year, form, tasks) -> InKindApplication:
    return actions.apply_in_kind(
        request.organisation,
        year=year,
        benefit=form.cleaned_data["benefit"],
        tasks=tasks.tasks,
        by=request.user,
        today=timezone.localdate(),
    )


def as_shown(request, form, tasks):
    """What was typed: judged when it was sent, else with room for more."""
    if request.method == "POST" and SEND not in request.POST:
        form = type(form)(initial={name: form[name].value() for name in form.fields})
        tasks = TaskFormSet(initial=tasks.as_typed())
    return {"form": form, "tasks": tasks}


@require_POST
@member_required(roles=CONTACT)
def in_kind_sum(request, year):
    """What the tasks come to, while they are typed."""
    guard_year(year)
    tasks, rate = TaskFormSet(request.POST), Terms.objects.current().in_kind_hourly_rate
    context = {"sum": Sum(tasks.hours, rate, fee_of(request.organisation, year))}
    return render(request, "billing/in_kind/_sum.html", context)


def our_application(request, pk) -> InKindApplication:
    ours = InKindApplication.objects.for_organisation(request.organisation).with_hours()
    related = ["organisation", "matter__decision__body", f"matter__decision__{CITED}"]
    return get_object_or_404(ours.select_related(*related), pk=pk)


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@member_required(roles=CONTACT)
def in_kind_application(request, pk):
    """How it goes, and the place to answer a question."""
    application = our_application(request, pk)
    context = {"application": application, "timeline": in_kind_timeline(application)}
    if application.status == InKindApplication.Status.RETURNED:
        return answer(request, application, context)
    return render(request, "billing/in_kind/application.html", context)


def answer(request, application, context):
    form, tasks = answer_forms(request, application)
    if is_sent(request, form, tasks):
        with said_in(form):
            send_answer(request, application, form, tasks)
            return redirect("in_kind:application", application.pk)
    offered = tasks.hours if tasks.is_bound else application.hours
    context |= {
        "question": application.last_question,
        "sum": Sum(offered, application.hourly_rate, application.fee),
        "year": application.year,
        **as_shown(request, form, tasks),
    }
    return render(request, "billing/in_kind/application.html", context)


def answer_forms(request, application):
    """What was typed; before that what the application says."""
    if request.method == "POST":
        return InKindAnswerForm(request.POST), TaskFormSet(request.POST)
    rows = [
        {"text": task.text, "hours": hours.show(task.hours)} for task in application.tasks.all()
    ]
    return InKindAnswerForm(initial={"benefit": application.benefit}), TaskFormSet(initial=rows)


def send_answer(request, application, form, tasks):
    actions.answer_in_kind_question(
        application,
        **form.cleaned_data,
        tasks=tasks.tasks,
        by=request.user,
        today=timezone.localdate(),
    )
    messages.success(request, _("Thank you. The secretariat has your answer."))


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@member_required(roles=CONTACT)
def report_in_kind(request, pk):
    """What was delivered of each task."""
    application = our_application(request, pk)
    if not application.may_be_reported:
        return redirect("in_kind:application", pk)
    tasks, written = list(application.tasks.all()), {"report": application.report}
    form = InKindReportForm(request.POST or None, tasks=tasks, initial=written)
    if form.is_valid():
        with said_in(form):
            send_report(request, application, form)
            return redirect("in_kind:application", pk)
    context = {"application": application, "form": form}
    return render(request, "billing/in_kind/report.html", context)


def send_report(request, application, form):
    actions.report_in_kind_delivery(
        application,
        report=form.cleaned_data["report"],
        hours=form.hours,
        by=request.user,
        now=timezone.now(),
    )
    messages.success(request, _("Thank you. The secretariat now looks at the delivery."))


@never_cache
@member_required(roles=CONTACT)
def withdraw_in_kind(request, pk):
    application = our_application(request, pk)
    if request.method == "POST":
        with said_if_refused(request):
            actions.withdraw_in_kind(application, by=request.user, today=timezone.localdate())
            messages.success(request, _("The application has been withdrawn."))
        return redirect("in_kind:application", pk)
    if not application.may_be_withdrawn:
        return redirect("in_kind:application", pk)
    return render(request, "billing/in_kind/withdraw.html", {"application": application})
