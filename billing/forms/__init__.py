from billing.forms.bookkeeping import PeriodForm
from billing.forms.budgets import BudgetAdoptionForm
from billing.forms.fields import KronorField
from billing.forms.payments import AllocationForm, PaymentForm
from billing.forms.small import ReasonForm

__all__ = [
    "AllocationForm",
    "BudgetAdoptionForm",
    "KronorField",
    "PaymentForm",
    "PeriodForm",
    "ReasonForm",
]
