from checks.forms.aid import CertificateForms, EuroRateForm
from checks.forms.applications import as_typed, as_written
from checks.forms.assessing import (
    AmountForm,
    AskForm,
    JavForm,
    ScoreForm,
    StatementForm,
    as_given,
    as_stated,
    as_typed_amount,
)
from checks.forms.calls import CloseLaterForm, PublicSearchForm, ReferForm, SearchForm
from checks.forms.enclosures import FileForm, PartnerForm
from checks.forms.later import ExtensionForm, ReclaimForm
from checks.forms.projects import PayoutForm, ProjectForm, ReportForm, SignForm
from checks.forms.public import PublicityForm, old_checks_in
from checks.forms.questions import AnswerForm, PassOnForm, QuestionForm

__all__ = [
    "AmountForm",
    "AnswerForm",
    "AskForm",
    "CertificateForms",
    "CloseLaterForm",
    "EuroRateForm",
    "ExtensionForm",
    "FileForm",
    "JavForm",
    "PartnerForm",
    "PassOnForm",
    "PayoutForm",
    "ProjectForm",
    "PublicSearchForm",
    "PublicityForm",
    "QuestionForm",
    "ReclaimForm",
    "ReferForm",
    "ReportForm",
    "ScoreForm",
    "SearchForm",
    "SignForm",
    "StatementForm",
    "as_given",
    "as_stated",
    "as_typed",
    "as_typed_amount",
    "as_written",
    "old_checks_in",
]
