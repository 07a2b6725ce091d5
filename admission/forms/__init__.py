from admission.forms.small import AnswerForm, FeeForm, QuestionForm
from admission.forms.steps import STEP_FORMS, ContactForm, InvoiceForm, OrganisationForm

__all__ = [
    "STEP_FORMS",
    "AnswerForm",
    "ContactForm",
    "FeeForm",
    "InvoiceForm",
    "OrganisationForm",
    "QuestionForm",
]
