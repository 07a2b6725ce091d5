from django.contrib import admin
from django.utils.translation import gettext_lazy

from checks.models import OldCheck
from lattvikt.lib.admin_pages import ButtonAdmin
from lattvikt.lib.money import kronor


@admin.register(OldCheck)
class OldCheckAdmin(ButtonAdmin):
    """Written by hand, or read from a list by `manage.py import_pp_checks`."""

    list_display = ["year", "organisation", "title", "sum", "is_public"]
    list_filter = ["is_public", "year"]
    search_fields = ["organisation", "title"]

    @admin.display(description=gettext_lazy("amount granted"), ordering="amount")
    def sum(self, old):
        return kronor(old.amount) or "–"

    def has_delete_permission(self, request, obj=None):
        return False
