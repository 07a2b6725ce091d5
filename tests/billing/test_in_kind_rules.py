"""Work instead of money: its value against the fee, and its days."""

from datetime import date
from decimal import Decimal

import pytest

from billing import rules
from billing.models import Terms
from billing.rules import Delivery


@pytest.mark.parametrize(
    ("hours", "rate", "value"),
    [
        ("10", "850", "8500.00"),
        ("0.25", "850", "212.50"),
        ("0.33", "850.50", "280.67"),
        ("0.05", "0.10", "0.01"),
        ("0", "850", "0.00"),
    ],
)
def test_the_work_is_worth_its_hours_to_the_ore(hours, rate, value):
    assert rules.value_of(Decimal(hours), Decimal(rate)) == Decimal(value)


@pytest.mark.parametrize(
    ("value", "fee", "lack"),
    [("4999.99", 5_000, "0.01"), (5_000, 5_000, 0), ("5000.01", 5_000, 0), (0, 5_000, 5_000)],
)
def test_what_the_work_lacks_of_the_fee_is_never_below_nothing(value, fee, lack):
    assert rules.lacking(Decimal(value), Decimal(fee)) == Decimal(lack)


@pytest.mark.parametrize(
    ("delivered", "outcome"),
    [
        (0, Delivery.NOTHING),
        ("0.01", Delivery.PART),
        ("4999.99", Delivery.PART),
        (5_000, Delivery.WHOLE),
        (8_500, Delivery.WHOLE),
    ],
)
def test_a_delivery_is_whole_when_it_covers_what_was_expected(delivered, outcome):
    assert rules.delivery(Decimal(delivered), expected=Decimal(5_000)) == outcome


@pytest.mark.parametrize(
    ("today", "years"),
    [
        (date(2027, 1, 1), [2027, 2028]),
        (date(2027, 4, 1), [2027, 2028]),
        (date(2027, 4, 2), [2028]),
        (date(2027, 12, 31), [2028]),
    ],
)
def test_one_may_apply_until_the_last_day_and_always_for_the_year_after(today, years):
    assert rules.years_open(today, Terms().in_kind_apply_on(2027)) == years


def test_the_days_are_settings():
    terms = Terms(in_kind_apply_by="03-15", in_kind_decide_by="06-01", in_kind_report_by="02-28")
    assert terms.in_kind_apply_on(2027) == date(2027, 3, 15)
    assert terms.in_kind_decide_on(2027) == date(2027, 6, 1)
    assert terms.in_kind_report_on(2027) == date(2028, 2, 28)
