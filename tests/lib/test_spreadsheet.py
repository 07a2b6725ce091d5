"""Files that open right in a Swedish Excel, and that no text can turn into a formula."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from lattvikt.lib import spreadsheet
from lattvikt.lib.money import from_kronor, kronor

HEADING = ["Namn", "Belopp", "Dag", "Stund", "Antal", "Klart"]
ROW = [
    "Åsa Öberg; «Ä»",
    Decimal("-5000.50"),
    date(2027, 1, 15),
    datetime(2027, 7, 1, 10, 30, tzinfo=UTC),
    51,
    True,
]
FORMULAS = ["=1+1", "+46 70 712 34 56", "-5", "@SUM(A1)", "\t=1", "\r=1"]


def csv_of(*rows):
    return "".join(spreadsheet.as_csv(HEADING, rows))


def sheet_of(*rows, title="Lista"):
    padded = [[*row, *[None] * (len(HEADING) - len(row))] for row in rows]
    file = spreadsheet.as_xlsx(HEADING, padded, title=title)
    return load_workbook(BytesIO(file)).active


def test_csv_has_a_byte_order_mark_semicolons_decimal_commas_and_swedish_time():
    assert csv_of(ROW) == (
        "\ufeffNamn;Belopp;Dag;Stund;Antal;Klart\r\n"
        '"Åsa Öberg; «Ä»";-5000,50;2027-01-15;2027-07-01 12:30;51;ja\r\n'
    )


def test_an_empty_list_has_its_heading():
    assert csv_of() == "\ufeffNamn;Belopp;Dag;Stund;Antal;Klart\r\n"
    assert [cell.value for cell in sheet_of()[1]] == HEADING


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_a_formula(text):
    line = list(csv.reader(StringIO(csv_of([text]), newline=""), delimiter=";"))[1]
    assert line == [f"'{text}"]
    cell = sheet_of([text])["A2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert cell.value.replace("_x000D_", "\r") == text


@given(st.text())
def test_every_cell_of_text_in_csv_is_harmless(text):
    assert not spreadsheet.in_csv(text).startswith(spreadsheet.FORMULA_STARTS)


def test_a_workbook_has_numbers_dates_and_a_heading_that_stays():
    sheet = sheet_of(ROW, [None] * 6)
    name, amount, day, moment, count, done = sheet[2]
    assert (name.value, name.quotePrefix) == ("Åsa Öberg; «Ä»", False)
    assert (amount.value, amount.number_format) == (-5000.5, "#,##0.00")
    assert (day.value, day.number_format) == (datetime(2027, 1, 15), "yyyy-mm-dd")
    assert moment.value == datetime(2027, 7, 1, 12, 30)
    assert (count.value, done.value) == (51, "ja")
    assert [cell.value for cell in sheet[3]] == [None] * 6
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert sheet.column_dimensions["A"].width == 16


def test_a_workbook_takes_a_long_title_and_control_characters():
    sheet = sheet_of(["a\x00b\x0bc"], title="Ett namn som är längre än vad Excel tar emot")
    assert sheet.title == "Ett namn som är längre än vad E"
    assert sheet["A2"].value == "abc"


@pytest.mark.parametrize("amount", ["0", "5000", "-5000", "1234567.05", "-0.50"])
def test_an_amount_as_it_is_shown_is_an_amount_again(amount):
    assert from_kronor(kronor(Decimal(amount))) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "5000", "5 000 kr", "två\u00a0kr", "5.000\u00a0kr"])
def test_no_other_text_is_an_amount(text):
    assert from_kronor(text) is None
