"""What a person says of the rows that the programme would not judge; each can be judged anew."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from billing.actions.bank_applying import bring_in
from billing.actions.coming_in import Ledger, lock_the_bank
from billing.actions.returns import give_back, take_back
from billing.models import BankRow, Payment
from lattvikt.lib.refused import Refused

Outcome = BankRow.Outcome


@transaction.atomic
def judge_same(row, *, by):
    """The row is the payment that it resembles: nothing more has come in.

    A payment that was made of it is taken back. Raises Refused when nobody wondered.
    """
    lock_the_bank()
    row = one_of_two(row)
    if row.outcome == Outcome.SAME:
        raise Refused(_("This has been judged already."))
    if row.payment:
        because = _("It is the same payment as that of %(twin)s.") % {"twin": row.twin}
        take_back(row.payment, on=row.payment.received_on, because=because, by=by)
    return judged(row, Outcome.SAME, by=by)


@transaction.atomic
def judge_another(row, *, by):
    """The row is a payment of its own, which comes in and settles what it can."""
    lock_the_bank()
    row = one_of_two(row)
    if row.outcome not in (Outcome.DOUBLE, Outcome.SAME):
        raise Refused(_("This has been judged already."))
    if row.payment:
        return judged(row, Outcome.UNMATCHED, payment=give_back(row.payment), by=by)
    ledger = Ledger(lock=True)
    ledger.read(reference for reference, _amount in row.references)
    settlement = ledger.settle(row.amount, row.references)
    [payment] = bring_in([(row, settlement)], by=by).values()
    return judged(row, settlement.result, payment_id=payment, by=by)


def one_of_two(row):
    """The row under its lock, if it is one that may be another payment over again."""
    row = locked(row)
    if row.outcome != Outcome.DOUBLE and not row.judged_at:
        raise Refused(_("There is nothing to judge."))
    if row.is_reversal:
        raise Refused(_("There is nothing to judge."))
    return row


def locked(row):
    rows = BankRow.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("file", "payment", "twin").get(pk=row.pk)


def judged(row, outcome, *, by, because="", **fields):
    row.outcome, row.judged_by, row.judged_at = outcome, by, timezone.now()
    row.judged_because = because
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=["outcome", "judged_by", "judged_at", "judged_because", *fields])
    return row


@transaction.atomic
def judge_return(row, payment, *, by):
    """The row takes this payment back. Raises Refused when it cannot be that one."""
    row = returning(row, Outcome.RETURN_WAITS)
    payment = Payment.objects.get(pk=payment.pk)
    if payment.amount != row.amount:
        raise Refused(_("The payment is of another amount."))
    payment = take_back(payment, on=row.booked_on, because=str(row.file), by=by)
    return judged(row, Outcome.RETURNED, payment=payment, by=by)


@transaction.atomic
def set_aside(row, *, because, by):
    """The row is about nothing that we have: it is laid aside, with the reason."""
    row = returning(row, Outcome.RETURN_WAITS)
    if not because.strip():
        raise Refused(_("Say why it is set aside."))
    return judged(row, Outcome.SET_ASIDE, because=because.strip(), by=by)


@transaction.atomic
def reopen_return(row, *, by):
    """Undo what was said of it: it waits again, and a payment that it took back is here."""
    row = returning(row, Outcome.RETURNED, Outcome.SET_ASIDE)
    if row.payment:
        give_back(row.payment)
    return judged(row, Outcome.RETURN_WAITS, payment=None, by=by)


def returning(row, *outcomes):
    row = locked(row)
    if row.outcome not in outcomes:
        raise Refused(_("This has been judged already."))
    return row
