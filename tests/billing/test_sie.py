"""The SIE file: what a bookkeeping program reads is what we meant."""

import string
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing import sie
from billing.rules import Entry, Voucher, booking_day, made_whole, netted
from tests.billing.sie_reader import read

DAY = date(2027, 1, 15)
PROGRAMME = {
    "company": "Medlemsprogram Lättvikt",
    "company_number": "8024062310",
    "made_on": date(2027, 3, 1),
}


def voucher(text="Faktura 2027-00001", amount="5000", **fields):
    entries = (Entry("1510", Decimal(amount), text), Entry("3010", -Decimal(amount)))
    return Voucher(**{"series": "F", "on": DAY, "text": text, "entries": entries} | fields)


def text_of(*vouchers):
    return sie.write(vouchers, **PROGRAMME).decode("cp437")


def test_a_file_is_in_the_order_of_the_format():
    assert text_of(voucher()) == (
        "#FLAGGA 0\r\n"
        '#PROGRAM "Lättvikt" 1.0\r\n'
        "#FORMAT PC8\r\n"
        "#GEN 20270301\r\n"
        "#SIETYP 4\r\n"
        "#ORGNR 802406-2310\r\n"
        '#FNAMN "Medlemsprogram Lättvikt"\r\n'
        '#VER "F" "" 20270115 "Faktura 2027-00001"\r\n'
        "{\r\n"
        '#TRANS 1510 {} 5000.00 20270115 "Faktura 2027-00001"\r\n'
        "#TRANS 3010 {} -5000.00 20270115\r\n"
        "}\r\n"
    )


def test_a_programme_without_a_number_has_no_line_for_it():
    assert b"#ORGNR" not in sie.write([], **PROGRAMME | {"company_number": ""})


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Åländska Östersjövarven, é ü ß æ", "Åländska Östersjövarven, é ü ß æ"),
        ("2026–2027 — ‘så’ ’n “ja” … 5 €", "2026-2027 - 'så' 'n \"ja\" ... 5 EUR"),
        ("Škoda Łódź Øresund Þór œuvre", "Skoda Lódz Öresund Thór oeuvre"),
        ("A\u030angstro\u0308m", "Ångström"),
        ("rad ett\r\nrad två\ttre\x00\x1a\x7f", "rad ett rad två tre"),
        ("5\u00a0000\u202fkr", "5 000 kr"),
        ("C:\\mapp\\", "C:/mapp/"),
        ("日本 ✓", "?? ?"),
    ],
)
def test_a_text_is_written_as_the_code_page_can(text, written):
    found = read(sie.write([voucher(text)], **PROGRAMME)).vouchers[0]
    assert (found.text, found.rows[0].text) == (written, written)


@given(st.text(max_size=80))
def test_no_text_breaks_the_file(text):
    [found] = read(sie.write([voucher(text)], **PROGRAMME)).vouchers
    assert len(found.rows) == 2


@given(st.text(alphabet=string.ascii_letters + 'åäöÅÄÖ "-', max_size=80))
def test_a_swedish_text_comes_back_as_it_was(text):
    [found] = read(sie.write([voucher(text)], **PROGRAMME)).vouchers
    assert found.text == " ".join(text.split())


@pytest.mark.parametrize(
    "entries",
    [
        (),
        (Entry("1510", Decimal("5000.00")), Entry("3010", Decimal("-4999.99"))),
        (Entry("1510", Decimal("0.005")), Entry("3010", Decimal("-0.005"))),
    ],
)
def test_a_voucher_that_does_not_balance_to_the_ore_is_refused(entries):
    with pytest.raises(ValueError, match=r"balance|öre"):
        sie.write([voucher(entries=entries)], **PROGRAMME)


def test_large_and_small_amounts_are_written_out():
    text = text_of(voucher(amount="9999999999.99"), voucher(amount="0.01"))
    assert "{} 9999999999.99 " in text
    assert "{} -0.01 " in text


def test_our_reader_reads_a_file_that_we_did_not_write():
    sample = Path(__file__).with_name("sample.si").read_bytes()
    found = read(sample)
    assert found.labels[0] == ("#FLAGGA", "0")
    assert ("#FNAMN", "Medlemsprogram Lättvikt") in found.labels
    assert found.balances == {"1510": 0, "1930": 5_000, "3010": -5_000}
    assert found.vouchers[0].text == "Faktura 20270001 Lätta Detaljer i Göteborg AB"


def test_what_becomes_known_after_its_period_was_handed_over_is_booked_when_known():
    january, february = date(2027, 1, 31), date(2027, 2, 2)
    assert booking_day(january, february, None) == january
    assert booking_day(january, february, date(2027, 1, 30)) == january
    assert booking_day(january, february, january) == february
    assert booking_day(january, january, january) == date(2027, 2, 1)
    assert booking_day(february, february, january) == february


def test_the_payers_credit_is_one_amount_or_none():
    bank, settled = Entry("1930", Decimal(5)), Entry("1510", Decimal(-3), "Faktura 1")
    credit = [Entry("2420", Decimal(-5)), Entry("2420", Decimal(3))]
    assert netted([bank, *credit, settled], "2420") == (bank, settled, Entry("2420", Decimal(-2)))
    assert netted([Entry("2420", Decimal(5)), Entry("2420", Decimal(-5)), bank], "2420") == (bank,)


def test_vat_by_account_comes_to_what_stands_on_the_invoice():
    parts = {"2611": Decimal("250.01"), "2621": Decimal("12.00")}
    assert made_whole(parts, Decimal("262.00")) == parts | {"2611": Decimal("250.00")}
    assert made_whole({}, Decimal(0)) == {}
