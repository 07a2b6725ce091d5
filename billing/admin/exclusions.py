from functools import partial

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from billing import exclusion_papers as papers
from billing.actions import propose_exclusion, withdraw_exclusion
from billing.forms import ExclusionForm
from billing.models import ProposedExclusion
from board.admin.cited import cited
from board.admin.recused import without_recused
from board.models import CITED, Matter
from lattvikt.lib.admin_pages import ButtonPages, FinalAdmin
from members.actions import last_day_of_year


class UnfoundedFilter(admin.SimpleListFilter):
    title = gettext_lazy("ground")
    parameter_name = "unfounded"

    def lookups(self, request, model_admin):
        return [("1", _("no longer owed, or objected to"))]

    def queryset(self, request, queryset):
        return queryset.unfounded() if self.value() else queryset


@admin.register(ProposedExclusion)
class ProposedExclusionAdmin(FinalAdmin):
    change_form_template = "billing/admin/proposedexclusion.html"
    buttons = {"aterkalla": "withdraw"}
    list_display = ["organisation", "invoice", "proposed_at", "ends_on", "stands"]
    list_filter = [UnfoundedFilter]
    list_select_related = [
        "invoice",
        "membership__organisation",
        "matter__item",
        f"matter__decision__{CITED}",
    ]
    search_fields = ["invoice__number", "invoice__buyer_name"]
    search_help_text = gettext_lazy("Invoice number or buyer")
    ordering = ["-proposed_at"]
    fields = ["organisation", "invoice", "ends_on", "stands", "proposed_by", "proposed_at"]
    readonly_fields = ["organisation", "stands"]

    def get_queryset(self, request):
        """Without those that lie before a body in which the reader is recused."""
        open_to_reader = without_recused(Matter.objects.all(), request)
        return super().get_queryset(request).filter(matter__in=open_to_reader)

    @admin.display(description=gettext_lazy("organisation"))
    def organisation(self, proposal):
        return proposal.membership.organisation

    @admin.display(description=gettext_lazy("status"))
    def stands(self, proposal):
        if proposal.referred_back_because:
            return _("referred back")
        if proposal.matter.withdrawn_at:
            return _("withdrawn")
        if proposal.matter.is_open:
            return _("before the board")
        return cited(proposal.decision)

    def withdraw(self, request, pk):
        return self.press(
            request,
            self.one_to_act_on(request, pk),
            withdraw_exclusion,
            title=_("Withdraw the proposal"),
            text=_("The matter is taken off the board's table undecided. The member stays."),
            button=_("Withdraw the proposal"),
            done=_("The proposal is withdrawn."),
        )


class UnpaidInvoices(ButtonPages):
    """What an invoice's page has for what two reminders did not help."""

    def propose(self, request, pk):
        invoice = self.one_to_act_on(request, pk, "billing.add_proposedexclusion")
        today = timezone.localdate()
        return self.press(
            request,
            invoice,
            partial(propose_exclusion, by=request.user, today=today),
            form=ExclusionForm(request.POST or None, initial=first_words(invoice, today)),
            title=_("Propose to the board that the member leave"),
            text=_(
                "A matter opens, and the contact persons are told. Nothing happens to the "
                "membership unless the board says yes, and what is owed stays owed."
            ),
            button=_("Put it before the board"),
            done=_("The proposal is before the board."),
        )


def first_words(invoice, today):
    """What the form begins with, in the board's language."""
    if not invoice.organisation:
        return {}
    last = invoice.proposed_exclusions.order_by("-proposed_at").first()
    if last and last.referred_back_because:
        return as_proposed(last)
    with override(papers.LANGUAGE):
        return {
            "resolution": papers.resolution(invoice.organisation, invoice),
            "background": papers.background(invoice, invoice.reminders.order_by("step")),
            "ends_on": last_day_of_year(today),
        }


def as_proposed(proposal):
    """What the board referred back, to amend."""
    with override(papers.LANGUAGE):
        resolution = papers.first_clauses(proposal.matter.resolution, proposal.ends_on)
    background = proposal.matter.background
    return {"resolution": resolution, "background": background, "ends_on": proposal.ends_on}
