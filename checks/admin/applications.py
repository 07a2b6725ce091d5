"""What members have sent, as the secretariat reads it; of a sealed call once it has closed."""

from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy

from checks.models import Application, Revision
from lattvikt.lib.admin_pages import FinalAdmin, ReadInline


class RevisionInline(ReadInline):
    model = Revision
    ordering = ["-number"]
    fields = ["number", "at", "by", "employees", "written"]
    readonly_fields = ["written"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by")

    def has_view_permission(self, request, obj=None):
        return True  # who sees the application sees what was sent

    @admin.display(description=gettext_lazy("text"))
    def written(self, revision):
        texts = ((part.heading, part.text) for part in revision.parts())
        return format_html("<dl>{}</dl>", format_html_join("", "<dt>{}</dt><dd>{}</dd>", texts))


@admin.register(Application)
class ApplicationAdmin(FinalAdmin):
    list_display = ["organisation", "call", "sent_title", "status", "submitted_at"]
    list_filter = ["call", "status"]
    list_select_related = ["organisation", "call"]
    search_fields = ["organisation__name"]
    ordering = ["-submitted_at"]
    fields = ["organisation", "call", "status", "submitted_at"]
    readonly_fields = ["status", "submitted_at"]
    inlines = [RevisionInline]

    def get_queryset(self, request):
        return super().get_queryset(request).open_to_us().with_sent()

    @admin.display(description=gettext_lazy("title"))
    def sent_title(self, application):
        return application.sent_title
