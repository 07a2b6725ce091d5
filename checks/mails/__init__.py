from checks.mails.applications import received, withdrawn
from checks.mails.assessing import asked_to_assess, assessment_reminder, to_assess_anew
from checks.mails.deciding import decision_letters
from checks.mails.partners import CONSENT_SALT, consent_asked, consent_path, partner_answered

__all__ = [
    "CONSENT_SALT",
    "asked_to_assess",
    "assessment_reminder",
    "consent_asked",
    "consent_path",
    "decision_letters",
    "partner_answered",
    "received",
    "to_assess_anew",
    "withdrawn",
]
