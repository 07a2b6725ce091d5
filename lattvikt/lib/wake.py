"""Asking for a sweep at once instead of at the clock's next turn."""

from collections.abc import Callable
from functools import cache

from celery import current_app
from django.db import connection, transaction
from kombu.pools import producers

ONE_SECOND = {"max_retries": 0, "socket_connect_timeout": 1, "socket_timeout": 1}


def wake(task: str) -> None:
    """Ask for the task after the commit, once in a transaction however often it is asked for."""
    ask = asking_for(task)
    if not any(entry[1] is ask for entry in connection.run_on_commit):
        transaction.on_commit(ask, robust=True)


@cache
def asking_for(task: str) -> Callable[[], None]:
    """The same function each time, so that it can be found among those that wait for the commit."""

    # Not a `partial`: Django asks a robust function that failed for its name.
    def ask() -> None:
        ask_now(task)

    return ask


def ask_now(task: str) -> None:
    """Without a broker the clock's next sweep does it.

    Raises:
        OperationalError: the broker did not answer within a second.
    """
    broker = current_app.connection_for_write()
    # Celery's own patience with a broker that is away is six seconds of somebody's page.
    broker.transport_options |= ONE_SECOND
    with producers[broker].acquire(block=True, timeout=1) as producer:
        current_app.send_task(task, producer=producer, retry=False)
