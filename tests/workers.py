"""Real programs beside the test: a Celery worker, or something of ours that can be killed."""

import itertools
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lattvikt import processes

ROOT = Path(__file__).parent.parent
SECONDS_TO_START = 60


class Program:
    """A program of ours, started with the test's database, Valkey and letterbox."""

    def __init__(self, *arguments: str, log: Path, **env: str) -> None:
        self.log = log
        self.process = processes.start(
            [sys.executable, *arguments], log=log, env=environment() | env, cwd=ROOT
        )

    @property
    def output(self) -> str:
        return self.log.read_text(errors="replace")

    def wait_for(self, words: str) -> None:
        """Until the words stand in its output."""
        deadline = time.monotonic() + SECONDS_TO_START
        while words not in self.output:
            assert self.process.poll() is None, f"It ended:\n{self.output}"
            assert time.monotonic() < deadline, f"Never said {words!r}:\n{self.output}"
            time.sleep(0.05)

    def wait(self, seconds: float = SECONDS_TO_START) -> int:
        """Until it ends by itself; its exit code."""
        return self.process.wait(seconds)

    def stop(self) -> None:
        processes.stop(self.process)

    def kill(self) -> None:
        """SIGKILL, to it and to all that it started."""
        processes.kill(self.process)


def environment() -> dict[str, str]:
    """As in production: the real settings, told by the environment where everything is."""
    return os.environ | {"DJANGO_SETTINGS_MODULE": "lattvikt.settings", "LOG_LEVEL": "INFO"}


@pytest.fixture
def start_program(transactional_db, tmp_path) -> Iterator[Callable[..., Program]]:
    """`start_program("manage.py", "check", NAME="value")`; killed at the end of the test."""
    started: list[Program] = []
    numbers = itertools.count(1)

    def start(*arguments: str, **env: str) -> Program:
        started.append(Program(*arguments, log=tmp_path / f"program-{next(numbers)}.log", **env))
        return started[-1]

    yield start
    for program in started:
        program.kill()


@pytest.fixture
def start_worker(start_program, tmp_path) -> Callable[..., Program]:
    """`start_worker()` starts a Celery worker and waits until it is ready; any number of them.

    With `clock=True` it is the clock too: the sweeps come by themselves.
    """
    numbers = itertools.count(1)

    def start(*, clock: bool = False, processes: int = 1, **env: str) -> Program:
        beat = ["--beat", f"--schedule={tmp_path / 'clock'}"] if clock else []
        worker = start_program(
            *("-m", "celery", "-A", "lattvikt", "worker", "--loglevel=INFO"),
            *("--without-mingle", "--without-gossip", f"--concurrency={processes}"),
            *(f"--hostname=test{next(numbers)}@localhost", *beat),
            **env,
        )
        worker.wait_for(" ready.")
        return worker

    return start


@pytest.fixture
def celery_worker_process(start_worker) -> Program:
    """One Celery worker that does what is asked of it; the clock is the test."""
    return start_worker()


@pytest.fixture
def run_python(transactional_db) -> Callable[[str], subprocess.CompletedProcess[str]]:
    """`run_python("code")` in a process of its own with Django set up, until it ends."""

    def run(code: str, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", f"import django; django.setup()\n{code}"],
            env=environment() | env,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

    return run
