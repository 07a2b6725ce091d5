from django.contrib import admin


class ReadInline(admin.TabularInline):
    """Rows that are shown on another's page and changed on their own."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False
