"""What people write in a form's field, and what they are told."""

import pytest
from django.core.exceptions import ValidationError

from lattvikt.lib.fields import OrgNumberField, PostalCodeField


def told(field, text):
    with pytest.raises(ValidationError) as raised:
        field.clean(text)
    return raised.value.messages


@pytest.mark.parametrize(
    "text", ["556016-0680", "5560160680", "16 556016-0680", "165560160680", " 556016–0680 "]
)
def test_an_organisation_number_is_ten_digits_however_it_is_written(text):
    assert OrgNumberField().clean(text) == "5560160680"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Fyll i organisationsnumret."),
        ("55601606", "Ett organisationsnummer har tio siffror, som i 556016-0680."),
        ("5" * 100, "Ett organisationsnummer har tio siffror, som i 556016-0680."),
        (
            "556016-0681",
            (
                "Den sista siffran stämmer inte med de andra. Jämför med registreringsbeviset:"
                " troligen är en siffra fel, eller så har två bytt plats."
            ),
        ),
        (
            "811218-9876",
            (
                "Det här ser ut som ett personnummer. Bara juridiska personer kan bli medlemmar, så"
                " en enskild firma kan inte söka. Vi har inte sparat numret."
            ),
        ),
        (
            "SE556016068001",
            (
                "Det här är ett momsregistreringsnummer. Organisationsnumret i det är 556016-0680:"
                " kontrollera att det är ert och gå vidare med det."
            ),
        ),
    ],
)
def test_each_fault_of_an_organisation_number_has_its_own_words(text, words):
    assert told(OrgNumberField(), text) == [words]


def test_a_sole_traders_vat_number_is_a_personal_number():
    assert "personnummer" in told(OrgNumberField(), "SE811218987601")[0]


@pytest.mark.parametrize("text", ["41101", "411 01", "SE-411 01"])
def test_a_postal_code_is_five_digits_however_it_is_written(text):
    assert PostalCodeField().clean(text) == "41101"


@pytest.mark.parametrize("text", ["4110", "01234", "ABCDE", "4" * 100])
def test_a_wrong_postal_code_is_told(text):
    assert told(PostalCodeField(), text) == [
        "Ett svenskt postnummer har fem siffror, som i 411 01."
    ]


def test_an_optional_field_may_be_empty():
    assert PostalCodeField(required=False).clean("") == ""
    assert OrgNumberField(required=False).clean("") == ""
