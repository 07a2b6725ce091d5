"""Where things stand, and what they are when they stand there.

The versions differ in where they put names, the status and amounts: of the places that are given,
the first in the file that has anything is the one.
"""

import re
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from django.utils.translation import gettext_lazy as _
from lxml import etree

from billing.bank.agreement import refuse_other_currency
from billing.bank.unreadable import Unreadable

Element: TypeAlias = etree._Element
NUMBER = re.compile(r"[0-9]{1,18}(\.[0-9]{1,17})?")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
ORE = Decimal("0.01")
CREDIT, DEBIT = "CRDT", "DBIT"


def words(*paths: str) -> etree.XPath:
    """The text there, on one line; "" for none. A plain str: the file is not kept by it."""
    return etree.XPath(f"normalize-space(({any_of(paths)})[1])", smart_strings=False)


def elements(*paths: str) -> etree.XPath:
    """All that are there, as they come in the file."""
    return etree.XPath(any_of(paths))


def any_of(paths: tuple[str, ...]) -> str:
    """«Refs/TxId» by local names only, whatever their namespace."""
    return " | ".join(
        "/".join(f"*[local-name()='{name}']" for name in path.split("/")) for path in paths
    )


def kronor(element: Element) -> Decimal:
    """An amount with its currency. Unreadable for any other than kronor."""
    refuse_other_currency(element.get("Ccy", ""), line=element.sourceline)
    return number(element.text or "", line=element.sourceline)


def number(text: str, *, line: int | None) -> Decimal:
    """With two decimals; Unreadable when there are others that say something."""
    text = text.strip()
    if NUMBER.fullmatch(text) and (amount := Decimal(text).quantize(ORE)) == Decimal(text):
        return amount
    raise Unreadable(_("“%(text)s” is no amount in kronor."), line=line, text=text[:40])


def count(text: str, *, line: int | None) -> int:
    return int(number(text, line=line))


def signed(amount: Decimal, side: str) -> Decimal:
    """As it changes the balance."""
    return -amount if side == DEBIT else amount


def day(text: str, *, line: int | None) -> date:
    """The day of a date or a moment, as the bank has written it: whatever its time zone."""
    try:
        return date.fromisoformat(text[:10] if DATE.match(text) else "")
    except ValueError:
        raise Unreadable(_("The entry has no date."), line=line) from None


def is_only_page(page: str, last: str) -> bool:
    """Each of several pages has a part of the entries, and what the whole comes to."""
    return page in {"", "1"} and last in {"", "1", "true"}
