import pytest
from django.core.exceptions import ValidationError

from lattvikt.lib.einvoice_address import clean
from lattvikt.lib.fields import EInvoiceAddressField


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("0007:2021005489", "0007:2021005489"),
        (" 0007: 202100-5489 ", "0007:2021005489"),
        ("0088:7350000000009", "0088:7350000000009"),
        ("0088: 735 0000 0000 09", "0088:7350000000009"),
    ],
)
def test_an_address_is_stored_in_one_form(written, stored):
    assert clean(written) == stored
    assert EInvoiceAddressField().clean(written) == stored


@pytest.mark.parametrize(
    "wrong",
    [
        "2021005489",  # no scheme
        "0007:",
        "0007:2021005480",  # check digit
        "0007:8112189876",  # a person's
        "0088:7350000000001",  # check digit
        "0088:2021005489",
        "0192:987654321",  # a scheme of another country
        "GLN 7350000000009",
    ],
)
def test_what_is_no_address_is_refused_with_a_text(wrong):
    with pytest.raises(ValidationError) as refused:
        EInvoiceAddressField().clean(wrong)
    assert refused.value.messages == [
        "Det här är ingen e-fakturaadress. Den skrivs som 0007:5560160680, med ett svenskt "
        "organisationsnummer, eller som 0088: följt av ett GLN med tretton siffror."
    ]


def test_none_is_none():
    assert EInvoiceAddressField(required=False).clean("") == ""
