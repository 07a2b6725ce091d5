import pytest
from hypothesis import given
from hypothesis import strategies as st

from lattvikt.lib import org_number
from lattvikt.lib.org_number import Fault, NotAnOrgNumber

VALID = [
    "556016-0680",
    "202100-5489",
    "212000-0142",
    "802406-2310",
    "802002-4280",
    "556000-0001",
    "802400-0005",
    "769600-0004",
    "969600-0000",
    "222000-0000",
    "556999-9997",
]


@pytest.mark.parametrize("shown", VALID)
def test_a_number_is_stored_as_ten_digits_and_shown_with_its_hyphen(shown):
    assert org_number.clean(shown) == shown.replace("-", "")
    assert org_number.show(org_number.clean(shown)) == shown


@pytest.mark.parametrize(
    "text",
    [
        "5560160680",
        " 556016 0680 ",
        "556016–0680",
        "556016\u20110680",
        "５５６０１６０６８０",
        "165560160680",
        "16556016-0680",
    ],
)
def test_a_number_is_taken_as_people_write_it(text):
    assert org_number.clean(text) == "5560160680"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("556016-0681", Fault.CHECK_DIGIT),
        ("55601606", Fault.LENGTH),
        ("", Fault.LENGTH),
        ("abcdefghij", Fault.LENGTH),
        ("SE556016068001", Fault.VAT),
        ("811218-9876", Fault.PERSONAL),
        ("19811218-9876", Fault.PERSONAL),
        ("811218+9876", Fault.PERSONAL),
        ("701010-1234", Fault.PERSONAL),
        ("000000-0000", Fault.PERSONAL),
    ],
)
def test_each_fault_has_its_name(text, fault):
    with pytest.raises(NotAnOrgNumber) as raised:
        org_number.clean(text)
    assert raised.value.fault == fault
    digits = [character for character in str(raised.value) if character.isdigit()]
    assert digits == []


def test_the_number_inside_a_vat_number_is_offered():
    assert org_number.in_vat_number("SE 556016-0680 01") == "5560160680"
    assert org_number.in_vat_number("SE811218987601") is None
    assert org_number.in_vat_number("SE556016068002") is None


@pytest.mark.parametrize(
    ("digits", "flagged"), [("1020000000", True), ("6020000000", True), ("5560160680", False)]
)
def test_estates_and_simple_partnerships_are_for_a_person_to_look_at(digits, flagged):
    assert org_number.is_flagged(digits) == flagged


@given(st.from_regex(r"[0-9]{10}", fullmatch=True))
def test_no_personal_identity_number_ever_passes(digits):
    try:
        cleaned = org_number.clean(digits)
    except NotAnOrgNumber:
        return
    assert cleaned[2] not in "01"
