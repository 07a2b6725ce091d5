"""Run as a program: owe invitations' letters again and again, each sweep killed by SIGKILL.

python -m tests.events.dying SEED

It says how many letters there are after each.
"""

import os
import random
import signal
import sys

import django

django.setup()

from django.db import connection, connections  # noqa: E402

from events.actions import inviting, write_invitations  # noqa: E402
from outbox.models import Message  # noqa: E402

TIMES = 8
MOST = 40  # statements; all of it takes more


def write_and_die(last: int) -> None:
    """Sweep, in a process that dies before its statement number `last` to the database."""
    worker = os.fork()
    if worker == 0:
        statements = iter(range(1, last))

        def count(execute, *arguments):
            if next(statements, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(*arguments)

        with connection.execute_wrapper(count):
            write_invitations()
        os._exit(0)
    os.waitpid(worker, 0)


def kill_at_random(seed: str) -> None:
    chance = random.Random(seed)
    inviting.AT_A_TIME = 5
    for _time in range(TIMES):
        connections.close_all()  # a fork must not share them
        write_and_die(chance.randint(1, MOST))
        print(Message.objects.count(), flush=True)


if __name__ == "__main__":
    kill_at_random(sys.argv[1])
