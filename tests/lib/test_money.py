from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lattvikt.lib.money import kronor, read_kronor, signed_kronor, two_decimals


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (5_000, "5\xa0000\xa0kr"),
        (Decimal("5000.00"), "5\xa0000\xa0kr"),
        (Decimal("5000.50"), "5\xa0000,50\xa0kr"),
        (Decimal("-120000"), "-120\xa0000\xa0kr"),
        (0, "0\xa0kr"),
        (None, ""),
    ],
)
def test_kronor_are_shown_the_swedish_way(amount, text):
    assert kronor(amount) == text


def test_an_invoice_has_ore():
    assert two_decimals(Decimal("1234567.8")) == "1\xa0234\xa0567,80"


@pytest.mark.parametrize(
    "text",
    ["5000", "5 000", "5\xa0000", "5\u202f000", "5000,00", "5 000,0", "5000.00", " 5 000 kr "],
)
def test_an_amount_is_read_as_people_write_it(text):
    assert read_kronor(text) == Decimal(5_000)


@pytest.mark.parametrize(
    "text", ["5.000,00", "5.000", "5,000", "5 00", "50 00", "-5", "", "kr", "1e3", "5,5,5", "٥"]
)
def test_what_could_mean_two_things_is_not_guessed(text):
    with pytest.raises(ValueError, match="kronor"):
        read_kronor(text)


@given(st.decimals(0, 10**9, places=2))
def test_what_is_shown_can_be_read_back(amount):
    assert read_kronor(kronor(amount)) == amount


@pytest.mark.parametrize(
    ("difference", "text"),
    [(5_000, "+5\xa0000\xa0kr"), (-5_000, "−5\xa0000\xa0kr"), (0, "±0\xa0kr")],
)
def test_a_difference_has_its_sign(difference, text):
    assert signed_kronor(difference) == text
