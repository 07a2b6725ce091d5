from django.contrib import admin
from django.db.models.functions import Length
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from archive.models import Document


@admin.register(Document)
class DocumentAdmin(admin.ModelAdmin):
    """The archive can be looked at, never changed. A document is read where it belongs."""

    list_display = ["fingerprint", "size", "keep_until", "stored_at"]
    search_fields = ["sha256"]
    search_help_text = _("The fingerprint, or its beginning")
    ordering = ["-pk"]
    show_full_result_count = False
    fields = readonly_fields = ["sha256", "is_intact", "size", "keep_until", "stored_at"]

    def get_queryset(self, request):
        found = super().get_queryset(request).defer("content")
        return found.annotate(bytes=Length("content"))

    @admin.display(description=_("fingerprint"), ordering="sha256")
    def fingerprint(self, document):
        return str(document)

    @admin.display(description=_("size"))
    def size(self, document):
        return filesizeformat(document.bytes)

    @admin.display(description=_("the bytes still have this fingerprint"), boolean=True)
    def is_intact(self, document):
        return document.is_intact

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
