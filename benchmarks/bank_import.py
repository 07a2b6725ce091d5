"""Payments a second from a camt.054 file to settled invoices, and what each step takes of it."""

import time
from collections.abc import Callable
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from io import BytesIO

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.ground import machine
from billing import bank
from billing.actions import apply_file, apply_rows, preview_file, stage_file
from billing.actions.bank_applying import apply_batch
from billing.models import BankFile, Invoice, Payment
from lattvikt.lib import ocr
from tests import build
from tests.billing.files import Paid, camt

TODAY = date(2027, 1, 15)
SIZES = [1_000, 10_000]


def main() -> None:
    print(f"Each payment settles an invoice of its own; {machine()}\n")
    print("| payments | read only | staged | applied | whole | payments/s | preview of a file |")
    print("|---|---|---|---|---|---|---|")
    template = build.an_invoice(today=TODAY)
    for place, size in enumerate(SIZES, start=1):
        compare(size, references=invoices(template, size, first=place * 1_000_000))
    show_queries(template)


def compare(size: int, references: list[str]) -> None:
    """One row: seconds of each step, and payments a second from the file to settled invoices."""
    content = a_file(references)
    seconds: dict[str, float] = {}
    with timed(seconds, "read"):
        count = sum(1 for _ in bank.open_file(BytesIO(content)).rows())
    with timed(seconds, "staged"):
        bank_file = stage_file(BytesIO(content), name="bank.xml", by=None)
    with timed(seconds, "preview"):
        preview_file(bank_file)
    apply_file(bank_file, by=None)
    with timed(seconds, "applied"):
        assert apply_rows(bank_file.pk) == count == size
    assert Invoice.objects.filter(ocr__in=references[:500]).unpaid().count() == 0
    whole = seconds["staged"] + seconds["applied"]
    print(
        f"| {size} | {seconds['read']:.2f} s | {seconds['staged']:.2f} s "
        f"| {seconds['applied']:.2f} s | {whole:.2f} s | {size / whole:.0f} "
        f"| {seconds['preview']:.2f} s |",
        flush=True,
    )


@contextmanager
def timed(seconds: dict[str, float], name: str):
    start = time.perf_counter()
    yield
    seconds[name] = time.perf_counter() - start


def a_file(references: list[str]) -> bytes:
    return camt(
        [
            Paid(
                Decimal(5_000),
                ((reference, None),),
                payer="Åkerströms Lättbyggen i Övre Ångermanland AB",
                org_number="5560160680",
                account="50501055",
                bank_reference=f"B{reference}",
            )
            for reference in references
        ],
        message_id=f"B{references[0]}",
        batch_reference=f"D{references[0]}",
    )


def invoices(template: Invoice, count: int, *, first: int) -> list[str]:
    """So many more invoices like the template; their OCR numbers."""
    numbers = [f"2027-{first + number}" for number in range(count)]
    references = [ocr.reference(number) for number in numbers]
    own = {"id", "number", "ocr", "kind", "fee_id"}
    same = ", ".join(f.column for f in Invoice._meta.concrete_fields if f.column not in own)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO billing_invoice (number, ocr, kind, {same}) "
            f"SELECT new.number, new.ocr, 'other', {same} FROM billing_invoice, "
            "unnest(%s::text[], %s::text[]) AS new(number, ocr) WHERE billing_invoice.id = %s",
            [numbers, references, template.pk],
        )
        cursor.execute("ANALYZE")
    return references


def show_queries(template: Invoice) -> None:
    """Statements to stage a file, and to apply a batch of it, however many rows it has."""
    content = a_file(invoices(template, 1_000, first=9_000_000))
    staging = counted(lambda: stage_file(BytesIO(content), name="bank.xml", by=None))
    bank_file = BankFile.objects.latest("pk")
    apply_file(bank_file, by=None)
    applying = counted(lambda: apply_batch(bank_file.pk))
    assert Payment.objects.count() == sum(SIZES) + 1_000
    print(f"\nStatements: {staging} to stage a file, {applying} to apply 1000 rows of it.")


def counted(job: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as queries:
        job()
    return len(queries)
