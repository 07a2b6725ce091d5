"""A list of the admin as a file: exactly what the list shows, all its pages."""

import html
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import label_for_field, lookup_field
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db.models import Model
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.text import slugify

from lattvikt.lib import spreadsheet
from lattvikt.lib.money import from_kronor
from lattvikt.lib.spreadsheet import Cell

AT_A_TIME = 500
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOTHING = {"", "–", "-"}  # how an empty cell is shown


class ListFiles(admin.ModelAdmin):
    """An admin whose list may be fetched as CSV and for Excel (templates/admin/change_list.html).

    The same columns, filters, search, order and permission as the list that one is looking at.
    """

    gives_files = True

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        own = [
            path("lista.csv", self.admin_site.admin_view(self.list_csv), name=f"{name}_csv"),
            path("lista.xlsx", self.admin_site.admin_view(self.list_xlsx), name=f"{name}_xlsx"),
        ]
        return own + super().get_urls()

    def list_csv(self, request):
        heading, rows = self.table(request)
        lines = spreadsheet.as_csv(heading, rows)
        return StreamingHttpResponse(
            lines, content_type="text/csv; charset=utf-8", headers=self.saved_as("csv")
        )

    def list_xlsx(self, request):
        heading, rows = self.table(request)
        title = str(self.opts.verbose_name_plural).capitalize()
        file = spreadsheet.as_xlsx(heading, rows, title=title)
        return HttpResponse(file, content_type=XLSX, headers=self.saved_as("xlsx"))

    def saved_as(self, ending):
        """«fakturor-2027-01-15.csv», plain ASCII."""
        name = f"{slugify(str(self.opts.verbose_name_plural))}-{timezone.localdate()}.{ending}"
        return {"Content-Disposition": f'attachment; filename="{name}"'}

    def table(self, request) -> tuple[list[str], Iterator[list[Cell]]]:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        shown = self.get_changelist_instance(request)
        columns = [name for name in shown.list_display if name != "action_checkbox"]
        heading = [str(label_for_field(name, self.model, self)) for name in columns]
        rows = (
            [cell_of(self, row, name) for name in columns]
            for row in shown.queryset.iterator(chunk_size=AT_A_TIME)
        )
        return [f"{label[:1].upper()}{label[1:]}" for label in heading], rows


def cell_of(model_admin, row: Model, name: str) -> Cell:
    """What the list shows in the column, as a value: a date, a number, a text."""
    try:
        field, _attr, value = lookup_field(name, row, model_admin)
    except ObjectDoesNotExist:
        return None
    if field is None:
        return as_value(value)
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value or ""))
    return str(value) if isinstance(value, Model) else value


def as_value(value: Any) -> Cell:
    """What a column's method answers: a text may hold HTML, or an amount as `kronor` writes it."""
    if isinstance(value, Promise | Model):
        value = str(value)
    if not isinstance(value, str):
        return value
    text = html.unescape(strip_tags(value)).strip() if hasattr(value, "__html__") else value
    amount: Decimal | None = from_kronor(text)
    return None if text in NOTHING else text if amount is None else amount
