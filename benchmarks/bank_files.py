"""Reading camt.054 with 10 000 and 100 000 payments: payments a second, and the memory it takes.

Each reading has a process of its own. Beside it stands lxml's bare iterparse over the same file,
which looks at nothing and lets go of what it has read in the same way: what XML costs at the least.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path

from lxml import etree

from benchmarks.ground import machine
from billing.bank import open_file
from billing.bank.camt.reading import forget
from lattvikt.lib import ocr
from tests.billing.files import camt, paid

SIZES = [10_000, 100_000]
ROUNDS = 3


@dataclass(frozen=True)
class Reading:
    seconds: float
    megabytes: float  # what the process grew by, at its largest


def main() -> None:
    print(f"{machine()}\n")
    print("| payments | file | read | payments a second | memory | bare iterparse | ratio |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="lattvikt-bench-") as folder:
        readings = [show(size, Path(folder, f"{size}.xml")) for size in SIZES]
    growth = readings[-1].seconds / readings[0].seconds
    print(f"\nTen times the payments took {growth:.1f} times the time.")


def show(size: int, path: Path) -> Reading:
    path.write_bytes(camt([a_payment(number) for number in range(size)]))
    ours, bare = in_processes_of_their_own(read, path), in_processes_of_their_own(parse, path)
    print(
        f"| {size} | {path.stat().st_size / 1e6:.0f} MB | {ours.seconds:.2f} s "
        f"| {size / ours.seconds:.0f} | {ours.megabytes:.1f} MB "
        f"| {bare.seconds:.2f} s, {bare.megabytes:.1f} MB | {ours.seconds / bare.seconds:.1f} |",
        flush=True,
    )
    return ours


def a_payment(number: int):
    """One in five without a reference, one in fifty for two invoices."""
    kronor = Decimal([5000, 15000, 25000, 40000][number % 4])
    reference = ocr.reference(f"2027{number:06}")
    parts: tuple = ((reference, kronor),)
    if number % 5 == 0:
        parts = ()
    elif number % 50 == 1:
        parts = ((reference, kronor / 2), (ocr.reference(f"2028{number:06}"), kronor / 2))
    return paid(
        kronor,
        *parts,
        number=number,
        payer=f"Organisation {number} i Östra Ärlinge AB",
        org_number="5560000001",
        account="50501055",
        text="" if parts else "Medlemsavgift 2027",
    )


def in_processes_of_their_own(job: Callable[[Path], int], path: Path) -> Reading:
    fresh = get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=fresh, max_tasks_per_child=1) as pool:
        readings = [pool.submit(measured, job, path).result() for _ in range(ROUNDS)]
    return Reading(
        statistics.median(reading.seconds for reading in readings),
        max(reading.megabytes for reading in readings),
    )


def measured(job: Callable[[Path], int], path: Path) -> Reading:
    before, start = peak(), time.perf_counter()
    job(path)
    return Reading(time.perf_counter() - start, peak() - before)


def peak() -> float:
    """Megabytes at the most; what getrusage says is inherited from the parent."""
    [line] = [s for s in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in s]
    return int(line.split()[1]) / 1024


def read(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in open_file(file).rows())


def parse(path: Path) -> int:
    with path.open("rb") as file:
        count = 0
        for _event, element in etree.iterparse(file, tag="{*}TxDtls"):
            forget(element)
            count += 1
        return count
