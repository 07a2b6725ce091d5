from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lattvikt.lib.admin_pages import ButtonAdmin, NamedFieldsFormSet
from lattvikt.lib.money import kronor
from members import actions
from members.forms import AdoptionForm
from members.models import FeeSchedule, FeeTier


class FeeTierInline(admin.TabularInline):
    """Once a year's invoicing is approved its tiers stand: invoices are made from them."""

    model = FeeTier
    formset = NamedFieldsFormSet
    fields = ["from_employees", "amount"]
    extra = 0

    def has_add_permission(self, request, obj=None):
        return is_open(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return is_open(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return is_open(obj) and super().has_delete_permission(request, obj)


def is_open(schedule):
    return schedule is None or schedule.run_approved_at is None


@admin.register(FeeSchedule)
class FeeScheduleAdmin(ButtonAdmin):
    change_form_template = "members/admin/feeschedule.html"
    buttons = {"faststall": "adopt", "utkast": "draft"}
    history_parts = [FeeTier]
    list_display = ["year", "adopted_on", "decision_reference", "fees", "run_approved_at"]
    inlines = [FeeTierInline]
    fields = ["year"]
    decided = ["adopted_on", "decision_reference", "run_approved_at", "run_approved_by"]

    def get_queryset(self, request):
        schedules = super().get_queryset(request)
        return schedules.select_related("run_approved_by").prefetch_related("tiers")

    def get_fields(self, request, obj=None):
        return [*self.fields, *self.decided] if obj else self.fields

    def get_readonly_fields(self, request, obj=None):
        return [*self.fields, *self.decided] if obj and obj.adopted_on else self.decided

    def has_delete_permission(self, request, obj=None):
        is_draft = obj is not None and obj.adopted_on is None
        return is_draft and super().has_delete_permission(request, obj)

    @admin.display(description=gettext_lazy("fees"))
    def fees(self, schedule):
        return " · ".join(kronor(tier.amount) for tier in schedule.tiers.all()) or None

    def render_change_form(self, request, context, *args, obj=None, **options):
        if obj:
            next_one = FeeSchedule.objects.filter(year=obj.year + 1)
            context = {**context, "may_draft_next": not next_one.exists(), "next": obj.year + 1}
        return super().render_change_form(request, context, *args, obj=obj, **options)

    def draft(self, request, pk):
        """To the list afterwards: the draft stands first in it."""
        schedule = self.one_to_act_on(request, pk, "members.add_feeschedule")
        if request.method == "POST":
            return self.act(
                request,
                lambda: actions.draft_next_year(schedule),
                done=lambda draft: _("The draft for %(year)s is made.") % {"year": draft.year},
                back=reverse("admin:members_feeschedule_changelist"),
            )
        return self.ask_first(
            request,
            schedule,
            title=_("Draft the fees for %(year)s") % {"year": schedule.year + 1},
            text=_(
                "The tiers are copied, and you change them on the draft’s own page. A draft is "
                "shown to nobody outside and is used for no invoice."
            ),
            button=_("Make the draft"),
        )

    def adopt(self, request, pk):
        return self.press(
            request,
            self.one_to_act_on(request, pk, "members.change_feeschedule"),
            actions.adopt_schedule,
            form=AdoptionForm(request.POST or None),
            title=_("Note that the fees are adopted"),
            text=_(
                "The annual meeting adopts the fees. From then on every page shows them, and the "
                "year's invoicing can be approved."
            ),
            button=_("The fees are adopted"),
            done=_("The fees are adopted."),
        )
