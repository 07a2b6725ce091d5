from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.actions import make_batch, next_period, preview_batch
from billing.forms import PeriodForm
from billing.models import BookkeepingBatch
from lattvikt.lib.admin_pages import FinalAdmin
from lattvikt.lib.money import kronor

SHOWN = 200  # vouchers of a preview


@admin.register(BookkeepingBatch)
class BookkeepingBatchAdmin(FinalAdmin):
    change_form_template = "billing/admin/bookkeepingbatch.html"
    buttons = {"fil": "file"}
    list_display = ["number", "from_day", "to_day", "vouchers", "sum", "made_at", "made_by", "link"]
    list_filter = ["to_day"]
    list_select_related = ["made_by"]
    ordering = ["-number"]
    fields = ["number", "from_day", "to_day", "vouchers", "sum", "made_at", "made_by", "link"]
    readonly_fields = ["sum", "link"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("document__content")

    def has_add_permission(self, request):
        return request.user.has_perm("billing.add_bookkeepingbatch")

    @admin.display(description=gettext_lazy("sum of debit"), ordering="debit")
    def sum(self, batch):
        return kronor(batch.debit)

    @admin.display(description=gettext_lazy("SIE file"))
    def link(self, batch):
        url = reverse("admin:billing_bookkeepingbatch_fil", args=[batch.pk])
        return format_html('<a href="{}">{}</a>', url, batch.file_name)

    def file(self, request, pk):
        """The bytes from the archive, the same every time."""
        batch = self.one_to_act_on(request, pk, "billing.view_bookkeepingbatch")
        headers = {"Content-Disposition": f'attachment; filename="{batch.file_name}"'}
        kept = batch.document.content
        return HttpResponse(kept, content_type="application/octet-stream", headers=headers)

    def add_view(self, request, form_url="", extra_context=None):
        """First what the period holds; then a button that makes the batch of it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        first, last = next_period(timezone.localdate())
        asked = request.POST or request.GET or {"from_day": first, "to_day": last}
        form = PeriodForm(asked)
        if request.method == "POST" and form.is_valid():
            return self.make(request, form.cleaned_data)
        contents = preview_batch(**form.cleaned_data) if form.is_valid() else None
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("New batch for the bookkeeping"),
            "form": form,
            "contents": contents,
            "shown": contents and contents.vouchers[:SHOWN],
        }
        return TemplateResponse(request, "billing/admin/new_batch.html", context)

    def make(self, request, period):
        back = reverse("admin:billing_bookkeepingbatch_changelist")
        return self.act(
            request,
            lambda: make_batch(**period, by=request.user, now=timezone.now()),
            done=lambda batch: (
                _("Batch %(batch)s is made. Fetch its file here.") % {"batch": batch}
            ),
            back=back,
        )
