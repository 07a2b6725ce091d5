"""From an issued invoice to the PDF in the archive and the letter that carries it."""

import structlog
from django.conf import settings
from django.db import transaction

from archive.actions import store
from billing import mails, pdf, rules
from billing.actions.einvoices import owe_einvoice
from billing.models import Invoice, InvoiceDocument
from lattvikt.lib.stopping import stop_if_asked

logger = structlog.get_logger(__name__)

SWEEP = "billing.tasks.prepare_documents"
AT_A_TIME = 10


def prepare_documents():
    """Make the PDF of every invoice that lacks one, and owe its letter; return how many.

    Any number of these may run at once. An invoice that cannot be made is logged and passed over:
    it stays in `Invoice.objects.without_document()`, which the desk shows.
    """
    made, last = 0, 0
    while claimed := claim_and_prepare(after=last):
        last, count = claimed
        made += count
        stop_if_asked()
    return made


@transaction.atomic
def claim_and_prepare(*, after):
    """Make the next ten that nobody else is making: the last one's key and how many were made.

    The row locks are the claim, so this is the one place where PDF is made inside a transaction:
    a killed worker's ten are free again at once.
    """
    undone = Invoice.objects.without_document().filter(pk__gt=after).order_by("pk")
    claim = undone.select_for_update(skip_locked=True, no_key=True)
    keys = list(claim.values_list("pk", flat=True)[:AT_A_TIME])
    # Asked again under the locks: what we saw may be older than they are.
    invoices = undone.filter(pk__in=keys).select_related("credits").prefetch_related("lines")
    return keys and (keys[-1], sum(prepare_or_log(invoice) for invoice in invoices))


def prepare_or_log(invoice):
    try:
        prepare(invoice)
    except Exception:
        logger.exception("An invoice could not be made into a document.", invoice=invoice.number)
        return False
    return True


@transaction.atomic
def prepare(invoice):
    """The PDF in the archive, its name, the letter and the e-invoice: all or none."""
    keep_until = rules.kept_until(invoice.issued_on, years=settings.DOCUMENTS_KEPT_YEARS)
    document = store(pdf.render(invoice), keep_until=keep_until)
    InvoiceDocument.objects.create(invoice=invoice, document=document, name=invoice.file_name)
    if invoice.buyer_email:
        mails.invoice(invoice, document)
    if invoice.einvoice_address:
        owe_einvoice(invoice, keep_until=keep_until)
