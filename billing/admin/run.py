"""A year's invoicing: what it comes to, its approval, and how it went."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from billing.actions import approve_run, preview_run
from lattvikt.lib.admin_pages import ButtonPages
from members.models import FeeSchedule


class RunPages(ButtonPages):
    """The pages of a year's run, which stand beside the fees."""

    def get_urls(self):
        run = self.admin_site.admin_view(self.run)
        return [path("run/<int:year>/", run, name="billing_annualfee_run"), *super().get_urls()]

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

    def schedule_of(self, request, year):
        """403 for who may not see fees, 404 for a year whose fees are not adopted."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        schedules = FeeSchedule.objects.adopted().prefetch_related("tiers")
        return get_object_or_404(schedules, year=year)

    def page(self, request, template, **context):
        everywhere = {**self.admin_site.each_context(request), "opts": self.opts}
        return TemplateResponse(request, template, everywhere | context)
