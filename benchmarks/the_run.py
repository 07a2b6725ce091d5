"""A year's run from members to letters taken: fees, invoices, PDFs with e-invoices, post.

The same work by one process and by two, which share the documents and then the letters; the
invoices themselves are one process's work. The fastest peer we measured makes some ten invoices a
second and process.
"""

import logging
import multiprocessing
import time
from collections.abc import Callable

from django.db import connections
from django.utils import timezone

from benchmarks.fees_and_invoices import bill, make_members
from benchmarks.ground import machine
from benchmarks.letters import a_server
from billing import pdf
from billing.actions import prepare_documents
from billing.models import Invoice
from lattvikt.context import for_letters
from outbox.actions import send_due
from outbox.letter import framed
from outbox.models import Message
from tests import build

SIZES = [1_000, 10_000]

processes = multiprocessing.get_context("fork")


def main() -> None:
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    build.the_programme()
    year = timezone.localdate().year
    print(f"{machine()}\n")
    print("| members | workers | invoices | PDFs | letters | whole | invoices/s | a worker |")
    print("|---|---|---|---|---|---|---|---|")
    with a_server():
        for size in SIZES:
            make_members(size)
            took = [show(size, workers, year := year + 1) for workers in (1, 2)]
            print(f"| {size} | two to one | | | | {took[0] / took[1]:.2f} | | |", flush=True)


def show(size: int, workers: int, year: int) -> float:
    """One row; the seconds of the whole."""
    build.a_schedule(year)
    steps = [
        seconds(lambda: bill(year)),
        shared(prepare_documents, warm_up=see_a_page, workers=workers),
        shared(send_due, warm_up=see_a_letter, workers=workers),
    ]
    everything_is_done(size, year)
    whole = sum(steps)
    rate = size / whole
    told = " | ".join(f"{step:.1f} s" for step in [*steps, whole])
    print(f"| {size} | {workers} | {told} | {rate:.1f} | {rate / workers:.1f} |", flush=True)
    return whole


def everything_is_done(size: int, year: int) -> None:
    assert Invoice.objects.filter(period=year).count() == size
    assert not Invoice.objects.without_document().exists()
    letters = Message.objects.filter(key__startswith=f"invoice-{timezone.localdate().year}-")
    assert not letters.exclude(state=Message.State.SENT).exists()
    assert letters.count() == Invoice.objects.count()


def seconds(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def shared(job: Callable[[], object], *, warm_up: Callable[[], object], workers: int) -> float:
    """Seconds for the workers to do the job together, each having done the like before."""
    connections.close_all()
    gate = processes.Barrier(workers + 1)
    started = [processes.Process(target=work, args=(job, warm_up, gate)) for _ in range(workers)]
    for worker in started:
        worker.start()
    gate.wait()
    took = seconds(lambda: [worker.join() for worker in started])
    assert [worker.exitcode for worker in started] == [0] * workers
    return took


def work(job: Callable[[], object], warm_up: Callable[[], object], gate) -> None:
    warm_up()
    gate.wait()
    job()


def see_a_page() -> None:
    pdf.render(Invoice.objects.select_related("credits").first())


def see_a_letter() -> None:
    framed(Message(language="sv"), for_letters())
