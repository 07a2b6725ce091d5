"""Something that is booked, and what is common to all of it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from billing import rules
from billing.models import BookedEvent

# The series of the vouchers.
INVOICES, PAYMENTS, PAID_OUT, OTHER = "F", "I", "U", "O"


@dataclass(frozen=True)
class Event:
    """Something that is booked: on which day, as what, and of which payment if of one.

    `turn` counts what may happen to a row again: a payment taken back, given back, taken back.
    """

    kind: BookedEvent.Kind
    source: int
    on: date
    series: str
    text: str
    entries: tuple[rules.Entry, ...]
    payment: int | None = None
    turn: int = 0


def accounts_of(terms) -> rules.Accounts:
    return rules.Accounts(
        receivable=terms.receivable_account,
        bank=terms.bank_account,
        fee=terms.fee_account,
        other=terms.other_account,
        charge=terms.charge_account,
        vat={
            Decimal(25): terms.vat_account,
            Decimal(12): terms.vat_account_12,
            Decimal(6): terms.vat_account_6,
        },
        advance=terms.advance_account,
        rounding=terms.rounding_account,
    )


def invoice_in_words(invoice) -> str:
    if invoice.is_credit_note:
        facts = {"note": invoice.number, "invoice": invoice.credits.number}
        return _("Credit note %(note)s for invoice %(invoice)s") % facts
    return _("Invoice %(invoice)s") % {"invoice": invoice.number}
