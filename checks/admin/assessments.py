"""What the assessing body has thought, as the secretariat and the auditor read it afterwards."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy, pgettext_lazy

from board.admin.recused import without_recused
from checks.models import Assessment, Score, Statement
from lattvikt.lib.admin_pages import FinalAdmin, ReadInline
from lattvikt.lib.money import kronor


class ScoreInline(ReadInline):
    model = Score
    fields = ["criterion", "points", "reason"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("criterion")

    def has_view_permission(self, request, obj=None):
        return True  # who sees the assessment sees its points


@admin.register(Assessment)
class AssessmentAdmin(FinalAdmin):
    """Each one's own, when the body has said what it says together."""

    list_display = ["application", "assessor", "points", "at", "is_changed", "is_counted"]
    list_filter = ["assessor__application__call"]
    list_select_related = [
        "assessor__seat__person",
        "assessor__application__organisation",
        "assessor__application__call",
    ]
    search_fields = ["assessor__application__organisation__name", "assessor__seat__person__name"]
    search_help_text = gettext_lazy("Organisation or assessor")
    fields = readonly_fields = [
        "application",
        "assessor",
        "revision",
        "points",
        "at",
        "is_changed",
        "is_counted",
    ]
    inlines = [ScoreInline]

    def get_queryset(self, request):
        rows = super().get_queryset(request).with_statement().with_counting()
        return without_recused(rows.prefetch_related("scores__criterion"), request)

    @admin.display(description=gettext_lazy("application"))
    def application(self, assessment):
        return assessment.assessor.application

    @admin.display(description=gettext_lazy("points"))
    def points(self, assessment):
        return assessment.value

    @admin.display(description=gettext_lazy("counts"), boolean=True)
    def is_counted(self, assessment):
        """Not one of an earlier version, nor by who has jäv."""
        return assessment.is_counting


@admin.register(Statement)
class StatementAdmin(FinalAdmin):
    list_display = ["application", "rank", "recommendation", "sum", "at"]
    list_filter = ["application__call", "recommendation"]
    list_select_related = ["application__organisation", "application__call"]
    search_fields = ["application__organisation__name"]
    fields = readonly_fields = [
        "link_to_application",
        "rank",
        "recommendation",
        "sum",
        "conditions",
        "text",
        "by",
        "at",
        "assessments",
    ]

    def get_queryset(self, request):
        return without_recused(super().get_queryset(request), request)

    @admin.display(description=gettext_lazy("recommended amount"), ordering="amount")
    def sum(self, statement):
        return kronor(statement.amount) if statement.is_for else None

    @admin.display(description=gettext_lazy("application"))
    def link_to_application(self, statement):
        url = reverse("admin:checks_application_change", args=[statement.application_id])
        return format_html('<a href="{}">{}</a>', url, statement.application)

    @admin.display(description=pgettext_lazy("of a statement", "assessments"))
    def assessments(self, statement):
        """Each with what its points come to."""
        given = Assessment.objects.counting().filter(assessor__application=statement.application_id)
        rows = given.select_related("assessor__seat__person").prefetch_related("scores__criterion")
        links = [
            (reverse("admin:checks_assessment_change", args=[one.pk]), one.assessor, one.value)
            for one in rows
        ]
        return format_html_join("", '<p><a href="{}">{}</a>: {}</p>', links) or "–"
