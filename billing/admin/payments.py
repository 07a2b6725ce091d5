from functools import partial

from django.contrib import admin, messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.actions import allocate, register_payment, reverse_allocation
from billing.admin.money_in import MoneyPages, allocated_text
from billing.forms import AllocationForm, PaymentForm, ReasonForm
from billing.models import Allocation, Payment, Repayment
from lattvikt.lib.admin_pages import ReadInline
from lattvikt.lib.money import kronor


class UnmatchedFilter(admin.SimpleListFilter):
    title = gettext_lazy("allocation")
    parameter_name = "unmatched"

    def lookups(self, request, model_admin):
        return [
            ("1", _("waits to be matched")),
            ("credit", _("members’ credit")),
            ("use", _("credit that an invoice could take")),
        ]

    def queryset(self, request, queryset):
        lists = {
            "1": queryset.unmatched,
            "credit": queryset.credits,
            "use": queryset.credits_with_use,
        }
        return lists.get(self.value(), queryset.all)()


class AllocationInline(ReadInline):
    model = Allocation
    fields = readonly_fields = [
        "invoice",
        "amount",
        "allocated_at",
        "allocated_by",
        "reversed_at",
        "reversed_because",
        "undo",
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("invoice", "allocated_by")

    @admin.display(description="")
    def undo(self, allocation):
        if allocation.reversed_at:
            return ""
        url = reverse("admin:billing_payment_undo", args=[allocation.payment_id, allocation.pk])
        return format_html('<a href="{}">{}</a>', url, _("Undo"))


class RepaymentInline(ReadInline):
    model = Repayment
    fields = ["amount", "reason", "decided_at", "paid_out_on", "reversed_at", "reversed_because"]
    show_change_link = True


@admin.register(Payment)
class PaymentAdmin(MoneyPages):
    form = PaymentForm
    change_form_template = "billing/admin/payment.html"
    change_list_template = "billing/admin/payments.html"
    buttons = {"pricka-av": "allocate", "para-ihop": "match", "aterbetala": "repay"}
    list_display = ["received_on", "sum", "left", "ocr", "payer", "organisation", "family"]
    list_filter = [UnmatchedFilter, "family", "received_on"]
    list_select_related = ["organisation"]
    search_fields = ["ocr", "payer", "text", "note", "bank_reference", "organisation__name"]
    search_help_text = gettext_lazy("OCR number, payer, note or the bank’s reference")
    ordering = ["-received_on", "-pk"]
    inlines = [AllocationInline, RepaymentInline]

    def has_add_permission(self, request):
        return request.user.has_perm("billing.add_payment")

    def get_queryset(self, request):
        return super().get_queryset(request).with_unallocated()

    def get_fields(self, request, obj=None):
        if obj is None:
            return ["received_on", "amount", "ocr", "payer", "note", "once"]
        known = ["received_on", "sum", "left", "organisation", "ocr", "payer", "text", "note"]
        of_payer = ["payer_org_number", "payer_account"]
        of_bank = ["account", "family", "bank_reference", "returned_on"]
        return [*known, *of_payer, *of_bank, "registered_by", "registered_at"]

    def get_readonly_fields(self, request, obj=None):
        return [] if obj is None else self.get_fields(request, obj)

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/angra/<int:allocation>/", view(self.undo), name="billing_payment_undo"),
            *super().get_urls(),
        ]

    @admin.display(description=gettext_lazy("amount"), ordering="amount")
    def sum(self, payment):
        return kronor(payment.amount)

    @admin.display(description=gettext_lazy("left to allocate"), ordering="unallocated")
    def left(self, payment):
        return kronor(payment.unallocated)

    def save_model(self, request, obj, form, change):
        """Register it; the hidden token is its name, so a second click finds the first."""
        data = form.cleaned_data
        registered = register_payment(
            bank_reference=f"hand-{data['once']}",
            **{name: data[name] for name in ["received_on", "amount", "ocr", "payer", "note"]},
            by=request.user,
        )
        obj.pk = registered.payment.pk
        messages.success(request, told(registered))

    def response_add(self, request, obj, post_url_continue=None):
        return redirect(self.url_of(obj))

    def allocate(self, request, pk):
        payment = self.one_to_act_on(request, pk, "billing.add_allocation")
        left = kronor(payment.unallocated)
        return self.press(
            request,
            payment,
            partial(allocate, by=request.user),
            form=AllocationForm(request.POST or None),
            done=allocated_text,
            title=_("Allocate the payment"),
            text=_("%(left)s of the payment is left to allocate.") % {"left": left},
            button=_("Allocate"),
        )

    def undo(self, request, pk, allocation):
        payment = self.one_to_act_on(request, pk, "billing.change_allocation")
        allocation = get_object_or_404(payment.allocations, pk=allocation)
        return self.press(
            request,
            payment,
            lambda _payment, reason: reverse_allocation(
                allocation, because=reason, by=request.user
            ),
            form=ReasonForm(request.POST or None),
            done=_("The allocation is undone."),
            title=_("Undo the allocation"),
            text=_("%(amount)s on invoice %(invoice)s becomes unallocated, and is owed again.")
            % {"amount": kronor(allocation.amount), "invoice": allocation.invoice},
            button=_("Undo the allocation"),
        )


def told(registered):
    """What came of a payment that was registered by hand."""
    if not registered.is_new:
        return _("This payment was registered already. Nothing has changed.")
    text, settlement = told_of(registered), registered.settlement
    if settlement.to_repay:
        amount = {"amount": kronor(settlement.to_repay)}
        text += " " + _("%(amount)s was paid already, and is on the list to repay.") % amount
    if settlement.left and settlement.takes:
        left = {"left": kronor(settlement.left)}
        text += " " + _("%(left)s is over, and is kept as credit.") % left
    return text


def told_of(registered):
    if allocation := registered.allocation:
        return allocated_text(allocation)
    if registered.settlement.to_repay:
        return _("The payment is registered.")
    return _("The payment is registered. No unpaid invoice has its OCR number: allocate it.")
