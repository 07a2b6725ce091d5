"""The vectors are Bankgirot's way of reckoning, run through a reference of their own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lattvikt.lib import ocr


@pytest.mark.parametrize(
    ("body", "reference"),
    [
        ("1", "133"),
        ("12345", "1234574"),
        ("20270001", "2027000104"),
        ("2027000100042", "202700010004258"),
        ("12345678901234567890123", "1234567890123456789012357"),
        ("2027-00012", "20270001215"),
    ],
)
def test_a_reference_carries_its_length_and_a_check_digit(body, reference):
    assert ocr.reference(body) == reference
    assert ocr.is_valid(reference)


@pytest.mark.parametrize("body", ["", "-", "1" * 24])
def test_a_reference_has_something_in_it_and_at_most_25_digits(body):
    with pytest.raises(ValueError, match="25 digits"):
        ocr.reference(body)


def test_a_series_of_invoices_has_the_references_we_know():
    references = [ocr.reference(f"2027{number:04}") for number in range(1, 9)]
    assert references == [
        "2027000104",
        "2027000203",
        "2027000302",
        "2027000401",
        "2027000500",
        "2027000609",
        "2027000708",
        "2027000807",
    ]


@pytest.mark.parametrize(
    "reference",
    ["2027000105", "2027000112", "1", "", "ABC", "1" * 26, "２０２７０００１０４", "2027 000104"],
)
def test_what_is_mistyped_is_seen(reference):
    assert not ocr.is_valid(reference)


@pytest.mark.parametrize(
    "reference",
    [
        "655969",
        "657866",
        "658765",
        "657767",
        "650861",
        "659763",
        "658260",
        "658369",
        "658468",
        "657965",
    ],
)
def test_the_references_in_bankgirots_own_example_are_valid(reference):
    assert ocr.is_valid(reference)


@pytest.mark.parametrize("reference", ["1189853", "65598"])
def test_those_that_the_example_has_as_faulty_are_not(reference):
    assert not ocr.is_valid(reference)


@given(st.from_regex(r"[0-9]{1,23}", fullmatch=True))
def test_any_digits_become_a_reference_that_is_valid(digits):
    reference = ocr.reference(digits)
    assert ocr.is_valid(reference)
    assert (reference[:-2], len(reference) % 10) == (digits, int(reference[-2]))


@given(st.text() | st.from_regex(r"[0-9]{0,30}", fullmatch=True))
def test_of_any_text_only_what_could_have_been_made_is_valid(text):
    body = text[:-2]
    could = body.isascii() and body.isdecimal() and len(body) <= 23 and ocr.reference(body) == text
    assert ocr.is_valid(text) == could


def test_a_payer_may_write_blanks():
    assert ocr.clean(" 20270 00104\xa0") == "2027000104"


@given(st.from_regex(r"[0-9]{1,23}", fullmatch=True), st.data())
def test_one_wrong_digit_is_always_seen(body, data):
    reference = ocr.reference(body)
    place = data.draw(st.integers(0, len(reference) - 1))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != reference[place]]))
    assert not ocr.is_valid(reference[:place] + digit + reference[place + 1 :])
