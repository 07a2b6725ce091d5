"""What a payment settles, at the edges: domain facts 5.4."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.rules import Claim, Take, settle

FEE = Decimal(5_000)


def claim(invoice=1, balance=FEE, amount=None, **fields):
    return Claim(
        invoice=invoice,
        owner=fields.pop("owner", 7),
        balance=Decimal(balance),
        amount=amount if amount is None else Decimal(amount),
        **fields,
    )


@pytest.mark.parametrize(
    ("amount", "taken", "left", "result"),
    [
        ("4999.99", "4999.99", 0, "part"),
        (5_000, 5_000, 0, "settled"),
        ("5000.01", 5_000, "0.01", "credit"),
    ],
)
def test_an_exact_reference_takes_what_the_invoice_lacks(amount, taken, left, result):
    got = settle(Decimal(amount), [claim()])
    assert got.takes == (Take(1, Decimal(taken)),)
    assert (got.left, got.to_repay, got.owner, got.result) == (Decimal(left), 0, 7, result)


def test_a_settled_invoice_is_not_paid_twice():
    got = settle(FEE, [claim(balance=0)])
    assert (got.takes, got.to_repay, got.left, got.result) == ((), FEE, 0, "repay")


def test_nothing_is_known_of_a_payment_without_a_known_reference():
    for claims in ([], [Claim()]):
        got = settle(FEE, claims)
        assert (got.takes, got.to_repay, got.left, got.owner) == ((), 0, FEE, None)
        assert got.result == "unmatched"


def test_one_payment_pays_several_invoices_as_the_payer_meant():
    got = settle(Decimal(8_000), [claim(1, amount=3_000), claim(2, amount=5_000)])
    assert got.takes == (Take(1, Decimal(3_000)), Take(2, FEE))
    assert (got.left, got.result) == (0, "part")


def test_without_amounts_the_money_goes_as_far_as_it_reaches():
    got = settle(Decimal(8_000), [claim(1), claim(2)])
    assert got.takes == (Take(1, FEE), Take(2, Decimal(3_000)))


def test_what_is_over_is_nobodys_when_the_invoices_are_of_two_members():
    got = settle(Decimal(11_000), [claim(1, owner=7), claim(2, owner=8)])
    assert (got.left, got.owner, got.result) == (1_000, None, "unmatched")


def test_what_is_over_waits_when_a_reference_beside_is_unknown():
    got = settle(Decimal(8_000), [claim(1, amount=5_000), Claim(amount=Decimal(3_000))])
    assert got.takes == (Take(1, FEE),)
    assert (got.left, got.owner, got.result) == (3_000, None, "unmatched")


def test_the_part_for_a_settled_invoice_is_repaid_and_the_rest_is_not():
    got = settle(Decimal(8_000), [claim(1, balance=0, amount=3_000), claim(2, amount=5_000)])
    assert (got.takes, got.to_repay, got.left) == ((Take(2, FEE),), 3_000, 0)
    assert got.result == "repay"


def test_the_same_reference_twice_takes_no_more_than_the_invoice_lacks():
    got = settle(Decimal(6_000), [claim(1, amount=3_000), claim(1, amount=3_000)])
    assert got.takes == (Take(1, FEE),)
    assert got.left == 1_000


@pytest.mark.parametrize(
    ("amount", "rounding", "result"),
    [("4998.99", 0, "part"), (4_999, 1, "settled"), ("4999.99", "0.01", "settled")],
)
def test_what_lacks_within_the_tolerance_is_let_pass(amount, rounding, result):
    got = settle(Decimal(amount), [claim()], tolerance=Decimal(1))
    assert got.takes == (Take(1, Decimal(amount), Decimal(rounding)),)
    assert (got.left, got.result) == (0, result)


ore = st.integers(0, 1_000_000).map(lambda number: Decimal(number) / 100)
claims = st.builds(
    Claim,
    invoice=st.none() | st.integers(1, 4),
    owner=st.none() | st.integers(1, 2),
    amount=st.none() | ore.filter(bool),
)
balances = st.fixed_dictionaries(dict.fromkeys(range(1, 5), ore))


@given(amount=ore.filter(bool), claims=st.lists(claims, max_size=6), balances=balances)
def test_every_ore_goes_somewhere_and_no_invoice_gets_more_than_it_lacks(amount, claims, balances):
    known = [
        Claim(one.invoice, one.owner, balances.get(one.invoice, Decimal(0)), one.amount)
        for one in claims
    ]
    got = settle(amount, known, tolerance=Decimal(1))
    taken = sum((take.amount for take in got.takes), Decimal(0))
    assert taken + got.to_repay + got.left == amount
    assert min([got.to_repay, got.left, *(take.amount for take in got.takes)]) >= 0
    assert len({take.invoice for take in got.takes}) == len(got.takes)
    for take in got.takes:
        lacks = balances[take.invoice] - take.amount - take.rounding
        assert lacks >= 0
        assert (lacks == 0) == bool(take.rounding or take.amount == balances[take.invoice])
