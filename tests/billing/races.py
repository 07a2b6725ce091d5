"""Several at once, for what must hold when two people do the same thing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection, connections

AT_MOST = 24  # PostgreSQL has so many connections to give


def at_once(*jobs: Callable) -> list:
    """Run the jobs in a thread each, from the same moment; their answers or errors, in order."""
    assert len(jobs) <= AT_MOST
    barrier = Barrier(len(jobs))

    def run(job):
        barrier.wait()
        try:
            return job()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def somebody_waits_for_a_lock():
    """How many just now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0]
