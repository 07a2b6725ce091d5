from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.actions import (
    AlreadyRead,
    apply_file,
    discard_file,
    preview_file,
    stage_file,
)
from billing.forms import BankFileForm
from billing.models import BankFile, BankRow, Invoice
from lattvikt.lib.admin_pages import FinalAdmin
from lattvikt.lib.money import kronor
from lattvikt.lib.refused import Refused

PER_PAGE = 100


@admin.register(BankFile)
class BankFileAdmin(FinalAdmin):
    """Reading a file, seeing what it will do, applying it and seeing what it did."""

    change_form_template = "billing/admin/bankfile.html"
    change_list_template = "billing/admin/bankfiles.html"
    buttons = {"bokfor": "apply", "kasta": "discard", "forlopp": "progress"}
    list_display = ["name", "format", "latest_booked_on", "count", "sum", "state", "uploaded_at"]
    list_filter = ["state", "family"]
    search_fields = ["name", "message_id"]
    search_help_text = gettext_lazy("File name or the bank’s name for the file")
    ordering = ["-pk"]
    fields = readonly_fields = [
        "state",
        "format",
        "message_id",
        "count",
        "sum",
        "latest_booked_on",
        "uploaded_at",
        "uploaded_by",
        "decided_at",
        "decided_by",
        "finished_at",
    ]
    list_select_related = ["uploaded_by", "decided_by"]

    def has_add_permission(self, request):
        return request.user.has_perm("billing.add_bankfile")

    @admin.display(description=gettext_lazy("sum"), ordering="total")
    def sum(self, bank_file):
        return kronor(bank_file.total)

    def changelist_view(self, request, extra_context=None):
        latest = {"latest": BankFile.objects.latest_bank_date()}
        return super().changelist_view(request, {**latest, **(extra_context or {})})

    def add_view(self, request, form_url="", extra_context=None):
        """Send a file in: it is read at once, and what it will do is shown."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = BankFileForm(*sent)
        if form.is_valid() and (bank_file := self.read(request, form)):
            return redirect(self.url_of(bank_file))
        everywhere = {**self.admin_site.each_context(request), "opts": self.opts}
        context = {**everywhere, "form": form, "title": _("Read a file from the bank")}
        return render(request, "billing/admin/bankfile_add.html", context)

    def read(self, request, form):
        """The file's rows, or None with the reason on the form."""
        file = form.cleaned_data["file"]
        try:
            return stage_file(file, name=file.name, by=request.user, mapping=form.mapping())
        except AlreadyRead as known:
            messages.warning(request, _("This file has been read before. Nothing has changed."))
            return known.bank_file
        except Refused as refused:
            form.add_error("file", str(refused))
            return None

    def change_view(self, request, object_id, form_url="", extra_context=None):
        bank_file = self.get_object(request, object_id)
        shown = self.shown(request, bank_file) if bank_file else {}
        return super().change_view(request, object_id, form_url, {**shown, **(extra_context or {})})

    def shown(self, request, bank_file):
        """Of a file that waits, what it will do; of another, what it has done."""
        if not self.has_view_permission(request, bank_file):
            return {}
        if bank_file.state == BankFile.State.STAGED:
            return preview_context(bank_file, request.GET)
        return {"outcomes": worded(bank_file.rows.by_outcome()), "done": bank_file.done}

    def apply(self, request, pk):
        return self.press(
            request,
            self.one_to_act_on(request, pk, "billing.add_bankfile"),
            partial(apply_file, by=request.user),
            title=_("Apply the file"),
            text=_(
                "The payments come in and settle their invoices. It is done in the background, and "
                "this page shows how far it has come."
            ),
            button=_("Apply the file"),
            done=_("The file is being applied."),
        )

    def discard(self, request, pk):
        return self.press(
            request,
            self.one_to_act_on(request, pk, "billing.add_bankfile"),
            partial(discard_file, by=request.user),
            title=_("Discard the file"),
            text=_("Nothing of it is applied. The same file can be read again."),
            button=_("Discard the file"),
            done=_("The file is discarded."),
        )

    def progress(self, request, pk):
        """How far it has come, asked for while the page is open; when it is done, the page anew."""
        bank_file = self.one_to_act_on(request, pk, "billing.view_bankfile")
        context = {"original": bank_file, "done": bank_file.done}
        answer = render(request, "billing/admin/_bankfile_progress.html", context)
        if bank_file.state != BankFile.State.APPLYING:
            answer["HX-Refresh"] = "true"
        return answer


def preview_context(bank_file, asked):
    preview = preview_file(bank_file)
    only = asked.get("utfall")
    planned = [one for one in preview.planned if only in (None, "", one.outcome)]
    page = Paginator(planned, PER_PAGE).get_page(asked.get("sida"))
    numbers = numbers_of(page)
    return {
        "outcomes": worded(preview.by_outcome),
        "preview": preview,
        "page": page,
        "rows": [(one, one.label, told(one, numbers)) for one in page],
        "only": only,
    }


def worded(outcomes):
    """The sums by outcome, each in words."""
    return [{**one, "label": BankRow.Outcome(one["outcome"]).label} for one in outcomes]


def numbers_of(page):
    """The numbers of the invoices that the rows settle; one query for a page."""
    settled = {take.invoice for one in page if one.settlement for take in one.settlement.takes}
    return dict(Invoice.objects.filter(pk__in=settled).values_list("pk", "number"))


def told(planned, numbers) -> str:
    """Which invoices a row settles, and with how much."""
    takes = planned.settlement.takes if planned.settlement else ()
    return ", ".join(f"{numbers[take.invoice]}: {kronor(take.amount)}" for take in takes)
