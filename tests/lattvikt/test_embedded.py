"""PostgreSQL and Valkey from their wheels: killed, restarted, out of reach."""

import os
import pwd
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
import redis
from django.db import connection, connections

from lattvikt import embedded

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="asks what happens as root")


@pytest.fixture
def postgres(open_folder):
    server = embedded.Postgres(open_folder / "postgres")
    yield server
    server.kill()


def remember(server: embedded.Postgres) -> None:
    with psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE fact AS SELECT 'åäö' AS words")


def remembered(server: embedded.Postgres) -> str:
    with psycopg.connect(server.url) as connection:
        ((words,),) = connection.execute("SELECT upper(words) FROM fact").fetchall()
        return words


def test_what_was_committed_survives_a_kill_and_a_second_start(postgres, open_folder):
    postgres.start()
    remember(postgres)
    postgres.kill()
    again = embedded.Postgres(open_folder / "postgres")
    again.start()
    assert remembered(again) == "ÅÄÖ"
    again.stop()
    assert not (open_folder / "postgres" / "data" / "postmaster.pid").exists()


def test_a_lock_that_names_another_living_process_is_no_hindrance(postgres):
    postgres.start()
    remember(postgres)
    lock = postgres.folder / "data" / "postmaster.pid"
    left = lock.read_text().split("\n", 1)[1]
    postgres.kill()
    lock.write_text(f"{os.getpid()}\n{left}")
    postgres.start()
    assert remembered(postgres) == "ÅÄÖ"


def test_a_server_still_running_after_a_killed_start_makes_room(postgres, open_folder):
    postgres.start()
    remember(postgres)
    again = embedded.Postgres(open_folder / "postgres")
    again.start()
    assert postgres.process.wait(10) == 0
    assert remembered(again) == "ÅÄÖ"
    again.kill()


def test_half_a_cluster_is_made_anew(postgres):
    unfinished = postgres.folder / "data.unfinished"
    unfinished.mkdir()
    (unfinished / "PG_VERSION").write_text("18")
    postgres.start()
    remember(postgres)
    assert not unfinished.exists()


def test_a_start_that_cannot_succeed_says_why(postgres):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        postgres.port = other.getsockname()[1]
        with pytest.raises(embedded.ServiceFailed, match="Address already in use"):
            postgres.start()


def test_nobody_gets_in_without_the_password(postgres, open_folder):
    valkey = embedded.Valkey(open_folder / "valkey")
    valkey.start()
    postgres.start()
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(postgres.url.replace(postgres.password, "guess"))
    with pytest.raises(redis.AuthenticationError):
        redis.Redis(port=valkey.port).ping()
    valkey.stop()


def test_both_end_when_their_starter_is_killed(open_folder):
    starter = subprocess.Popen(
        [sys.executable, "-c", START_BOTH, open_folder], stdout=subprocess.PIPE, text=True
    )
    servers = [int(pid) for pid in starter.stdout.readline().split()]
    assert all(map(is_alive, servers))
    starter.send_signal(signal.SIGKILL)
    starter.wait()
    deadline = time.monotonic() + 15
    while any(map(is_alive, servers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(is_alive, servers))


START_BOTH = """
import sys, time
from pathlib import Path
from lattvikt import embedded
servers = [embedded.Postgres(Path(sys.argv[1]) / "p"), embedded.Valkey(Path(sys.argv[1]) / "v")]
for server in servers:
    server.start()
print(*(server.process.pid for server in servers), flush=True)
time.sleep(60)
"""


def is_alive(pid: int) -> bool:
    """Running; one that has ended and that nobody has asked after is not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@as_root
def test_where_the_account_cannot_go_the_data_lies_elsewhere_and_is_found_again(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    place = embedded.home_of_postgres(closed / "data")
    assert place.parent.parent == Path("/var/lib")
    assert embedded.home_of_postgres(closed / "data") == place
    assert embedded.home_of_postgres(closed / "other") != place


@as_root
def test_where_it_can_go_the_data_lies_with_all_the_rest(open_folder):
    data = open_folder / "data"
    data.mkdir(mode=0o700)  # ours: it is opened for passing through when PostgreSQL starts
    assert embedded.home_of_postgres(data) == data / "postgres"


@as_root
def test_programs_that_the_account_cannot_reach_are_copied_beside_the_data(
    open_folder, monkeypatch
):
    monkeypatch.setattr(embedded, "may_run", lambda account, program: False)
    server = embedded.Postgres(open_folder / "postgres", durable=False)
    server.start()
    remember(server)
    assert open_folder in server.programs.parents
    server.kill()


@as_root
def test_as_root_it_runs_as_somebody_else_who_owns_only_that_folder(postgres):
    postgres.start()
    owner = pwd.getpwuid(Path(f"/proc/{postgres.process.pid}").stat().st_uid)
    assert owner.pw_uid != 0
    assert postgres.folder.owner() == owner.pw_name
    assert postgres.folder.parent.owner() == "root"


def test_a_test_may_restart_the_database_under_its_feet(own_postgres):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE fact (words text)")
    own_postgres.kill()
    connections.close_all()
    own_postgres.start()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM fact")
        assert cursor.fetchone() == (0,)
