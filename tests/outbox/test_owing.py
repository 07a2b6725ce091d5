import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from celery import current_app
from django.db import connections, transaction
from django.template import engines

from archive.actions import store
from lattvikt.embedded import free_port
from outbox.actions import OwedLetter, enqueue, enqueue_all, write_letter
from outbox.models import Message
from tests import build
from tests.outbox.letters import owe, owe_many, states

LETTER = """{% load i18n %}{% translate "Not needed" %}: {{ organisation }}

Se {{ site_url }}/medlem/ & hälsa {{ programme.name }}.
"""


def waiting_wakes():
    with current_app.connection_for_read() as broker:
        return broker.default_channel.client.llen("celery")


@pytest.mark.django_db
def test_asking_twice_changes_nothing(django_assert_num_queries):
    pdf = store(b"%PDF", keep_until=date(2034, 12, 31))
    with django_assert_num_queries(7):
        first = owe(attachments=[("Faktura-2027-00012.pdf", "application/pdf", pdf)])
    with django_assert_num_queries(3):
        second = owe(subject="Annat", attachments=[("x.pdf", "application/pdf", pdf)])
    assert second == first
    assert [letter.subject for letter in Message.objects.all()] == ["Faktura"]
    assert [one.name for one in first.attachments.all()] == ["Faktura-2027-00012.pdf"]


@pytest.mark.django_db(transaction=True)
def test_a_letter_is_owed_with_its_fact_or_not_at_all():
    with transaction.atomic():
        owe("rolled-back")
        transaction.set_rollback(True)
    with transaction.atomic():
        owe("committed")
    assert states() == {"committed": "queued"}


@pytest.mark.django_db(transaction=True)
def test_a_letter_is_not_owed_outside_a_transaction():
    with pytest.raises(transaction.TransactionManagementError):
        enqueue(key="k", to="a@example.org", subject="s", text="t", language="sv")


@pytest.mark.django_db(transaction=True)
def test_eight_who_owe_the_same_letter_at_once_owe_one():
    barrier = Barrier(8)

    def run(number):
        barrier.wait()
        try:
            return owe("the-same", subject=f"Nummer {number}").subject
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        subjects = set(threads.map(run, range(8)))
    assert states() == {"the-same": "queued"}
    assert subjects == {Message.objects.get().subject}


def some_letters(count, **fields):
    facts = {"to": "a@example.org", "subject": "S", "text": "T\n", "language": "sv", **fields}
    return [OwedLetter(key=f"many-{number}", **facts) for number in range(count)]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 300])
def test_many_are_owed_at_once_as_one_is(count, django_assert_num_queries):
    owe("many-0", subject="Den första")
    pdf = store(b"%PDF", keep_until=date(2034, 12, 31))
    letters = some_letters(count, attachments=[("x.pdf", "application/pdf", pdf)], subject="A\nB")
    with django_assert_num_queries(2 if count > 1 else 1):
        assert enqueue_all(letters) == count - 1
    with django_assert_num_queries(1):
        assert enqueue_all(letters) == 0
    assert Message.objects.get(key="many-0").subject == "Den första"
    new = Message.objects.exclude(key="many-0")
    assert {(one.subject, one.state, one.attachments.count()) for one in new} == (
        {("A B", "queued", 1)} if count > 1 else set()
    )
    assert Message.objects.due().count() == count


@pytest.mark.django_db
def test_to_owe_nothing_is_nothing():
    assert enqueue_all([]) == 0


@pytest.mark.django_db(transaction=True)
def test_many_are_not_owed_outside_a_transaction_and_a_commit_wakes_the_post_once():
    with pytest.raises(transaction.TransactionManagementError):
        enqueue_all(some_letters(1))
    with transaction.atomic():
        enqueue_all(some_letters(3))
    assert waiting_wakes() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_who_owe_the_same_many_at_once_owe_each_once():
    barrier = Barrier(8)

    def run(number):
        barrier.wait()
        try:
            letters = some_letters(50, subject=f"Nummer {number}")
            with transaction.atomic():
                return enqueue_all(letters if number % 2 else letters[::-1])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(run, range(8))) == 50
    assert Message.objects.count() == 50


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Faktura\r\nBcc: alla@example.org", "Faktura Bcc: alla@example.org"),
        ("  Årets   faktura\t", "Årets faktura"),
        ("å" * 200, "å" * 200),
        ("å" * 201, "å" * 199 + "…"),
    ],
)
def test_a_subject_is_one_line_of_at_most_200_characters(given, kept):
    assert owe(subject=given).subject == kept


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "subject"),
    [("sv", "Behövs inte: Bult & Mutter AB"), ("en", "Not needed: Bult & Mutter AB")],
)
def test_a_letter_is_written_in_the_readers_language_and_as_plain_text(
    language, subject, settings, monkeypatch
):
    settings.SITE_URL = "https://lattvikt.example"
    build.the_programme(name="Lätt & stark")
    template = engines["django"].from_string(LETTER)
    monkeypatch.setattr("outbox.actions.owing.get_template", lambda name: template)
    letter = write_letter(
        "members/mail/example.txt",
        key="k",
        to="a@example.org",
        language=language,
        context={"organisation": "Bult & Mutter AB"},
    )
    assert letter.subject == subject
    assert letter.text == "Se https://lattvikt.example/medlem/ & hälsa Lätt & stark.\n"
    assert letter.language == language


@pytest.mark.django_db(transaction=True)
def test_a_commit_wakes_the_post_once_however_many_letters_it_owes():
    with transaction.atomic():
        owe_many(3)
        assert waiting_wakes() == 0
    assert waiting_wakes() == 1
    with transaction.atomic():
        owe("letter-0")
    assert waiting_wakes() == 1


@pytest.mark.django_db(transaction=True)
def test_a_letter_owed_after_a_step_was_undone_still_wakes_the_post():
    with transaction.atomic():
        with transaction.atomic():
            owe("undone")
            transaction.set_rollback(True)
        owe("kept")
    assert (states(), waiting_wakes()) == ({"kept": "queued"}, 1)


@pytest.mark.django_db(transaction=True)
def test_a_dead_broker_neither_loses_a_letter_nor_breaks_a_page(monkeypatch, caplog):
    monkeypatch.setitem(current_app.conf, "broker_write_url", f"redis://127.0.0.1:{free_port()}/0")
    with caplog.at_level(logging.ERROR), transaction.atomic():
        owe("kept")
    assert states() == {"kept": "queued"}
    assert "refused" in caplog.text
