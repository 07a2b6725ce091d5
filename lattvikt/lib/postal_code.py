"""Swedish postal codes: five digits when stored, «411 01» when shown."""

from stdnum.exceptions import ValidationError
from stdnum.se import postnummer


def clean(text: str) -> str:
    """The five digits, or ValueError."""
    try:
        return postnummer.validate(text)
    except ValidationError:
        raise ValueError("not a Swedish postal code") from None


def show(code: str) -> str:
    return f"{code[:3]} {code[3:]}" if len(code) == 5 and code.isdecimal() else code
