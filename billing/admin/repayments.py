from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.actions import pay_out, withdraw
from billing.forms import DayForm, ReasonForm
from billing.models import Repayment
from lattvikt.lib.admin_pages import FinalAdmin
from lattvikt.lib.money import kronor


class ToRepayFilter(admin.SimpleListFilter):
    title = gettext_lazy("repayment")
    parameter_name = "to_repay"

    def lookups(self, request, model_admin):
        return [("1", _("to repay"))]

    def queryset(self, request, queryset):
        return queryset.to_repay() if self.value() else queryset


@admin.register(Repayment)
class RepaymentAdmin(FinalAdmin):
    """What is to go back to who paid too much, and what has."""

    change_form_template = "billing/admin/repayment.html"
    buttons = {"utbetald": "pay_out", "stryk": "withdraw"}
    list_display = ["proposed_at", "sum", "payer", "reason", "status", "paid_out_on"]
    list_filter = [ToRepayFilter, "reason"]
    list_select_related = ["payment__organisation"]
    search_fields = ["payment__payer", "payment__organisation__name", "payment__ocr"]
    search_help_text = gettext_lazy("Payer, member or OCR number")
    ordering = ["-pk"]
    fields = readonly_fields = [
        "status",
        "sum",
        "reason",
        "note",
        "link_to_payment",
        "payer",
        "payer_account",
        "proposed_at",
        "decided_by",
        "decided_at",
        "paid_out_on",
        "reversed_at",
        "reversed_by",
        "reversed_because",
    ]

    @admin.display(description=gettext_lazy("amount"), ordering="amount")
    def sum(self, repayment):
        return kronor(repayment.amount)

    @admin.display(description=gettext_lazy("payer"))
    def payer(self, repayment):
        payment = repayment.payment
        return str(payment.organisation or payment.payer or "–")

    @admin.display(description=gettext_lazy("payer's account"))
    def payer_account(self, repayment):
        return repayment.payment.payer_account or "–"

    @admin.display(description=gettext_lazy("payment"))
    def link_to_payment(self, repayment):
        url = reverse("admin:billing_payment_change", args=[repayment.payment_id])
        return format_html('<a href="{}">{}</a>', url, repayment.payment)

    @admin.display(description=gettext_lazy("status"))
    def status(self, repayment):
        if repayment.reversed_at:
            return _("withdrawn")
        return _("paid out") if repayment.paid_out_on else _("to repay")

    def pay_out(self, request, pk):
        return self.press(
            request,
            self.one_to_act_on(request, pk),
            lambda repayment, on: pay_out(repayment, on=on, by=request.user),
            form=DayForm(request.POST or None),
            title=_("Note that the money has been sent back"),
            text=_("Send the money from the bank first. Here it is noted when that was done."),
            button=_("It has been sent back"),
            done=_("The repayment is noted as paid out."),
        )

    def withdraw(self, request, pk):
        return self.press(
            request,
            self.one_to_act_on(request, pk),
            lambda repayment, reason: withdraw(repayment, because=reason, by=request.user),
            form=ReasonForm(request.POST or None),
            title=_("Do not repay"),
            text=_("The money stays here: as the member’s credit, or waiting to be matched."),
            button=_("Do not repay"),
            done=_("The money stays here."),
        )
