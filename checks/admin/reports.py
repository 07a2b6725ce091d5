from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.forms import ReasonForm
from board.admin.recused import without_recused
from checks import actions
from checks.models import Report
from lattvikt.lib.admin_pages import FinalAdmin
from lattvikt.lib.money import kronor


@admin.register(Report)
class ReportAdmin(FinalAdmin):
    """Final reports: approved, or returned with a question."""

    change_form_template = "checks/admin/report.html"
    buttons = {"godkann": "approve", "fraga": "ask"}
    list_display = ["sent_at", "organisation", "status", "sum"]
    list_filter = ["status"]
    list_select_related = ["project__application__organisation"]
    search_fields = ["project__application__organisation__name"]
    fields = readonly_fields = [
        "status",
        "organisation",
        "done",
        "results",
        "benefit",
        "sum",
        "sent_by",
        "sent_at",
        "question",
        "judged_by",
        "judged_at",
    ]

    def get_queryset(self, request):
        return without_recused(super().get_queryset(request), request)

    @admin.display(description=gettext_lazy("organisation"))
    def organisation(self, report):
        return report.project.organisation

    @admin.display(description=gettext_lazy("actual costs"), ordering="costs")
    def sum(self, report):
        return kronor(report.costs)

    def render_change_form(self, request, context, *args, obj=None, **options):
        waits = obj.status == Report.Status.SENT
        may_judge = waits and request.user.has_perm("checks.judge_report")
        context = {**context, "may_judge": may_judge}
        return super().render_change_form(request, context, *args, obj=obj, **options)

    def approve(self, request, pk):
        return self.press(
            request,
            self.one_to_act_on(request, pk, "checks.judge_report"),
            lambda report: actions.approve_report(report, by=request.user, now=timezone.now()),
            title=_("Approve the final report"),
            text=_("The member may then ask for the rest of the medlemscheck."),
            button=_("Approve"),
            done=_("The report is approved, and the member is told."),
        )

    def ask(self, request, pk):
        form = ReasonForm(request.POST or None)
        form.fields["reason"].label = _("Your question")
        return self.press(
            request,
            self.one_to_act_on(request, pk, "checks.judge_report"),
            lambda report, reason: actions.return_report(
                report, question=reason, by=request.user, now=timezone.now()
            ),
            form=form,
            title=_("Return the report with a question"),
            text=_("The member reads the question, and sends the report again."),
            button=_("Return it"),
            done=_("The report is returned, and the member is told."),
        )
