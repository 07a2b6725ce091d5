"""Small words of the readers."""

import hashlib
import re
from collections import Counter

from lattvikt.lib import ocr, org_number

NOT_IN_AN_ACCOUNT = re.compile("[^0-9A-Z]")


def is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def without_blanks(text: str) -> str:
    return "".join(text.split())


def one_line(text: str) -> str:
    return " ".join(text.split())


def account_in(text: str) -> str:
    """A giro number, BBAN or IBAN without what is written between its digits."""
    return NOT_IN_AN_ACCOUNT.sub("", text.upper())


def org_number_in(text: str) -> str:
    """The ten digits; "" for anything else, a private person's number above all."""
    try:
        return org_number.clean(text)
    except org_number.NotAnOrgNumber:
        return ""


def references_in(words: list[str]) -> list[str]:
    """Digits in groups: one OCR number written with blanks, or several references."""
    joined = "".join(words)
    if ocr.is_valid(joined) and not any(map(ocr.is_valid, words)):
        return [joined]
    return words


class Names(Counter[str]):
    """A name of its own for each that has the same: «74-1», then «74-1-2»."""

    def give(self, name: str) -> str:
        self[name] += 1
        return name if self[name] == 1 else f"{name}-{self[name]}"


def fingerprint(*said: object) -> str:
    """What stands in where the bank gives no reference; the same for the same things said.

    It is kept with the payment, so that how it is reckoned can never be changed.
    """
    return hashlib.sha256("\x1f".join(map(str, said)).encode()).hexdigest()[:24]
