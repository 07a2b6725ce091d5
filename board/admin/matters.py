from django.contrib import admin
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from board import actions
from board.admin.recused import without_recused
from board.forms import AmendForm
from board.models import Bench, Matter, Party, Recusal
from lattvikt.lib.admin_pages import ButtonAdmin, ReadInline


class OpenFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "is_open"

    def lookups(self, request, model_admin):
        return [("1", _("open")), ("0", _("ended"))]

    def queryset(self, request, queryset):
        if self.value() == "1":
            return queryset.open()
        return queryset.exclude(decision=None, withdrawn_at=None) if self.value() == "0" else None


class PartyInline(ReadInline):
    model = Party
    fields = ["org_number", "person"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person")


class RecusalInline(ReadInline):
    model = Recusal
    fields = ["seat", "is_declared", "reason", "lifted_at", "lifted_by", "lifted_because"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("seat__person", "lifted_by__person")


@admin.register(Matter)
class MatterAdmin(ButtonAdmin):
    """What is voted on is changed by its button, which drops the votes; nothing else by hand."""

    change_form_template = "board/admin/matter.html"
    buttons = {"andra": "amend", "dra-tillbaka": "withdraw"}
    list_display = ["title", "body", "state", "meeting", "answer_by", "opened_at"]
    list_filter = [OpenFilter, "body"]
    list_select_related = ["body", "meeting__body", "decision"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["title", "resolution"]
    ordering = ["-opened_at"]
    texts = ["title", "presented_by", "resolution", "background"]

    def get_queryset(self, request):
        return without_recused(super().get_queryset(request), request)

    def get_fields(self, request, obj=None):
        if obj is None:
            return ["body", "subject", *self.texts, "answer_by"]
        return [
            "state",
            "body",
            "subject",
            "meeting",
            "answer_by",
            "answers",
            *self.texts,
            "opened_at",
        ]

    def get_readonly_fields(self, request, obj=None):
        return self.get_fields(request, obj) if obj else []

    def get_inlines(self, request, obj):
        return [PartyInline, RecusalInline] if obj else []

    def has_change_permission(self, request, obj=None):
        # The list may be worked with; a matter is changed by its buttons, which ask by themselves.
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        if not change:
            obj.pk = actions.open_matter(**form.cleaned_data).pk

    def change_view(self, request, object_id, form_url="", extra_context=None):
        matter = self.get_object(request, object_id)
        may_act = request.user.has_perm("board.change_matter") and matter and matter.is_open
        context = {"may_amend": may_act, "may_withdraw": may_act and matter.case is None}
        return super().change_view(request, object_id, form_url, context)

    @admin.display(description=gettext_lazy("state"))
    def state(self, matter):
        if matter.withdrawn_at:
            return _("withdrawn")
        if matter.is_open:
            return _("open")
        return f"{matter.decision.get_outcome_display()}, {matter.decision.reference}"

    @admin.display(description=gettext_lazy("answers"))
    def answers(self, matter):
        """How many have answered; how they answered is the body's own until the decision."""
        if not matter.is_open:
            return "–"
        able = Bench(matter).able
        answered = sum(seat.vote is not None for seat in able)
        return _("%(answered)d of %(able)d have answered") % {
            "answered": answered,
            "able": len(able),
        }

    def amend(self, request, pk):
        matter = self.one_to_act_on(request, pk)
        initial = {"resolution": matter.resolution, "background": matter.background}
        return self.press(
            request,
            matter,
            actions.amend,
            form=AmendForm(request.POST or None, initial=initial),
            title=_("Change the proposal"),
            text=_(
                "Votes that have been given are dropped, and those who may vote are asked anew."
            ),
            button=_("Change the proposal"),
            done=_("The proposal is changed."),
        )

    def withdraw(self, request, pk):
        matter = self.one_to_act_on(request, pk)
        if matter.case:
            raise Http404  # it is withdrawn where it came from
        return self.press(
            request,
            matter,
            actions.withdraw_matter,
            title=_("Withdraw the matter"),
            text=_("It ends without a decision. It cannot be undone."),
            button=_("Withdraw the matter"),
            done=_("The matter is withdrawn."),
        )
