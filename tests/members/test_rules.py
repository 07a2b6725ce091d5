"""What is true of a member, at the edges."""

import pytest

from members.rules import (
    Gap,
    Span,
    fee_answer,
    gaps,
    is_sme,
    may_apply_for_check,
    may_apply_in_kind,
    spans,
)

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
        ({"einvoice_to": "0007:2021005489"}, [Gap.REFERENCE]),
        ({"einvoice_to": "0007:2021005489", "buyer_reference": "4711"}, []),
    ],
)
def test_what_a_member_lacks(missing, gap):
    whole = {
        "roles": ALL_ROLES,
        "invoice_email": "faktura@example.org",
        "employees": 40,
        "einvoice_to": "",
        "buyer_reference": "",
    }
    assert gaps(**{**whole, **missing}) == gap


TIERS = [(1, 5_000), (51, 15_000), (251, 25_000), (501, 120_000)]


def test_a_tier_ends_where_the_next_begins_and_the_highest_has_no_end():
    assert spans(TIERS) == [
        Span(1, 50, 5_000),
        Span(51, 250, 15_000),
        Span(251, 500, 25_000),
        Span(501, None, 120_000),
    ]
    assert spans([]) == []


@pytest.mark.parametrize(
    ("employees", "fee"),
    [
        (1, 5_000),
        (50, 5_000),
        (51, 15_000),
        (250, 15_000),
        (251, 25_000),
        (500, 25_000),
        (501, 120_000),
        (12_000, 120_000),
    ],
)
def test_the_fee_follows_the_head_count_on_both_sides_of_each_boundary(employees, fee):
    assert fee_answer(TIERS, employees=employees).amount == fee


def test_a_head_count_outside_the_table_has_no_answer():
    assert fee_answer(TIERS, employees=0) is None
    assert fee_answer([], employees=10) is None


@pytest.mark.parametrize(
    ("is_for_profit", "employees", "check", "in_kind"),
    [
        (True, 249, True, False),
        (True, 250, False, False),
        (False, 249, False, True),
        (None, 249, True, True),
        (None, 250, False, True),
    ],
)
def test_what_a_head_count_opens_out(is_for_profit, employees, check, in_kind):
    answer = fee_answer(TIERS, employees=employees, is_for_profit=is_for_profit)
    assert (answer.may_apply_for_check, answer.may_apply_in_kind) == (check, in_kind)
