"""The letters of billing, each in the reader's language."""

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

__all__ = [
    "in_kind_answered",
    "in_kind_decided",
    "in_kind_judged",
    "in_kind_question",
    "in_kind_received",
    "in_kind_report_soon",
    "in_kind_reported",
    "in_kind_withdrawn",
    "invoice",
]
