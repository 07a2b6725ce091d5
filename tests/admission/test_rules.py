"""What an application must say, and what is worth a second look."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from admission import rules

COMPANY = SimpleNamespace(sector="company", is_public_body=False)
UNIVERSITY = SimpleNamespace(sector="academia", is_public_body=True)


def an_application(**fields):
    plain = {
        "org_number": "5560160680",
        "name": "Lätt AB",
        "kind": COMPANY,
        "kind_id": 1,
        "is_for_profit": True,
        "industry_id": 1,
        "region": "14",
        "employees": 1,
        "street": "Gatan 1",
        "postal_code": "41101",
        "city": "Göteborg",
        "invoice_email": "faktura@example.se",
        "buyer_reference": "",
        "accepts_pdf": True,
        "contact_name": "Örjan",
        "agenda_version_id": 1,
        "support_stated_by": "Örjan",
        "support_stated_at": datetime(2026, 3, 1, tzinfo=UTC),
    }
    return SimpleNamespace(**{**plain, **fields})


def test_a_filled_in_application_lacks_nothing():
    assert rules.unfinished_steps(an_application()) == []
    assert rules.reasons_not_to_admit(an_application()) == []
    assert rules.things_to_look_at(an_application()) == []


@pytest.mark.parametrize(
    ("missing", "step"),
    [
        ({"org_number": ""}, "organisation"),
        ({"org_number": "5560160681"}, "organisation"),
        ({"name": ""}, "organisation"),
        ({"kind_id": None, "kind": None}, "organisation"),
        ({"is_for_profit": None}, "organisation"),
        ({"industry_id": None}, "organisation"),
        ({"region": ""}, "organisation"),
        ({"employees": None}, "organisation"),
        ({"employees": 0}, "organisation"),
        ({"street": ""}, "faktura"),
        ({"postal_code": ""}, "faktura"),
        ({"city": ""}, "faktura"),
        ({"invoice_email": ""}, "faktura"),
        ({"kind": UNIVERSITY}, "faktura"),
        ({"contact_name": ""}, "kontakt"),
        ({"agenda_version_id": None}, "kontakt"),
        ({"support_stated_by": ""}, "kontakt"),
        ({"support_stated_at": None}, "kontakt"),
    ],
)
def test_a_step_is_unfinished_while_something_in_it_is_missing(missing, step):
    assert rules.unfinished_steps(an_application(**missing)) == [step]


def test_to_be_non_profit_is_an_answer():
    assert rules.unfinished_steps(an_application(is_for_profit=False)) == []


def test_a_public_body_gives_a_reference_for_its_invoices():
    application = an_application(kind=UNIVERSITY, buyer_reference="ZZ1234")
    assert rules.unfinished_steps(application) == []


@pytest.mark.parametrize(
    ("missing", "reason"),
    [
        ({"org_number": "8112189876"}, "Den saknar ett giltigt svenskt organisationsnummer."),
        ({"support_stated_at": None}, "Den uttalar inget stöd för Lättviktsagendan."),
        ({"agenda_version_id": None}, "Den uttalar inget stöd för Lättviktsagendan."),
        (
            {"employees": 0},
            "Avgiftstabellen börjar vid 1 anställd, och inget antal är angivet.",
        ),
    ],
)
def test_the_terms_of_membership_are_a_number_support_and_a_head_count(missing, reason):
    assert rules.reasons_not_to_admit(an_application(**missing)) == [reason]


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        (
            {"org_number": "1620000008"},
            "Numret tillhör ett dödsbo (det börjar med 1). Är det en juridisk person?",
        ),
        (
            {"org_number": "6650000000"},
            (
                "Numret tillhör ett enkelt bolag (det börjar med 6), och det är ingen"
                " juridisk person. Fråga vad det är för organisation."
            ),
        ),
        (
            {"org_number": "3020000000"},
            (
                "Numret tillhör ett utländskt företag i Sverige (det börjar med 3). Medlemskapet"
                " gäller bara verksamheten här."
            ),
        ),
        (
            {"is_for_profit": False},
            "Ett företag som uppger att det inte är vinstdrivande. Stämmer det?",
        ),
        (
            {"kind": UNIVERSITY},
            "En offentlig organisation som uppger att den är vinstdrivande. Stämmer det?",
        ),
        (
            {"accepts_pdf": False},
            "Godkänner inte fakturor som PDF med e-post. Kom överens om hur fakturan ska skickas.",
        ),
    ],
)
def test_what_is_odd_is_shown_to_a_person_and_stops_nothing(fields, note):
    application = an_application(**fields)
    assert rules.things_to_look_at(application) == [note]
    assert rules.reasons_not_to_admit(application) == []


def test_an_authoritys_number_with_another_kind_is_odd():
    assert rules.looks_of_number("2021005489", COMPANY) != []
    assert rules.looks_of_number("2021005489", UNIVERSITY) == []
