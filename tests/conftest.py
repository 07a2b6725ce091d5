"""What every test may ask for. The servers are in services.py, the browser in browser.py."""

import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, connections
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from lattvikt import embedded
from tests import services

# A test fails for what it finds, never for how long a busy machine took.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")

pytest_plugins = ["tests.browser", "tests.letterbox", "tests.workers"]


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        signal.signal(signal.SIGTERM, _leave_in_order)
        services.start_ours()


def _leave_in_order(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """This worker's database, copied from the run's migrated template."""
    template, name = services.template_name(), services.test_database_name()
    with django_db_blocker.unblock():
        _migrate_once(template)
        _use_copy(template, name)
    with pytest.MonkeyPatch.context() as patch:
        # After a test that commits: a new copy instead of Django's flush.
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: _use_copy(template, name))
        yield
    connections.close_all()
    services.drop_database(name)


def _migrate_once(template: str) -> None:
    with services.one_at_a_time():
        if not services.create_database(template):
            return
        connection.settings_dict["NAME"] = template
        try:
            services.restore_kept(template)
            call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
            services.keep(template)
        except Exception:
            services.drop_database(template)
            raise
        finally:
            connections.close_all()


def _use_copy(template: str, name: str) -> None:
    connections.close_all()
    services.copy_database(template, name)
    connection.settings_dict["NAME"] = name
    os.environ["DATABASE_URL"] = services.database_url(name)


@pytest.fixture(autouse=True)
def _begin_in_swedish():
    """A page in English leaves its language in the thread."""
    translation.activate("sv")


@pytest.fixture(autouse=True)
def _empty_valkey():
    """No rate limit, cached answer or waiting task comes from the test before."""
    cache.clear()


@pytest.fixture
def own_postgres(transactional_db) -> Iterator[embedded.Postgres]:
    """A PostgreSQL for this test alone: it may `stop()`, `kill()` and `start()` it.

    The test itself and the programs that it starts work there; the others notice nothing.
    """
    with tempfile.TemporaryDirectory(prefix="lattvikt-own-") as folder:
        server = embedded.Postgres(Path(folder) / "p")
        server.start()
        services.fill_as(services.template_name(), server)
        with _connected_to(server), pytest.MonkeyPatch.context() as patch:
            patch.setenv("DATABASE_URL", server.url)
            yield server
        server.kill()


@contextmanager
def _connected_to(server: embedded.Postgres) -> Iterator[None]:
    connections.close_all()
    usual = connection.settings_dict.copy()
    connection.settings_dict.update(
        NAME="lattvikt",
        HOST="127.0.0.1",
        PORT=server.port,
        USER="lattvikt",
        PASSWORD=server.password,
    )
    yield
    connections.close_all()
    connection.settings_dict.update(usual)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that PostgreSQL's account may enter; pytest closes its own to everybody else."""
    with tempfile.TemporaryDirectory(prefix="lattvikt-open-") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)
