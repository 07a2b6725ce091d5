from django.contrib import admin

from board.models import StandIn
from lattvikt.lib.admin_pages import FinalAdmin
from lattvikt.lib.sort_name import sort_name


@admin.register(StandIn)
class StandInAdmin(FinalAdmin):
    """Who has been asked to stand in, and for whom. It follows of the answers to the notice."""

    list_display = ["deputy", "seat", "meeting", "state", "asked_at"]
    list_filter = ["state", "meeting__body"]
    list_select_related = ["deputy__person", "seat__person", "meeting__body"]
    search_fields = ["deputy__person__sort_name", "seat__person__sort_name"]
    ordering = ["-asked_at", "pk"]
    fields = ["meeting", "seat", "deputy", "state", "asked_at"]

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, sort_name(search_term))
