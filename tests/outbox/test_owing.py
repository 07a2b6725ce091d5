from datetime import date

import pytest
from django.db import transaction

from archive.actions import store
from outbox.actions import enqueue
from outbox.models import Message


def owe(key="invoice-2027-00012", **fields):
    defaults = {"to": "a@example.org", "subject": "Faktura", "text": "Hej!\n", "language": "sv"}
    return enqueue(key=key, **{**defaults, **fields})


@pytest.mark.django_db
def test_asking_twice_changes_nothing(django_assert_num_queries):
    pdf = store(b"%PDF", keep_until=date(2034, 12, 31))
    with django_assert_num_queries(5):
        first = owe(attachments=[("Faktura-2027-00012.pdf", "application/pdf", pdf)])
    with django_assert_num_queries(1):
        second = owe(subject="Annat", attachments=[("x.pdf", "application/pdf", pdf)])
    assert second == first
    assert [m.subject for m in Message.objects.all()] == ["Faktura"]
    assert [a.name for a in first.attachments.all()] == ["Faktura-2027-00012.pdf"]


@pytest.mark.django_db(transaction=True)
def test_a_letter_is_owed_with_its_fact_or_not_at_all():
    with pytest.raises(transaction.TransactionManagementError):
        owe()
    with transaction.atomic():
        owe()
        transaction.set_rollback(True)
    assert Message.objects.count() == 0
