"""The secretariat's desk for paying in kind: ask, put before the body, judge the delivery.

What the member has written is not changed here: what seems wrong is asked about.
"""

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admission.timeline import inside_a_sentence
from billing import actions
from billing.forms import InKindQuestionForm, InKindValueForm, LateInKindForm, TaskFormSet
from billing.models import InKindApplication, InKindEvent, InKindTask
from board.admin.cited import CitesDecision
from board.admin.recused import without_recused
from board.models import Matter
from lattvikt.lib.admin_pages import FinalAdmin, ReadInline
from lattvikt.lib.money import kronor
from lattvikt.lib.refused import said_in

Status = InKindApplication.Status


class TaskInline(ReadInline):
    model = InKindTask
    fields = ["text", "hours", "delivered_hours"]

    def has_view_permission(self, request, obj=None):
        return True  # who sees the application sees its tasks


class EventInline(ReadInline):
    model = InKindEvent
    verbose_name_plural = gettext_lazy("The application's way")
    fields = ["at", "status", "by", "text"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by")

    def has_view_permission(self, request, obj=None):
        return True  # who sees the application sees its way


class ReportLateFilter(admin.SimpleListFilter):
    title = gettext_lazy("report")
    parameter_name = "report_late"

    def lookups(self, request, model_admin):
        return [("1", _("has not come in time"))]

    def queryset(self, request, queryset):
        return queryset.report_late() if self.value() else queryset


@admin.register(InKindApplication)
class InKindApplicationAdmin(CitesDecision, FinalAdmin):
    """Changed only by the buttons; added only for a member whose application came late."""

    change_form_template = "billing/admin/in_kind.html"
    buttons = {
        "fraga": "ask",
        "hanskjut": "refer",
        "aterkalla": "withdraw",
        "bedom": "judge",
    }
    list_display = ["organisation", "year", "status", "sum", "submitted_at"]
    list_filter = ["status", ReportLateFilter, "year"]
    list_select_related = ["organisation"]
    search_fields = ["organisation__name"]
    search_help_text = gettext_lazy("Name or organisation number, with or without its hyphen")
    ordering = ["-submitted_at"]
    inlines = [TaskInline, EventInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "status",
                    "decision",
                    "organisation",
                    "year",
                    "applicant",
                    "submitted_at",
                    "late_because",
                ]
            },
        ),
        (
            gettext_lazy("The work"),
            {"fields": ["benefit", "hourly_rate", "sum", "yearly_fee", "decide_by", "report_by"]},
        ),
        (
            gettext_lazy("Delivery"),
            {"fields": ["reported_at", "report", "reported", "approved_value", "left", "ended_on"]},
        ),
    ]
    readonly_fields = [
        "status",
        "decision",
        "submitted_at",
        "sum",
        "yearly_fee",
        "decide_by",
        "report_by",
        "reported",
        "approved_value",
        "left",
    ]

    # --- what is shown

    def get_queryset(self, request):
        """Without those that lie before a body in which the reader is recused."""
        open_to_reader = without_recused(Matter.objects.all(), request)
        rows = super().get_queryset(request).with_hours()
        return rows.filter(Q(matter=None) | Q(matter__in=open_to_reader))

    def get_search_results(self, request, queryset, search_term):
        return queryset.search(search_term) if search_term else queryset, False

    @admin.display(description=gettext_lazy("value of the work"))
    def sum(self, application):
        return kronor(application.value)

    @admin.display(description=gettext_lazy("annual fee"))
    def yearly_fee(self, application):
        return kronor(application.fee) or "–"

    @admin.display(description=gettext_lazy("decision due"))
    def decide_by(self, application):
        return application.decide_on

    @admin.display(description=gettext_lazy("delivery reported by"))
    def report_by(self, application):
        return application.report_on

    @admin.display(description=gettext_lazy("reported value"))
    def reported(self, application):
        return kronor(application.reported_value) if application.reported_at else "–"

    @admin.display(description=gettext_lazy("approved value"))
    def approved_value(self, application):
        return kronor(application.delivered_value) or "–"

    @admin.display(description=gettext_lazy("left to pay in cash"))
    def left(self, application):
        return kronor(application.left_in_cash) if application.delivered_value is not None else "–"

    # --- one application and its buttons

    def change_view(self, request, object_id, form_url="", extra_context=None):
        application = self.get_object(request, object_id)
        context = self.beside(request, application) if application else {}
        return super().change_view(request, object_id, form_url, context)

    def beside(self, request, application):
        """The buttons that may be pressed now."""
        may_act = request.user.has_perm("billing.change_inkindapplication")
        recused = may_act and actions.why_in_kind_is_not_prepared_by(application, request.user)
        may_prepare = may_act and not recused
        return {
            "recused": recused,
            "may_prepare": may_prepare and application.status == Status.SUBMITTED,
            "may_judge": may_prepare and application.may_be_reported,
            "may_withdraw": may_act and application.may_be_withdrawn,
            "body_name": inside_a_sentence(actions.in_kind_body()),
        }

    def ask(self, request, pk):
        return self.press(
            request,
            self.one_to_act_on(request, pk),
            partial(actions.ask_about_in_kind, by=request.user, today=timezone.localdate()),
            form=InKindQuestionForm(request.POST or None),
            title=_("Ask the member"),
            text=_("The application goes back to the member, who may answer and correct it."),
            button=_("Send the question"),
            done=_("The question has been sent to the member."),
        )

    def refer(self, request, pk):
        body = {"body": inside_a_sentence(actions.in_kind_body())}
        return self.press(
            request,
            self.one_to_act_on(request, pk),
            partial(actions.refer_in_kind, by=request.user, today=timezone.localdate()),
            title=_("Put the application before %(body)s") % body,
            text=_("What the member has written is from now on as it stands. A matter opens."),
            button=_("Put the application before %(body)s") % body,
            done=_("The application has been put before %(body)s.") % body,
        )

    def withdraw(self, request, pk):
        return self.press(
            request,
            self.one_to_act_on(request, pk),
            partial(actions.withdraw_in_kind, by=request.user, today=timezone.localdate()),
            title=_("Withdraw the application"),
            text=_(
                "Do it when the member has asked you to. What lies before a body is taken back, "
                "the fee is invoiced as usual, and the member gets a letter. It cannot be undone."
            ),
            button=_("Withdraw the application"),
            done=_("The application has been withdrawn."),
        )

    def judge(self, request, pk):
        application = self.one_to_act_on(request, pk)
        return self.press(
            request,
            application,
            partial(actions.judge_in_kind_delivery, by=request.user, today=timezone.localdate()),
            form=InKindValueForm(request.POST or None, initial=proposed(application)),
            title=_("Judge the delivery"),
            text=what_judging_does(application),
            button=_("Judge the delivery"),
            done=lambda judged: told(judged),
        )

    # --- an application that came late

    def has_add_permission(self, request):
        return request.user.has_perm("billing.add_inkindapplication")

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        form, tasks = LateInKindForm(request.POST or None), TaskFormSet(request.POST or None)
        if all([form.is_valid(), tasks.is_valid()]):
            with said_in(form):
                added = let_in(request, form, tasks)
                messages.success(request, _("The application is noted. The member gets a receipt."))
                return redirect(self.url_of(added))
        everywhere = {**self.admin_site.each_context(request), "opts": self.opts}
        context = {**everywhere, "form": form, "tasks": tasks}
        return TemplateResponse(request, "billing/admin/late_in_kind.html", context)


def let_in(request, form, tasks) -> InKindApplication:
    return actions.apply_in_kind(
        **form.cleaned_data, tasks=tasks.tasks, by=request.user, today=timezone.localdate()
    )


def proposed(application):
    """What the report comes to, in kronor, to begin from; nothing without a report."""
    value = application.reported_value if application.reported_at else 0
    return {"value": f"{value:.2f}".replace(".", ",").removesuffix(",00")}


def what_judging_does(application):
    facts = {
        "agreed": kronor(application.value),
        "fee": kronor(application.fee) or "–",
        "reported": kronor(application.reported_value),
    }
    if not application.reported_at:
        return _("Nothing has been reported. %(agreed)s was agreed; the fee is %(fee)s.") % facts
    return (
        _("%(reported)s is reported of the %(agreed)s that was agreed; the fee is %(fee)s.") % facts
    )


def told(application):
    if application.left_in_cash:
        left = {"left": kronor(application.left_in_cash)}
        return _("Judged. %(left)s is left to pay in cash, and is invoiced.") % left
    return _("Judged. The fee is paid with work.")
