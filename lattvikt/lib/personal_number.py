"""Swedish personal identity numbers: recognised only so that they are never kept."""

import re

from lattvikt.lib import org_number

DATE = r"\d{2}(?:0\d|1[0-2])(?:[0-2]\d|3[01]|[6-8]\d|9[01])"
HYPHEN = r"\s?[-+\u2010-\u2015\u2212]\s?"
# With its hyphen or plus, or with its century. Ten digits in a row are let through: in a text they
# are more often a telephone number.
NUMBER = re.compile(
    rf"(?<!\d)(?:(?:18|19|20)?{DATE}{HYPHEN}\d{{4}}|(?:18|19|20){DATE}\s?\d{{4}})(?!\d)"
)
CENTURIES = {"16", "18", "19", "20"}  # 16 is what some systems put before any number


def stands_in(text: str) -> bool:
    """Whether a person's number, or a coordination number, is written somewhere in the text."""
    return NUMBER.search(text) is not None


def may_be_meant(text: str) -> bool:
    """Whether what was typed as an organisation number may be a person's.

    Wider than `org_number.is_personal`: a sole trader's VAT number, and a number with a digit too
    many or too few, since a slip of the key makes it no less personal. An authority's VAT number,
    as SE202100548901, begins like a century and is not one.
    """
    if org_number.in_vat_number(text):
        return False
    digits = "".join(c for c in org_number.compact(text) if c.isdecimal())
    if len(digits) >= 12 and digits[:2] in CENTURIES:
        digits = digits[2:]
    return digits[2:3] in ("0", "1")
