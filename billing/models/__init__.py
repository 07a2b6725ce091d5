from billing.models.budgets import Budget, BudgetEntry, BudgetLine
from billing.models.fees import (
    INVOICE_ADDRESS,
    AnnualFee,
    cannot_be_delivered,
    members_in,
    members_without_fee,
)
from billing.models.invoices import Invoice, InvoiceDocument, InvoiceLine, InvoiceSeries
from billing.models.payments import Allocation, Payment
from billing.models.terms import Terms

__all__ = [
    "INVOICE_ADDRESS",
    "Allocation",
    "AnnualFee",
    "Budget",
    "BudgetEntry",
    "BudgetLine",
    "Invoice",
    "InvoiceDocument",
    "InvoiceLine",
    "InvoiceSeries",
    "Payment",
    "Terms",
    "cannot_be_delivered",
    "members_in",
    "members_without_fee",
]
