from functools import partial

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.actions import (
    judge_another,
    judge_return,
    judge_same,
    reopen_return,
    set_aside,
)
from billing.forms import ReasonForm, ReturnForm
from billing.models import BankRow, Payment
from lattvikt.lib.admin_pages import FinalAdmin
from lattvikt.lib.money import kronor

MOST_CHOICES = 20


class WaitingFilter(admin.SimpleListFilter):
    title = gettext_lazy("judgement")
    parameter_name = "waiting"

    def lookups(self, request, model_admin):
        return [("1", _("waits for a person"))]

    def queryset(self, request, queryset):
        return queryset.waiting() if self.value() else queryset


@admin.register(BankRow)
class BankRowAdmin(FinalAdmin):
    """What the bank's files say, row by row, and what each came to."""

    change_form_template = "billing/admin/bankrow.html"
    buttons = {
        "samma": "same",
        "en-annan": "another",
        "tog-tillbaka": "took_back",
        "at-sidan": "aside",
        "oppna": "reopen",
    }
    list_display = ["booked_on", "sum", "ocr", "payer", "outcome_in_words", "file"]
    list_filter = [
        WaitingFilter,
        "outcome",
        "is_reversal",
        ("file", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["file"]
    search_fields = ["payer", "text", "bank_reference"]
    search_help_text = gettext_lazy("Payer, message or the bank’s reference")
    ordering = ["-booked_on", "-pk"]
    fields = readonly_fields = [
        "outcome_in_words",
        "booked_on",
        "sum",
        "references_in_words",
        "text",
        "payer",
        "payer_org_number",
        "payer_account",
        "account",
        "link_to_twin",
        "link_to_payment",
        "file",
        "line",
        "bank_reference",
        "judged_at",
        "judged_by",
        "judged_because",
    ]

    def get_queryset(self, request):
        found = super().get_queryset(request)
        return found.select_related("file", "payment", "twin", "judged_by")

    @admin.display(description=gettext_lazy("amount"), ordering="amount")
    def sum(self, row):
        return kronor(row.signed)

    @admin.display(description=gettext_lazy("OCR number"))
    def ocr(self, row):
        return row.ocr or "–"

    @admin.display(description=gettext_lazy("outcome"), ordering="outcome")
    def outcome_in_words(self, row):
        return row.get_outcome_display() or _("not applied yet")

    @admin.display(description=gettext_lazy("references"))
    def references_in_words(self, row):
        parts = [f"{ref}: {kronor(amount)}" if amount else ref for ref, amount in row.references]
        return ", ".join(parts) or "–"

    @admin.display(description=gettext_lazy("resembles"))
    def link_to_twin(self, row):
        return linked(row.twin)

    @admin.display(description=gettext_lazy("payment"))
    def link_to_payment(self, row):
        return linked(row.payment)

    def judged(self, request, pk, action, **texts):
        row = self.one_to_act_on(request, pk, "billing.add_payment")
        return self.press(request, row, action, **texts)

    def same(self, request, pk):
        return self.judged(
            request,
            pk,
            partial(judge_same, by=request.user),
            title=_("It is the same payment"),
            text=_("Nothing more comes in: the money is known already."),
            button=_("It is the same payment"),
            done=_("It is noted as the same payment."),
        )

    def another(self, request, pk):
        return self.judged(
            request,
            pk,
            partial(judge_another, by=request.user),
            title=_("It is another payment"),
            text=_("The payment comes in, and settles what its OCR number says."),
            button=_("It is another payment"),
            done=_("The payment has come in."),
        )

    def took_back(self, request, pk):
        row = self.one_to_act_on(request, pk, "billing.add_payment")
        form = ReturnForm(request.POST or None, choices=choices_for(row))
        return self.press(
            request,
            row,
            lambda row, choice: judge_return(row, Payment.objects.get(pk=choice), by=request.user),
            form=form,
            title=_("Say which payment the bank took back"),
            text=_("What the payment settles is owed again. Only payments of this sum are shown."),
            button=_("Take the payment back"),
            done=_("The payment is taken back."),
        )

    def aside(self, request, pk):
        return self.judged(
            request,
            pk,
            lambda row, reason: set_aside(row, because=reason, by=request.user),
            form=ReasonForm(request.POST or None),
            title=_("Set the row aside"),
            text=_("For what has nothing to do with our payments. It changes nothing."),
            button=_("Set the row aside"),
            done=_("The row is set aside."),
        )

    def reopen(self, request, pk):
        return self.judged(
            request,
            pk,
            partial(reopen_return, by=request.user),
            title=_("Judge the row anew"),
            text=_("What was said of it is undone, and it waits again."),
            button=_("Judge the row anew"),
            done=_("The row waits to be judged."),
        )


def choices_for(row):
    """The payments that the bank may have taken back: as large, not later, the latest first."""
    alike = Payment.objects.filter(
        amount=row.amount, received_on__lte=row.booked_on, returned_on=None
    ).order_by("-received_on", "-pk")
    return [
        (one.pk, " · ".join(filter(None, [str(one), one.payer, one.ocr])))
        for one in alike[:MOST_CHOICES]
    ]


def linked(payment):
    if payment is None:
        return "–"
    url = reverse("admin:billing_payment_change", args=[payment.pk])
    return format_html('<a href="{}">{}</a>', url, payment)
