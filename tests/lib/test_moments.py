from datetime import UTC, datetime

import pytest
from django.utils import translation

from lattvikt.lib.moments import span

NINE = datetime(2026, 11, 18, 8, tzinfo=UTC)  # by the Swedish clock


@pytest.mark.parametrize(
    ("language", "ends", "shown"),
    [
        ("sv", datetime(2026, 11, 18, 12, 30, tzinfo=UTC), "onsdag 18 november 2026 09:00–13:30"),
        (
            "en",
            datetime(2026, 11, 18, 12, 30, tzinfo=UTC),
            "Wednesday 18 November 2026 09:00–13:30",
        ),
        (
            "sv",
            datetime(2026, 11, 19, 15, tzinfo=UTC),
            "onsdag 18 november 2026 09:00 – torsdag 19 november 2026 16:00",
        ),
        (
            "sv",
            datetime(2026, 11, 18, 23, 30, tzinfo=UTC),  # past midnight in Sweden
            "onsdag 18 november 2026 09:00 – torsdag 19 november 2026 00:30",
        ),
    ],
)
def test_a_span_names_its_day_once_or_both_days(language, ends, shown):
    with translation.override(language):
        assert span(NINE, ends) == shown
