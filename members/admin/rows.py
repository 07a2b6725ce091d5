"""Rows that stand on another's page."""

from django.contrib import admin
from django.forms import BaseInlineFormSet


class NamedFieldsFormSet(BaseInlineFormSet):
    """In a table the column's heading is seen; a screen reader needs the name on each field."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        for field in form.fields.values():
            if not field.widget.is_hidden and field.label:
                # The admin wraps the widget of a foreign key, and draws the one within.
                widget = getattr(field.widget, "widget", field.widget)
                widget.attrs["aria-label"] = field.label


class ReadInline(admin.TabularInline):
    """Rows that are shown on another's page and changed on their own."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class AddInline(admin.TabularInline):
    """Room for new rows; those there are already stand in a `ReadInline`."""

    formset = NamedFieldsFormSet
    extra = 1
    can_delete = False

    def has_view_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
