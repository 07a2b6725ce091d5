from datetime import date
from decimal import Decimal

import pytest

from billing.bank import Part, Row
from tests.billing.bank.reading import SAMPLES, opened, refusal_of, rows_of

SAMPLE = (SAMPLES / "bgmax.txt").read_bytes()
HEADER = "01BGMAX               0120270216173035010331P"
ACCOUNT = "050009912346          SEK"


def payment(code="20", *, sender="", reference="", ore=500000, kind="2", serial=1):
    return f"{code}{sender:0>10}{reference:>25}{ore:018}{kind}1{serial:012}0"


def deposit(ore, number, *, day="20270215", serial=74, currency="SEK"):
    return f"15{5841000010098232:035}{day}{serial:05}{ore:018}{currency}{number:08}"


def end(payments=0, deductions=0, references=0, deposits=0):
    return f"70{payments:08}{deductions:08}{references:08}{deposits:08}"


def file_of(*lines, newline="\r\n"):
    return newline.join(lines).encode("iso-8859-1")


def one(*lines, ore=500000):
    """A file with one payment, whose records are given."""
    extra = sum(line[:2] in {"22", "23"} for line in lines)
    return file_of(HEADER, ACCOUNT, *lines, deposit(ore, 1), end(1, 0, extra, 1))


def test_the_sample_has_five_payments_and_a_deduction_in_two_deposits():
    reading = opened(SAMPLE)
    assert (reading.family, reading.format, reading.is_test) == ("bgmax", "BgMax 01", True)
    rows = list(reading.rows())
    assert [(r.booked_on.day, r.is_reversal, r.amount) for r in rows] == [
        (15, False, Decimal("5000.00")),
        (15, False, Decimal("14500.00")),
        (15, False, Decimal("25000.00")),
        (15, False, Decimal("20000.00")),
        (15, True, Decimal("1000.00")),
        (16, False, Decimal("5000.00")),
    ]
    assert (reading.count, reading.total) == (6, Decimal("68500.00"))
    assert reading.latest_booked_on == date(2027, 2, 16)
    assert reading.message_id == "20270216173035010331"


def test_each_deposit_has_the_net_that_is_known():
    nets = {}
    for row in rows_of(SAMPLE):
        amount = -row.amount if row.is_reversal else row.amount
        nets[row.deposit] = nets.get(row.deposit, 0) + amount
    assert nets == {
        "9912346-20270215-00074": Decimal("63500.00"),
        "9912346-20270216-00075": Decimal("5000.00"),
    }


def test_a_payment_has_all_that_is_said_of_it():
    assert rows_of(SAMPLE)[3] == Row(
        line=18,
        bank_reference="9912346-20270215-00074-2700000004",
        booked_on=date(2027, 2, 15),
        amount=Decimal("20000.00"),
        is_reversal=False,
        account="9912346",
        parts=(
            Part("2027000401", Decimal("5000.00")),
            Part("2027000500", Decimal("15000.00")),
        ),
        text="Två medlemsavgifter koncernen",
        payer="Koncernen Service AB",
        payer_org_number="5560160680",
        payer_account="5555552",
        deposit="9912346-20270215-00074",
    )


def test_words_where_the_reference_should_be_are_the_payers_text():
    row = rows_of(SAMPLE)[2]
    assert (row.text, row.parts) == ("Medlemsavg 2027", ())


@pytest.mark.parametrize(
    ("written", "references"),
    [
        ("2027000104", ["2027000104"]),
        ("20270 00104", ["2027000104"]),
        ("657866 658765 657767", ["657866", "658765", "657767"]),
        ("2027000105", ["2027000105"]),
        ("", []),
    ],
)
def test_the_field_of_the_reference_has_none_one_or_several(written, references):
    [row] = rows_of(one(payment(reference=written)))
    assert [part.reference for part in row.parts] == references


def test_an_extra_reference_may_say_how_much_and_may_be_a_credit_note():
    [row] = rows_of(
        one(
            payment(reference="2027000104 2027000203"),
            payment("22", reference="2027000104", ore=700000),
            payment("22", reference="2027000302", ore=0),
            payment("23", reference="2027000401", ore=200000),
        )
    )
    assert row.parts == (
        Part("2027000104", Decimal("7000.00")),
        Part("2027000203", None),
        Part("2027000302", None),
        Part("2027000401", Decimal("-2000.00")),
    )


def test_lines_may_be_short_with_tabs_and_the_last_without_its_end():
    content = file_of(
        HEADER + "\t",
        ACCOUNT,
        "200003783511                   655969000000000000500000",
        "220003783511\t\t       657965000000000000000000220000000000140",
        "26Kalles Plåt AB",
        deposit(500000, 1),
        "",
        end(1, 0, 1, 1),
        newline="\n",
    )
    [row] = rows_of(content)
    assert [part.reference for part in row.parts] == ["655969", "657965"]
    assert (row.payer, row.payer_account) == ("Kalles Plåt AB", "3783511")


def test_payments_without_a_number_of_their_own_are_told_apart_by_their_place():
    payments = [payment(serial=0), payment(serial=0), payment(serial=7), payment(serial=7)]
    content = file_of(HEADER, ACCOUNT, *payments, deposit(2000000, 4), end(4, 0, 0, 1))
    assert [row.bank_reference for row in rows_of(content)] == [
        "9912346-20270215-00074-0",
        "9912346-20270215-00074-0-2",
        "9912346-20270215-00074-7",
        "9912346-20270215-00074-7-2",
    ]


def test_a_name_may_go_on_in_the_extra_field():
    [row] = rows_of(one(payment(), f"26{'Nyhetsbolaget Sverige AB':35}c/o Ågren", "29198112189876"))
    assert row.payer == "Nyhetsbolaget Sverige AB c/o Ågren"
    assert row.payer_org_number == "", "a private person's number is not kept"


def test_a_payment_of_nothing_is_passed_over():
    reading = opened(one(payment(ore=0), ore=0))
    assert (list(reading.rows()), reading.passed_over) == ([], 1)


def test_a_plusgiro_may_be_the_account():
    line = f"05{'':10}{'9020033':0>10}SEK"
    content = file_of(HEADER, line, payment(), deposit(500000, 1), end(1, 0, 0, 1))
    assert [row.account for row in rows_of(content)] == ["9020033"]


def test_an_empty_day_is_a_file_too():
    assert rows_of(file_of(HEADER, end())) == []


REFUSED = {
    "Rad 1: Detta är inte BgMax, version 01.": file_of(HEADER[:-1] + "X", end()),
    "Rad 2: Bara kronor läses in; detta är i en annan valuta.": file_of(
        HEADER, ACCOUNT.replace("SEK", "EUR"), end()
    ),
    "Rad 4: Bara kronor läses in; detta är i en annan valuta.": file_of(
        HEADER, ACCOUNT, payment(), deposit(500000, 1, currency="EUR"), end(1, 0, 0, 1)
    ),
    "Rad 4: Filen stämmer inte med sig själv: den anger 5 001 kr, men har 5 000 kr.": file_of(
        HEADER, ACCOUNT, payment(), deposit(500100, 1), end(1, 0, 0, 1)
    ),
    "Rad 4: Filen stämmer inte med sig själv: den anger 2, men har 1.": file_of(
        HEADER, ACCOUNT, payment(), deposit(500000, 2), end(1, 0, 0, 1)
    ),
    "Rad 5: Filen stämmer inte med sig själv: den anger 1, men har 0.": file_of(
        HEADER, ACCOUNT, payment(), deposit(500000, 1), end(1, 1, 0, 1)
    ),
    "Rad 4: Betalningsdagen är inget datum.": file_of(
        HEADER, ACCOUNT, payment(), deposit(500000, 1, day="20270230"), end(1, 0, 0, 1)
    ),
    "Rad 3: Position 38–55 ska innehålla siffror.": file_of(
        HEADER, ACCOUNT, payment().replace("5000002", "5OOOOO2"), end()
    ),
    "Rad 2: En betalning kommer före sitt konto.": file_of(HEADER, payment()),
    "Rad 3: Posten hör inte till någon betalning.": file_of(HEADER, ACCOUNT, "26Åmål AB"),
    "Rad 4: Betalningarna före denna rad saknar insättning.": file_of(
        HEADER, ACCOUNT, payment(), end(1)
    ),
    "Rad 2: BgMax har ingen post 99.": file_of(HEADER, "99"),
    "Rad 3: Det finns något efter filens slut.": file_of(HEADER, end(), HEADER),
    "Filen saknar slut: en del av den fattas.": file_of(HEADER, ACCOUNT),
    "Rad 2: En rad i BgMax har 80 tecken; denna har fler.": file_of(HEADER, "25" + "x" * 79),
}


@pytest.mark.parametrize(("text", "content"), REFUSED.items(), ids=list(REFUSED))
def test_a_file_that_does_not_hold_together_is_refused_with_its_line(text, content):
    assert refusal_of(content) == text


def test_a_file_that_was_saved_again_in_another_encoding_is_refused():
    utf_8 = SAMPLE.decode("iso-8859-1").encode("utf-8")
    assert refusal_of(utf_8) == (
        "Rad 4: Filen är i UTF-8 och inte i ISO-8859-1 som den ska: hämta den på nytt."
    )
    dos = SAMPLE.decode("iso-8859-1").encode("cp437")
    assert refusal_of(dos) == (
        "Rad 4: Här finns tecken som inte är text: filens teckenkodning är trasig."
    )


LINES = SAMPLE.splitlines(keepends=True)
BEARING = [n for n, line in enumerate(LINES) if line[:2] in b"05 15 20 21 22 70".split()]


@pytest.mark.parametrize("place", BEARING)
def test_a_line_that_is_cut_away_is_missed(place):
    assert refusal_of(b"".join(LINES[:place] + LINES[place + 1 :]))
