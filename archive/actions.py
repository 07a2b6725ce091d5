from collections.abc import Sequence
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from archive.models import Document, fingerprint

# One statement, so that two who keep the same bytes at the same time, or one who keeps them while
# they are purged, meet at the row's lock instead of at an error; in one order, so that none waits
# for another in a ring.
STORE = """
INSERT INTO archive_document (sha256, content, keep_until, stored_at)
SELECT given.sha256, given.content, %s, %s FROM unnest(%s::text[], %s::bytea[])
    AS given (sha256, content) ORDER BY given.sha256
ON CONFLICT (sha256) DO UPDATE SET keep_until = EXCLUDED.keep_until
WHERE archive_document.keep_until < EXCLUDED.keep_until
"""


def store(content: bytes, *, keep_until: date) -> Document:
    """Keep the bytes. The same bytes are kept once, until the later date."""
    return store_all([content], keep_until=keep_until)[0]


def store_all(contents: Sequence[bytes], *, keep_until: date) -> list[Document]:
    """Keep each as `store` does, all in two questions. The documents in the same order."""
    by_print = {fingerprint(content): content for content in contents}
    with connection.cursor() as cursor:
        prints, bodies = list(by_print), list(by_print.values())
        cursor.execute(STORE, [keep_until, timezone.now(), prints, bodies])
    kept = Document.objects.defer("content").in_bulk(prints, field_name="sha256")
    return [kept[fingerprint(content)] for content in contents]


@transaction.atomic(durable=True)  # or the rest of somebody's transaction might delete as well
def purge(*, today: date) -> int:
    """Remove the documents that have passed their date and that nothing points to. How many."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lattvikt.purging = 'on'")
        cursor.execute(
            "DELETE FROM archive_document WHERE id = ANY(%s) AND keep_until < current_date",
            [list(Document.objects.past(today).unpointed().values_list("pk", flat=True))],
        )
        return cursor.rowcount
