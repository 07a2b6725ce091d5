"""What is true of a member, at the edges."""

import pytest

from members.rules import Gap, gaps, is_sme, may_apply_for_check, may_apply_in_kind

ALL_ROLES = {"contact", "invoice", "delegate", "deputy"}


@pytest.mark.parametrize(
    ("employees", "may"),
    [
        (None, False),
        (0, False),
        (1, True),
        (50, True),
        (51, True),
        (249, True),
        (250, False),
        (251, False),
        (500, False),
        (501, False),
    ],
)
def test_a_check_is_for_companies_with_fewer_than_250_employees(employees, may):
    assert may_apply_for_check(is_for_profit=True, employees=employees) is may
    assert is_sme(is_for_profit=True, employees=employees) is may


@pytest.mark.parametrize("is_for_profit", [False, None])
def test_a_check_is_only_for_those_known_to_be_run_for_profit(is_for_profit):
    assert may_apply_for_check(is_for_profit=is_for_profit, employees=40) is False


@pytest.mark.parametrize(("is_for_profit", "may"), [(True, False), (False, True), (None, False)])
def test_only_those_known_not_to_be_run_for_profit_may_pay_in_kind(is_for_profit, may):
    assert may_apply_in_kind(is_for_profit=is_for_profit) is may


@pytest.mark.parametrize(
    ("missing", "gap"),
    [
        ({}, []),
        ({"roles": set()}, [Gap.CONTACT, Gap.VOTER]),
        ({"roles": ALL_ROLES - {"contact"}}, [Gap.CONTACT]),
        ({"roles": ALL_ROLES - {"delegate"}}, []),
        ({"roles": ALL_ROLES - {"delegate", "deputy"}}, [Gap.VOTER]),
        ({"invoice_email": ""}, []),
        ({"invoice_email": "", "roles": ALL_ROLES - {"invoice"}}, [Gap.INVOICE]),
        ({"employees": None}, [Gap.EMPLOYEES]),
        ({"employees": 0}, [Gap.EMPLOYEES]),
    ],
)
def test_what_a_member_lacks(missing, gap):
    whole = {"roles": ALL_ROLES, "invoice_email": "faktura@example.org", "employees": 40}
    assert gaps(**{**whole, **missing}) == gap
