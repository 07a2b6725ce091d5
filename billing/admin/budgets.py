from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing import rules
from billing.actions import adopt_budget, reopen_budget
from billing.forms import BudgetAdoptionForm
from billing.models import Budget, BudgetEntry, BudgetLine, Terms
from lattvikt.lib.admin_pages import ButtonAdmin, NamedFieldsFormSet
from lattvikt.lib.history import TrackedAdmin
from lattvikt.lib.money import kronor


def is_draft(budget):
    return budget is None or budget.adopted_on is None


class BudgetLineInline(admin.TabularInline):
    """Once the budget is adopted its lines stand."""

    model = BudgetLine
    formset = NamedFieldsFormSet
    fields = ["kind", "note", "amount"]
    extra = 0

    def get_extra(self, request, obj=None, **kwargs):
        return 3 if is_draft(obj) else 0

    def has_add_permission(self, request, obj=None):
        return is_draft(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return is_draft(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return is_draft(obj) and super().has_delete_permission(request, obj)


@admin.register(Budget)
class BudgetAdmin(ButtonAdmin):
    change_form_template = "billing/admin/budget.html"
    buttons = {"faststall": "adopt", "oppna": "reopen"}
    history_parts = [BudgetLine]
    list_display = ["year", "adopted_on", "decision_reference", "income", "cost"]
    inlines = [BudgetLineInline]
    fields = ["year", "shared_cost"]
    decided = ["adopted_on", "decision_reference", "share"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("lines")

    def get_fields(self, request, obj=None):
        return [*self.fields, *self.decided] if obj else self.fields

    def get_readonly_fields(self, request, obj=None):
        return self.decided if is_draft(obj) else [*self.fields, *self.decided]

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("income"))
    def income(self, budget):
        return kronor(sum(line.amount for line in budget.lines.all() if line.is_income))

    @admin.display(description=gettext_lazy("costs"))
    def cost(self, budget):
        return kronor(sum(line.amount for line in budget.lines.all() if not line.is_income))

    @admin.display(description=gettext_lazy("share of the shared management"))
    def share(self, budget):
        return share_in_words(budget, Terms.objects.current())

    def adopt(self, request, pk):
        return self.press(
            request,
            self.one_to_act_on(request, pk),
            adopt_budget,
            form=BudgetAdoptionForm(request.POST or None),
            title=_("Note that the budget is adopted"),
            text=_("The annual meeting adopts the budget. From then on its lines stand."),
            button=_("The budget is adopted"),
            done=_("The budget is adopted."),
        )

    def reopen(self, request, pk):
        return self.press(
            request,
            self.one_to_act_on(request, pk),
            reopen_budget,
            title=_("Open the budget for a new decision"),
            text=_(
                "The budget becomes a draft that can be changed and adopted anew. The decision "
                "that stands now is kept in its history."
            ),
            button=_("Open the budget"),
            done=_("The budget is a draft again."),
        )


def share_in_words(budget, terms):
    """«9,5 %. Andelen är som avsett.»"""
    percent = rules.percent_of(budget.contribution, budget.shared_cost)
    verdict = rules.judge_share(
        budget.contribution,
        budget.shared_cost,
        target=terms.shared_share,
        tolerance=terms.shared_share_tolerance,
    )
    if percent is None:
        return verdict.label
    return f"{percent}\u00a0%. {verdict.label}".replace(".", ",", 1)


@admin.register(BudgetEntry)
class BudgetEntryAdmin(TrackedAdmin):
    list_display = ["on", "line", "sum", "text", "noted_by"]
    list_filter = ["line__budget", "line__kind"]
    list_select_related = ["line__budget", "noted_by"]
    search_fields = ["text"]
    ordering = ["-on", "-pk"]
    fields = ["line", "on", "amount", "text"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "line":
            open_lines = BudgetLine.objects.open().select_related("budget")
            kwargs["queryset"] = open_lines.order_by("-budget__year", "pk")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        obj.noted_by = obj.noted_by or request.user
        super().save_model(request, obj, form, change)

    @admin.display(description=gettext_lazy("amount"), ordering="amount")
    def sum(self, entry):
        return kronor(entry.amount)
