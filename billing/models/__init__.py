from billing.models.bank_files import BankFile, BankRow
from billing.models.bookkeeping import BookedEvent, BookkeepingBatch, unbooked
from billing.models.budgets import Budget, BudgetEntry, BudgetLine
from billing.models.fees import (
    INVOICE_ADDRESS,
    AnnualFee,
    cannot_be_delivered,
    members_without_fee,
    non_profit_waits,
)
from billing.models.in_kind import (
    InKindApplication,
    InKindEvent,
    InKindTask,
    fee_of,
    in_kind_of,
)
from billing.models.invoices import Invoice, InvoiceDocument, InvoiceLine, InvoiceSeries
from billing.models.payments import Allocation, Payment, Repayment, WriteOff
from billing.models.terms import Terms

__all__ = [
    "INVOICE_ADDRESS",
    "Allocation",
    "AnnualFee",
    "BankFile",
    "BankRow",
    "BookedEvent",
    "BookkeepingBatch",
    "Budget",
    "BudgetEntry",
    "BudgetLine",
    "InKindApplication",
    "InKindEvent",
    "InKindTask",
    "Invoice",
    "InvoiceDocument",
    "InvoiceLine",
    "InvoiceSeries",
    "Payment",
    "Repayment",
    "Terms",
    "WriteOff",
    "cannot_be_delivered",
    "fee_of",
    "in_kind_of",
    "members_without_fee",
    "non_profit_waits",
    "unbooked",
]
