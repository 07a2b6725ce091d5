"""Small words of the readers."""

from lattvikt.lib import ocr, org_number


def is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def without_blanks(text: str) -> str:
    return "".join(text.split())


def one_line(text: str) -> str:
    return " ".join(text.split())


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
