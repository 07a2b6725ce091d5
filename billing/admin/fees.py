from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.actions import approve_run, left_out, preview_run
from billing.models import AnnualFee, Invoice
from lattvikt.lib.admin_pages import FinalAdmin
from lattvikt.lib.money import kronor
from members.models import FeeSchedule


class UndeliverableFilter(admin.SimpleListFilter):
    title = gettext_lazy("invoice")
    parameter_name = "undeliverable"

    def lookups(self, request, model_admin):
        return [("1", _("has nowhere to go"))]

    def queryset(self, request, queryset):
        return queryset.undeliverable() if self.value() else queryset


@admin.register(AnnualFee)
class AnnualFeeAdmin(FinalAdmin):
    change_list_template = "billing/admin/annualfees.html"
    list_display = ["organisation", "year", "employees", "sum", "is_invoiced"]
    list_filter = ["year", UndeliverableFilter]
    list_select_related = ["organisation"]
    search_fields = ["organisation__name", "organisation__org_number"]
    ordering = ["-year", "organisation__sort_name", "pk"]
    fields = ["organisation", "year", "employees", "from_employees", "to_employees", "sum"]
    readonly_fields = ["sum"]

    def get_queryset(self, request):
        live = Invoice.objects.live().filter(fee=OuterRef("pk"))
        return super().get_queryset(request).annotate(invoiced=Exists(live))

    def get_urls(self):
        run = self.admin_site.admin_view(self.run)
        return [path("run/<int:year>/", run, name="billing_annualfee_run"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        schedules = FeeSchedule.objects.adopted().order_by("-year")[:3]
        return super().changelist_view(request, {"schedules": schedules, **(extra_context or {})})

    @admin.display(description=gettext_lazy("amount"), ordering="amount")
    def sum(self, fee):
        return kronor(fee.amount)

    @admin.display(description=gettext_lazy("invoiced"), boolean=True)
    def is_invoiced(self, fee):
        return fee.invoiced

    def run(self, request, year):
        """A year's invoicing: what it comes to, who is left out and why, and the approval."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        schedules = FeeSchedule.objects.adopted().prefetch_related("tiers")
        schedule = get_object_or_404(schedules, year=year)
        if request.method == "POST":
            return self.act(
                request,
                lambda: approve_run(schedule, by=request.user, now=timezone.now()),
                done=lambda _schedule: _("Approved. The invoices are issued within a minute."),
                back=reverse("admin:billing_annualfee_run", args=[year]),
            )
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Invoicing of %(year)s") % {"year": year},
            "schedule": schedule,
            "run": preview_run(schedule),
            "left_out": left_out(year),
        }
        return TemplateResponse(request, "billing/admin/run.html", context)
