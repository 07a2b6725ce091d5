from decimal import Decimal

import pytest
from django.utils import translation

from lattvikt.lib import hours


@pytest.mark.parametrize(
    ("number", "shown"),
    [("2.50", "2,5"), ("40.00", "40"), ("0", "0"), ("0.25", "0,25"), ("1000", "1000")],
)
def test_hours_are_shown_without_zeros_that_say_nothing(number, shown):
    assert hours.show(Decimal(number)) == shown


def test_hours_follow_the_language():
    with translation.override("en"):
        assert hours.show(Decimal("2.50")) == "2.5"


def test_no_hours_are_shown_as_nothing():
    assert hours.show(None) == ""
