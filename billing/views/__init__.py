from billing.views.disputes import dispute
from billing.views.economy import economy
from billing.views.einvoices import as_einvoice, einvoice
from billing.views.in_kind import (
    apply_in_kind,
    in_kind,
    in_kind_application,
    in_kind_sum,
    report_in_kind,
    withdraw_in_kind,
)
from billing.views.invoices import as_pdf, invoice, invoices, pdf

__all__ = [
    "apply_in_kind",
    "as_einvoice",
    "as_pdf",
    "dispute",
    "economy",
    "einvoice",
    "in_kind",
    "in_kind_application",
    "in_kind_sum",
    "invoice",
    "invoices",
    "pdf",
    "report_in_kind",
    "withdraw_in_kind",
]
