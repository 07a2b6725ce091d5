"""The letters of billing, each in the reader's language."""

from billing.mails.disputes import dispute_answered, dispute_raised
from billing.mails.exclusions import exclusion_proposed
from billing.mails.in_kind import (
    in_kind_answered,
    in_kind_decided,
    in_kind_judged,
    in_kind_question,
    in_kind_received,
    in_kind_report_soon,
    in_kind_reported,
    in_kind_withdrawn,
)
from billing.mails.invoices import invoice
from billing.mails.reminders import reminder

__all__ = [
    "dispute_answered",
    "dispute_raised",
    "exclusion_proposed",
    "in_kind_answered",
    "in_kind_decided",
    "in_kind_judged",
    "in_kind_question",
    "in_kind_received",
    "in_kind_report_soon",
    "in_kind_reported",
    "in_kind_withdrawn",
    "invoice",
    "reminder",
]
