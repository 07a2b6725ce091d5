"""OCR references: digits, a length digit and a check digit (Bankgirot, 10-modul)."""

from stdnum import luhn

LONGEST = 25


def reference(number: str) -> str:
    """The OCR reference of an invoice number; whatever is not a digit is passed over.

    The length digit is the whole length modulo ten, so that the reference is valid under every
    level of control that a bank agreement can have. Raises ValueError when it would be too long.
    """
    digits = "".join(character for character in number if character.isdecimal())
    length = len(digits) + 2
    if not digits or length > LONGEST:
        raise ValueError("an OCR reference has at most 25 digits")
    body = f"{digits}{length % 10}"
    return body + luhn.calc_check_digit(body)


def clean(text: str) -> str:
    """What a payer wrote, without blanks."""
    return "".join(text.split())


def is_valid(reference: str) -> bool:
    return (
        3 <= len(reference) <= LONGEST
        and reference.isascii()
        and reference.isdecimal()
        and luhn.is_valid(reference)
        and int(reference[-2]) == len(reference) % 10
    )
