"""What every benchmark stands on: its own servers, a migrated database, and honest figures."""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from lattvikt import embedded

SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "lattvikt.settings",
    "SECRET_KEY": "only-for-benchmarks",
    "LATTVIKT_DEMO": "1",
    "SECOND_FACTOR_REQUIRED": "1",
    "LOG_LEVEL": "ERROR",
    "LOG_FORMAT": "plain",
}


@contextmanager
def programme() -> Iterator[None]:
    """An empty, migrated programme on PostgreSQL and Valkey of its own, as durable as in use."""
    with tempfile.TemporaryDirectory(prefix="lattvikt-bench-") as folder:
        servers = [embedded.Postgres(Path(folder, "p")), embedded.Valkey(Path(folder, "v"))]
        for name, server in zip(["DATABASE_URL", "REDIS_URL"], servers, strict=True):
            server.start()
            os.environ[name] = server.url
        os.environ.update(SETTINGS, STATIC_ROOT=str(Path(folder, "static")))
        django.setup()
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        try:
            yield
        finally:
            connections.close_all()
            for server in servers:
                server.kill()


@dataclass(frozen=True)
class Figures:
    """Seconds of each round, and the queries of the last."""

    seconds: list[float]
    queries: int

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def p95(self) -> float:
        return sorted(self.seconds)[int(0.95 * (len(self.seconds) - 1))]


def measure(job: Callable[[], object], *, rounds: int = 30, warm_up: int = 3) -> Figures:
    """Time the job `rounds` times after a warm-up; count its queries apart, as counting is slow."""
    for _ in range(warm_up):
        job()
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        job()
        seconds.append(time.perf_counter() - start)
    with CaptureQueriesContext(connection) as queries:
        job()
    return Figures(seconds, len(queries))


def milliseconds(seconds: float) -> str:
    return f"{1000 * seconds:.1f} ms"


def machine() -> str:
    """«2 cores»: what the figures were measured on."""
    return f"{len(os.sched_getaffinity(0))} cores"
