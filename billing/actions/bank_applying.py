"""Applying a bank file: in batches, each whole or not at all, however often it is killed."""

from collections.abc import Iterable, Mapping, Sequence

import structlog
from django.db import connection, transaction
from django.utils import timezone

from billing.actions.bank_planning import Outcome, Planned, Planner
from billing.actions.coming_in import lock_the_bank, write_settlements
from billing.actions.returns import take_back
from billing.models import BankFile, BankRow, Payment
from billing.rules import Settlement

logger = structlog.get_logger(__name__)

AT_A_TIME = 1_000
TABLE = BankRow._meta.db_table
NOTE = f"""
UPDATE {TABLE} SET outcome = new.outcome, payment_id = new.payment, twin_id = new.twin
FROM unnest(%s::bigint[], %s::text[], %s::bigint[], %s::bigint[]) AS new(id, outcome, payment, twin)
WHERE {TABLE}.id = new.id
"""
# A staged row becomes a payment where it stands.
BRING_IN = f"""
INSERT INTO billing_payment
    (bank_reference, family, account, received_on, amount, ocr, payer, payer_org_number,
     payer_account, text, note, organisation_id, registered_at)
SELECT row.bank_reference, file.family, row.account, row.booked_on, row.amount, new.ocr, row.payer,
    row.payer_org_number, row.payer_account, row.text, '', new.owner, clock_timestamp()
FROM unnest(%s::bigint[], %s::text[], %s::bigint[]) AS new(id, ocr, owner)
JOIN {TABLE} row ON row.id = new.id
JOIN billing_bankfile file ON file.id = row.file_id
ORDER BY row.id
RETURNING bank_reference, id
"""


def apply_bank_files() -> int:
    """Apply the rows of every file that is to be applied; return how many.

    Any number of these may run at once, and be killed: they take turns, a batch at a time.
    """
    files = BankFile.objects.applying().order_by("pk").values_list("pk", flat=True)
    return sum(apply_or_log(pk) for pk in files)


def apply_or_log(pk) -> int:
    try:
        return apply_rows(pk)
    except Exception:
        logger.exception("A bank file could not be applied.", bank_file=pk)
        return 0


def apply_rows(pk) -> int:
    """All that is left of a file, in its own batches."""
    count = 0
    while done := apply_batch(pk):
        count += done
    return count


@transaction.atomic
def apply_batch(pk) -> int:
    """The file's next rows; 0 when there are none, and then it is finished."""
    lock_the_bank()
    bank_file = BankFile.objects.select_for_update(no_key=True).get(pk=pk)
    rows = list(bank_file.rows.pending().order_by("pk")[:AT_A_TIME])
    planner = Planner(bank_file.family, lock=True)
    planner.read(rows)
    for some in runs_of(planner.plan(rows)):
        carry_out(some, by=bank_file.decided_by)
    if not rows and bank_file.state == BankFile.State.APPLYING:
        finish(bank_file)
    return len(rows)


def runs_of(planned: Iterable[Planned]) -> Iterable[list[Planned]]:
    """In the order of the file, but what may be written together is: up to a taking back."""
    run: list[Planned] = []
    for one in planned:
        run.append(one)
        if one.outcome == Outcome.RETURNED:
            yield run
            run = []
    yield run


def carry_out(planned: Sequence[Planned], *, by) -> None:
    """Bring in the payments of a run, take back what its last row takes back, note the outcomes.

    A payment that cannot be taken back after all fails its batch, which is then planned anew.
    """
    coming = [(one.row, one.settlement) for one in planned if one.settlement]
    payments = bring_in(coming, by=by)
    for one in planned:
        if one.outcome == Outcome.RETURNED:
            payments[one.row.pk] = returned_by(one.row, by=by)
    note(planned, payments)


def bring_in(coming: Sequence[tuple[BankRow, Settlement]], *, by) -> dict[int, int]:
    """Make payments of the rows, with what they settle; the payments' keys by those of the rows."""
    rows = [row for row, _ in coming]
    owners = [settlement.owner for _, settlement in coming]
    with connection.cursor() as cursor:
        cursor.execute(BRING_IN, [[row.pk for row in rows], [row.ocr for row in rows], owners])
        keys = dict(cursor.fetchall())
    payments = {row.pk: keys[row.bank_reference] for row in rows}
    write_settlements([(payments[row.pk], settlement) for row, settlement in coming], by=by)
    return payments


def returned_by(row, *, by) -> int:
    payment = Payment.objects.get(bank_reference=row.reverses)
    return take_back(payment, on=row.booked_on, because=str(row.file), by=by).pk


def note(planned: Sequence[Planned], payments: Mapping[int, int]) -> None:
    """Write what each row came to, and which payment it is about."""
    columns: list[list] = [
        [one.row.pk for one in planned],
        [str(one.outcome) for one in planned],
        [payments.get(one.row.pk) for one in planned],
        [one.twin for one in planned],
    ]
    with connection.cursor() as cursor:
        cursor.execute(NOTE, columns)


def finish(bank_file):
    bank_file.state, bank_file.finished_at = BankFile.State.APPLIED, timezone.now()
    bank_file.save(update_fields=["state", "finished_at"])
