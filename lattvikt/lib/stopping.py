"""Ctrl-C that waits for the piece of work at hand: no transaction is cut in its last word."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType

_asked = Event()


@contextmanager
def stops_between_pieces() -> Iterator[None]:
    """Within it Ctrl-C is noted, and heeded by `stop_if_asked`; a second one interrupts at once.

    For a command in its main thread, which is where Python lets signals be met.
    """
    before = signal.signal(signal.SIGINT, _note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        _asked.clear()


def _note(number: int, frame: FrameType | None) -> None:
    if _asked.is_set():
        signal.default_int_handler(number, frame)
    _asked.set()


def stop_if_asked() -> None:
    """Between two pieces of long work. Raises KeyboardInterrupt after a Ctrl-C."""
    if _asked.is_set():
        raise KeyboardInterrupt
