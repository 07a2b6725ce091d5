"""What is true of a member: plain values in, an answer out."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext_lazy

# «Medlemscheckar söks av vinstdrivande medlemmar med färre än 250 anställda» (R7.3, R7.4). A fee
# tier ends at 250, so 250 pays that tier's fee and may not apply.
CHECK_EMPLOYEES_BELOW = 250


class NoCheck(StrEnum):
    """Why an organisation may not apply for a medlemscheck (R7.2-R7.4)."""

    NOT_A_MEMBER = "not_a_member"
    PROFIT_UNKNOWN = "profit_unknown"
    NOT_FOR_PROFIT = "not_for_profit"
    EMPLOYEES_UNKNOWN = "employees_unknown"
    NO_EMPLOYEES = "no_employees"
    TOO_MANY = "too_many"


def no_check_because(
    *, is_member: bool, is_for_profit: bool | None, employees: int | None
) -> NoCheck | None:
    """The first thing that stands in the way; None for who may apply."""
    hindrances = {
        NoCheck.NOT_A_MEMBER: not is_member,
        NoCheck.PROFIT_UNKNOWN: is_for_profit is None,
        NoCheck.NOT_FOR_PROFIT: is_for_profit is False,
        NoCheck.EMPLOYEES_UNKNOWN: employees is None,
        NoCheck.NO_EMPLOYEES: employees == 0,
        NoCheck.TOO_MANY: (employees or 0) >= CHECK_EMPLOYEES_BELOW,
    }
    return next((reason for reason, stands in hindrances.items() if stands), None)


def may_apply_for_check(*, is_for_profit: bool | None, employees: int | None) -> bool:
    """A member that is for-profit with fewer than 250 employees; not while either is unknown."""
    return not no_check_because(is_member=True, is_for_profit=is_for_profit, employees=employees)


def may_apply_in_kind(*, is_for_profit: bool | None) -> bool:
    """Only who is known not to be run for profit may ask to pay with work (R4.2)."""
    return is_for_profit is False


@dataclass(frozen=True)
class Span:
    """A fee tier as people read it: both its ends, and None where the highest one has no end."""

    from_employees: int
    to_employees: int | None
    amount: Decimal

    def holds(self, employees: int) -> bool:
        below = self.to_employees is None or employees <= self.to_employees
        return self.from_employees <= employees and below


def spans(tiers: Sequence[tuple[int, Decimal]]) -> list[Span]:
    """The tiers, kept as (lower bound, fee) in rising order, each ending where the next begins."""
    ends = [*(bound - 1 for bound, _ in tiers[1:]), None][: len(tiers)]
    return [Span(bound, end, fee) for (bound, fee), end in zip(tiers, ends, strict=True)]


@dataclass(frozen=True)
class FeeAnswer:
    """What a head-count costs in a year and what it opens out.

    While nobody has said whether the organisation is for profit (None), what would be open to
    either kind is told.
    """

    employees: int
    span: Span
    is_for_profit: bool | None = None

    @property
    def amount(self) -> Decimal:
        return self.span.amount

    @property
    def may_apply_for_check(self) -> bool:
        return may_apply_for_check(
            is_for_profit=self.is_for_profit is not False, employees=self.employees
        )

    @property
    def may_apply_in_kind(self) -> bool:
        return may_apply_in_kind(is_for_profit=bool(self.is_for_profit))


def fee_answer(
    tiers: Sequence[tuple[int, Decimal]], *, employees: int, is_for_profit: bool | None = None
) -> FeeAnswer | None:
    """The answer by a schedule's tiers; None for a head-count outside them."""
    held = (span for span in spans(tiers) if span.holds(employees))
    return next((FeeAnswer(employees, span, is_for_profit) for span in held), None)


def is_sme(*, is_for_profit: bool | None, employees: int | None) -> bool:
    """Our mark for small and medium-sized companies (R2.21).

    By the head-count of the Swedish number alone. The EU's definition (2003/361/EC) also counts
    the group, turnover and balance sheet, so this decides no right to anything.
    """
    return bool(is_for_profit and employees and employees < CHECK_EMPLOYEES_BELOW)


class Gap(StrEnum):
    """What a member lacks so that it cannot be reached, invoiced or heard."""

    CONTACT = "contact"
    INVOICE = "invoice"
    VOTER = "voter"
    EMPLOYEES = "employees"
    REFERENCE = "reference"


GAP_WORDS = {
    Gap.CONTACT: gettext_lazy("contact person"),
    Gap.INVOICE: gettext_lazy("somewhere to send invoices"),
    Gap.VOTER: gettext_lazy("voting delegate"),
    Gap.EMPLOYEES: gettext_lazy("number of employees"),
    Gap.REFERENCE: gettext_lazy("your reference for e-invoices"),
}


def gaps(
    *,
    roles,
    invoice_email: str,
    employees: int | None,
    einvoice_to: str,
    buyer_reference: str,
) -> list[Gap]:
    """The gaps of an organisation whose people today hold these roles.

    A deputy counts as voter: the vote falls to the deputy when the delegate has left. Who receives
    e-invoices must have said its reference (PEPPOL-EN16931-R003).
    """
    answers = {
        Gap.CONTACT: "contact" in roles,
        Gap.INVOICE: can_be_invoiced(roles=roles, invoice_email=invoice_email),
        Gap.VOTER: not {"delegate", "deputy"}.isdisjoint(roles),
        Gap.EMPLOYEES: bool(employees),
        Gap.REFERENCE: bool(buyer_reference or not einvoice_to),
    }
    return [gap for gap, is_filled in answers.items() if not is_filled]


def can_be_invoiced(*, roles, invoice_email: str) -> bool:
    """Whether there is an address or a person that invoices can be sent to."""
    return bool(invoice_email) or "invoice" in roles


class LinkState(StrEnum):
    """What the link in a letter about the head-count may do (R3.10)."""

    GOOD = "good"
    ANSWERED = "answered"
    OVER = "over"
    OTHER_NUMBER = "other_number"


def link_state(
    *, is_answered: bool, takes_answers: bool, shown: int, known: int | None
) -> LinkState:
    """By link one confirms the number that the letter shows, once, and while we know no other."""
    if is_answered:
        return LinkState.ANSWERED
    if not takes_answers:
        return LinkState.OVER
    return LinkState.GOOD if shown == known else LinkState.OTHER_NUMBER


def einvoice_to(*, given: str, is_public_body: bool, org_number: str | None) -> str:
    """The Peppol address that e-invoices go to; empty for who has not asked for any.

    A public body receives them by law (2018:1277), at its organisation number (MDFFS 2019:1)
    unless it has given another address.
    """
    return given or (f"0007:{org_number}" if is_public_body and org_number else "")
