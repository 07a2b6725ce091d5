from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from archive.models import Document, fingerprint

# One statement, so that two who keep the same bytes at the same time, or one who keeps them while
# they are purged, meet at the row's lock instead of at an error.
STORE = """
INSERT INTO archive_document (sha256, content, keep_until, stored_at) VALUES (%s, %s, %s, %s)
ON CONFLICT (sha256) DO UPDATE SET keep_until = EXCLUDED.keep_until
WHERE archive_document.keep_until < EXCLUDED.keep_until
"""


def store(content: bytes, *, keep_until: date) -> Document:
    """Keep the bytes. The same bytes are kept once, until the later date."""
    sha256 = fingerprint(content)
    with connection.cursor() as cursor:
        cursor.execute(STORE, [sha256, content, keep_until, timezone.now()])
    return Document.objects.defer("content").get(sha256=sha256)


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
