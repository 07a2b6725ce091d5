from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from billing.bank import CsvMapping, Part, Row
from tests.billing.bank.reading import opened, refusal_of, rows_of
from tests.billing.files import MAPPING, csv, paid

AS_AT_THE_BANK = """\
Kontoutdrag;;;;
Bokföringsdag; Belopp;Avsändare ;Meddelande;Referens;Saldo
2027-02-15;5\u00a0000,00;Lätta Detaljer i Göteborg AB;;2027000104;6\u00a0000,00
2027-02-15;-1 250,50;Hyresvärden;Hyra;;4 749,50
;;;;;
2027-02-16;"25 000";Åkes Aluminium AB;"Avgift ""2027"" här";Faktura 3;29 749,50
"""
COLUMNS = replace(MAPPING, header_row=2)


def one(amount="100", *, day="2027-02-15", reference="", mapping=MAPPING):
    return f"Bokföringsdag;Belopp;Referens;Meddelande;Avsändare\n{day};{amount};{reference};;"


def test_money_in_is_read_and_money_out_is_passed_over():
    reading = opened(AS_AT_THE_BANK.encode(), COLUMNS)
    first, second = reading.rows()
    assert first == Row(
        line=3,
        bank_reference=first.bank_reference,
        booked_on=date(2027, 2, 15),
        amount=Decimal("5000.00"),
        is_reversal=False,
        account="9912346",
        parts=(Part("2027000104", None),),
        text="",
        payer="Lätta Detaljer i Göteborg AB",
    )
    assert (second.amount, second.parts, second.text) == (
        Decimal("25000.00"),
        (),
        'Faktura 3 Avgift "2027" här',
    )
    assert (reading.family, reading.format, reading.is_test) == ("csv", "CSV", False)
    assert (reading.count, reading.total, reading.passed_over) == (2, Decimal("30000.00"), 1)
    assert reading.latest_booked_on == date(2027, 2, 16)


@pytest.mark.parametrize(
    ("written", "decimal", "amount"),
    [
        ("5 000,00", ",", "5000.00"),
        ("5\u00a0000,5", ",", "5000.50"),
        ("5\u202f000", ",", "5000.00"),
        ("+5000,00 kr", ",", "5000.00"),
        ("5000.00", ".", "5000.00"),
        ("1234567.89", ".", "1234567.89"),
    ],
)
def test_an_amount_is_read_as_swedish_banks_write_it(written, decimal, amount):
    [row] = rows_of(one(written).encode(), replace(MAPPING, decimal=decimal))
    assert row.amount == Decimal(amount)


@pytest.mark.parametrize("written", ["-5000.00", "−5 000", "- 5000", "0.00"])
def test_what_is_below_zero_or_nothing_is_passed_over(written):
    reading = opened(one(written).encode(), replace(MAPPING, decimal="."))
    assert (list(reading.rows()), reading.passed_over) == ([], 1)


def test_columns_have_numbers_where_there_are_no_headings():
    mapping = CsvMapping(date="2", amount="1", separator="\t", header_row=0, decimal=".")
    [row] = rows_of(b"100.00\t2027-02-15\textra\n", mapping)
    assert (row.amount, row.booked_on, row.text, row.line) == (100, date(2027, 2, 15), "", 1)


def test_a_file_in_the_old_encoding_is_read_when_the_mapping_says_so():
    mapping = replace(MAPPING, encoding="iso-8859-1")
    [row] = rows_of(csv([paid(100, payer="Öckerö Åkeri")], mapping), mapping)
    assert row.payer == "Öckerö Åkeri"


def test_a_byte_order_mark_is_no_part_of_the_first_heading():
    assert len(rows_of(b"\xef\xbb\xbf" + one().encode(), MAPPING)) == 1


# As they are kept with payments: they may never become others.
KNOWN = ["6105e2679bb6078ea425a0d3", "7c933f057ce056f348653403", "6105e2679bb6078ea425a0d3-2"]


def test_a_row_has_the_same_reference_in_the_next_file_and_twins_are_told_apart():
    twin, other = paid(100, "2027000104"), paid(200, "2027000104")
    first = [row.bank_reference for row in rows_of(csv([twin, other, twin]), MAPPING)]
    later = [row.bank_reference for row in rows_of(csv([other, twin, twin, twin]), MAPPING)]
    assert first == KNOWN
    assert len(set(later)) == 4
    assert set(first) < set(later)
    moved = replace(MAPPING, account="50501055")
    assert set(first).isdisjoint(row.bank_reference for row in rows_of(csv([twin]), moved))


REFUSED = {
    "Rad 2: ”5.000,00” är inget belopp i kronor.": one("5.000,00"),
    "Rad 2: ”100.00” är inget belopp i kronor.": one("100.00"),
    "Rad 2: ”” är inget belopp i kronor.": one(""),
    "Rad 2: ”15/2 2027” är inget datum som 2027-01-15.": one(day="15/2 2027"),
    "Rad 2: ”2027-02-30” är inget datum som 2027-01-15.": one(day="2027-02-30"),
    "Rad 2: ”20270215” är inget datum som 2027-01-15.": one(day="20270215"),
    "Rad 1: Det finns ingen kolumn ”Bokföringsdag”.": "Datum;Belopp\n",
    "Rad 2: Raden har för få kolumner.": "Bokföringsdag;Belopp;Referens;Meddelande;Avsändare\n"
    "2027-02-15;1",
    "Rad 2: Citattecknen eller radsluten här hänger inte ihop.": one('"1"0'),
    "Rad 2: Här finns tecken som inte är text: filens teckenkodning är trasig.": one("1\x00"),
    "Rad 2: Raden är alldeles för lång.": one("1" * 70_000),
    "Rad 2: Beloppet är för stort.": one("1" * 11),
}


@pytest.mark.parametrize(("text", "content"), REFUSED.items(), ids=list(REFUSED))
def test_a_file_that_cannot_be_understood_is_refused_with_its_line(text, content):
    assert refusal_of(content.encode(), MAPPING) == text


def test_a_file_in_another_encoding_than_was_said_is_refused():
    old = replace(MAPPING, encoding="iso-8859-1")
    assert refusal_of(one().encode("iso-8859-1"), MAPPING) == (
        "Rad 1: Här finns tecken som inte är text: filens teckenkodning är trasig."
    )
    assert refusal_of(one().encode(), old) == (
        "Rad 1: Filen är i UTF-8 och inte i ISO-8859-1 som den ska: hämta den på nytt."
    )


def test_without_a_mapping_nothing_is_guessed():
    assert refusal_of(one().encode()) == "Filen är varken camt.054, camt.053 eller BgMax."
