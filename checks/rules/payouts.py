"""How much of a medlemscheck may be paid out, and when. Kronor."""

from decimal import ROUND_DOWN, Decimal

WHOLE = Decimal(1)


def most_to_pay_out(
    granted: Decimal, asked: Decimal, *, advance_percent: int, is_reported: bool
) -> Decimal:
    """What may still be asked for: of the advance in whole kronor until the final report stands.

    `asked` is what has been asked for and not refused.
    """
    advance = (granted * advance_percent / 100).quantize(WHOLE, ROUND_DOWN)
    return max((granted if is_reported else advance) - asked, Decimal(0))
