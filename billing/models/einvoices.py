from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models import Document
from billing.models.invoices import Invoice
from outbox.models import Sending


class EInvoiceDelivery(Sending):
    """An invoice that we owe a buyer's own system, by Peppol (sv. e-fakturaleverans).

    What is sent is what is in the archive.
    """

    sweep = "billing.tasks.deliver_einvoices"
    invoice = models.OneToOneField(
        Invoice, models.PROTECT, related_name="delivery", verbose_name=_("invoice")
    )
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("e-invoice")
        verbose_name_plural = _("e-invoices")
        indexes = [
            models.Index(
                "not_before", "id", name="einvoice_due", condition=models.Q(state="queued")
            )
        ]

    def __str__(self):
        return self.invoice.einvoice_name
