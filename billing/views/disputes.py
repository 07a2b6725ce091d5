from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from billing.actions import raise_dispute
from billing.forms import DisputeForm
from billing.models import Invoice
from billing.views.invoices import SEES_INVOICES
from lattvikt.lib.refused import said_if_refused
from members.doors import member_required


@member_required(roles=SEES_INVOICES)
def dispute(request, number):
    """Tell the secretariat that something is wrong with an invoice."""
    mine = Invoice.objects.for_organisation(request.organisation).with_balance()
    invoice = get_object_or_404(mine, number=number)
    form = DisputeForm(request.POST or None)
    if form.is_valid():
        with said_if_refused(request):
            raise_dispute(
                invoice,
                **form.cleaned_data,
                by=request.user,
                today=timezone.localdate(),
                is_from_member=True,
            )
            messages.success(request, _("Your objection is sent. We answer by email."))
        return redirect("billing:invoice", number)
    return render(request, "billing/dispute.html", {"form": form, "invoice": invoice})
