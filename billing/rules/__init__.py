"""What is true of fees, invoices and payments. Plain values in, an answer out."""

from billing.rules.budgets import Share, judge_share, percent_of
from billing.rules.fees import LeftOut, end_of_tier, why_left_out
from billing.rules.in_kind import Delivery, delivery, is_too_late, lacking, value_of, years_open
from billing.rules.invoices import invoice_number, kept_until, member_number
from billing.rules.payments import room

__all__ = [
    "Delivery",
    "LeftOut",
    "Share",
    "delivery",
    "end_of_tier",
    "invoice_number",
    "is_too_late",
    "judge_share",
    "kept_until",
    "lacking",
    "member_number",
    "percent_of",
    "room",
    "value_of",
    "why_left_out",
    "years_open",
]
