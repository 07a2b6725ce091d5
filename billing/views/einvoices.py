from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control

from billing import ubl
from billing.models import Invoice
from billing.views.invoices import SEES_INVOICES
from members.doors import member_required


@cache_control(private=True)
@member_required(roles=SEES_INVOICES)
def einvoice(request, number):
    """The invoice for the buyer's own system."""
    mine = Invoice.objects.for_organisation(request.organisation).for_einvoice()
    return as_einvoice(get_object_or_404(mine, number=number))


def as_einvoice(invoice):
    headers = {"Content-Disposition": f'attachment; filename="{invoice.einvoice_name}"'}
    return HttpResponse(ubl.kept(invoice), content_type="application/xml", headers=headers)
