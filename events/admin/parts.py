"""What stands on an event's page: its programme, and what one may add to it."""

from django.contrib import admin
from django.forms import SplitDateTimeField, Textarea
from django.utils.translation import gettext_lazy as _

from events.forms import AddOnForm
from events.models import AddOn, ProgrammeItem
from lattvikt.lib.admin_pages import NamedFieldsFormSet, name_parts


class ProgrammeInline(admin.TabularInline):
    model = ProgrammeItem
    formset = NamedFieldsFormSet
    fields = ["position", "starts_at", "kind", "title", "speakers", "text", "interested"]
    readonly_fields = ["interested"]
    extra = 2

    def get_queryset(self, request):
        return super().get_queryset(request).with_interest()

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "text":
            kwargs["widget"] = Textarea({"rows": 2})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=_("would come"))
    def interested(self, item):
        return item.interested if item.pk and item.depends_on_interest else "–"


class AddOnInline(admin.StackedInline):
    model = AddOn
    form = AddOnForm
    extra = 0

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, SplitDateTimeField):
            name_parts(field)
        return field
