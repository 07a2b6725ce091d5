from functools import partial

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.actions import close_dispute, raise_dispute
from billing.forms import AnswerForm, DisputeForm
from billing.models import Dispute, Reminder
from lattvikt.lib.admin_pages import ButtonPages, FinalAdmin, ReadInline


class OpenFilter(admin.SimpleListFilter):
    title = gettext_lazy("answer")
    parameter_name = "open"

    def lookups(self, request, model_admin):
        return [("1", _("waits for an answer"))]

    def queryset(self, request, queryset):
        return queryset.open() if self.value() else queryset


@admin.register(Dispute)
class DisputeAdmin(FinalAdmin):
    change_form_template = "billing/admin/dispute.html"
    buttons = {"svara": "close"}
    list_display = ["invoice", "buyer", "since", "is_from_member", "closed_on"]
    list_filter = [OpenFilter, "since"]
    list_select_related = ["invoice"]
    search_fields = ["invoice__number", "invoice__buyer_name"]
    search_help_text = gettext_lazy("Invoice number or buyer")
    ordering = ["-since", "-pk"]
    fields = [
        "invoice",
        "buyer",
        "since",
        "reason",
        "raised_by",
        "is_from_member",
        "closed_on",
        "closed_by",
        "answer",
    ]
    readonly_fields = ["buyer"]

    @admin.display(description=gettext_lazy("buyer"), ordering="invoice__buyer_name")
    def buyer(self, dispute):
        return dispute.invoice.buyer_name

    def close(self, request, pk):
        dispute = self.one_to_act_on(request, pk)
        return self.press(
            request,
            dispute,
            partial(close_dispute, by=request.user, today=timezone.localdate()),
            form=AnswerForm(request.POST or None),
            title=_("Answer the objection"),
            text=what_answering_does(dispute),
            button=_("Answer"),
            done=_("The objection is answered."),
        )


def what_answering_does(dispute):
    told = (
        _("Who objected gets your answer by email.")
        if dispute.is_from_member
        else _("No letter is sent: the objection was noted here.")
    )
    then = _(
        "The days to the next reminder are then counted anew. If the buyer is right, credit the "
        "invoice as well."
    )
    return f"{told} {then}"


class ReminderInline(ReadInline):
    model = Reminder
    fields = ["step", "made_on", "paid_up_to", "owed", "charge", "interest", "sent_to"]


class DisputeInline(ReadInline):
    model = Dispute
    fk_name = "invoice"
    fields = ["since", "reason", "closed_on", "answer"]


class DisputedInvoices(ButtonPages):
    """What an invoice's page has for objections."""

    def dispute(self, request, pk):
        return self.press(
            request,
            self.one_to_act_on(request, pk, "billing.add_dispute"),
            partial(raise_dispute, by=request.user, today=timezone.localdate()),
            form=DisputeForm(request.POST or None),
            title=_("Note an objection"),
            text=_("Somebody has written or called. No reminder is sent until it is answered."),
            button=_("Note the objection"),
            done=_("The objection is noted."),
        )
