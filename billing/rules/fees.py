"""Who gets a fee and an invoice by itself, and who does not."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class LeftOut(StrEnum):
    """Why a member gets no fee or no invoice by itself."""

    NO_HEAD_COUNT = "no_head_count"
    ROUND_OPEN = "round_open"
    SILENT = "silent"
    WAIVED = "waived"
    NOTHING_TO_PAY = "nothing_to_pay"
    NO_ADDRESS = "no_address"
    NO_EMAIL = "no_email"
    NO_CONSENT = "no_consent"
    NO_REFERENCE = "no_reference"
    IN_KIND_WAITING = "in_kind_waiting"
    IN_KIND_APPROVED = "in_kind_approved"
    IN_KIND_DELIVERED = "in_kind_delivered"
    NON_PROFIT_WAITS = "non_profit_waits"

    @property
    def label(self):
        return LEFT_OUT_LABELS[self]


LEFT_OUT_LABELS = {
    LeftOut.NO_HEAD_COUNT: _("The number of employees is 0 or unknown, and has no fee."),
    LeftOut.ROUND_OPEN: _("The round of head-counts for the year is still open."),
    LeftOut.SILENT: _("The organisation has not given its number of employees."),
    LeftOut.WAIVED: _("The fee has been waived."),
    LeftOut.NOTHING_TO_PAY: _("The fee is 0 kr."),
    LeftOut.NO_ADDRESS: _("The invoice address is not complete."),
    LeftOut.NO_EMAIL: _("There is no email address for invoices."),
    LeftOut.NO_CONSENT: _("The organisation has not agreed to invoices as PDF by email."),
    LeftOut.NO_REFERENCE: _("The e-invoice lacks “Your reference”. Ask the organisation for it."),
    LeftOut.IN_KIND_WAITING: _("An application to pay in kind waits for its decision."),
    LeftOut.IN_KIND_APPROVED: _("The fee is to be paid in kind: the delivery is not judged yet."),
    LeftOut.IN_KIND_DELIVERED: _("The fee has been paid in kind."),
    LeftOut.NON_PROFIT_WAITS: _(
        "Non-profit: is invoiced when the last day to apply for in-kind has passed."
    ),
}


def why_left_out(
    *,
    employees: int | None,
    smallest: int,
    has_address: bool,
    has_email: bool,
    accepts_pdf: bool,
    receives_einvoices: bool,
    has_reference: bool,
    no_answer: LeftOut | None = None,
    in_kind: LeftOut | None = None,
    is_waived: bool = False,
    is_free: bool = False,
    waits: bool = False,
) -> LeftOut | None:
    """The first thing that is missing; None for a member that gets its invoice.

    `smallest` is the lowest head-count in the table of fees. 0 employees is outside the
    programme's table, and is left to a person. `in_kind` is what work instead of money means for
    the fee, if anything. `no_answer` is why there is no head-count though the member was asked
    for it, if it was. That a non-profit member waits comes last: what it lacks can be mended
    meanwhile.
    """
    by_pdf, by_einvoice = has_email and accepts_pdf, receives_einvoices and has_reference
    hindrances = {
        (no_answer or LeftOut.NO_HEAD_COUNT): (employees or 0) < smallest,
        LeftOut.WAIVED: is_waived,
        LeftOut.NOTHING_TO_PAY: is_free,
        in_kind: bool(in_kind),
        LeftOut.NO_ADDRESS: not has_address,
        LeftOut.NO_REFERENCE: receives_einvoices and not by_einvoice and not by_pdf,
        LeftOut.NO_EMAIL: not by_einvoice and not has_email,
        LeftOut.NO_CONSENT: not by_einvoice and not by_pdf,
        LeftOut.NON_PROFIT_WAITS: waits,
    }
    return next((reason for reason, is_so in hindrances.items() if is_so), None)


class Change(StrEnum):
    """What has become of a member's fee since the year before."""

    NEW = "new"
    GONE = "gone"
    HIGHER = "higher"
    LOWER = "lower"

    @property
    def label(self):
        return CHANGE_LABELS[self]


CHANGE_LABELS = {
    Change.NEW: _("new"),
    Change.GONE: _("no longer a member"),
    Change.HIGHER: _("higher fee"),
    Change.LOWER: _("lower fee"),
}


def change_of(before: Decimal | None, now: Decimal | None) -> Change | None:
    """From what a member owed for the year before to what it owes; None where nothing changed.

    None in kronor is no fee: it was no member, or had no head-count in the table.
    """
    if before == now:
        return None
    if before is None or now is None:
        return Change.NEW if before is None else Change.GONE
    return Change.HIGHER if now > before else Change.LOWER


def end_of_tier(lower_bound: int, lower_bounds: Sequence[int]) -> int | None:
    """The last head-count of the tier that starts at `lower_bound`; None for the topmost."""
    above = [bound for bound in lower_bounds if bound > lower_bound]
    return min(above) - 1 if above else None
