"""Starting and stopping programs so that none of them outlives its purpose."""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def start(
    command: Sequence[str | Path],
    *,
    log: Path,
    env: dict[str, str] | None = None,
    cwd: Path | None = None,
    account: pwd.struct_passwd | None = None,
    last_signal: int = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Start a program in a process group of its own, so that Ctrl-C reaches only the starter.

    On Linux the kernel sends `last_signal` to it if the starter dies without saying goodbye.
    """
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=env,
            cwd=cwd,
            start_new_session=True,
            preexec_fn=_end_with_the_starter(last_signal),
            **_as_account(account),
        )


def stop(
    process: subprocess.Popen[bytes], *, with_signal: int = signal.SIGTERM, seconds: float = 15
) -> None:
    """Ask the program to end, wait, and then end whatever is left of its group."""
    if process.poll() is None:
        process.send_signal(with_signal)
    with suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """End the program and everything it started, at once."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _end_with_the_starter(last_signal: int) -> Callable[[], None] | None:
    if LIBC is None:
        return None
    starter, prctl = os.getpid(), LIBC.prctl

    def prepare() -> None:
        prctl(PR_SET_PDEATHSIG, last_signal)
        if os.getppid() != starter:  # it died between the fork and the line above
            os._exit(1)

    return prepare


def _as_account(account: pwd.struct_passwd | None) -> dict:
    if account is None:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
