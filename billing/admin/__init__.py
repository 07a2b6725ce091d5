"""The secretariat's desk for fees, invoices and payments."""

from billing.admin.bank_files import BankFileAdmin
from billing.admin.bank_rows import BankRowAdmin
from billing.admin.bookkeeping import BookkeepingBatchAdmin
from billing.admin.budgets import BudgetAdmin, BudgetEntryAdmin
from billing.admin.disputes import DisputeAdmin
from billing.admin.einvoices import EInvoiceDeliveryAdmin
from billing.admin.exclusions import ProposedExclusionAdmin
from billing.admin.fees import AnnualFeeAdmin
from billing.admin.in_kind import InKindApplicationAdmin
from billing.admin.invoices import InvoiceAdmin
from billing.admin.members import MemberAdmin
from billing.admin.payments import PaymentAdmin
from billing.admin.reminders import ReferenceRateAdmin, ReminderAdmin
from billing.admin.repayments import RepaymentAdmin
from billing.admin.terms import TermsAdmin

__all__ = [
    "AnnualFeeAdmin",
    "BankFileAdmin",
    "BankRowAdmin",
    "BookkeepingBatchAdmin",
    "BudgetAdmin",
    "BudgetEntryAdmin",
    "DisputeAdmin",
    "EInvoiceDeliveryAdmin",
    "InKindApplicationAdmin",
    "InvoiceAdmin",
    "MemberAdmin",
    "PaymentAdmin",
    "ProposedExclusionAdmin",
    "ReferenceRateAdmin",
    "ReminderAdmin",
    "RepaymentAdmin",
    "TermsAdmin",
]
