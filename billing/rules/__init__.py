"""What is true of fees, invoices and payments. Plain values in, an answer out."""

from billing.rules.fees import LeftOut, end_of_tier, why_left_out
from billing.rules.invoices import invoice_number, kept_until, member_number
from billing.rules.payments import room

__all__ = [
    "LeftOut",
    "end_of_tier",
    "invoice_number",
    "kept_until",
    "member_number",
    "room",
    "why_left_out",
]
