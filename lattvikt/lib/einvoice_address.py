"""Addresses in the Peppol network: a scheme and a number, «0007:2021005489».

Scheme 0007 is a Swedish organisation number (rule PEPPOL-COMMON-R049: ten digits, Luhn), 0088 a
GLN of thirteen digits (R040).
"""

from typing import NamedTuple

from stdnum import ean

from lattvikt.lib import org_number

ORG_NUMBER, GLN = "0007", "0088"


class Address(NamedTuple):
    scheme: str
    number: str

    def __str__(self) -> str:
        return f"{self.scheme}:{self.number}"


def clean(text: str) -> str:
    """As stored, from what people write: «0007: 202100-5489». ValueError if it is none.

    A personal number is refused as by `org_number.clean`.
    """
    scheme, _colon, number = "".join(text.split()).partition(":")
    if scheme == ORG_NUMBER:
        return str(Address(scheme, org_number.clean(number)))
    if scheme == GLN and is_gln(number):
        return str(Address(scheme, number))
    raise ValueError("not an e-invoice address")


def read(stored: str) -> Address:
    scheme, _colon, number = stored.partition(":")
    return Address(scheme, number)


def is_org_number(number: str) -> bool:
    """Ten digits without a hyphen, the last of which agrees with the others."""
    return number.isascii() and number.isdecimal() and org_number.find_fault(number) is None


def is_gln(number: str) -> bool:
    return number.isascii() and len(number) == 13 and ean.is_valid(number)
