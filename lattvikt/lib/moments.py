"""When something is, in words: by the Swedish clock, in the reader’s language."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime

DAY = "l j F Y"


def span(begins: datetime, ends: datetime) -> str:
    """«onsdag 18 november 2026 09:00–13:00»; with both days when it ends on another."""
    begins, ends = localtime(begins), localtime(ends)
    if begins.date() == ends.date():
        return f"{date_format(begins, DAY)} {begins:%H:%M}–{ends:%H:%M}"
    return f"{date_format(begins, DAY)} {begins:%H:%M} – {date_format(ends, DAY)} {ends:%H:%M}"
