"""Run as a program: `manage.py bill` again and again, each killed by SIGKILL at a random statement.

python -m tests.billing.dying_in_a_run YEAR SEED

It says how many invoices and documents there are after each.
"""

import os
import random
import signal
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402

from billing import pdf  # noqa: E402
from billing.models import Invoice, InvoiceDocument  # noqa: E402

TIMES = 6
MOST = 300  # statements; all of it takes twice as many


def bill_and_die(year: str, last: int) -> None:
    """Invoice, in a process that dies before its statement number `last` to the database."""
    worker = os.fork()
    if worker == 0:
        statements = iter(range(1, last))

        def count(execute, *arguments):
            if next(statements, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(*arguments)

        with connection.execute_wrapper(count):
            call_command("bill", "--year", year)
        os._exit(0)
    os.waitpid(worker, 0)


def kill_at_random(year: str, seed: str) -> None:
    chance = random.Random(seed)
    pdf.press()  # slow to load: once for all of them
    for _time in range(TIMES):
        connections.close_all()  # a fork must not share them
        bill_and_die(year, chance.randint(1, MOST))
        print(Invoice.objects.count(), InvoiceDocument.objects.count(), flush=True)


if __name__ == "__main__":
    kill_at_random(*sys.argv[1:])
