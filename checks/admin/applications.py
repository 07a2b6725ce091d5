"""What members have sent, as the secretariat reads it; of a sealed call once it has closed."""

from django.contrib import admin
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy

from board.admin.cited import CitesDecision
from board.admin.recused import without_recused
from checks.admin.projects import StartsProjects, ToStartFilter
from checks.models import Application, Revision
from lattvikt.lib.admin_pages import ReadInline


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
class ApplicationAdmin(CitesDecision, StartsProjects):
    list_display = ["organisation", "call", "sent_title", "status", "submitted_at"]
    list_filter = ["call", "status", ToStartFilter]
    list_select_related = ["organisation", "call"]
    search_fields = ["organisation__name"]
    ordering = ["-submitted_at"]
    fields = ["organisation", "call", "status", "submitted_at", "partners", "files"]
    fields += ["granted", "conditions", "decision", "certificate"]
    readonly_fields = fields[2:]
    inlines = [RevisionInline]

    def get_queryset(self, request):
        rows = super().get_queryset(request).open_to_us().with_sent()
        return without_recused(rows.select_related("matter__decision"), request)

    @admin.display(description=gettext_lazy("title"))
    def sent_title(self, application):
        return application.sent_title

    @admin.display(description=gettext_lazy("partners"))
    def partners(self, application):
        names = ((str(partner),) for partner in application.partners.sent())
        return format_html_join("", "<p>{}</p>", names) or "–"

    @admin.display(description=gettext_lazy("certificate of other aid"))
    def certificate(self, application):
        if (one := application.aid_certificate) is None:
            return "–"
        url = reverse("admin:checks_aidcertificate_change", args=[one.pk])
        return format_html('<a href="{}">{}, {}</a>', url, one.name, localdate(one.at))

    @admin.display(description=gettext_lazy("files"))
    def files(self, application):
        links = [
            (render_to_string("checks/_file.html", {"file": file}),)
            for file in application.files.sent()
        ]
        return format_html_join("", "<p>{}</p>", links) or "–"
