from billing.forms.bank_files import BankFileForm, DayForm
from billing.forms.bookkeeping import PeriodForm
from billing.forms.budgets import BudgetAdoptionForm
from billing.forms.fields import KronorField
from billing.forms.in_kind import (
    InKindAnswerForm,
    InKindForm,
    InKindQuestionForm,
    InKindReportForm,
    InKindValueForm,
    LateInKindForm,
    TaskFormSet,
)
from billing.forms.matching import MatchForm, PeriodShownForm, RepaymentForm, ReturnForm
from billing.forms.other_invoices import (
    LineFormSet,
    OtherInvoiceForm,
    initial_lines_of,
    initial_of,
    lines_written,
)
from billing.forms.payments import AllocationForm, PaymentForm
from billing.forms.reminders import AnswerForm, DisputeForm, ExclusionForm
from billing.forms.small import HeadCountForm, ReasonForm
from billing.forms.years import year_asked_for

__all__ = [
    "AllocationForm",
    "AnswerForm",
    "BankFileForm",
    "BudgetAdoptionForm",
    "DayForm",
    "DisputeForm",
    "ExclusionForm",
    "HeadCountForm",
    "InKindAnswerForm",
    "InKindForm",
    "InKindQuestionForm",
    "InKindReportForm",
    "InKindValueForm",
    "KronorField",
    "LateInKindForm",
    "LineFormSet",
    "MatchForm",
    "OtherInvoiceForm",
    "PaymentForm",
    "PeriodForm",
    "PeriodShownForm",
    "ReasonForm",
    "RepaymentForm",
    "ReturnForm",
    "TaskFormSet",
    "initial_lines_of",
    "initial_of",
    "lines_written",
    "year_asked_for",
]
