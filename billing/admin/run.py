"""A year's invoicing: what it comes to, its approval, and how it went."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from billing.actions import approve_run, preview_run, preview_year
from lattvikt.lib.admin_pages import ButtonPages
from members.models import FeeSchedule


class RunPages(ButtonPages):
    """The pages of a year's run, which stand beside the fees."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("run/<int:year>/", view(self.run), name="billing_annualfee_run"),
            path(
                "forhandsvisning/<int:year>/", view(self.preview), name="billing_annualfee_preview"
            ),
            *super().get_urls(),
        ]

    def run(self, request, year):
        """What the year's invoicing comes to, who is left out and why, and the approval."""
        schedule = self.schedule_of(request, year)
        if request.method == "POST":
            return self.act(
                request,
                lambda: approve_run(schedule, by=request.user, now=timezone.now()),
                done=lambda _schedule: _("Approved. The invoices are issued within a minute."),
                back=reverse("admin:billing_annualfee_run", args=[year]),
            )
        title = _("Invoicing of %(year)s") % {"year": year}
        context = {"schedule": schedule, "run": preview_run(schedule)}
        return self.page(request, "billing/admin/run.html", title=title, **context)

    def preview(self, request, year):
        """A table of fees, a draft too, beside that of the year before."""
        schedule = self.schedule_of(request, year, FeeSchedule.objects.all())
        title = _("Fees of %(year)s beside the year before") % {"year": year}
        preview = preview_year(schedule)
        return self.page(request, "billing/admin/year_preview.html", title=title, preview=preview)

    def schedule_of(self, request, year, schedules=None):
        """403 for who may not see fees, 404 for a year that is not there, or not adopted."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        schedules = FeeSchedule.objects.adopted() if schedules is None else schedules
        return get_object_or_404(schedules.prefetch_related("tiers"), year=year)

    def page(self, request, template, **context):
        everywhere = {**self.admin_site.each_context(request), "opts": self.opts}
        return TemplateResponse(request, template, everywhere | context)
