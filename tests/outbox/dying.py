"""Run as a program: sweep the post and die by SIGKILL at a named point, or at random moments.

python -m tests.outbox.dying POINT
python -m tests.outbox.dying at-random SEED
"""

import os
import random
import signal
import smtplib
import sys
import time
from collections.abc import Callable
from contextlib import suppress

import django

django.setup()

from django.db import connections  # noqa: E402

from outbox import letter  # noqa: E402
from outbox.actions import send_due, sweeping  # noqa: E402
from outbox.models import Message  # noqa: E402


def die(*arguments: object, **named: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def on_second(act: Callable) -> Callable:
    """Do nothing the first time."""
    calls = iter(range(10**9))
    return lambda *arguments: act(*arguments) if next(calls) == 1 else None


def before(owner: object, name: str) -> None:
    """Die when the function is called for the second letter."""
    whole, die_now = getattr(owner, name), on_second(die)
    setattr(owner, name, lambda *a, **n: (die_now(), whole(*a, **n))[1])


def after(owner: object, name: str) -> None:
    """Die when the function has done its work for the second letter."""
    whole, die_now = getattr(owner, name), on_second(die)
    setattr(owner, name, lambda *a, **n: (whole(*a, **n), die_now())[0])


def when_the_letter_has_gone_out() -> None:
    whole, die_now = smtplib.SMTP.send, on_second(die)

    def send(smtp, content):
        whole(smtp, content)
        if isinstance(content, bytes):  # commands are text, the letter is bytes
            die_now()

    smtplib.SMTP.send = send  # type: ignore[method-assign]


POINTS = {
    "before-the-claim": lambda: before(sweeping, "claim"),
    "after-the-claim": lambda: after(sweeping, "claim"),
    "before-MAIL": lambda: before(smtplib.SMTP, "mail"),
    "before-RCPT": lambda: before(smtplib.SMTP, "rcpt"),
    "before-DATA": lambda: before(smtplib.SMTP, "data"),
    "before-the-answer": when_the_letter_has_gone_out,
    "after-the-answer": lambda: before(sweeping, "settle"),
    "after-it-was-written-down": lambda: after(sweeping, "settle"),
}


def sweep_until_killed(chance: random.Random) -> None:
    """A worker at its sweep, and this process which kills it after a while."""
    worker = os.fork()
    if worker == 0:
        send_due()
        os._exit(0)
    time.sleep(chance.uniform(0.02, 0.6))
    with suppress(ProcessLookupError):
        os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)


def kill_at_random(seed: str) -> None:
    chance = random.Random(seed)
    letter.framed(Message(subject="", text="", language="sv"), {})  # so that no worker is slow
    kills = 0
    while Message.objects.filter(state="queued").exists():
        connections.close_all()  # a fork must not share them
        sweep_until_killed(chance)
        kills += 1
    print(f"killed {kills} times")


if __name__ == "__main__":
    if sys.argv[1] == "at-random":
        kill_at_random(sys.argv[2])
    else:
        POINTS[sys.argv[1]]()
        send_due()
