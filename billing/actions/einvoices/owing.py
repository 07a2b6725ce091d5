from archive.actions import store
from billing import ubl
from billing.models import EInvoiceDelivery
from lattvikt.lib.wake import wake


def owe_einvoice(invoice, *, keep_until) -> None:
    """Owe the buyer its invoice by Peppol, in the transaction that makes its document."""
    document = store(ubl.render(invoice), keep_until=keep_until)
    EInvoiceDelivery.objects.create(invoice=invoice, document=document)
    wake(EInvoiceDelivery.sweep)
