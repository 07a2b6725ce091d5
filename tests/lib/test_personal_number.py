"""A person's identity number is recognised however it is written, so that it is never kept."""

import pytest

from lattvikt.lib import personal_number

PERSONAL = "811218-9876"


@pytest.mark.parametrize(
    "text",
    [
        PERSONAL,
        "19811218-9876",
        "198112189876",
        "811218+9876",
        "811218–9876",
        "Anna, 811218 - 9876, Göteborg",
        "samordningsnummer 811278-9873",
        "20010203-1234",
    ],
)
def test_a_personal_number_is_found_in_a_text(text):
    assert personal_number.stands_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "556016-0680",
        "070-712 34 56",
        "0707123456",
        "Ordernummer 8112189876",
        "Referens 202100-5489",
        "SE556016068001",
        "2027-01-15",
        "2027-01-15 1234",
    ],
)
def test_other_numbers_are_left_alone(text):
    assert not personal_number.stands_in(text)


@pytest.mark.parametrize(
    "text",
    [
        PERSONAL,
        "8112189876",
        "16811218-9876",
        "SE811218987601",
        "SE198112189876",
        "811218-987",
        "811218-98765",
        "8112 18 98 76",
        "８１１２１８９８７６",
        "Anna 19811218-9876",
    ],
)
def test_what_may_be_a_personal_number_is_taken_for_one(text):
    assert personal_number.may_be_meant(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "55",
        "556016-0681",
        "55601606",
        "165560160680",
        "SE556016068001",
        "SE202100548901",
        "Volvo",
    ],
)
def test_what_may_be_an_organisation_number_is_not(text):
    assert not personal_number.may_be_meant(text)
