"""What is true of fees, invoices and payments. Plain values in, an answer out."""

from billing.rules.budgets import Share, judge_share, percent_of
from billing.rules.fees import LeftOut, end_of_tier, why_left_out
from billing.rules.invoices import invoice_number, kept_until, member_number
from billing.rules.payments import room

__all__ = [
    "LeftOut",
    "Share",
    "end_of_tier",
    "invoice_number",
    "judge_share",
    "kept_until",
    "member_number",
    "percent_of",
    "room",
    "why_left_out",
]
