"""Workers, Valkey and PostgreSQL are really killed while letters go out: none lost, none twice."""

import os
import random
import signal
import tempfile
import time
from collections import Counter
from pathlib import Path

import psycopg
import pytest
import redis
from celery import current_app

from lattvikt.embedded import Postgres
from outbox.actions import send_due
from tests.outbox.dying import POINTS
from tests.outbox.letters import give_up_on_the_dead, keys, owe_many, states

pytestmark = pytest.mark.django_db(transaction=True)

# Where the worker dies with the second of three letters: what the post then believes about it, and
# whether the server has got it.
ENDS = {
    "before-the-claim": ("sent", True),  # by the next sweep
    "after-the-claim": ("uncertain", False),
    "before-MAIL": ("uncertain", False),
    "before-RCPT": ("uncertain", False),
    "before-DATA": ("uncertain", False),
    "before-the-answer": ("uncertain", True),
    "after-the-answer": ("uncertain", True),
    "after-it-was-written-down": ("sent", True),
}


@pytest.mark.parametrize("point", POINTS)
def test_a_worker_killed_at_a_named_point(point, letterbox, start_program):
    owe_many(3)
    worker = start_program("-m", "tests.outbox.dying", point)
    assert worker.wait() == -signal.SIGKILL, worker.output
    send_due()
    give_up_on_the_dead()
    state, has_arrived = ENDS[point]
    assert states() == {"letter-0": "sent", "letter-1": state, "letter-2": "sent"}
    wait_until(lambda: len(letterbox.letters) == 2 + has_arrived)
    assert keys(letterbox.letters) == ["letter-0", *["letter-1"] * has_arrived, "letter-2"]


def test_two_workers_killed_at_random_moments_while_valkey_is_emptied(letterbox, start_program):
    seed = a_seed()
    owed = owe_many(200)
    workers = [
        start_program("-m", "tests.outbox.dying", "at-random", f"{seed}-{number}")
        for number in range(2)
    ]
    while any(worker.process.poll() is None for worker in workers):
        empty_valkey()
        time.sleep(0.2)
    outputs = [worker.output for worker in workers]
    assert [worker.wait() for worker in workers] == [0, 0], outputs
    send_due()
    give_up_on_the_dead()
    assert_none_lost_none_twice(owed, letterbox, seed)
    kills = sum(int(output.split()[-2]) for output in outputs)
    assert 0 < list(states().values()).count("uncertain") <= kills, f"SEED={seed}"


def test_celery_workers_killed_and_valkey_emptied(letterbox, start_worker):
    """The woken sweep itself, in real workers; when all is lost, the clock's next sweep is ours."""
    seed = a_seed()
    workers = [start_worker(), start_worker()]
    owed = owe_many(500)  # the commit wakes one worker
    current_app.send_task("outbox.tasks.send_due")  # and the clock the other
    wait_until(lambda: len(letterbox.letters) > 20)
    for worker in workers:
        time.sleep(random.Random(seed).uniform(0, 0.5))
        worker.kill()
        empty_valkey()
    assert "queued" in states().values(), "they were too quick to be killed in the middle"
    send_due()
    give_up_on_the_dead()
    assert_none_lost_none_twice(owed, letterbox, seed)
    assert list(states().values()).count("uncertain") <= 2


@pytest.fixture
def server():
    """A PostgreSQL of the test's own. pytest's folders are closed to the account it runs as."""
    with tempfile.TemporaryDirectory(prefix="lattvikt-") as folder:
        postgres = Postgres(Path(folder, "p"), durable=False)
        postgres.start()
        yield postgres
        postgres.kill()


def test_postgresql_stopped_and_killed_in_the_middle_of_a_sweep(
    letterbox, start_program, run_python, server
):
    make_letters(run_python, server)
    for letters, end in [(25, server.stop), (60, server.kill)]:
        worker = start_program("-c", SWEEP, DATABASE_URL=server.url)
        wait_until(lambda letters=letters: len(letterbox.letters) >= letters)
        end()
        assert worker.wait() == 1, worker.output
        assert "OperationalError" in worker.output
        server.start()
    rest = run_python(THE_REST, DATABASE_URL=server.url)
    assert rest.returncode == 0, rest.stderr
    with psycopg.connect(server.url) as database:
        found = dict(database.execute("SELECT key, state FROM outbox_message").fetchall())
    assert_whole(found, letterbox, "")
    assert len(found) == 100
    assert list(found.values()).count("uncertain") <= 2


def make_letters(run_python, server):
    done = run_python(
        """
from django.core.management import call_command
from tests.outbox.letters import owe_many
call_command("migrate", verbosity=0)
owe_many(100)
""",
        DATABASE_URL=server.url,
    )
    assert done.returncode == 0, done.stderr


SWEEP = """
import django
django.setup()
from outbox.actions import send_due
send_due()
"""
THE_REST = """
from outbox.actions import send_due
from tests.outbox.letters import give_up_on_the_dead
send_due()
give_up_on_the_dead()
"""


def a_seed():
    seed = os.environ.get("SEED") or str(random.SystemRandom().randrange(10**6))
    print(f"SEED={seed}")
    return seed


def wait_until(is_so, seconds=60):
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def empty_valkey():
    with redis.Redis.from_url(os.environ["REDIS_URL"]) as valkey:
        valkey.flushdb()


def assert_none_lost_none_twice(owed, letterbox, seed):
    found = states()
    assert list(found) == owed
    assert_whole(found, letterbox, seed)


def assert_whole(found, letterbox, seed):
    """Each letter is sent and has arrived once, or a person is asked about it."""
    arrived = Counter(keys(letterbox.letters))
    assert {key: times for key, times in arrived.items() if times > 1} == {}, f"SEED={seed}"
    by_state = {state: {key for key in found if found[key] == state} for state in found.values()}
    assert set(by_state) <= {"sent", "uncertain"}, f"SEED={seed}"
    assert by_state["sent"] <= set(arrived) <= set(found), f"SEED={seed}"
