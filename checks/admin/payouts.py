from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from billing.forms import DayForm, ReasonForm
from board.admin.recused import without_recused
from checks import actions
from checks.models import Payout
from lattvikt.lib.admin_pages import FinalAdmin
from lattvikt.lib.money import kronor


class WaitsFilter(admin.SimpleListFilter):
    title = pgettext_lazy("check", "what is waited for")
    parameter_name = "waits"

    def lookups(self, request, model_admin):
        return [("approve", _("to approve")), ("confirm", _("to pay and confirm"))]

    def queryset(self, request, queryset):
        if self.value() == "approve":
            return queryset.to_approve()
        return queryset.to_confirm() if self.value() == "confirm" else queryset


@admin.register(Payout)
class PayoutAdmin(FinalAdmin):
    """Money that members ask for: approved by one person, paid and confirmed by another."""

    change_form_template = "checks/admin/payout.html"
    buttons = {"godkann": "approve", "bekrafta": "confirm", "avsla": "refuse"}
    list_display = ["asked_at", "sum", "organisation", "state", "paid_on"]
    list_filter = [WaitsFilter]
    list_select_related = ["project__application__organisation", "project__application__call"]
    search_fields = ["project__application__organisation__name"]
    fields = readonly_fields = [
        "state",
        "sum",
        "account",
        "note",
        "link_to_project",
        "asked_by",
        "asked_at",
        "approved_by",
        "approved_at",
        "confirmed_by",
        "confirmed_at",
        "paid_on",
        "refused_by",
        "refused_at",
        "refused_because",
    ]

    def get_queryset(self, request):
        return without_recused(super().get_queryset(request), request)

    @admin.display(description=gettext_lazy("amount"), ordering="amount")
    def sum(self, payout):
        return kronor(payout.amount)

    @admin.display(description=gettext_lazy("bankgiro"))
    def account(self, payout):
        return payout.shown_bankgiro

    @admin.display(description=gettext_lazy("status"))
    def state(self, payout):
        return payout.state.label

    @admin.display(description=gettext_lazy("organisation"))
    def organisation(self, payout):
        return payout.project.organisation

    @admin.display(description=pgettext_lazy("check", "project"))
    def link_to_project(self, payout):
        url = reverse("admin:checks_project_change", args=[payout.project_id])
        return format_html('<a href="{}">{}</a>', url, payout.project)

    def render_change_form(self, request, context, *args, obj=None, **options):
        refusal = actions.why_nothing_more(obj.project) if obj.is_open else None
        state = None if refusal else obj.state
        buttons = {
            "refusal": refusal,
            "may_approve": may_approve(request) and state == Payout.State.ASKED,
            "may_confirm": may_confirm(request) and state == Payout.State.APPROVED,
            "may_refuse": (may_approve(request) or may_confirm(request)) and obj.is_open,
        }
        return super().render_change_form(
            request, {**context, **buttons}, *args, obj=obj, **options
        )

    def approve(self, request, pk):
        return self.press(
            request,
            payout := self.one_to_act_on(request, pk, "checks.approve_payout"),
            lambda payout: actions.approve_payout(payout, by=request.user, now=timezone.now()),
            title=_("Approve the payout"),
            text=_("Somebody else of the treasury then pays it and confirms that here."),
            facts=facts_of(payout),
            button=_("Approve"),
            done=_("The payout is approved, and waits for the treasury."),
        )

    def confirm(self, request, pk):
        return self.press(
            request,
            payout := self.one_to_act_on(request, pk, "checks.confirm_payout"),
            lambda payout, on: actions.confirm_payout(
                payout, paid_on=on, by=request.user, now=timezone.now()
            ),
            form=DayForm(request.POST or None),
            title=_("Confirm that the payout has been paid"),
            text=_("Pay it from the bank first. Here it is noted on which day that was done."),
            facts=facts_of(payout),
            button=_("It has been paid"),
            done=_("The payout is noted as paid, and the member is told."),
        )

    def refuse(self, request, pk):
        if not (may_approve(request) or may_confirm(request)):
            raise PermissionDenied
        return self.press(
            request,
            payout := self.one_to_act_on(request, pk, "checks.view_payout"),
            lambda payout, reason: actions.refuse_payout(
                payout, because=reason, by=request.user, now=timezone.now()
            ),
            form=ReasonForm(request.POST or None),
            title=_("Do not pay"),
            text=_("The member reads the reason, and may ask again."),
            facts=facts_of(payout),
            button=_("Do not pay"),
            done=_("The payout is refused, and the member is told."),
        )


def may_approve(request) -> bool:
    return request.user.has_perm("checks.approve_payout")


def may_confirm(request) -> bool:
    return request.user.has_perm("checks.confirm_payout")


def facts_of(payout):
    return [
        (_("organisation"), payout.project.organisation),
        (_("amount"), kronor(payout.amount)),
        (_("bankgiro"), payout.shown_bankgiro),
        (_("what it is for"), payout.note),
    ]
