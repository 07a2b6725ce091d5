"""`make run`: the whole programme on this machine, to be tried out. Not for production.

Starts PostgreSQL and Valkey (unless DATABASE_URL and REDIS_URL name others), a letterbox, the web
server, a Celery worker and the clock; watches over them, and stops them all at Ctrl-C. Everything
it keeps lies in `.data/` (LATTVIKT_DATA names another folder), except PostgreSQL's files where
root's `.data/` is closed to it: see embedded.py.

It knows nothing of Django: each part is a program of its own, told by the environment.
"""

import fcntl
import hashlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Protocol

from lattvikt import embedded, processes
from lattvikt.demo import logins
from lattvikt.translations import compile_translations

ROOT = Path(__file__).resolve().parent.parent
SECONDS_FOR_THE_FIRST_PAGE = 60
SECONDS_FOR_A_KILLED_START_TO_END = 10
RESTARTS = 5  # of one part, before we give up and say so


class CannotStart(Exception):
    """The text says what is in the way and what to do."""


class Stopped(BaseException):
    """Ctrl-C, or whoever started us asks us to end."""


class Part(Protocol):
    """Something that runs beside us; PostgreSQL and Valkey are such parts too."""

    process: subprocess.Popen[bytes] | None

    def start(self) -> None: ...
    def stop(self) -> None: ...


class Program:
    """One of our own programs, and the log of what it says."""

    def __init__(self, *arguments: str, environment: dict[str, str], log: Path) -> None:
        self.arguments, self.environment, self.log = arguments, environment, log
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = processes.start(
            [sys.executable, *self.arguments], env=self.environment, log=self.log, cwd=ROOT
        )

    def stop(self) -> None:
        if self.process:
            processes.stop(self.process)

    def finish(self) -> None:
        """Run to the end.

        Raises:
            CannotStart: it failed; the text ends with its last words.
        """
        self.log.unlink(missing_ok=True)
        try:
            self.start()
            if self.process and self.process.wait():
                raise CannotStart(f"{' '.join(self.arguments)} failed:\n{_last_words(self.log)}")
        finally:
            self.stop()


class Programme:
    """All the parts, in the order in which they need each other."""

    def __init__(self, data: Path, port: int) -> None:
        self.data, self.port = data, port
        self.site = f"http://localhost:{port}"
        self.parts: dict[str, Part] = {}
        self.environment = demonstration(data, self.site)
        self.loaded = data / "demo-loaded"

    def start(self) -> None:
        with step("PostgreSQL and Valkey"):
            self._start_servers()
        (self.data / "environment").touch(mode=0o600)
        (self.data / "environment").write_text(
            "".join(f"{name}={value}\n" for name, value in self.environment.items())
        )
        with step("the Swedish texts"):
            compile_translations()
        with step("the database"):
            self._program("manage.py", "migrate", "--no-input", log="migrate").finish()
        self._start_programs("letterbox", "web")
        if not self.loaded.exists():
            with step("the invented programme (the first time only)"):
                self._program("manage.py", "demo", log="demo").finish()
            self.loaded.touch()
        with step("web server, worker, clock and letterbox"):
            self._start_programs("worker", "clock")
            self._wait_for_the_first_page()

    def _start_servers(self) -> None:
        """A database given from outside is remembered as loaded by its own address."""
        if "DATABASE_URL" in os.environ:
            name = hashlib.sha256(os.environ["DATABASE_URL"].encode()).hexdigest()[:8]
            self.loaded = self.data / f"demo-loaded-{name}"
        else:
            folder = embedded.home_of_postgres(self.data)
            if self.data not in folder.parents:
                say(f"  The database lies in {folder}: its account cannot enter {self.data.parent}")
            self.loaded = folder / "demo-loaded"
            postgres = embedded.Postgres(folder)
            self._start_part("PostgreSQL", postgres)
            self.environment["DATABASE_URL"] = postgres.url
        if "REDIS_URL" not in os.environ:
            valkey = embedded.Valkey(self.data / "valkey")
            self._start_part("Valkey", valkey)
            self.environment["REDIS_URL"] = valkey.url

    def _start_programs(self, *names: str) -> None:
        letters, post = str(self.data / "letters"), self.environment["EMAIL_PORT"]
        celery = ["-m", "celery", "-A", "lattvikt"]
        commands = {
            "letterbox": ["-m", "lattvikt.letterbox", letters, "--port", post],
            "web": [
                *("-m", "gunicorn", "lattvikt.wsgi", f"--bind=127.0.0.1:{self.port}"),
                *("--worker-class=gthread", "--workers=2", "--threads=4"),
                *("--graceful-timeout=5", "--no-control-socket"),
            ],
            "worker": [*celery, "worker", "--concurrency=2", "--loglevel=INFO"],
            # The clock keeps no file: its sweeps may come twice, and at any time.
            "clock": [*celery, "beat", "--scheduler=celery.beat.Scheduler", "--pidfile="],
        }
        for name in names:
            self._start_part(name, self._program(*commands[name], log=name))

    def _program(self, *arguments: str, log: str) -> Program:
        return Program(
            *arguments,
            environment=os.environ | self.environment,
            log=self.data / "logs" / f"{log}.log",
        )

    def _start_part(self, name: str, part: Part) -> None:
        self.parts[name] = part
        part.start()

    def _wait_for_the_first_page(self) -> None:
        deadline = time.monotonic() + SECONDS_FOR_THE_FIRST_PAGE
        while (answer := _answer_of(self.site)) != 200:
            web = self.parts["web"].process
            if answer or (web and web.poll() is not None) or time.monotonic() > deadline:
                log = self.data / "logs" / "web.log"
                raise CannotStart(f"The web server does not answer:\n{_last_words(log)}")
            time.sleep(0.1)

    def watch(self) -> None:
        """Until we are stopped: whichever part ends is started again."""
        parent, left = os.getppid(), dict.fromkeys(self.parts, RESTARTS)
        started_by_make = "MAKELEVEL" in os.environ
        while not (started_by_make and os.getppid() != parent):
            for name, part in self.parts.items():
                if part.process and part.process.poll() is not None:
                    if not left[name]:
                        raise CannotStart(f"{name} ends again and again: see {self.data}/logs")
                    left[name] -= 1
                    say(f"  {name} has ended; it is started again.")
                    part.start()
            time.sleep(0.5)

    def stop(self) -> None:
        """The programs first, all at once; then the servers they use."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        say("\nStopping …")
        for part in self.parts.values():
            if isinstance(part, Program) and part.process and part.process.poll() is None:
                part.process.terminate()
        for part in reversed(self.parts.values()):
            part.stop()
        (self.data / "environment").unlink(missing_ok=True)
        say("Stopped. Everything is kept for the next start.")


def demonstration(data: Path, site: str) -> dict[str, str]:
    """What makes this a demonstration, in one place; what the environment already says wins."""
    settings = {
        "LATTVIKT_DEMO": "1",
        "SECOND_FACTOR_REQUIRED": "0",
        "DEBUG": "0",
        "SECRET_KEY": _kept_secret(data / "secret-key"),
        "SITE_URL": site,
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(embedded.free_port()),
        "PRIVATE_FILES": str(data / "files"),
        "EINVOICE_FOLDER": str(data / "e-fakturor"),
        "STATIC_FROM_SOURCE": "1",  # no collectstatic: it takes half a minute to compress
        "LOG_FORMAT": "plain",
        "PYTHONUTF8": "1",
        "PYTHONUNBUFFERED": "1",
    }
    return settings | {name: os.environ[name] for name in settings if name in os.environ}


@contextmanager
def only_start(data: Path, site: str) -> Iterator[None]:
    """Hold the folder. The kernel lets go of it when we end, so the lock is never stale."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    for folder in ("logs", "e-fakturor"):
        (data / folder).mkdir(exist_ok=True)
    with (data / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise CannotStart(
                f"Lättvikt is already running from this folder: {lock.read()}"
            ) from None
        lock.truncate(0)
        lock.write(f"{site}/ (process {os.getpid()})")
        lock.flush()
        yield


def await_free(port: int, *, seconds: float) -> None:
    """See that nobody else listens; a start killed a moment ago may still be letting go."""
    deadline = time.monotonic() + seconds
    while not _is_free(port):
        if time.monotonic() > deadline:
            raise CannotStart(
                f"Port {port} is taken by another program. "
                f"Stop that, or choose another port: make run PORT={port + 1}"
            )
        time.sleep(0.2)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _chosen_port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not (text.isdecimal() and 0 < int(text) < 65536):
        raise CannotStart(f"PORT={text} is not a port: choose a number such as PORT=8001")
    return int(text)


def _answer_of(site: str) -> int | None:
    try:
        with urllib.request.urlopen(f"{site}/", timeout=30) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None


def _kept_secret(place: Path) -> str:
    if not place.exists():
        place.touch(mode=0o600)
        place.write_text(secrets.token_urlsafe(50))
    return place.read_text()


def _last_words(log: Path, lines: int = 15) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def say(text: str) -> None:
    with suppress(OSError):  # nobody may be reading any more
        print(text, flush=True)  # noqa: T201, this is a program for the terminal


@contextmanager
def step(name: str) -> Iterator[None]:
    started = time.monotonic()
    yield
    say(f"  {name}: {time.monotonic() - started:.1f} s")


def say_ready(programme: Programme) -> None:
    width = max(len(login.role) for login in logins.LOGINS)
    people = "\n".join(f"  {who.role:{width}}  {who.email}" for who in logins.LOGINS)
    say(
        f"\nLättvikt is ready: {programme.site}/\n\n"
        "This is the demonstration: the programme is invented, its letters stay on this machine,\n"
        "and no second factor is asked for (SECOND_FACTOR_REQUIRED=0).\n\n"
        f"Log in at {programme.site}/konto/login/, everybody with the password "
        f"{logins.PASSWORD}\n{people}\n\n"
        f"Letters: {programme.data / 'letters'}\nLogs:    {programme.data / 'logs'}\n"
        "Ctrl-C stops everything and loses nothing."
    )


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup
            signal.signal(number, _stop)
    data = Path(os.environ.get("LATTVIKT_DATA", ROOT / ".data")).resolve()
    try:
        run(data, _chosen_port())
    except (CannotStart, embedded.ServiceFailed) as error:
        sys.exit(f"\nLättvikt cannot start. {error}")
    except Stopped:
        pass


def run(data: Path, port: int) -> None:
    with only_start(data, f"http://localhost:{port}"):
        was_killed = (data / "environment").exists()
        await_free(port, seconds=SECONDS_FOR_A_KILLED_START_TO_END if was_killed else 0)
        say(f"Lättvikt starts on this machine; what it keeps is in {data}")
        programme = Programme(data, port)
        try:
            programme.start()
            say_ready(programme)
            programme.watch()
        finally:
            programme.stop()


if __name__ == "__main__":
    main()
