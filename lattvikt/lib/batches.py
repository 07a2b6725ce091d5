from collections.abc import Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def in_batches(items: Sequence[Item], size: int = 500) -> Iterator[Sequence[Item]]:
    """The items in order, `size` at a time: so many rows share a transaction and its queries."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
