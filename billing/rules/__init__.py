"""What is true of fees, invoices and payments. Plain values in, an answer out."""

from billing.rules.ages import Age, by_age
from billing.rules.bookkeeping import (
    Accounts,
    Entry,
    Voucher,
    balances,
    booking_day,
    invoiced,
    made_whole,
    moved,
    netted,
)
from billing.rules.budgets import Share, judge_share, percent_of
from billing.rules.fees import Change, LeftOut, change_of, end_of_tier, why_left_out
from billing.rules.in_kind import Delivery, delivery, is_too_late, lacking, value_of, years_open
from billing.rules.interest import UnknownRate, accrued, half_year_of, interest, interest_runs_from
from billing.rules.invoices import invoice_number, kept_until, member_number, missing_numbers
from billing.rules.next_year import Place, Why, place_in, why_it_moves
from billing.rules.payments import room
from billing.rules.reminders import HeldBack, Step, charge_of_reminder, is_agreed
from billing.rules.settling import Claim, Result, Settlement, Take, let_pass, settle
from billing.rules.suggesting import Candidate, Clues, Reason, Suggestion, suggestions
from billing.rules.vat import VAT_RATES, Charge, RateSum, rate_sums, vat_of

__all__ = [
    "VAT_RATES",
    "Accounts",
    "Age",
    "Candidate",
    "Change",
    "Charge",
    "Claim",
    "Clues",
    "Delivery",
    "Entry",
    "HeldBack",
    "LeftOut",
    "Place",
    "RateSum",
    "Reason",
    "Result",
    "Settlement",
    "Share",
    "Step",
    "Suggestion",
    "Take",
    "UnknownRate",
    "Voucher",
    "Why",
    "accrued",
    "balances",
    "booking_day",
    "by_age",
    "change_of",
    "charge_of_reminder",
    "delivery",
    "end_of_tier",
    "half_year_of",
    "interest",
    "interest_runs_from",
    "invoice_number",
    "invoiced",
    "is_agreed",
    "is_too_late",
    "judge_share",
    "kept_until",
    "lacking",
    "let_pass",
    "made_whole",
    "member_number",
    "missing_numbers",
    "moved",
    "netted",
    "percent_of",
    "place_in",
    "rate_sums",
    "room",
    "settle",
    "suggestions",
    "value_of",
    "vat_of",
    "why_it_moves",
    "why_left_out",
    "years_open",
]
