from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connection, connections, transaction
from django.db.utils import IntegrityError
from django.utils import timezone

from archive.actions import purge, store, store_all
from archive.models import Document
from outbox.actions import enqueue

YESTERDAY = timezone.localdate() - timedelta(days=1)
LAST_WEEK = timezone.localdate() - timedelta(days=7)
NEXT_YEAR = timezone.localdate() + timedelta(days=365)


def sql(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.django_db
def test_the_same_bytes_are_kept_once_until_the_later_date(django_assert_num_queries):
    with django_assert_num_queries(2):
        first = store(b"%PDF", keep_until=date(2034, 12, 31))
    later = store(b"%PDF", keep_until=date(2036, 12, 31))
    store(b"%PDF", keep_until=date(2033, 12, 31))
    other = store(b"%PDF other", keep_until=date(2034, 12, 31))
    assert later == first
    assert list(Document.objects.order_by("pk").values_list("pk", "keep_until")) == [
        (first.pk, date(2036, 12, 31)),
        (other.pk, date(2034, 12, 31)),
    ]
    assert bytes(Document.objects.get(pk=first.pk).content) == b"%PDF"


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 300])
def test_many_are_kept_at_once_as_one_is_in_the_order_they_came(count, django_assert_num_queries):
    old = store(b"%PDF 0", keep_until=date(2034, 12, 31))
    contents = [b"%%PDF %d" % number for number in range(count)]
    with django_assert_num_queries(2):
        kept = store_all([*contents, b"%PDF 0"], keep_until=date(2036, 12, 31))
    assert [bytes(one.content) for one in kept] == [*contents, b"%PDF 0"]
    assert kept[0] == kept[-1] == old
    assert Document.objects.filter(keep_until=date(2036, 12, 31)).count() == count


@pytest.mark.django_db
def test_to_keep_nothing_is_nothing():
    assert store_all([], keep_until=NEXT_YEAR) == []


@pytest.mark.django_db(transaction=True)
def test_two_who_keep_the_same_many_in_other_orders_wait_for_each_other_in_no_ring():
    contents = [b"%%PDF %d" % number for number in range(200)]
    barrier = Barrier(8)

    def keep(number):
        barrier.wait()
        try:
            order = contents if number % 2 else contents[::-1]
            return {one.pk for one in store_all(order, keep_until=NEXT_YEAR)}
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        kept = list(threads.map(keep, range(8)))
    assert kept == [set(Document.objects.values_list("pk", flat=True))] * 8


@pytest.mark.django_db
def test_python_refuses_to_change_or_delete_a_document():
    document = store(b"%PDF", keep_until=LAST_WEEK)
    for attempt in (
        document.save,
        document.delete,
        Document.objects.all().delete,
        lambda: Document.objects.update(keep_until=NEXT_YEAR),
        lambda: Document.objects.bulk_update([document], ["keep_until"]),
    ):
        with pytest.raises(TypeError, match="Document rows are never"):
            attempt()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM archive_document",
        "UPDATE archive_document SET content = 'x'",
        "UPDATE archive_document SET sha256 = 'x'",
        "UPDATE archive_document SET stored_at = now()",
        "UPDATE archive_document SET id = id + 1",
        "UPDATE archive_document SET keep_until = keep_until - 1",
        "UPDATE archive_document SET keep_until = keep_until + 1, content = 'x'",
    ],
)
def test_postgresql_refuses_to_change_or_delete_a_document(statement):
    store(b"%PDF", keep_until=LAST_WEEK)
    before = list(Document.objects.values())
    with pytest.raises(IntegrityError, match="written once"):
        sql(statement)
    assert list(Document.objects.values()) == before


@pytest.mark.django_db
def test_the_purge_takes_what_has_passed_its_date_and_nothing_points_to():
    store(b"old", keep_until=LAST_WEEK)
    store(b"today is the last day", keep_until=timezone.localdate())
    sent = store(b"old, but sent with a letter", keep_until=LAST_WEEK)
    enqueue(
        key="invoice-2027-00012",
        to="a@example.org",
        subject="Faktura",
        text="Hej!",
        language="sv",
        attachments=[("a.pdf", "application/pdf", sent)],
    )
    assert purge(today=timezone.localdate()) == 1
    kept = {bytes(document.content) for document in Document.objects.all()}
    assert kept == {b"today is the last day", b"old, but sent with a letter"}


@pytest.mark.django_db(transaction=True)
def test_the_permission_to_delete_ends_with_the_purge():
    store(b"old", keep_until=YESTERDAY - timedelta(days=1))
    assert purge(today=LAST_WEEK) == 0
    with pytest.raises(IntegrityError, match="written once"):
        sql("DELETE FROM archive_document")
    with transaction.atomic(), pytest.raises(RuntimeError):
        purge(today=timezone.localdate())


@pytest.mark.django_db
def test_not_even_the_purge_may_delete_before_the_date():
    store(b"kept", keep_until=NEXT_YEAR)
    assert purge(today=NEXT_YEAR + timedelta(days=1)) == 0
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        sql("SET LOCAL lattvikt.purging = 'on'; DELETE FROM archive_document")


@pytest.mark.django_db(transaction=True)
def test_eight_who_keep_the_same_bytes_at_once_keep_them_once():
    barrier = Barrier(8)

    def keep(days):
        barrier.wait()
        try:
            return store(b"%PDF", keep_until=NEXT_YEAR + timedelta(days=days)).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        found = set(threads.map(keep, range(8)))
    [document] = Document.objects.all()
    assert found == {document.pk}
    assert document.keep_until == NEXT_YEAR + timedelta(days=7)
