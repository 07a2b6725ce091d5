"""What is true of a year's budget."""

from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Share(StrEnum):
    """How the contribution to the shared management stands against what it should be."""

    UNKNOWN = "unknown"
    WITHIN = "within"
    BELOW = "below"
    ABOVE = "above"

    @property
    def label(self):
        return SHARE_LABELS[self]


SHARE_LABELS = {
    Share.UNKNOWN: _("The share cannot be reckoned before both amounts are known."),
    Share.WITHIN: _("The share is as intended."),
    Share.BELOW: _("The share is lower than intended."),
    Share.ABOVE: _("The share is higher than intended."),
}


def percent_of(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """The part in per cent of the whole, with one decimal; None without both."""
    if part is None or not whole:
        return None
    return (100 * part / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def judge_share(
    contribution: Decimal | None, cost: Decimal | None, *, target: Decimal, tolerance: Decimal
) -> Share:
    """Whether the contribution is about `target` per cent of the cost (R5.9: about 10 %).

    `tolerance` is in percentage points, and its ends are still within. It is judged unrounded.
    """
    if contribution is None or not cost:
        return Share.UNKNOWN
    away = 100 * contribution / cost - target
    if abs(away) <= tolerance:
        return Share.WITHIN
    return Share.BELOW if away < 0 else Share.ABOVE
