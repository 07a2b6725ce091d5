import pytest

from lattvikt.lib import postal_code


@pytest.mark.parametrize("text", ["41101", "411 01", "SE-411 01"])
def test_a_postal_code_is_stored_as_five_digits_and_shown_in_two_groups(text):
    assert postal_code.clean(text) == "41101"
    assert postal_code.show("41101") == "411 01"


@pytest.mark.parametrize("text", ["S-41101", "01234", "4110", "", "abcde"])
def test_what_is_no_swedish_postal_code_is_refused(text):
    with pytest.raises(ValueError, match="postal code"):
        postal_code.clean(text)


def test_a_foreign_code_is_shown_as_it_is():
    assert postal_code.show("SW1A 1AA") == "SW1A 1AA"
