"""Each run's own PostgreSQL and Valkey, and one database for each of its processes.

pytest starts both servers once, in a fresh folder, and hands them to its workers through the
environment; DATABASE_URL and REDIS_URL given from outside are used instead. The migrations run
once, into a template that every worker copies. After a test that commits, its worker's database
is copied anew: quicker than emptying every table, and the rows made by migrations are there again.
"""

import atexit
import fcntl
import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from lattvikt import embedded

ROOT = Path(__file__).parent.parent
FOLDER = "LATTVIKT_TEST_FOLDER"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")

Server = embedded.Postgres | embedded.Valkey
OURS: list[Server] = []


def choose_addresses() -> None:
    """Say in the environment where PostgreSQL and Valkey will be; the first process of a run does.

    Every worker gets a Valkey database of its own, since its tests empty it.
    """
    if FOLDER not in os.environ:
        folder = Path(tempfile.mkdtemp(prefix="lattvikt-"))
        os.environ[FOLDER] = str(folder)
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        _use_our_own("DATABASE_URL", lambda: embedded.Postgres(folder / "p", durable=False))
        _use_our_own("REDIS_URL", lambda: embedded.Valkey(folder / "v"))
    number = int(WORKER.removeprefix("gw") or 0) % 15 + 1
    address = urlsplit(os.environ["REDIS_URL"])
    os.environ["REDIS_URL"] = address._replace(path=f"/{number}").geturl()


def _use_our_own(name: str, make: Callable[[], Server]) -> None:
    if name not in os.environ:
        OURS.append(make())
        os.environ[name] = OURS[-1].url


def start_ours() -> None:
    """Start the servers that this process runs itself; they end with it, however it ends."""
    for server in OURS:
        atexit.register(server.kill)
        server.start()


def database_url(name: str) -> str:
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def test_database_name() -> str:
    return f"test_{_run_name()}_{WORKER or 'main'}"


def template_name() -> str:
    return f"test_{_run_name()}_template"


def _run_name() -> str:
    return Path(os.environ[FOLDER]).name.removeprefix("lattvikt-").lower()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Held by one process of the run."""
    with Path(os.environ[FOLDER], "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def copy_database(template: str, name: str) -> None:
    """Make `name` a fresh copy, whoever is connected to the old one."""
    drop_database(name)
    # In a cluster without fsync, copying files is several times quicker than logging each page.
    _execute("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy", name, template)


def create_database(name: str) -> bool:
    """Make the database; False if it was there."""
    try:
        _execute("CREATE DATABASE {}", name)
    except psycopg.errors.DuplicateDatabase:
        return False
    return True


def fill_as(template: str, server: embedded.Postgres) -> None:
    """Bring another server's database to where the template is."""
    _load(_dump(template), server.url)


def restore_kept(template: str) -> None:
    """What an earlier run's migrations came to, if no migration has changed: ten seconds saved."""
    if is_ours() and _kept_dump().exists():
        _load(_kept_dump().read_bytes(), database_url(template))


def keep(template: str) -> None:
    kept = _kept_dump()
    if kept.exists() or not is_ours():
        return
    kept.parent.mkdir(exist_ok=True)
    unfinished = kept.with_suffix(f".{os.getpid()}")
    unfinished.write_bytes(_dump(template))
    unfinished.rename(kept)


def is_ours() -> bool:
    """Whether PostgreSQL is this run's own, of the version that we know."""
    return Path(os.environ[FOLDER], "p").exists()


def _kept_dump() -> Path:
    """Named by everything that the migrations are made of."""
    sources = sorted([*ROOT.glob("*/migrations/*.py"), *ROOT.glob("lattvikt/lib/*.py")])
    content = b"".join(source.read_bytes() for source in [*sources, ROOT / "requirements/dev.txt"])
    return ROOT / ".pytest_cache" / f"migrated-{hashlib.sha256(content).hexdigest()[:16]}.sql"


def _dump(name: str) -> bytes:
    return _run_program("pg_dump", database_url(name))


def _load(dump: bytes, url: str) -> None:
    _run_program("psql", "--quiet", "--set=ON_ERROR_STOP=1", url, stdin=dump)


def _run_program(name: str, *arguments: str, stdin: bytes | None = None) -> bytes:
    programs = embedded.programs_for(None, Path(os.environ[FOLDER]))
    return subprocess.run(
        [programs / name, *arguments], input=stdin, check=True, capture_output=True
    ).stdout


def drop_database(name: str) -> None:
    _execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _execute(statement: str, *names: str) -> None:
    with psycopg.connect(database_url("postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
