from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from billing.actions import overview_of
from billing.forms import year_asked_for
from lattvikt.lib.admin_pages import ButtonPages


class OverviewPage(ButtonPages):
    """The year's money on one page, which stands beside the fees."""

    def get_urls(self):
        overview = self.admin_site.admin_view(self.overview)
        return [
            path("oversikt/", overview, name="billing_annualfee_overview"),
            *super().get_urls(),
        ]

    def overview(self, request):
        """Good enough to print for the board."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        today = timezone.localdate()
        year = year_asked_for(request, today)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Financial overview %(year)s") % {"year": year},
            "overview": overview_of(year, today=today),
        }
        return TemplateResponse(request, "billing/admin/overview.html", context)
