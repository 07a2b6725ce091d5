"""Run as a program: apply the bank files ten rows at a time, and die by SIGKILL at a named point.

python -m tests.billing.dying POINT
"""

import os
import signal
import sys

import django

django.setup()

from billing.actions import apply_bank_files, bank_applying  # noqa: E402
from tests.outbox.dying import after, before  # noqa: E402

# With the second batch, when its payments are written and before anybody may see them; and when
# it has been committed.
POINTS = {
    "before-note": lambda: before(bank_applying, "note"),
    "after-a-batch": lambda: after(bank_applying, "apply_batch"),
}

if __name__ == "__main__":
    bank_applying.AT_A_TIME = 10
    POINTS[sys.argv[1]]()
    apply_bank_files()
    os.kill(os.getpid(), signal.SIGTERM)  # it should have died long ago
