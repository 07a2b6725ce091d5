"""Writing an invoice of something else than the annual fee: fill in, look at it, issue it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from billing.actions import draft_other_invoice, issue_other_invoice
from billing.forms import LineFormSet, OtherInvoiceForm, initial_lines_of, initial_of, lines_written
from billing.models import Invoice
from lattvikt.lib.admin_pages import ButtonPages
from lattvikt.lib.refused import Refused


class OtherInvoicePages(ButtonPages):
    """The page beside the invoices where one is written. Nothing is saved before it is issued."""

    def get_urls(self):
        new = self.admin_site.admin_view(self.new)
        return [path("ny/", new, name="billing_invoice_new"), *super().get_urls()]

    def new(self, request):
        if not request.user.has_perm("billing.add_invoice"):
            raise PermissionDenied
        form, lines = forms_for(request)
        if request.method != "POST" or wants_to_write_on(request.POST):
            return self.write_page(request, form, lines)
        # Both are asked, so that all faults are shown at once.
        if not all([form.is_valid(), lines.is_valid()]):
            return self.write_page(request, form, lines)
        return self.preview_or_issue(request, form, lines)

    def preview_or_issue(self, request, form, lines):
        order = form.order(lines.charges())
        asked = {"by": request.user, "today": timezone.localdate()}
        try:
            if "issue" not in request.POST:
                return self.write_page(
                    request, form, lines, draft=draft_other_invoice(order, **asked)
                )
            invoice = issue_other_invoice(order, **asked)
        except Refused as refused:
            messages.error(request, str(refused))
            return self.write_page(request, form, lines)
        messages.success(request, _("Invoice %(invoice)s is issued.") % {"invoice": invoice})
        return redirect(self.url_of(invoice))

    def write_page(self, request, form, lines, draft=None):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("A new invoice"),
            "form": form,
            "lines": lines,
            "draft": draft,
        }
        return TemplateResponse(request, "billing/admin/other_invoice.html", context)


def forms_for(request):
    """As sent, as written with some more lines, after the invoice `efter` names, or empty."""
    if request.method == "POST":
        data = request.POST
        if wants_to_write_on(data):
            return unbound(data.dict(), lines_written(data))
        return OtherInvoiceForm(data), LineFormSet(data, prefix="lines")
    if earlier := request.GET.get("efter"):
        others = Invoice.objects.filter(kind=Invoice.Kind.OTHER, credits=None)
        invoice = get_object_or_404(others, number=earlier)
        return unbound(initial_of(invoice), initial_lines_of(invoice))
    return unbound({"organisation": request.GET.get("organisation")}, [])


def wants_to_write_on(data):
    return "more" in data or "change" in data


def unbound(facts, lines):
    """Forms with these contents and some empty lines, and without a word about what is missing."""
    return OtherInvoiceForm(initial=facts), LineFormSet(initial=lines, prefix="lines")
