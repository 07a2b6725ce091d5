"""Who gets a fee and an invoice by itself, and who does not."""

from collections.abc import Sequence
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class LeftOut(StrEnum):
    """Why a member gets no fee or no invoice by itself."""

    NO_HEAD_COUNT = "no_head_count"
    ROUND_OPEN = "round_open"
    SILENT = "silent"
    NO_ADDRESS = "no_address"
    NO_EMAIL = "no_email"
    NO_CONSENT = "no_consent"
    IN_KIND_WAITING = "in_kind_waiting"
    IN_KIND_APPROVED = "in_kind_approved"
    IN_KIND_DELIVERED = "in_kind_delivered"

    @property
    def label(self):
        return LEFT_OUT_LABELS[self]


LEFT_OUT_LABELS = {
    LeftOut.NO_HEAD_COUNT: _("The number of employees is 0 or unknown, and has no fee."),
    LeftOut.ROUND_OPEN: _("The round of head-counts for the year is still open."),
    LeftOut.SILENT: _("The organisation has not given its number of employees."),
    LeftOut.NO_ADDRESS: _("The invoice address is not complete."),
    LeftOut.NO_EMAIL: _("There is no email address for invoices."),
    LeftOut.NO_CONSENT: _("The organisation has not agreed to invoices as PDF by email."),
    LeftOut.IN_KIND_WAITING: _("An application to pay in kind waits for its decision."),
    LeftOut.IN_KIND_APPROVED: _("The fee is to be paid in kind: the delivery is not judged yet."),
    LeftOut.IN_KIND_DELIVERED: _("The fee has been paid in kind."),
}


def why_left_out(
    *,
    employees: int | None,
    smallest: int,
    has_address: bool,
    has_email: bool,
    accepts_pdf: bool,
    no_answer: LeftOut | None = None,
    in_kind: LeftOut | None = None,
) -> LeftOut | None:
    """The first thing that is missing; None for a member that gets its invoice.

    `smallest` is the lowest head-count in the table of fees. 0 employees is outside the
    programme's table, and is left to a person. `no_answer` is why there is no head-count though
    the member was asked for it, if it was. `in_kind` is what work instead of money means for
    the fee, if anything.
    """
    if (employees or 0) < smallest:
        return no_answer or LeftOut.NO_HEAD_COUNT
    if in_kind:
        return in_kind
    if not has_address:
        return LeftOut.NO_ADDRESS
    if not has_email:
        return LeftOut.NO_EMAIL
    return None if accepts_pdf else LeftOut.NO_CONSENT


def end_of_tier(lower_bound: int, lower_bounds: Sequence[int]) -> int | None:
    """The last head-count of the tier that starts at `lower_bound`; None for the topmost."""
    above = [bound for bound in lower_bounds if bound > lower_bound]
    return min(above) - 1 if above else None
