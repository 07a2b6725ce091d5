from checks.mails.applications import received, withdrawn
from checks.mails.assessing import (
    asked_to_assess,
    assessment_reminder,
    referred_back,
    to_assess_anew,
)
from checks.mails.deciding import decision_letters
from checks.mails.later import (
    extension_asked,
    extension_decided,
    reclaim_decided,
    reclaim_repaid,
)
from checks.mails.partners import CONSENT_SALT, consent_asked, consent_path, partner_answered
from checks.mails.projects import (
    agreement_signed,
    agreement_to_sign,
    payout_asked,
    payout_paid,
    payout_refused,
)
from checks.mails.questions import (
    QUESTION_SALT,
    question_answered,
    question_passed_on,
    question_path,
)
from checks.mails.reports import report_approved, report_received, report_reminder, report_returned

__all__ = [
    "CONSENT_SALT",
    "QUESTION_SALT",
    "agreement_signed",
    "agreement_to_sign",
    "asked_to_assess",
    "assessment_reminder",
    "consent_asked",
    "consent_path",
    "decision_letters",
    "extension_asked",
    "extension_decided",
    "partner_answered",
    "payout_asked",
    "payout_paid",
    "payout_refused",
    "question_answered",
    "question_passed_on",
    "question_path",
    "received",
    "reclaim_decided",
    "reclaim_repaid",
    "referred_back",
    "report_approved",
    "report_received",
    "report_reminder",
    "report_returned",
    "to_assess_anew",
    "withdrawn",
]
