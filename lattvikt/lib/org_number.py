"""Swedish organisation numbers: ten digits when stored, NNNNNN-NNNN when shown.

Lag (1974:174): the last digit is a Luhn check digit over all ten, and the third is never
below 2, which is what tells a legal person's number from a private person's.
"""

import unicodedata
from enum import StrEnum

from stdnum import luhn

SEPARATORS = str.maketrans("", "", "- \u00a0\u2010\u2011\u2012\u2013\u2014\u2212")
LENGTH = 10


class Fault(StrEnum):
    """Why a text is no organisation number; the form words each one."""

    PERSONAL = "personal"
    VAT = "vat"
    LENGTH = "length"
    CHECK_DIGIT = "check_digit"


class NotAnOrgNumber(ValueError):
    """Carries the fault, and never the digits: they may be a person's."""

    def __init__(self, fault: Fault):
        super().__init__(str(fault))
        self.fault = fault


def clean(text: str) -> str:
    """Return the ten digits, or raise NotAnOrgNumber.

    Takes the number as people write it: with any hyphen or blank, and with the 16 that some
    systems put before it.
    """
    digits = compact(text)
    if len(digits) == 12 and digits.startswith("16"):
        digits = digits[2:]
    if fault := find_fault(digits):
        raise NotAnOrgNumber(fault)
    return digits


def compact(text: str) -> str:
    return unicodedata.normalize("NFKC", text).upper().translate(SEPARATORS)


def find_fault(digits: str) -> Fault | None:
    if in_vat_number(digits):
        return Fault.VAT
    if is_personal(digits):
        return Fault.PERSONAL
    if len(digits) != LENGTH or not is_ascii_number(digits):
        return Fault.LENGTH
    if not luhn.is_valid(digits):
        return Fault.CHECK_DIGIT
    return None


def is_ascii_number(digits: str) -> bool:
    return digits.isascii() and digits.isdecimal()


def is_personal(digits: str) -> bool:
    """Whether this is shaped as a personal identity number, with or without its century.

    «+» is what a person's number has instead of a hyphen after the hundredth birthday. A wrong
    check digit does not make the digits less personal.
    """
    digits = digits.replace("+", "")
    if len(digits) == 12 and digits[:2] in {"18", "19", "20"}:
        digits = digits[2:]
    return len(digits) == LENGTH and is_ascii_number(digits) and digits[2] in "01"


def in_vat_number(text: str) -> str | None:
    """The organisation number inside a Swedish VAT number (SE, ten digits, 01), if it has one."""
    text = compact(text)
    digits = text[2:-2]
    if len(text) != 14 or not (text.startswith("SE") and text.endswith("01")):
        return None
    if not is_ascii_number(digits):
        return None
    return None if find_fault(digits) else digits


def show(digits: str) -> str:
    return f"{digits[:6]}-{digits[6:]}" if digits else ""


def is_flagged(digits: str) -> bool:
    """An estate (1) or a simple partnership (6): rarely a legal person, so a person must look."""
    return digits[:1] in {"1", "6"}
