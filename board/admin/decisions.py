from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from board.admin.recused import without_recused
from board.models import Decision
from lattvikt.lib.list_files import ListFiles


@admin.register(Decision)
class DecisionAdmin(ListFiles):
    """Read only: a decision is written once."""

    change_form_template = "board/admin/decision.html"
    list_display = ["reference", "body", "matter", "outcome", "decided_on"]
    list_filter = ["body", "year", "outcome", "decided_on"]
    list_select_related = ["body", "matter"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["matter__title", "resolution", "reason"]
    fields = [
        "reference",
        "minutes",
        "body",
        "matter",
        "meeting",
        "outcome",
        "how",
        "decided_on",
        "decided_by",
        "resolution",
        "reason",
    ]
    readonly_fields = ["reference", "minutes", "how"]

    def get_queryset(self, request):
        return without_recused(super().get_queryset(request), request)

    def get_search_results(self, request, queryset, search_term):
        return queryset.search(search_term) if search_term else queryset, False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("number"), ordering="-year")
    def reference(self, decision):
        return decision.reference

    @admin.display(description=gettext_lazy("in the minutes"))
    def minutes(self, decision):
        """Its paragraph, leading to the versions of the minutes; None until they are sent out."""
        if (paragraph := decision.paragraph) is None:
            return None
        url = reverse("admin:board_minutes_changelist")
        text = f"{paragraph}, {paragraph.meeting}"
        return format_html('<a href="{}?meeting={}">{}</a>', url, paragraph.meeting_id, text)

    @admin.display(description=gettext_lazy("how it came about"))
    def how(self, decision):
        return decision.how
