"""Which invoice a payment without an OCR number may be for, at the edges."""

from decimal import Decimal

import pytest

from billing.rules import Candidate, Clues, Reason, suggestions

FEE = Decimal(5_000)
OCR = "20270001207"


def candidate(key=1, **fields):
    plain = {"number": "2027-00012", "ocr": OCR, "balance": FEE, "buyer": "Åkers Lättmetall AB"}
    return Candidate(key=key, **{**plain, **fields})


def reasons(candidate, **fields):
    clues = Clues(**{"amount": FEE, "texts": (), **fields})
    return [reason for one in suggestions(clues, [candidate]) for reason in one.reasons]


@pytest.mark.parametrize(
    "text",
    [
        OCR,
        "OCR 2027 0001 207",
        "ocr-nr: 2027-0001-207, tack",
        "Faktura 2027-00012",
        "faktura nr 2027 00012",
        "Fakt.202700012 avgift",
        "2027-00012 2027",
    ],
)
def test_a_number_in_the_text_is_found_however_it_is_written(text):
    assert reasons(candidate(), texts=(text,)) == [Reason.NUMBER]


@pytest.mark.parametrize("text", ["20270001208", "20270001270", "2027000120", "202700001207"])
def test_one_wrong_digit_or_two_that_changed_places_are_seen_through(text):
    assert reasons(candidate(number="F-1"), texts=(text,)) == [Reason.ALMOST]


@pytest.mark.parametrize("text", ["20270002208", "70", "12", "Medlemsavgift 2027", ""])
def test_a_number_with_more_wrong_is_none(text):
    assert reasons(candidate(number="F-1"), texts=(text,)) == []


def test_the_number_of_an_invoice_that_was_replaced_points_to_its_successor():
    one = candidate(replaced=frozenset({"20270000308"}))
    assert reasons(one, texts=("20270000308",)) == [Reason.REPLACED]


def test_the_payer_is_known_by_number_account_or_name():
    one = candidate(org_number="5560160680", accounts=frozenset({"50501055"}))
    assert reasons(one, org_number="5560160680") == [Reason.ORG_NUMBER]
    assert reasons(one, account="50501055") == [Reason.ACCOUNT]
    assert reasons(one, payer="AKERS LATTMETALL") == [Reason.NAME_AND_AMOUNT]
    assert reasons(one, payer="AKERS LATTMETALL", amount=Decimal(4_000)) == [Reason.NAME]
    assert reasons(one, org_number="", account="") == []


@pytest.mark.parametrize(
    ("payer", "buyer", "is_same"),
    [
        ("Åkers Lättmetall AB", "Åkers Lättmetall Aktiebolag (publ)", True),
        (
            "ÅKERSTRÖMS LÄTTBYGGEN I ÖVRE ÅNGERM",
            "Åkerströms Lättbyggen i Övre Ångermanland AB",
            True,
        ),
        ("Lättmetall i Åker AB", "Åkers Lättmetall AB", False),
        ("AB", "Aktiebolaget", False),
        ("", "Åkers AB", False),
        ("Volvo Personvagnar AB", "Volvo Lastvagnar AB", False),
    ],
)
def test_a_name_is_the_same_however_the_bank_writes_it(payer, buyer, is_same):
    assert bool(reasons(candidate(buyer=buyer), payer=payer)) == is_same


def test_the_strongest_reason_stands_first_and_then_the_right_amount():
    found = suggestions(
        Clues(FEE, ("Faktura 2027-00012",), payer="Åkers Lättmetall"),
        [
            candidate(1, number="2027-00001", ocr="20270000109", balance=Decimal(7_000)),
            candidate(2, number="2027-00002", ocr="20270000208"),
            candidate(3, buyer="Annan AB", balance=Decimal(1)),
        ],
    )
    assert [one.key for one in found] == [3, 2, 1]


def test_only_the_first_are_shown():
    many = [candidate(number) for number in range(30)]
    assert len(suggestions(Clues(FEE, (OCR,)), many)) == 8
