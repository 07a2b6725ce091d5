"""What follows when an invoice is not paid, and what holds it back (domain facts 7)."""

from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum

from django.utils.translation import gettext_lazy as _


class Step(IntEnum):
    """What comes next for an unpaid invoice. The third is a person's, never the clock's."""

    FIRST = 1
    SECOND = 2
    PROPOSAL = 3

    @property
    def label(self):
        return STEP_LABELS[self]


STEP_LABELS = {
    Step.FIRST: _("First reminder"),
    Step.SECOND: _("Second reminder"),
    Step.PROPOSAL: _("Proposal to the board"),
}


class HeldBack(StrEnum):
    """Why an unpaid invoice is not reminded of, although its day has come."""

    DISPUTED = "disputed"
    IN_KIND = "in_kind"
    DEPARTED = "departed"
    OLD_BANK_DATE = "old_bank_date"
    MONEY_WAITS = "money_waits"
    LETTER_ON_ITS_WAY = "letter_on_its_way"
    NO_DOCUMENT = "no_document"
    NO_EMAIL = "no_email"

    @property
    def label(self):
        return HELD_BACK_LABELS[self]


HELD_BACK_LABELS = {
    HeldBack.DISPUTED: _("The buyer has objected. Answer the objection first."),
    HeldBack.IN_KIND: _("In-kind instead of cash is asked for or agreed."),
    HeldBack.DEPARTED: _("The membership has ended. Somebody writes or calls instead."),
    HeldBack.OLD_BANK_DATE: _("We do not know the latest payments. Read the bank's latest file."),
    HeldBack.MONEY_WAITS: _("A payment that may be for this invoice waits. Allocate it first."),
    HeldBack.LETTER_ON_ITS_WAY: _("The letter before this one has not been delivered."),
    HeldBack.NO_DOCUMENT: _("The invoice has no PDF yet."),
    HeldBack.NO_EMAIL: _("There is no email address to send to."),
}


def is_agreed(*, issued_on: date, agreed_from: date | None) -> bool:
    """Whether charge and interest were part of the terms when the debt arose (1981:739 2 §)."""
    return agreed_from is not None and agreed_from <= issued_on


def charge_of_reminder(charge: Decimal, *, is_agreed: bool, charged_before: Decimal) -> Decimal:
    """What a reminder adds, in kronor: once for an invoice, and never unless it was agreed."""
    return charge if is_agreed and not charged_before else Decimal(0)
