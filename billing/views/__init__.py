from billing.views.einvoices import as_einvoice, einvoice
from billing.views.invoices import as_pdf, invoice, invoices, pdf

__all__ = ["as_einvoice", "as_pdf", "einvoice", "invoice", "invoices", "pdf"]
