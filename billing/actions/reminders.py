"""Reminding of what is overdue: what is proposed, and the sending of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import structlog
from django.db import transaction

from billing import mails, rules
from billing.models import (
    Invoice,
    ReferenceRate,
    Reminder,
    Terms,
    held_back,
    to_propose,
    to_remind,
)

logger = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Costs:
    """What being late costs, by the terms of a day."""

    terms: Terms
    rates: dict[date, Decimal]

    @classmethod
    def current(cls) -> "Costs":
        return cls(Terms.objects.current(), ReferenceRate.objects.by_half_year())

    def charge(self, invoice) -> Decimal:
        """What a reminder of the invoice adds, in kronor."""
        return rules.charge_of_reminder(
            self.terms.reminder_charge,
            is_agreed=self.is_agreed(invoice),
            charged_before=invoice.charged,
        )

    def interest(self, invoice, today) -> Decimal | None:
        """On what is still owed, through the day; None where none is charged or can be reckoned."""
        if not (self.terms.charges_interest and self.is_agreed(invoice)):
            return None
        try:
            return rules.interest(
                invoice.balance,
                since=rules.interest_runs_from(issued_on=invoice.issued_on, due_on=invoice.due_on),
                until=today,
                rates=self.rates,
                above=self.terms.interest_above_reference,
            )
        except rules.UnknownRate:
            return None

    def is_agreed(self, invoice) -> bool:
        """The membership terms are about the fee, and about no charge on a charge."""
        return invoice.kind == Invoice.Kind.FEE and rules.is_agreed(
            issued_on=invoice.issued_on, agreed_from=self.terms.charges_agreed_from
        )

    def unknown_half_year(self, today) -> date | None:
        """The half-year of the day, if interest is charged and its reference rate is not known."""
        half_year = rules.half_year_of(today)
        is_unknown = self.terms.charges_interest and half_year not in self.rates
        return half_year if is_unknown else None


@dataclass(frozen=True)
class Proposed:
    """An invoice to be reminded of, with what that would say and cost."""

    invoice: Invoice
    step: rules.Step
    days_late: int
    charge: Decimal
    interest: Decimal | None


@dataclass(frozen=True)
class Held:
    """An invoice whose day has come and that is not reminded of."""

    invoice: Invoice
    step: rules.Step
    reason: rules.HeldBack


@dataclass(frozen=True)
class Round:
    """What the reminding comes to on a day (sv. påminnelseomgång)."""

    first: list[Proposed]
    second: list[Proposed]
    to_board: list[Proposed]
    held_back: list[Held]
    unknown_half_year: date | None

    @property
    def letters(self) -> list[Proposed]:
        return [*self.first, *self.second]


def preview_round(today) -> Round:
    """What `send_reminders` would send today, what a person may propose, and what is held back."""
    costs = Costs.current()
    rows = [proposed(invoice, costs, today) for invoice in to_remind(today).order_by(*ORDER)]
    return Round(
        first=[row for row in rows if row.step == rules.Step.FIRST],
        second=[row for row in rows if row.step == rules.Step.SECOND],
        to_board=[proposed(one, costs, today) for one in to_propose(today).order_by(*ORDER)],
        held_back=[held(invoice) for invoice in held_back(today=today).order_by(*ORDER)],
        unknown_half_year=costs.unknown_half_year(today),
    )


ORDER = ["due_on", "pk"]


def held(invoice) -> Held:
    step, reason = rules.Step(invoice.step), rules.HeldBack(invoice.held_because)
    return Held(invoice=invoice, step=step, reason=reason)


def proposed(invoice, costs, today) -> Proposed:
    return Proposed(
        invoice=invoice,
        step=rules.Step(invoice.step),
        days_late=(today - invoice.due_on).days,
        charge=costs.charge(invoice),
        interest=costs.interest(invoice, today),
    )


def send_reminders(*, today, by=None, only: Iterable[int] | None = None) -> int:
    """Remind of every invoice whose day has come, or of those among `only`; return how many.

    Run it as often as you like, also side by side: each step is taken once for an invoice. One
    that cannot be reminded of is logged and passed over.
    """
    waiting = to_remind(today) if only is None else to_remind(today).filter(pk__in=only)
    keys = list(waiting.order_by(*ORDER).values_list("pk", flat=True))
    costs = Costs.current()
    return sum(remind_or_log(key, costs, today=today, by=by) for key in keys)


def remind_or_log(key, costs, *, today, by) -> bool:
    try:
        return remind(key, costs, today=today, by=by) is not None
    except Exception:
        logger.exception("An invoice could not be reminded of.", invoice=key)
        return False


@transaction.atomic
def remind(key, costs, *, today, by) -> Reminder | None:
    """The reminder and its letter; None for an invoice that has just been paid or objected to."""
    Invoice.objects.select_for_update(no_key=True).get(pk=key)
    # Asked under the lock: a payment, an objection or another sweep may just have been here.
    due = to_remind(today).select_related("document__document", "organisation")
    if (invoice := due.filter(pk=key).first()) is None:
        return None
    reminder = Reminder.objects.create(
        invoice=invoice,
        step=invoice.step,
        made_on=today,
        paid_up_to=invoice.bank_date,
        sent_to=invoice.goes_to,
        owed=invoice.balance,
        charge=costs.charge(invoice),
        interest=costs.interest(invoice, today),
        made_by=by,
    )
    mails.reminder(reminder, costs.terms)
    return reminder
