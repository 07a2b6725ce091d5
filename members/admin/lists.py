from django.contrib import admin

from lattvikt.lib.history import TrackedAdmin
from members.forms import ProgrammeForm
from members.models import AgendaVersion, Industry, OrganisationKind, Programme


@admin.register(OrganisationKind)
class OrganisationKindAdmin(admin.ModelAdmin):
    show_full_result_count = False
    list_display = ["name", "name_en", "sector", "is_public_body", "position", "is_offered"]
    list_filter = ["sector", "is_offered"]


@admin.register(Industry)
class IndustryAdmin(admin.ModelAdmin):
    show_full_result_count = False
    list_display = ["name", "name_en", "position", "is_offered"]


@admin.register(AgendaVersion)
class AgendaVersionAdmin(TrackedAdmin):
    list_display = ["label", "adopted_on"]

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Programme)
class ProgrammeAdmin(TrackedAdmin):
    """One row, made by a migration."""

    form = ProgrammeForm
    list_display = ["name", "shown_org_number", "email", "bankgiro"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
