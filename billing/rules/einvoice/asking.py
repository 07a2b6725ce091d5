"""How a rule asks a UBL document."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import NamedTuple, TypeAlias

from django.utils.functional import Promise
from lxml import etree

UBL = "urn:oasis:names:specification:ubl:schema:xsd"
NAMES = {
    "cac": f"{UBL}:CommonAggregateComponents-2",
    "cbc": f"{UBL}:CommonBasicComponents-2",
}
SWEDISH_RATES = {Decimal(25), Decimal(12), Decimal(6)}

Tree: TypeAlias = etree._Element
Test: TypeAlias = Callable[[Tree], bool]


class Rule(NamedTuple):
    """A rule by its official name, what it says in words, and whether a document breaks it."""

    name: str
    text: Promise
    is_broken: Test
    is_error: bool = True

    def __str__(self) -> str:
        return f"{self.text} ({self.name})"


def where(expression: str) -> Test:
    """Broken where the XPath is true or finds something."""
    return etree.XPath(f"boolean({expression})", namespaces=NAMES)


def texts(path: str) -> Callable[[Tree], list[str]]:
    found = etree.XPath(f"{path}/text()", namespaces=NAMES)
    return lambda tree: [str(text) for text in found(tree)]


def unless(path: str, is_right: Callable[[str], bool]) -> Test:
    """Broken where the path finds a text that is not right."""
    found = texts(path)
    return lambda tree: not all(is_right(text) for text in found(tree))


def unless_sum(total: str, parts: str) -> Test:
    """Broken where the total is not the sum of the parts."""
    whole, each = texts(total), texts(parts)
    return lambda tree: sum_of(whole(tree)) != sum_of(each(tree))


def sum_of(numbers: list[str]) -> Decimal:
    return sum(map(number, numbers), Decimal(0))


def number(text: str) -> Decimal:
    """A number that adds up with nothing where there is none."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("NaN")


def digits(least: int, most: int) -> Callable[[str], bool]:
    return lambda text: text.isascii() and text.isdecimal() and least <= len(text) <= most


def is_swedish_vat_number(text: str) -> bool:
    return len(text) == 14 and digits(12, 12)(text[2:])


def is_swedish_rate(text: str) -> bool:
    return number(text) in SWEDISH_RATES
