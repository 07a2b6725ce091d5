"""How a text is sought in what is shown."""

from collections.abc import Iterable


def finds(sought: str, texts: Iterable[str]) -> bool:
    """Whether each word that is sought stands in some of the texts; nothing sought finds all."""
    found_in = " ".join(texts).casefold()
    return all(word in found_in for word in sought.casefold().split())
