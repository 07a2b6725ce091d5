"""Which family a file belongs to is seen from its first bytes."""

import os
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from billing.bank import bgmax, camt
from billing.bank.csvfile import CsvFile, CsvMapping
from billing.bank.reading import LARGEST_FILE, Reading
from billing.bank.unreadable import Unreadable

BEGINNING = 64 * 1024  # where a header must have begun
MARK = b"\xef\xbb\xbf"  # some programmes write it before UTF-8


def open_file(file: BinaryIO, *, mapping: CsvMapping | None = None) -> Reading:
    """Open a file from the bank, and read its header.

    Raises Unreadable for a file that is empty, too large, in no format that we read, or wrong from
    its beginning. `mapping` is used for what is neither camt nor BgMax.
    """
    refuse_by_size(file)
    beginning = file.read(BEGINNING)
    file.seek(0)
    if beginning.startswith(bgmax.START):
        return bgmax.BgMax(file)
    if beginning.removeprefix(MARK).lstrip().startswith(b"<"):
        return camt.Camt(file, beginning=beginning)
    if mapping:
        return CsvFile(file, mapping)
    raise Unreadable(_("The file is neither camt.054, camt.053 nor BgMax."))


def refuse_by_size(file: BinaryIO) -> None:
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if not size:
        raise Unreadable(_("The file is empty."))
    if size > LARGEST_FILE:
        most = LARGEST_FILE // 1024**2
        raise Unreadable(_("The file is larger than %(most)d MB."), most=most)
