"""Owing somebody a letter, in the transaction that makes it true."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction
from django.template import Context
from django.template.loader import get_template
from django.utils import translation
from django.utils.module_loading import import_string

from archive.models import Document
from lattvikt.lib.wake import wake
from outbox.models import Attachment, Message

SUBJECT_LENGTH = 200
# Whose key is there already is passed over, also when another transaction has just written it.
ENQUEUE = """
INSERT INTO outbox_message
    (key, "to", subject, text, language, state, attempts, queued_at, not_before, error)
SELECT given.*, 'queued', 0, now(), now(), ''
FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
    AS given (key, "to", subject, text, language)
ORDER BY given.key
ON CONFLICT (key) DO NOTHING
RETURNING id, key
"""


@dataclass(frozen=True)
class OwedLetter:
    """A letter as it is to be owed: what `enqueue` takes, kept together."""

    key: str
    to: str
    subject: str
    text: str
    language: str
    attachments: Sequence[tuple[str, str, Document]] = ()


def write_letter(template, *, key, to, language, context, attachments=()) -> Message:
    """Owe somebody the letter in the template, written in the reader's language.

    The template's first line is the subject; after a blank line comes the text. It is plain text:
    nothing in it is escaped. Besides `context` it knows `programme` and `site_url`.
    """
    subject, text = compose(template, language=language, context=context)
    return enqueue(
        key=key,
        to=to,
        subject=subject,
        text=text,
        language=language,
        attachments=attachments,
    )


def for_every_letter() -> dict:
    """What every letter may name. Asked for once where many letters are written together."""
    return import_string(settings.OUTBOX_CONTEXT)()


def compose(template, *, language, context, everywhere=None) -> tuple[str, str]:
    """Subject and text of the letter that `write_letter` would owe, to be looked at first."""
    with translation.override(language):
        everywhere = for_every_letter() if everywhere is None else everywhere
        page = get_template(template).template  # type: ignore[attr-defined]
        letter = page.render(Context({**everywhere, **context}, autoescape=False))
    subject, _, text = letter.strip().partition("\n")
    return one_line(subject), text.strip() + "\n"


def enqueue(
    *,
    key: str,
    to: str,
    subject: str,
    text: str,
    language: str,
    attachments: "list[tuple[str, str, Document]] | tuple" = (),
) -> Message:
    """Owe somebody a letter. The key names the fact that it tells of: asking twice changes nothing.

    Attachments are (file name, MIME type, archived document).

    Raises:
        TransactionManagementError: outside a transaction, where the fact and the letter could part.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A letter is owed together with its fact.")
    message, is_new = Message.objects.get_or_create(
        key=key,
        defaults={"to": to, "subject": one_line(subject), "text": text, "language": language},
    )
    if is_new:
        Attachment.objects.bulk_create(
            Attachment(message=message, name=name, mimetype=mimetype, document=document)
            for name, mimetype, document in attachments
        )
        wake(Message.sweep)
    return message


def enqueue_all(letters: Sequence[OwedLetter]) -> int:
    """Owe many people a letter each, as `enqueue` does one; how many were new. Two questions.

    Raises:
        TransactionManagementError: outside a transaction, where the facts and the letters could
            part.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A letter is owed together with its fact.")
    by_key = {one.key: one for one in letters}
    new = insert(list(by_key.values()))
    Attachment.objects.bulk_create(
        Attachment(message_id=message, name=name, mimetype=mimetype, document=document)
        for message, key in new
        for name, mimetype, document in by_key[key].attachments
    )
    if new:
        wake(Message.sweep)
    return len(new)


def insert(letters: list[OwedLetter]) -> list[tuple[int, str]]:
    """The id and the key of each that was not there."""
    rows = [(one.key, one.to, one_line(one.subject), one.text, one.language) for one in letters]
    with connection.cursor() as cursor:
        cursor.execute(ENQUEUE, [list(column) for column in zip(*rows, strict=True)] or [[]] * 5)
        return cursor.fetchall()


def one_line(subject: str) -> str:
    """As a header takes it: no line breaks, not too long."""
    subject = " ".join(subject.split())
    return subject if len(subject) <= SUBJECT_LENGTH else f"{subject[: SUBJECT_LENGTH - 1]}…"
