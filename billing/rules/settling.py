"""What a payment settles: exact references, part payments, what is over and what was paid twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from billing.rules.payments import room

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Claim:
    """What a payment says that it is for; without an invoice, something that nobody knows.

    `amount` is what the payer meant for it, in kronor, or None: as far as the money goes.
    """

    invoice: int | None = None
    owner: int | None = None
    balance: Decimal = NOTHING
    amount: Decimal | None = None
    is_credited: bool = False


@dataclass(frozen=True)
class Take:
    """So much of the payment settles the invoice, and so little more is let pass."""

    invoice: int
    amount: Decimal
    rounding: Decimal = NOTHING


class Result(StrEnum):
    """What a payment comes to; the words are those of `BankRow.Outcome`."""

    SETTLED = "settled"
    PART = "part"
    CREDIT = "credit"
    REPAY = "repay"
    UNMATCHED = "unmatched"


@dataclass(frozen=True)
class Settlement:
    """What becomes of a payment: the takes, what to repay and what is left make up its amount."""

    takes: tuple[Take, ...]
    to_repay: Decimal
    left: Decimal
    owner: int | None
    result: Result
    is_credited: bool = False


def settle(amount: Decimal, claims: Sequence[Claim], *, tolerance=NOTHING) -> Settlement:
    """Share the payment among what it claims, in order (domain facts 5.4).

    An invoice never gets more than it lacks. What was meant for an invoice that lacks nothing has
    been paid twice. What is over is the payer's, if it is plain who that is.
    """
    takes, left = share(amount, claims, tolerance)
    twice = [claim for claim in claims if claim.invoice and claim.balance <= 0]
    to_repay = min(left, sum((wanted(claim, left) for claim in twice), NOTHING))
    left -= to_repay
    owner = owner_of(claims)
    return Settlement(
        takes=takes,
        to_repay=to_repay,
        left=left,
        owner=owner,
        result=result_of(claims, takes, to_repay=to_repay, left=left, owner=owner),
        is_credited=any(claim.is_credited for claim in twice),
    )


def wanted(claim: Claim, left: Decimal) -> Decimal:
    return left if claim.amount is None else min(claim.amount, left)


def share(amount, claims, tolerance) -> tuple[tuple[Take, ...], Decimal]:
    takes: dict[int, Take] = {}
    left = amount
    for claim in claims:
        if claim.invoice is None:
            continue
        so_far = takes.get(claim.invoice, Take(claim.invoice, NOTHING))
        lacks = claim.balance - so_far.amount
        part = room(unallocated=wanted(claim, left), balance=lacks)
        if part:
            rounding = let_pass(lacks - part, tolerance)
            takes[claim.invoice] = Take(claim.invoice, so_far.amount + part, rounding)
            left -= part
    return tuple(takes.values()), left


def let_pass(lacks: Decimal, tolerance: Decimal) -> Decimal:
    """What an invoice still lacks, if it is so little that it is let pass; else 0."""
    return lacks if 0 < lacks <= tolerance else NOTHING


def owner_of(claims: Sequence[Claim]) -> int | None:
    """Whose money it is, when every claim is known and they are all the same member's."""
    owners = {claim.owner for claim in claims}
    is_plain = len(owners) == 1 and all(claim.invoice for claim in claims)
    return owners.pop() if is_plain else None


def result_of(claims, takes, *, to_repay, left, owner) -> Result:
    """The one thing to know about it; what asks something of a person goes first."""
    if left and owner is None:
        return Result.UNMATCHED
    if to_repay:
        return Result.REPAY
    if left:
        return Result.CREDIT
    balances = {claim.invoice: claim.balance for claim in claims}
    open_still = any(balances[t.invoice] > t.amount + t.rounding for t in takes)
    return Result.PART if open_still else Result.SETTLED
