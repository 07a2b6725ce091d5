from billing.actions.bookkeeping import Contents, make_batch, next_period, preview_batch
from billing.actions.budgets import adopt_budget, reopen_budget
from billing.actions.documents import prepare_documents
from billing.actions.einvoices import export_einvoices
from billing.actions.fees import approve_run, left_out, preview_run, raise_annual_fees
from billing.actions.in_kind import accept_or_decline_in_kind
from billing.actions.invoices import credit, issue_invoices
from billing.actions.payments import Registered, allocate, register_payment, reverse_allocation

__all__ = [
    "Contents",
    "Registered",
    "accept_or_decline_in_kind",
    "adopt_budget",
    "allocate",
    "approve_run",
    "credit",
    "export_einvoices",
    "issue_invoices",
    "left_out",
    "make_batch",
    "next_period",
    "prepare_documents",
    "preview_batch",
    "preview_run",
    "raise_annual_fees",
    "register_payment",
    "reopen_budget",
    "reverse_allocation",
]
