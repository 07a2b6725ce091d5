from io import BytesIO

import pytest

from billing.bank import LARGEST_FILE, Unreadable, open_file
from tests.billing.bank.reading import refusal_of


class Large(BytesIO):
    """A file that says that it is so large, and that nobody may read."""

    def seek(self, *_):
        return 200 * 1024**2

    def read(self, *_):
        raise AssertionError


def test_a_file_without_anything_in_it_is_refused():
    assert refusal_of(b"") == "Filen är tom."


def test_a_file_of_200_mb_is_refused_before_it_is_read():
    assert LARGEST_FILE < 200 * 1024**2
    with pytest.raises(Unreadable, match=r"^Filen är större än 100 MB\.$"):
        open_file(Large())
