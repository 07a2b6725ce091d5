import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from lattvikt.lib import giro

BODIES = st.from_regex(r"[0-9]{6,7}", fullmatch=True).filter(lambda digits: digits.strip("0"))
SHORT_BODIES = st.from_regex(r"[0-9]{1,7}", fullmatch=True).filter(lambda digits: digits.strip("0"))
KINDS = [
    (giro.clean_bankgiro, giro.show_bankgiro, BODIES),
    (giro.clean_plusgiro, giro.show_plusgiro, SHORT_BODIES),
]


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


@pytest.mark.parametrize(("clean", "show", "bodies"), KINDS)
@given(st.data())
def test_any_digits_with_their_check_digit_are_shown_and_read_back(clean, show, bodies, data):
    body = data.draw(bodies)
    digits = body + luhn.calc_check_digit(body)
    assert clean(digits) == clean(show(digits)) == digits


@pytest.mark.parametrize(("clean", "show", "bodies"), KINDS)
@given(st.data())
def test_one_wrong_digit_is_always_seen(clean, show, bodies, data):
    body = data.draw(bodies)
    digits = body + luhn.calc_check_digit(body)
    place = data.draw(st.integers(0, len(digits) - 1))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != digits[place]]))
    with pytest.raises(ValueError, match="not a"):
        clean(digits[:place] + other + digits[place + 1 :])


@pytest.mark.parametrize(("clean", "show", "bodies"), KINDS)
@given(text=st.text())
def test_any_text_is_a_number_or_refused(clean, show, bodies, text):
    try:
        digits = clean(text)
    except ValueError:
        return
    assert luhn.is_valid(digits)
    assert clean(show(digits)) == digits
