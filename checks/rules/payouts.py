"""How much of a medlemscheck may be paid out, and when. Kronor."""

from decimal import ROUND_DOWN, Decimal

WHOLE = Decimal(1)


def most_to_pay_out(
    granted: Decimal,
    asked: Decimal,
    *,
    advance_percent: int,
    own_percent: int,
    costs: Decimal | None,
) -> Decimal:
    """What may still be asked for: of the advance until the report is approved, then of the rest.

    `asked` is what has been asked for and not refused; `costs` are those of the approved report, of
    which the member bears its part itself. Parts are in whole kronor, rounded down.
    """
    if costs is None:
        most = part_of(granted, advance_percent)
    else:
        most = min(granted, part_of(costs, 100 - own_percent))
    return max(most - asked, Decimal(0))


def part_of(amount: Decimal, percent: int) -> Decimal:
    return (amount * percent / 100).quantize(WHOLE, ROUND_DOWN)
