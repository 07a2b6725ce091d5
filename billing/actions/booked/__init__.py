"""What has happened with money and is in no batch yet, each with its entries in the books."""

from datetime import date

from django.conf import settings
from django.utils import translation

from billing import rules
from billing.actions.booked.event import Event, accounts_of
from billing.actions.booked.invoices import invoices
from billing.actions.booked.money_out import (
    given_back,
    repayments,
    roundings,
    taken_back,
    undone_repayments,
    undone_roundings,
)
from billing.actions.booked.payments import allocations, payments, reversals
from billing.models import BookedEvent

__all__ = ["Event", "accounts_of", "unbooked_events"]

# Each finds the events of one kind.
FINDERS = [
    invoices,
    payments,
    allocations,
    reversals,
    roundings,
    undone_roundings,
    repayments,
    undone_repayments,
    taken_back,
    given_back,
]


def unbooked_events(
    *, through: date, closed_through: date | None, accounts: rules.Accounts
) -> list[Event]:
    """Every event booked at the latest on the day and in no batch yet, in the order of the books.

    A fixed number of queries. The texts are in the language of the programme.
    """
    kinds = list(BookedEvent.Kind)
    with translation.override(settings.LANGUAGE_CODE):
        found = [event for find in FINDERS for event in find(through, closed_through, accounts)]
    within = [event for event in found if event.on <= through]
    return sorted(within, key=lambda event: (event.on, kinds.index(event.kind), event.source))
