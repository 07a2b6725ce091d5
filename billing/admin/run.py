"""A year's invoicing: what it comes to, its approval, and how it went."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from billing.actions import (
    approve_run,
    control_report,
    preview_run,
    preview_year,
    progress_of,
)
from lattvikt.lib.admin_pages import ButtonPages
from members.models import FeeSchedule


class RunPages(ButtonPages):
    """The pages of a year's run, which stand beside the fees."""

    def get_urls(self):
        pages = {
            "run/<int:year>/": self.run,
            "run/<int:year>/forlopp/": self.progress,
            "run/<int:year>/kontroll/": self.report,
            "forhandsvisning/<int:year>/": self.preview,
        }
        own = [
            path(
                address,
                self.admin_site.admin_view(page),
                name=f"billing_annualfee_{page.__name__}",
            )
            for address, page in pages.items()
        ]
        return own + super().get_urls()

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
        if schedule.run_approved_at:
            context["progress"] = progress_of(schedule, today=timezone.localdate())
        return self.page(request, "billing/admin/run.html", title=title, **context)

    def progress(self, request, year):
        """The bars alone, for a page that asks again and again."""
        schedule = self.schedule_of(request, year)
        progress = progress_of(schedule, today=timezone.localdate())
        context = {"schedule": schedule, "progress": progress}
        return TemplateResponse(request, "billing/admin/_run_progress.html", context)

    def report(self, request, year):
        """Afterwards: members without invoice, gaps, documents and letters that are missing."""
        report = control_report(self.schedule_of(request, year))
        title = _("Control report")
        return self.page(request, "billing/admin/run_report.html", title=title, report=report)

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
