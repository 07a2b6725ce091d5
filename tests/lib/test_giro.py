import pytest

from lattvikt.lib import giro


@pytest.mark.parametrize(
    "shown",
    [
        "991-2346",
        "5050-1055",
        "433-8778",
        "5805-6201",
        "378-3511",
        "5536-7742",
        "5723-7273",
        "123-4566",
        "555-5552",
        "1234-5674",
    ],
)
def test_a_bankgiro_number_is_stored_as_digits_and_shown_with_its_hyphen(shown):
    digits = giro.clean_bankgiro(shown)
    assert digits == shown.replace("-", "")
    assert giro.show_bankgiro(digits) == shown


@pytest.mark.parametrize(
    "text", ["123-4567", "991-2347", "12-3456", "12345-6789", "0000-0000", "", "991-234６", "abc"]
)
def test_what_is_no_bankgiro_number_is_refused(text):
    with pytest.raises(ValueError, match="bankgiro"):
        giro.clean_bankgiro(text)


@pytest.mark.parametrize(
    "shown",
    ["4-2", "1-8", "90 20 03-3", "28 65 43-4", "90 19 50-6", "1 23 45-5", "1 23 45 67-4"],
)
def test_a_plusgiro_number_is_shown_in_pairs_from_the_right(shown):
    digits = giro.clean_plusgiro(shown)
    assert digits.isdecimal()
    assert giro.show_plusgiro(digits) == shown


@pytest.mark.parametrize("text", ["1-0", "12 34 56-7", "41 54 00-2", "5 89 68-8", "0-0", "", "4"])
def test_what_is_no_plusgiro_number_is_refused(text):
    with pytest.raises(ValueError, match="plusgiro"):
        giro.clean_plusgiro(text)


def test_nothing_is_shown_as_nothing():
    assert giro.show_bankgiro("") == giro.show_plusgiro("") == ""
