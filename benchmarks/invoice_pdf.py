"""Invoices made into PDF, a second: ours, against the same page made naively and by reportlab.

Ours is tagged PDF/A-3 of the finished design; naively is `HTML(string).write_pdf()` on the same
page and style sheets, which are then parsed anew for each; reportlab is drawn by hand.
"""

import logging
import multiprocessing
import statistics
import time
from collections.abc import Callable

import weasyprint
from django.db import connections
from django.template.loader import render_to_string
from django.utils import timezone, translation

from benchmarks import reportlab_invoice
from benchmarks.fees_and_invoices import make_members
from benchmarks.ground import machine
from billing import pdf
from billing.actions import issue_invoices, prepare_documents, raise_annual_fees
from billing.models import AnnualFee, Invoice
from tests import build

INVOICES = 150
AT_A_TIME = 25
ROUNDS = 5

processes = multiprocessing.get_context("fork")


def main() -> None:
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    invoices = issued()
    ways = {"naively": naively, "reportlab": reportlab_invoice.render, "ours": pdf.render}
    rates: dict[str, list[list[float]]] = {name: [[], []] for name in ways}
    # In turns, so that a busy moment of the machine falls on all alike.
    for _ in range(ROUNDS):
        for name, render in ways.items():
            for workers in (1, 2):
                rates[name][workers - 1].append(rate(render, invoices[:AT_A_TIME], workers))
    show({name: [statistics.median(rounds) for rounds in both] for name, both in rates.items()})
    show_sweep()


def issued() -> list[Invoice]:
    build.the_programme()
    year = timezone.localdate().year
    build.a_schedule(year)
    make_members(INVOICES)
    raise_annual_fees(year)
    issue_invoices(AnnualFee.objects.all(), today=timezone.localdate())
    return list(Invoice.objects.select_related("credits").prefetch_related("lines"))


def naively(invoice) -> bytes:
    with translation.override(invoice.language):
        markup = render_to_string("billing/invoice.html", pdf.context(invoice))
    sheets = [
        weasyprint.CSS(string=pdf.FACES, base_url=f"{pdf.FONTS}/"),
        weasyprint.CSS(filename=pdf.STATIC / "print/invoice.css"),
    ]
    return weasyprint.HTML(string=markup, base_url=f"{pdf.STATIC}/img/").write_pdf(
        stylesheets=sheets
    )


def rate(render: Callable[[Invoice], bytes], invoices: list[Invoice], workers: int) -> float:
    """Documents a second when each of the workers, warmed up, makes all the invoices."""
    took = seconds(lambda: [render(invoice) for invoice in invoices], render, workers)
    return workers * len(invoices) / took


def seconds(job: Callable[[], object], render: Callable, workers: int) -> float:
    connections.close_all()
    gate = processes.Barrier(workers + 1)
    started = [processes.Process(target=work, args=(job, render, gate)) for _ in range(workers)]
    for worker in started:
        worker.start()
    gate.wait()
    start = time.perf_counter()
    for worker in started:
        worker.join()
        assert worker.exitcode == 0
    return time.perf_counter() - start


def work(job: Callable[[], object], render: Callable, gate) -> None:
    render(Invoice.objects.select_related("credits").first())
    gate.wait()
    job()


def show(rates: dict[str, list[float]]) -> None:
    print(f"{machine()}, median of {ROUNDS} rounds\n")
    print("| documents a second | one worker | two workers | two to one | of reportlab |")
    print("|---|---|---|---|---|")
    for name, (one, two) in rates.items():
        share = one / rates["reportlab"][0]
        print(f"| {name} | {one:.1f} | {two:.1f} | {two / one:.2f} | {share:.2f} |", flush=True)


def show_sweep() -> None:
    """The whole of it: claimed, made, archived and its letter owed, by two sweeps at once."""
    took = seconds(prepare_documents, pdf.render, 2)
    assert not Invoice.objects.without_document().exists()
    print(f"\nArchived and with their letters owed, two workers: {INVOICES / took:.1f} a second.")
