"""CSV from the internet bank: what each column is, a person says."""

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from billing.bank.lines import UTF_8, numbered_lines
from billing.bank.reading import Part, Reading, Row
from billing.bank.texts import Names, fingerprint, is_number, one_line, references_in
from billing.bank.unreadable import Unreadable
from lattvikt.lib.money import read_kronor

DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MINUS = ("-", "\u2212")
OTHER_SIGN = {",": ".", ".": ","}


@dataclass(frozen=True)
class CsvMapping:
    """Which column is what, by its heading; by its number from 1 when there is no header row."""

    date: str
    amount: str
    reference: str = ""
    text: str = ""
    payer: str = ""
    account: str = ""  # ours, as digits; the file does not say
    separator: str = ";"  # one character
    decimal: str = ","  # or "."
    encoding: str = UTF_8  # or ISO_8859_1
    header_row: int = 1  # what stands above it is passed over; 0: there is none


class CsvFile(Reading):
    """Money out is passed over: the file does not say which of it takes a payment back."""

    family = "csv"
    format = "CSV"

    def __init__(self, file: BinaryIO, mapping: CsvMapping):
        super().__init__()
        self.mapping = mapping
        self.names = Names()
        lines = (text for _number, text in numbered_lines(file, mapping.encoding))
        self.reader = csv.reader(lines, delimiter=mapping.separator, strict=True)
        self.places = self.read_header()

    def read_header(self) -> dict[str, int]:
        """Where the columns that the mapping names are, from 0."""
        headings: list[str] = []
        with self.refusing_bad_csv():
            for _row in range(self.mapping.header_row):
                headings = [one_line(cell).casefold() for cell in next(self.reader, [])]
        fields = ("date", "amount", "reference", "text", "payer")
        named = {field: getattr(self.mapping, field) for field in fields}
        return {field: self.place(name, headings) for field, name in named.items() if name}

    def place(self, name: str, headings: list[str]) -> int:
        if not self.mapping.header_row and is_number(name) and int(name):
            return int(name) - 1
        if (heading := one_line(name).casefold()) in headings:
            return headings.index(heading)
        raise self.fault(_("There is no column “%(name)s”."), name=name)

    def read(self) -> Iterator[Row]:
        with self.refusing_bad_csv():
            for cells in self.reader:
                if not any(map(str.strip, cells)):
                    continue
                amount = self.amount(self.cell(cells, "amount"))
                if amount > 0:
                    yield self.row(cells, amount)
                else:
                    self.passed_over += 1

    def row(self, cells: list[str], amount: Decimal) -> Row:
        booked_on = self.day(self.cell(cells, "date"))
        reference, text = self.cell(cells, "reference"), self.cell(cells, "text")
        payer = self.cell(cells, "payer")
        said = fingerprint(self.mapping.account, booked_on, f"{amount:.2f}", reference, text, payer)
        words = reference.split()
        has_numbers = all(map(is_number, words))
        return Row(
            line=self.reader.line_num,
            bank_reference=self.names.give(said),
            booked_on=booked_on,
            amount=amount,
            is_reversal=False,
            account=self.mapping.account,
            parts=tuple(map(Part, references_in(words))) if has_numbers else (),
            text=text if has_numbers else one_line(f"{reference} {text}"),
            payer=payer,
        )

    def cell(self, cells: list[str], field: str) -> str:
        place = self.places.get(field)
        if place is None:
            return ""
        if place >= len(cells):
            raise self.fault(_("The row has too few columns."))
        return one_line(cells[place])

    def day(self, text: str) -> date:
        try:
            return date.fromisoformat(text if DATE.fullmatch(text) else "")
        except ValueError:
            raise self.fault(_("“%(text)s” is no date as 2027-01-15."), text=text[:40]) from None

    def amount(self, text: str) -> Decimal:
        """«5 000,00», «-5000.00»: with the decimal sign of the mapping and no other."""
        is_negative = text.startswith(MINUS)
        try:
            if OTHER_SIGN[self.mapping.decimal] in text:
                raise ValueError(text)
            amount = read_kronor(text[1:] if is_negative else text.removeprefix("+"))
        except ValueError:
            fault = self.fault(_("“%(text)s” is no amount in kronor."), text=text[:40])
            raise fault from None
        return -amount if is_negative else amount

    @contextmanager
    def refusing_bad_csv(self) -> Iterator[None]:
        try:
            yield
        except csv.Error:
            raise self.fault(
                _("The quotation marks or line ends here do not hold together.")
            ) from None

    def fault(self, text, /, **details) -> Unreadable:
        return Unreadable(text, line=self.reader.line_num or None, **details)
