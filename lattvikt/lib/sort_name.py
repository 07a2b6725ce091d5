"""The Swedish alphabet for a database without a Swedish collation: a stored key, ordered as "C"."""

import unicodedata

SWEDISH = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "ü": "y"})


def sort_name(name: str) -> str:
    """å, ä and ö last and in that order; ü as y; other accents and capitals make no difference."""
    key = unicodedata.normalize("NFC", name).casefold().translate(SWEDISH)
    return "".join(c for c in unicodedata.normalize("NFKD", key) if not unicodedata.combining(c))
