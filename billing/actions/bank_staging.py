"""A file from the bank becomes rows that are looked at before anything is done by them."""

import hashlib
import json
from collections.abc import Iterable

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.actions import store
from billing import bank, rules
from billing.models import BankFile, BankRow
from lattvikt.lib.refused import Refused
from lattvikt.lib.wake import wake

SWEEP = "billing.tasks.apply_bank_files"
COLUMNS = [
    "file_id",
    "line",
    "bank_reference",
    "booked_on",
    "amount",
    "is_reversal",
    "account",
    "parts",
    "text",
    "payer",
    "payer_org_number",
    "payer_account",
    "reverses",
    "deposit",
    "outcome",
    "judged_because",
]
COPY = f"COPY {BankRow._meta.db_table} ({', '.join(COLUMNS)}) FROM STDIN"


class AlreadyRead(Refused):
    """The same bytes have been read before; `bank_file` is what came of them."""

    def __init__(self, bank_file):
        super().__init__(_("The file has been read already."))
        self.bank_file = bank_file


@transaction.atomic
def stage_file(file, *, name, by, mapping=None) -> BankFile:
    """Read a whole file, in one pass, into rows that wait to be applied; keep its bytes.

    Raises Refused, with the line, for a file that is wrong anywhere: then nothing of it is kept.
    AlreadyRead for one that has been read and not discarded.
    """
    try:
        reading = bank.open_file(file, mapping=mapping)
        guard_test(reading)
        bank_file = begin(file, reading, name=name, by=by)
        copy_rows(bank_file, reading)
    except bank.Unreadable as unreadable:
        raise Refused(str(unreadable)) from unreadable
    bank_file.count = reading.count
    bank_file.total = reading.total
    bank_file.latest_booked_on = reading.latest_booked_on
    bank_file.message_id = reading.message_id[:200]
    bank_file.save()
    return bank_file


def guard_test(reading):
    if reading.is_test and not (settings.DEMO or settings.DEBUG):
        raise Refused(_("This is a test file. It is not read where real money is kept."))


def begin(file, reading, *, name, by):
    """The file's own row, with its bytes in the archive."""
    content = whole(file)
    sha256 = hashlib.sha256(content).hexdigest()
    known = BankFile.objects.kept().filter(sha256=sha256)
    if bank_file := known.first():
        raise AlreadyRead(bank_file)
    years = settings.DOCUMENTS_KEPT_YEARS
    kept_until = rules.kept_until(timezone.localdate(), years=years)
    try:
        with transaction.atomic():
            return BankFile.objects.create(
                name=name[-200:],
                sha256=sha256,
                document=store(content, keep_until=kept_until),
                family=reading.family,
                format=reading.format[:40],
                uploaded_by=by,
            )
    except IntegrityError:  # somebody sent it in at the same moment
        raise AlreadyRead(known.get()) from None


def whole(file) -> bytes:
    """All its bytes; the file is left where it was, as somebody is reading it."""
    place = file.tell()
    file.seek(0)
    content = file.read()
    file.seek(place)
    return content


def copy_rows(bank_file, reading):
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for row in reading.rows():
            copy.write_row(values_of(row, bank_file))


def values_of(row: bank.Row, bank_file) -> tuple:
    """The row in the order of COLUMNS. A reference is unique together with its family."""
    named = f"{bank_file.family}:"
    return (
        bank_file.pk,
        row.line,
        named + row.bank_reference,
        row.booked_on,
        row.amount,
        row.is_reversal,
        row.account,
        parts_of(row.parts),
        row.text,
        row.payer,
        row.payer_org_number,
        row.payer_account,
        named + row.reverses if row.reverses else "",
        named + row.deposit if row.deposit else "",
        "",
        "",
    )


def parts_of(parts: Iterable[bank.Part]) -> str:
    """The references as JSON, with the amounts as text: they are decimal."""
    return json.dumps(
        [[part.reference, None if part.amount is None else str(part.amount)] for part in parts]
    )


@transaction.atomic
def apply_file(bank_file, *, by):
    """Have the rows of the file applied. A sweep does it at once; it may be killed and goes on.

    Raises Refused for a file that has been applied or discarded.
    """
    decide(bank_file, BankFile.State.APPLYING, by=by)
    wake(SWEEP)


@transaction.atomic
def discard_file(bank_file, *, by):
    """Throw away what was read of a file, for one that was wrong. Raises Refused once applied."""
    decide(bank_file, BankFile.State.DISCARDED, by=by).rows.all().delete()


def decide(bank_file, state, *, by):
    bank_file = BankFile.objects.select_for_update(no_key=True).get(pk=bank_file.pk)
    if bank_file.state != BankFile.State.STAGED:
        raise Refused(_("The file is %(state)s.") % {"state": bank_file.get_state_display()})
    bank_file.state, bank_file.decided_by, bank_file.decided_at = state, by, timezone.now()
    bank_file.save(update_fields=["state", "decided_by", "decided_at"])
    return bank_file
