from datetime import date
from decimal import Decimal

import pytest

from billing import rules
from billing.rules import LeftOut

BOUNDS = [1, 51, 251, 501]


@pytest.mark.parametrize(("bound", "last"), [(1, 50), (51, 250), (251, 500), (501, None)])
def test_a_tier_ends_where_the_next_begins(bound, last):
    assert rules.end_of_tier(bound, BOUNDS) == last


@pytest.mark.parametrize(
    ("employees", "has_address", "has_email", "accepts_pdf", "reason"),
    [
        (1, True, True, True, None),
        (0, True, True, True, LeftOut.NO_HEAD_COUNT),
        (None, False, False, False, LeftOut.NO_HEAD_COUNT),
        (1, False, False, False, LeftOut.NO_ADDRESS),
        (1, True, False, False, LeftOut.NO_EMAIL),
        (1, True, True, False, LeftOut.NO_CONSENT),
    ],
)
def test_the_first_thing_that_is_missing_is_the_reason(
    employees, has_address, has_email, accepts_pdf, reason
):
    found = rules.why_left_out(
        employees=employees,
        smallest=1,
        has_address=has_address,
        has_email=has_email,
        accepts_pdf=accepts_pdf,
        receives_einvoices=False,
        has_reference=False,
    )
    assert found == reason


@pytest.mark.parametrize(
    ("has_reference", "has_email", "accepts_pdf", "reason"),
    [
        (True, False, False, None),
        (False, True, True, None),
        (False, True, False, LeftOut.NO_REFERENCE),
        (False, False, True, LeftOut.NO_REFERENCE),
    ],
)
def test_who_receives_e_invoices_needs_a_reference_or_the_way_of_the_pdf(
    has_reference, has_email, accepts_pdf, reason
):
    found = rules.why_left_out(
        employees=1,
        smallest=1,
        has_address=True,
        has_email=has_email,
        accepts_pdf=accepts_pdf,
        receives_einvoices=True,
        has_reference=has_reference,
    )
    assert found == reason


@pytest.mark.parametrize("reason", [LeftOut.ROUND_OPEN, LeftOut.SILENT])
def test_who_was_asked_and_has_no_number_is_told_why(reason):
    facts = {
        "smallest": 1,
        "has_address": True,
        "has_email": True,
        "accepts_pdf": True,
        "receives_einvoices": False,
        "has_reference": False,
    }
    assert rules.why_left_out(employees=0, no_answer=reason, **facts) == reason
    assert rules.why_left_out(employees=1, no_answer=reason, **facts) is None


def test_each_reason_has_a_swedish_text():
    assert [str(reason.label) for reason in LeftOut] == [
        "Antalet anställda är 0 eller okänt och har ingen avgift.",
        "Årets uppgiftsrunda om antal anställda är fortfarande öppen.",
        "Organisationen har inte uppgett sitt antal anställda.",
        "Avgiften är efterskänkt.",
        "Avgiften är 0 kr.",
        "Fakturaadressen är inte fullständig.",
        "Det saknas e-postadress för fakturor.",
        "Organisationen har inte godkänt fakturor som PDF med e-post.",
        "E-fakturan saknar ”Er referens”. Fråga organisationen efter den.",
        "En in-kind-ansökan väntar på beslut.",
        "Avgiften ska betalas in-kind: leveransen är inte bedömd än.",
        "Avgiften har betalats in-kind.",
        "Icke vinstdrivande: faktureras när sista dagen att ansöka om in-kind har passerat.",
    ]


@pytest.mark.parametrize(
    ("before", "now", "change"),
    [
        (None, None, None),
        (5_000, 5_000, None),
        (None, 5_000, "new"),
        (5_000, None, "gone"),
        (5_000, 15_000, "higher"),
        (15_000, 5_000, "lower"),
        (0, 5_000, "higher"),
    ],
)
def test_a_fee_is_compared_with_that_of_the_year_before(before, now, change):
    assert rules.change_of(before, now) == change


@pytest.mark.parametrize(
    ("unallocated", "balance", "taken"), [(10, 5, 5), (5, 10, 5), (5, 0, 0), (5, -3, 0), (0, 5, 0)]
)
def test_an_allocation_takes_no_more_than_either_side_has(unallocated, balance, taken):
    assert rules.room(unallocated=Decimal(unallocated), balance=Decimal(balance)) == taken


def test_an_invoice_is_kept_through_the_seventh_year_after_its_own():
    assert rules.kept_until(date(2027, 1, 15), years=7) == date(2034, 12, 31)


def test_numbers_have_five_digits_and_more_when_they_must():
    assert rules.invoice_number(2027, 1) == "2027-00001"
    assert rules.invoice_number(2027, 123_456) == "2027-123456"
    assert rules.member_number(12) == "00012"
