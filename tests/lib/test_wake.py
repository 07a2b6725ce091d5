import logging
import socket
import time

import pytest
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

from lattvikt.embedded import free_port
from lattvikt.lib.wake import ask_now, wake

FIRST, SECOND = "billing.tasks.prepare_documents", "outbox.tasks.send_due"


def waiting():
    with current_app.connection_for_read() as broker:
        return broker.default_channel.client.llen("celery")


@pytest.mark.django_db(transaction=True)
def test_each_sweep_is_asked_for_once_in_a_transaction_and_after_it():
    with transaction.atomic():
        for task in (FIRST, SECOND, FIRST, SECOND):
            wake(task)
        assert waiting() == 0
    assert waiting() == 2
    wake(FIRST)
    assert waiting() == 3


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_transaction_asks_for_nothing():
    with transaction.atomic():
        wake(FIRST)
        transaction.set_rollback(True)
    assert waiting() == 0


@pytest.mark.django_db(transaction=True)
def test_a_dead_broker_breaks_no_page(monkeypatch, caplog):
    monkeypatch.setitem(current_app.conf, "broker_write_url", f"redis://127.0.0.1:{free_port()}/0")
    with caplog.at_level(logging.ERROR), transaction.atomic():
        wake(FIRST)
    assert "refused" in caplog.text


def test_a_broker_that_does_not_answer_costs_a_second(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        monkeypatch.setitem(current_app.conf, "broker_write_url", f"redis://127.0.0.1:{port}/0")
        start = time.monotonic()
        with pytest.raises(OperationalError):
            ask_now(FIRST)
        assert time.monotonic() - start < 2.5
