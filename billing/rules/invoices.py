"""What invoices are called and how long they are kept."""

from collections.abc import Iterable
from datetime import date


def kept_until(issued_on: date, *, years: int) -> date:
    """The last day an invoice must be kept.

    Bokföringslagen 7 kap. 2 §: until and including the seventh year after the calendar year in
    which the financial year ended; the programme's is the calendar year.
    """
    return date(issued_on.year + years, 12, 31)


def member_number(key: int) -> str:
    """«00012»: what stands on the invoice, and what a member may say on the phone."""
    return f"{key:05}"


def invoice_number(year: int, number: int) -> str:
    """«2027-00001»."""
    return f"{year}-{number:05}"


def missing_numbers(numbers: Iterable[str], *, year: int, last: int) -> list[str]:
    """The numbers from the first to the last taken of a year's series that are on no invoice."""
    expected = (invoice_number(year, number) for number in range(1, last + 1))
    return sorted(set(expected) - set(numbers))
