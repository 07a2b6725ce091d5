from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _

from billing.actions import invoice_late_charges, invoiced_late_charges, late_charges
from billing.models import to_propose
from lattvikt.lib.admin_pages import ButtonPages
from lattvikt.lib.money import ZERO, kronor


def when_late(invoice):
    """What an invoice's page offers after the due date, and what has come of it."""
    charged_by = invoiced_late_charges(invoice)
    return {
        "may_propose": to_propose().filter(pk=invoice.pk).exists(),
        "may_charge": not charged_by and bool(late_charges(invoice)),
        "charged_by": charged_by,
    }


class LateInvoices(ButtonPages):
    """What an invoice's page has for what its reminders said that being late costs."""

    def charge(self, request, pk):
        invoice = self.one_to_act_on(request, pk, "billing.add_invoice")
        sum_of_them = sum((charge.net for charge in late_charges(invoice)), ZERO)
        return self.press(
            request,
            invoice,
            partial(invoice_late_charges, by=request.user, today=timezone.localdate()),
            title=_("Invoice the charge and interest"),
            text=_(
                "%(sum)s, as the reminders have stated, is invoiced and sent by itself, with a "
                "number and an OCR number of its own and without VAT."
            )
            % {"sum": kronor(sum_of_them)},
            button=_("Issue the invoice"),
            done=lambda issued: _("Invoice %(invoice)s is issued.") % {"invoice": issued},
        )
