from billing.models.fees import AnnualFee
from billing.models.invoices import Invoice, InvoiceDocument, InvoiceLine, InvoiceSeries
from billing.models.payments import Allocation, Payment

__all__ = [
    "Allocation",
    "AnnualFee",
    "Invoice",
    "InvoiceDocument",
    "InvoiceLine",
    "InvoiceSeries",
    "Payment",
]
