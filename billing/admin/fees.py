from functools import partial

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.actions import charge_again, correct_fee, waive_fee
from billing.admin.overview import OverviewPage
from billing.admin.run import RunPages
from billing.forms import HeadCountForm, ReasonForm
from billing.models import AnnualFee, Invoice
from lattvikt.lib.admin_pages import FinalAdmin
from lattvikt.lib.history import TrackedAdmin
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
class AnnualFeeAdmin(RunPages, OverviewPage, FinalAdmin, TrackedAdmin):
    change_list_template = "billing/admin/annualfees.html"
    change_form_template = "billing/admin/annualfee.html"
    buttons = {"ratta-antal": "correct", "efterskank": "waive", "ta-tillbaka": "charge"}
    list_display = ["organisation", "year", "employees", "known_how", "sum", "is_invoiced"]
    list_filter = [
        "year",
        "known_how",
        UndeliverableFilter,
        ("waived_at", admin.EmptyFieldListFilter),
    ]
    list_select_related = ["organisation"]
    search_fields = ["organisation__name", "organisation__org_number"]
    ordering = ["-year", "organisation__sort_name", "pk"]
    reckoned = ["employees", "known_how", "from_employees", "to_employees", "sum"]
    fields = [
        "organisation",
        "year",
        *reckoned,
        "corrected_because",
        "waived_at",
        "waived_by",
        "waived_because",
    ]
    readonly_fields = ["sum"]

    def get_queryset(self, request):
        live = Invoice.objects.live().filter(fee=OuterRef("pk"))
        return super().get_queryset(request).annotate(invoiced=Exists(live))

    def changelist_view(self, request, extra_context=None):
        schedules = FeeSchedule.objects.adopted().order_by("-year")[:3]
        return super().changelist_view(request, {"schedules": schedules, **(extra_context or {})})

    @admin.display(description=gettext_lazy("amount"), ordering="amount")
    def sum(self, fee):
        return kronor(fee.amount)

    @admin.display(description=gettext_lazy("invoiced"), boolean=True)
    def is_invoiced(self, fee):
        return fee.invoiced

    def correct(self, request, pk):
        fee = self.one_to_act_on(request, pk)
        return self.press(
            request,
            fee,
            partial(correct_fee, by=request.user, today=timezone.localdate()),
            form=HeadCountForm(
                request.POST or None, initial={"employees": fee.organisation.employees}
            ),
            title=_("Correct the number of employees"),
            text=what_correcting_does(fee),
            button=_("Correct the fee"),
            done=lambda invoice: (
                _("The fee is corrected. The new invoice is %(invoice)s.") % {"invoice": invoice}
                if invoice
                else _("The fee is corrected.")
            ),
        )

    def waive(self, request, pk):
        return self.press(
            request,
            self.one_to_act_on(request, pk),
            partial(waive_fee, by=request.user, today=timezone.localdate()),
            form=ReasonForm(request.POST or None),
            title=_("Waive the fee"),
            text=_(
                "The member owes nothing for the year. An invoice that has been sent is credited, "
                "with the reason on the credit note. You can take it back."
            ),
            button=_("Waive the fee"),
            done=_("The fee is waived."),
        )

    def charge(self, request, pk):
        return self.press(
            request,
            self.one_to_act_on(request, pk),
            charge_again,
            title=_("Charge the fee after all"),
            text=_("The fee is no longer waived, and is invoiced like any other."),
            button=_("Charge the fee"),
            done=_("The fee is no longer waived."),
        )


def what_correcting_does(fee):
    """What follows, with the head-count and the sum that are to be corrected."""
    now = _("The fee is reckoned on %(employees)s employees: %(amount)s.") % {
        "employees": fee.employees,
        "amount": kronor(fee.amount),
    }
    if not fee.invoiced:
        return now
    then = _(
        "The invoice is credited, with the reason on the credit note, and a new one is issued at "
        "once. What has been paid becomes unallocated. The register is not changed."
    )
    return f"{now} {then}"
