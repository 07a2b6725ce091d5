import pytest
from django.core.exceptions import ValidationError

from lattvikt.lib.head_count import MOST_EMPLOYEES, HeadCountField, parse


@pytest.mark.parametrize(
    ("typed", "number"),
    [("1", 1), (" 40 ", 40), ("1 200", 1200), ("12\u00a0000", 12_000), ("0040", 40)],
)
def test_a_head_count_is_read_as_people_write_it(typed, number):
    assert parse(typed) == number


@pytest.mark.parametrize(
    "typed", ["0", "-1", "–1", "1,5", "1.5", "1e3", "fyrtio", "٤٠", "²", str(MOST_EMPLOYEES + 1)]
)
def test_what_is_no_head_count_is_refused(typed):
    with pytest.raises(ValidationError):
        parse(typed)


def test_a_text_of_any_length_is_refused_without_being_counted():
    with pytest.raises(ValidationError):
        HeadCountField().clean("9" * 100_000)


def test_a_field_that_need_not_be_filled_in_may_be_empty():
    assert HeadCountField(required=False).clean("") is None
