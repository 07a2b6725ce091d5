"""Reading bytes in one go, as the tests of every family do."""

from io import BytesIO
from pathlib import Path

import pytest

from billing.bank import CsvMapping, Reading, Row, Unreadable, open_file

SAMPLES = Path(__file__).parent


def opened(content: bytes, mapping: CsvMapping | None = None) -> Reading:
    return open_file(BytesIO(content), mapping=mapping)


def rows_of(content: bytes, mapping: CsvMapping | None = None) -> list[Row]:
    return list(opened(content, mapping).rows())


def refusal_of(content: bytes, mapping: CsvMapping | None = None) -> str:
    """What the person is told."""
    with pytest.raises(Unreadable) as refused:
        rows_of(content, mapping)
    return str(refused.value)
