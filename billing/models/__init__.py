from billing.models.bank_files import BankFile, BankRow
from billing.models.bookkeeping import BookedEvent, BookkeepingBatch, unbooked
from billing.models.budgets import Budget, BudgetEntry, BudgetLine
from billing.models.disputes import Dispute, disputed
from billing.models.einvoices import EInvoiceDelivery
from billing.models.exclusions import ProposedExclusion
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
from billing.models.interest import ReferenceRate
from billing.models.invoices import Invoice, InvoiceDocument, InvoiceLine, InvoiceSeries
from billing.models.matching import candidates, clues_of
from billing.models.money_in import DayIn, days_in, sum_of
from billing.models.payments import Allocation, Payment, Repayment, WriteOff
from billing.models.reminders import Reminder, of_reminders
from billing.models.reminding import held_back, in_reminding, to_propose, to_remind
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
    "DayIn",
    "Dispute",
    "EInvoiceDelivery",
    "InKindApplication",
    "InKindEvent",
    "InKindTask",
    "Invoice",
    "InvoiceDocument",
    "InvoiceLine",
    "InvoiceSeries",
    "Payment",
    "ProposedExclusion",
    "ReferenceRate",
    "Reminder",
    "Repayment",
    "Terms",
    "WriteOff",
    "candidates",
    "cannot_be_delivered",
    "clues_of",
    "days_in",
    "disputed",
    "fee_of",
    "held_back",
    "in_kind_of",
    "in_reminding",
    "members_without_fee",
    "non_profit_waits",
    "of_reminders",
    "sum_of",
    "to_propose",
    "to_remind",
    "unbooked",
]
