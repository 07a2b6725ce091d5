"""What a file says of itself must hold."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from billing.bank.unreadable import Unreadable
from lattvikt.lib.money import kronor


def refuse_other_currency(currency: str, *, line: int | None) -> None:
    if currency != "SEK":
        raise Unreadable(_("Only kronor are read; this is in another currency."), line=line)


def agree(*, found: int | Decimal, said: int | Decimal, line: int | None) -> None:
    """Raise Unreadable when the file holds something else than it says: numbers, or kronor."""
    if found != said:
        text = _("The file does not agree with itself: it says %(said)s, but has %(found)s.")
        raise Unreadable(text, line=line, said=shown(said), found=shown(found))


def shown(value: int | Decimal) -> str:
    return kronor(value) if isinstance(value, Decimal) else str(value)
