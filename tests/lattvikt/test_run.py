"""`make run` as people meet it: started, started twice, killed, interrupted, started again."""

import os
import re
import signal
import smtplib
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psycopg
import pytest

from lattvikt import embedded, processes
from lattvikt.demo import logins
from tests.workers import ROOT

SECONDS = 240  # for the first start, on a machine that is busy with other tests
GIVEN_BY_THE_TESTS = ("DATABASE_URL", "REDIS_URL", "EMAIL_", "SECRET_KEY", "SITE_URL", "DJANGO_")


class Start:
    """`python -m lattvikt.run` in a folder of its own."""

    def __init__(self, data: Path, port: int) -> None:
        self.data, self.port = data, port
        self.log = data.parent / f"terminal-{time.monotonic_ns()}.log"
        env = {k: v for k, v in os.environ.items() if not k.startswith(GIVEN_BY_THE_TESTS)}
        self.process = processes.start(
            [sys.executable, "-m", "lattvikt.run"],
            log=self.log,
            env=env | {"LATTVIKT_DATA": str(data), "PORT": str(port)},
            cwd=ROOT,
        )

    @property
    def said(self) -> str:
        return self.log.read_text()

    def until_ready(self) -> "Start":
        deadline = time.monotonic() + SECONDS
        while "Ctrl-C stops everything" not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.1)
        return self

    def until_it_ends(self) -> int:
        return self.process.wait(SECONDS)

    @property
    def children(self) -> set[int]:
        """Everything below it, by parentage."""
        parents = {
            int(place.name): int(stat_of(int(place.name))[1])
            for place in Path("/proc").iterdir()
            if place.name.isdecimal() and stat_of(int(place.name))
        }
        found = {self.process.pid}
        while more := {pid for pid, parent in parents.items() if parent in found} - found:
            found |= more
        return found - {self.process.pid}

    @property
    def environment(self) -> dict[str, str]:
        lines = (self.data / "environment").read_text().splitlines()
        return dict(line.split("=", 1) for line in lines)

    def page(self) -> int:
        with urllib.request.urlopen(f"http://localhost:{self.port}/", timeout=30) as answer:
            return answer.status


def stat_of(pid: int) -> list[str]:
    """State, parent …; empty for what has ended, also if nobody has asked after it."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return []
    return [] if fields[0] == "Z" else fields


def all_gone(pids: set[int], seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while any(map(stat_of, pids)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return not any(map(stat_of, pids))


@pytest.fixture
def data(open_folder):
    return open_folder / "data"


@pytest.fixture
def start(data):
    """`start()`; at the end of the test each is killed with all its children."""
    starts: list[Start] = []

    def start(*, data: Path = data, port: int | None = None) -> Start:
        starts.append(Start(data, port or embedded.free_port()))
        return starts[-1]

    yield start
    for one in starts:
        children = one.children
        processes.kill(one.process)
        assert all_gone(children)


def test_it_starts_once_survives_kills_and_keeps_everything(start, data):
    a_start_is_killed_half_way(start)
    first = start().until_ready()
    assert f"Lättvikt is ready: http://localhost:{first.port}/\n" in first.said
    assert logins.PASSWORD in first.said
    assert all(login.email in first.said for login in logins.LOGINS)
    assert first.page() == 200

    a_letter_is_kept_as_a_file(first)
    a_second_start_says_that_it_runs(start, first)
    a_part_that_ends_is_started_again(first)

    with psycopg.connect(first.environment["DATABASE_URL"]) as connection:
        connection.execute("CREATE TABLE fact AS SELECT 1 AS one")
    children = first.children
    assert len(children) > 8
    first.process.send_signal(signal.SIGKILL)

    second = start(port=first.port).until_ready()
    assert all_gone(children)
    with psycopg.connect(second.environment["DATABASE_URL"]) as connection:
        assert connection.execute("SELECT one FROM fact").fetchall() == [(1,)]
    assert second.environment["SECRET_KEY"] == first_secret(data)

    children = second.children
    second.process.send_signal(signal.SIGINT)
    assert second.until_it_ends() == 0
    assert all_gone(children, seconds=0)
    assert second.said.endswith("Stopped. Everything is kept for the next start.\n")
    assert not (data / "environment").exists()


def a_start_is_killed_half_way(start) -> None:
    killed = start()
    deadline = time.monotonic() + SECONDS
    while "PostgreSQL and Valkey:" not in killed.said:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    children = killed.children
    assert children
    killed.process.send_signal(signal.SIGKILL)
    assert all_gone(children)


def first_secret(data: Path) -> str:
    return (data / "secret-key").read_text()


def a_letter_is_kept_as_a_file(started: Start) -> None:
    with smtplib.SMTP("127.0.0.1", int(started.environment["EMAIL_PORT"])) as post:
        post.sendmail(
            "kansli@lattvikt.example",
            ["åsa@lattvikt.example"],
            b"Subject: x\r\n\r\nHej",
            ["SMTPUTF8"],
        )
    (kept,) = (started.data / "letters").glob("*.eml")
    assert kept.read_bytes().decode() == (
        "X-Envelope-From: kansli@lattvikt.example\r\nX-Envelope-To: åsa@lattvikt.example\r\n"
        "Subject: x\r\n\r\nHej\r\n"
    )


def a_second_start_says_that_it_runs(start, first: Start) -> None:
    second = start()
    assert second.until_it_ends() == 1
    assert second.said == (
        "\nLättvikt cannot start. Lättvikt is already running from this folder: "
        f"http://localhost:{first.port}/ (process {first.process.pid})\n"
    )


def a_part_that_ends_is_started_again(started: Start) -> None:
    web = re.findall(r"Listening at: .* \((\d+)\)", (started.data / "logs/web.log").read_text())
    os.kill(int(web[-1]), signal.SIGKILL)
    deadline = time.monotonic() + SECONDS
    while "web has ended; it is started again." not in started.said:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    while time.monotonic() < deadline:
        try:
            assert started.page() == 200
        except OSError:
            time.sleep(0.1)
        else:
            return


def test_a_taken_port_is_said_before_anything_starts(start, data):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        refused = start(port=port)
        assert refused.until_it_ends() == 1
    assert refused.said == (
        f"\nLättvikt cannot start. Port {port} is taken by another program. "
        f"Stop that, or choose another port: make run PORT={port + 1}\n"
    )
    assert {place.name for place in data.iterdir()} == {"e-fakturor", "lock", "logs"}


def test_a_port_that_is_no_port_is_said(data):
    done = subprocess.run(
        [sys.executable, "-m", "lattvikt.run"],
        cwd=ROOT,
        env=os.environ | {"PORT": "http", "LATTVIKT_DATA": str(data)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr == (
        "\nLättvikt cannot start. PORT=http is not a port: choose a number such as PORT=8001\n"
    )
