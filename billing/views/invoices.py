from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control

from billing.models import Invoice, InvoiceDocument, Payment
from members.doors import member_required
from members.models import Contact

SEES_INVOICES = (Contact.Role.INVOICE,)
PER_PAGE = 50


@member_required(roles=SEES_INVOICES)
def invoices(request):
    """The organisation's invoices and credit notes, the latest first."""
    mine = Invoice.objects.for_organisation(request.organisation)
    rows = mine.with_balance().select_related("document").order_by("-issued_on", "-pk")
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "credit": Payment.objects.credit_of(request.organisation),
        "to_pay": mine.unpaid().aggregate(sum=Sum("balance"))["sum"],
    }
    return render(request, "billing/invoices.html", context)


@member_required(roles=SEES_INVOICES)
def invoice(request, number):
    """One invoice: what it is, how it is paid and what has been paid."""
    mine = Invoice.objects.for_organisation(request.organisation).with_balance().with_in_kind()
    invoice = get_object_or_404(mine.select_related("document", "credits"), number=number)
    context = {
        "invoice": invoice,
        "lines": invoice.lines.all(),
        "allocations": invoice.allocations.standing().select_related("payment").order_by("pk"),
        "credit_note": invoice.credit_notes.first(),
        "reminder": invoice.reminders.first(),
        "dispute": invoice.disputes.first(),
    }
    return render(request, "billing/invoice_page.html", context)


@cache_control(private=True)
@member_required(roles=SEES_INVOICES)
def pdf(request, number):
    """The document as it was sent, from the archive."""
    mine = Invoice.objects.for_organisation(request.organisation)
    kept = InvoiceDocument.objects.select_related("document")
    return as_pdf(get_object_or_404(kept, invoice__in=mine, invoice__number=number))


def as_pdf(kept):
    headers = {"Content-Disposition": f'inline; filename="{kept.name}"'}
    return HttpResponse(kept.document.content, content_type="application/pdf", headers=headers)
