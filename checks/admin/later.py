"""What the board is to decide about a project that runs: other days, money back."""

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from billing.forms import DayForm
from board.admin.recused import without_recused
from checks import actions
from checks.forms import ExtensionForm, ReclaimForm, ReferForm
from checks.models import Extension, Reclaim
from lattvikt.lib.admin_pages import FinalAdmin
from lattvikt.lib.money import kronor


class DecidedLater(FinalAdmin):
    """The buttons on a project that ask something more of the board."""

    buttons = {"forlang": "extend", "aterkrav": "reclaim"}

    def render_change_form(self, request, context, *args, obj=None, **options):
        is_signed = obj.agreement.is_signed
        buttons = {
            "may_extend": is_signed and request.user.has_perm("checks.refer_extension"),
            "may_reclaim": request.user.has_perm("checks.propose_reclaim")
            and actions.most_to_reclaim(obj) > 0,
        }
        context = {**context, **buttons}
        return super().render_change_form(request, context, *args, obj=obj, **options)

    def extend(self, request, pk):
        project = self.one_to_act_on(request, pk, "checks.refer_extension")
        days = {"ends_on": project.ends_on, "report_due_on": project.report_due_on}
        return self.press(
            request,
            project,
            lambda project, **asked: actions.ask_for_extension(
                project, by=request.user, now=timezone.now(), **asked
            ),
            form=ExtensionForm(request.POST or None, initial=days),
            title=_("Ask for an extension for the member"),
            text=_("As if the member had asked. Put it before the board on its own page."),
            button=_("Ask for it"),
            done=_("The extension is asked for, and waits to be put before the board."),
        )

    def reclaim(self, request, pk):
        project = self.one_to_act_on(request, pk, "checks.propose_reclaim")
        form = ReclaimForm(
            request.POST or None,
            body=actions.deciding_body(),
            most=actions.most_to_reclaim(project),
        )
        return self.press(
            request,
            project,
            lambda project, **proposed: actions.propose_reclaim(
                project, by=request.user, now=timezone.now(), **proposed
            ),
            form=form,
            title=_("Propose a reclaim"),
            text=_("The board decides. The member is told when it has decided on a reclaim."),
            button=_("Put it before the board"),
            done=_("The reclaim lies before the board."),
        )


class LaterCaseAdmin(FinalAdmin):
    list_select_related = ["project__application__organisation", "matter__decision"]
    search_fields = ["project__application__organisation__name"]

    def get_queryset(self, request):
        return without_recused(super().get_queryset(request).with_project(), request)

    @admin.display(description=gettext_lazy("organisation"))
    def organisation(self, case):
        return case.project.organisation

    @admin.display(description=gettext_lazy("status"))
    def state(self, case):
        return case.state.label

    @admin.display(description=pgettext_lazy("check", "project"))
    def link_to_project(self, case):
        url = reverse("admin:checks_project_change", args=[case.project_id])
        return format_html('<a href="{}">{}</a>', url, case.project)

    @admin.display(description=gettext_lazy("decision"))
    def decision(self, case):
        return case.decision or "–"


class ToReferFilter(admin.SimpleListFilter):
    title = gettext_lazy("what waits")
    parameter_name = "waits"

    def lookups(self, request, model_admin):
        return [("refer", _("to put before the board"))]

    def queryset(self, request, queryset):
        return queryset.to_refer() if self.value() else queryset


@admin.register(Extension)
class ExtensionAdmin(LaterCaseAdmin):
    change_form_template = "checks/admin/extension.html"
    buttons = {"till-styrelsen": "refer"}
    list_display = ["organisation", "report_due_on", "state", "asked_at"]
    list_filter = [ToReferFilter]
    fields = readonly_fields = [
        "link_to_project",
        "state",
        "ends_on",
        "report_due_on",
        "reason",
        "asked_by",
        "asked_at",
        "decision",
    ]

    def render_change_form(self, request, context, *args, obj=None, **options):
        may_refer = obj.state == Extension.State.ASKED and request.user.has_perm(
            "checks.refer_extension"
        )
        context = {**context, "may_refer": may_refer}
        return super().render_change_form(request, context, *args, obj=obj, **options)

    def refer(self, request, pk):
        return self.press(
            request,
            self.one_to_act_on(request, pk, "checks.refer_extension"),
            lambda extension, meeting: actions.refer_extension(
                extension, meeting=meeting, by=request.user, now=timezone.now()
            ),
            form=ReferForm(request.POST or None, body=actions.deciding_body()),
            title=_("Put the extension before the board"),
            text=_("It becomes a matter on the meeting, with the member’s reason."),
            button=_("Put it before the board"),
            done=_("The extension lies before the board."),
        )


class OwedFilter(admin.SimpleListFilter):
    title = gettext_lazy("what waits")
    parameter_name = "waits"

    def lookups(self, request, model_admin):
        return [("owed", _("to be paid back")), ("overdue", _("not paid back in time"))]

    def queryset(self, request, queryset):
        found = {"owed": queryset.to_repay, "overdue": queryset.overdue}
        return found[self.value()]() if self.value() in found else queryset


@admin.register(Reclaim)
class ReclaimAdmin(LaterCaseAdmin):
    change_form_template = "checks/admin/reclaim.html"
    buttons = {"aterbetalt": "repaid"}
    list_display = ["organisation", "sum", "state", "due_on", "repaid_on"]
    list_filter = [OwedFilter]
    fields = readonly_fields = [
        "link_to_project",
        "state",
        "sum",
        "reason",
        "proposed_by",
        "proposed_at",
        "decision",
        "due_on",
        "repaid_on",
        "repaid_noted_by",
    ]

    @admin.display(description=gettext_lazy("amount"), ordering="amount")
    def sum(self, reclaim):
        return kronor(reclaim.amount)

    def render_change_form(self, request, context, *args, obj=None, **options):
        is_owed = obj.state in (Reclaim.State.OWED, Reclaim.State.OVERDUE)
        context = {**context, "may_note": is_owed and request.user.has_perm("checks.note_repaid")}
        return super().render_change_form(request, context, *args, obj=obj, **options)

    def repaid(self, request, pk):
        return self.press(
            request,
            reclaim := self.one_to_act_on(request, pk, "checks.note_repaid"),
            lambda reclaim, on: actions.note_repaid(
                reclaim, repaid_on=on, by=request.user, now=timezone.now()
            ),
            form=DayForm(request.POST or None),
            title=_("Note that the reclaim has been paid back"),
            text=_("On the day that the money came to our account, with the whole amount."),
            facts=[(_("amount"), kronor(reclaim.amount))],
            button=_("It has been paid back"),
            done=_("The reclaim is noted as paid back, and the member is told."),
        )
