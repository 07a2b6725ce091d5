"""What a payment may settle."""

from decimal import Decimal


def room(*, unallocated: Decimal, balance: Decimal) -> Decimal:
    """How much of a payment an invoice can take, in kronor."""
    return max(min(unallocated, balance), Decimal(0))
