from billing.views.invoices import as_pdf, invoice, invoices, pdf

__all__ = ["as_pdf", "invoice", "invoices", "pdf"]
