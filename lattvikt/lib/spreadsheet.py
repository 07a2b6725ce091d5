"""Tables as files that open right in a Swedish Excel: dates are dates, amounts are numbers.

A text that would be a formula is only a text: in CSV with an apostrophe before it, in XLSX by the
cell's type. Numbers are never touched, so a negative amount stays one.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import chain, islice

from django.utils.timezone import is_aware, make_naive
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

Cell = str | bool | int | Decimal | date | None
Row = Sequence[Cell]

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\ufeff"  # by which Excel knows that the text is UTF-8
MEASURED = 200  # rows by which the columns' widths are set
NARROWEST, WIDEST = 8, 60


class Echo:
    """What csv writes to: hands each line on instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def as_csv(heading: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """The file, line by line: semicolons, decimal commas and a byte order mark."""
    writer = csv.writer(Echo(), delimiter=";", lineterminator="\r\n")
    yield BYTE_ORDER_MARK
    for row in chain([heading], rows):
        yield writer.writerow([in_csv(cell) for cell in row])


def in_csv(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return yes_or_no(cell)
    if isinstance(cell, Decimal):
        return f"{cell:f}".replace(".", ",")
    if isinstance(cell, datetime):
        return f"{local(cell):%Y-%m-%d %H:%M}"
    return guarded(cell) if isinstance(cell, str) else str(cell)


def guarded(text: str) -> str:
    """The text, so that no program takes it for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def as_xlsx(heading: Sequence[str], rows: Iterable[Row], *, title: str) -> bytes:
    """The workbook, with one sheet whose heading stays in place."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    rows = iter(rows)
    first = list(islice(rows, MEASURED))
    for place, width in enumerate(widths([heading, *first]), 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.append([in_heading(sheet, text) for text in heading])
    for row in chain(first, rows):
        sheet.append([in_xlsx(sheet, cell) for cell in row])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def in_heading(sheet, text: str) -> WriteOnlyCell:
    cell = in_xlsx(sheet, text)
    cell.font = Font(bold=True)
    return cell


def in_xlsx(sheet, value: Cell):
    if isinstance(value, bool):
        value = yes_or_no(value)
    if isinstance(value, str):
        return a_text(sheet, value)
    if isinstance(value, Decimal):
        return formatted(sheet, value, "#,##0.00")
    if isinstance(value, datetime):
        return formatted(sheet, local(value), "yyyy-mm-dd hh:mm")
    if isinstance(value, date):
        return formatted(sheet, value, "yyyy-mm-dd")
    return value


def a_text(sheet, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type = "s"  # openpyxl takes «=1+1» for a formula
    cell.quotePrefix = text.startswith(FORMULA_STARTS)  # and so does who edits the cell
    return cell


def formatted(sheet, value, number_format: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = number_format
    return cell


def widths(rows: Sequence[Row]) -> list[int]:
    lengths = zip(*([len(in_csv(cell)) for cell in row] for row in rows), strict=True)
    return [min(max(NARROWEST, *column) + 2, WIDEST) for column in lengths]


def local(moment: datetime) -> datetime:
    return make_naive(moment) if is_aware(moment) else moment


def yes_or_no(value: bool) -> str:
    return _("yes") if value else _("no")
