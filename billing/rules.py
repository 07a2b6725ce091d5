"""What is true of fees, invoices and payments. Plain values in, an answer out."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class LeftOut(StrEnum):
    """Why a member gets no fee or no invoice by itself."""

    NO_HEAD_COUNT = "no_head_count"
    NO_ADDRESS = "no_address"
    NO_EMAIL = "no_email"
    NO_CONSENT = "no_consent"

    @property
    def label(self):
        return LEFT_OUT_LABELS[self]


LEFT_OUT_LABELS = {
    LeftOut.NO_HEAD_COUNT: _("The number of employees is 0 or unknown, and has no fee."),
    LeftOut.NO_ADDRESS: _("The invoice address is not complete."),
    LeftOut.NO_EMAIL: _("There is no email address for invoices."),
    LeftOut.NO_CONSENT: _("The organisation has not agreed to invoices as PDF by email."),
}


def why_left_out(
    *,
    employees: int | None,
    smallest: int,
    has_address: bool,
    has_email: bool,
    accepts_pdf: bool,
) -> LeftOut | None:
    """The first thing that is missing; None for a member that gets its invoice.

    `smallest` is the lowest head-count in the table of fees. 0 employees is outside the
    programme's table, and is left to a person.
    """
    if (employees or 0) < smallest:
        return LeftOut.NO_HEAD_COUNT
    if not has_address:
        return LeftOut.NO_ADDRESS
    if not has_email:
        return LeftOut.NO_EMAIL
    return None if accepts_pdf else LeftOut.NO_CONSENT


def end_of_tier(lower_bound: int, lower_bounds: Sequence[int]) -> int | None:
    """The last head-count of the tier that starts at `lower_bound`; None for the topmost."""
    above = [bound for bound in lower_bounds if bound > lower_bound]
    return min(above) - 1 if above else None


def room(*, unallocated: Decimal, balance: Decimal) -> Decimal:
    """How much of a payment an invoice can take, in kronor."""
    return max(min(unallocated, balance), Decimal(0))


def kept_until(issued_on: date, *, years: int) -> date:
    """The last day an invoice must be kept.

    Bokföringslagen 7 kap. 2 §: until and including the seventh year after the calendar year in
    which the financial year ended; the programme's is the calendar year.
    """
    return date(issued_on.year + years, 12, 31)


def member_number(key: int) -> str:
    """«00012»: what stands on the invoice, and what a member may say on the phone."""
    return f"{key:05}"


def invoice_number(year: int, number: int) -> str:
    """«2027-00001»."""
    return f"{year}-{number:05}"
