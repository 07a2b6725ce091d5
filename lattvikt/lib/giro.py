"""Bankgiro and plusgiro numbers: stored as digits, printed with their hyphen."""

from stdnum import luhn


def clean_bankgiro(text: str) -> str:
    """The seven or eight digits, or ValueError."""
    digits = text.replace("-", "").replace(" ", "")
    if not is_number(digits) or len(digits) not in (7, 8) or not luhn.is_valid(digits):
        raise ValueError("not a bankgiro number")
    return digits


def clean_plusgiro(text: str) -> str:
    """The two to eight digits, or ValueError."""
    digits = text.replace("-", "").replace(" ", "")
    if not is_number(digits) or not 2 <= len(digits) <= 8 or not luhn.is_valid(digits):
        raise ValueError("not a plusgiro number")
    return digits


def is_number(digits: str) -> bool:
    return digits.isascii() and digits.isdecimal() and digits.strip("0") != ""


def show_bankgiro(digits: str) -> str:
    """991-2346, 5050-1055."""
    return f"{digits[:-4]}-{digits[-4:]}" if digits else ""


def show_plusgiro(digits: str) -> str:
    """90 20 03-3: in pairs from the right."""
    body, check = digits[:-1], digits[-1:]
    odd = len(body) % 2
    pairs = ([body[:1]] if odd else []) + [body[i : i + 2] for i in range(odd, len(body), 2)]
    return f"{' '.join(pairs)}-{check}" if digits else ""
