"""Sending what is owed: claimed and committed first, then sent, then written down."""

import logging

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from outbox import rules
from outbox.letter import File, Letter, as_mime
from outbox.models import Attachment, Message
from outbox.smtp import Line, NotTaken, open_line

logger = logging.getLogger(__name__)

# The next letter that nobody else holds, in one round trip. It is on disk before we send, even
# where the server is set to answer sooner: a claim taken back by a power cut would be sent twice.
CLAIM = """
WITH surely AS (SELECT set_config('synchronous_commit', 'on', true))
UPDATE outbox_message SET state = 'sending', claimed_at = %(now)s, attempts = attempts + 1
FROM surely WHERE id = (
    SELECT id FROM outbox_message WHERE state = 'queued' AND not_before <= %(now)s
    ORDER BY not_before, id LIMIT 1 FOR UPDATE SKIP LOCKED
)
RETURNING id, key, "to", subject, text, language, attempts, claimed_at, EXISTS (
    SELECT FROM outbox_attachment WHERE message_id = outbox_message.id
)
"""

# How a letter ended, if it is still ours: after a long pause somebody may have judged it. It need
# not wait for the disk, as the next claim does; what a power cut takes back becomes uncertain.
SETTLE = """
WITH quickly AS (SELECT set_config('synchronous_commit', 'off', true))
UPDATE outbox_message SET state = %(state)s, error = %(error)s, sent_at = %(sent_at)s,
    not_before = COALESCE(%(not_before)s, not_before)
FROM quickly WHERE id = %(id)s AND state = 'sending' AND claimed_at = %(claimed_at)s
"""


def send_due() -> int:
    """Send the letters that are due; any number of sweeps may share them. How many were taken.

    Without a mail server nothing happens: no letter is touched. When the line is lost, a new one
    is opened only if the old one was of use, so a sick server is left alone until the next sweep.

    Raises:
        RuntimeError: inside a transaction, where a claim would be seen by nobody.
    """
    with transaction.atomic(durable=True):
        report_interrupted()
    taken = 0
    while Message.objects.due().exists() and (sent := send_over_one_line()):
        taken += sent
    return taken


def report_interrupted() -> None:
    """A worker died with these in its hands: perhaps they were sent."""
    Message.objects.stuck().update(
        state=Message.State.UNCERTAIN,
        error=_("The program stopped while it was sending the letter."),
    )


def send_over_one_line() -> int:
    """Send until nothing is due or the line is lost. How many were taken."""
    taken = 0
    everywhere = import_string(settings.OUTBOX_CONTEXT)()
    try:
        with open_line() as line:
            while line.is_open and (letter := claim()):
                taken += send(letter, line, everywhere)
    except OSError as error:
        logger.warning("No mail server: %s", error)
    return taken


def claim() -> Letter | None:
    """Take the next letter. The statement is its own transaction: every other sweep sees it."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, {"now": timezone.now()})
        row = cursor.fetchone()
    return Letter(*row) if row else None


def send(letter: Letter, line: Line, everywhere: dict) -> bool:
    """Send one claimed letter and write down how it went. Whether the server took it."""
    try:
        line.deliver(as_mime(letter, files_of(letter), everywhere))
    except NotTaken as error:
        put_back(letter, error)
    except OSError as error:
        settle(letter, Message.State.UNCERTAIN, error=str(error))
    except Exception as error:
        logger.exception("Letter %s cannot be written as an e-mail", letter.key)
        settle(letter, Message.State.FAILED, error=repr(error))
    else:
        settle(letter, Message.State.SENT, sent_at=timezone.now())
        return True
    return False


def files_of(letter: Letter) -> list[File]:
    if not letter.has_files:
        return []
    attachments = Attachment.objects.filter(message=letter.id).order_by("pk")
    return [
        (one.name, bytes(one.document.content), one.mimetype)
        for one in attachments.select_related("document")
    ]


def put_back(letter: Letter, error: NotTaken) -> None:
    """Try again later, each time later; or leave it to a person."""
    wait = None if error.for_good else rules.wait_after(letter.attempts)
    if wait is None:
        settle(letter, Message.State.FAILED, error=str(error))
    else:
        later = timezone.now() + wait
        settle(letter, Message.State.QUEUED, error=str(error), not_before=later)


def settle(letter: Letter, state, *, error="", sent_at=None, not_before=None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            SETTLE,
            {
                "id": letter.id,
                "claimed_at": letter.claimed_at,
                "state": state.value,
                "error": error,
                "sent_at": sent_at,
                "not_before": not_before,
            },
        )
