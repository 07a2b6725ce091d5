"""Lines of text out of bytes, whose encoding is known beforehand."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from billing.bank.unreadable import Unreadable

LONGEST_LINE = 64 * 1024
UTF_8, ISO_8859_1 = "utf-8", "iso-8859-1"
NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
BYTE_ORDER_MARK = "\ufeff"


def numbered_lines(file: BinaryIO, encoding: str) -> Iterator[tuple[int, str]]:
    """(1, "first line\\n"), … Raises Unreadable for what is not text in the encoding."""
    number = 0
    while raw := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(raw) > LONGEST_LINE:
            raise Unreadable(_("The line is far too long."), line=number)
        yield number, decode(raw, encoding, number)


def decode(raw: bytes, encoding: str, line: int) -> str:
    """The text of a line, or Unreadable."""
    if encoding == ISO_8859_1 and not raw.isascii() and is_utf_8(raw):
        raise Unreadable(
            _("The file is in UTF-8 and not in ISO-8859-1 as it should be: fetch it anew."),
            line=line,
        )
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(broken_encoding(), line=line) from None
    if NOT_TEXT.search(text):
        raise Unreadable(broken_encoding(), line=line)
    return text.removeprefix(BYTE_ORDER_MARK) if line == 1 else text


def is_utf_8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def broken_encoding():
    return _("There are characters here that are no text: the file's encoding is broken.")
