"""Kronor: always Decimal with two decimals, shown the Swedish way."""

import re
from decimal import Decimal
from fractions import Fraction
from math import floor

from django.db import models

# Plain digits or groups of three, and öre. «5.000,00» and «5.000» could mean two things.
AMOUNT = re.compile(r"([0-9]+|[0-9]{1,3}(?: [0-9]{3})+)(?:[.,]([0-9]{1,2}))?")
HARD_SPACE = "\u00a0"
ZERO = Decimal("0.00")


def money(**options) -> models.DecimalField:
    """A model field for an amount in kronor."""
    return models.DecimalField(max_digits=12, decimal_places=2, **options)


def kronor(amount: Decimal | int | None) -> str:
    """«5 000 kr»; öre only when there are any: «5 000,50 kr»."""
    if amount is None:
        return ""
    text = two_decimals(amount).removesuffix(",00")
    return f"{text}{HARD_SPACE}kr"


def euros(amount: Decimal | int) -> str:
    """«300 000 euro»; cents only when there are any: «1 234,50 euro»."""
    return f"{two_decimals(amount).removesuffix(',00')}{HARD_SPACE}euro"


def from_kronor(text: str) -> Decimal | None:
    """The amount in what `kronor` wrote; None for any other text."""
    if not text.endswith(f"{HARD_SPACE}kr"):
        return None
    unsigned = text.removeprefix("-")
    try:
        amount = read_kronor(unsigned)
    except ValueError:
        return None
    return amount if unsigned == text else -amount


def signed_kronor(difference: Decimal | int) -> str:
    """«+5 000 kr», «−5 000 kr» with a real minus sign, «±0 kr»."""
    sign = "+" if difference > 0 else "−" if difference < 0 else "±"
    return f"{sign}{kronor(abs(difference))}"


def two_decimals(amount: Decimal | int) -> str:
    """«5 000,00», as on an invoice."""
    return f"{amount:,.2f}".replace(",", HARD_SPACE).replace(".", ",")


def read_kronor(text: str) -> Decimal:
    """What a person wrote: «5000», «5 000», «5 000,50 kr». ValueError for what has two meanings."""
    plain = " ".join(text.split()).removesuffix("kr").strip()
    if not (found := AMOUNT.fullmatch(plain)):
        raise ValueError("not an amount in kronor")
    whole, ore = found.groups()
    return Decimal(f"{whole.replace(' ', '')}.{ore or '00'}")


def in_ore(amount: Fraction) -> Decimal:
    """To the nearest öre, a half upwards."""
    return Decimal(floor(amount * 100 + Fraction(1, 2))) / 100
