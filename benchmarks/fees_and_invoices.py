"""A year's fees and invoices for 1 000 and for 10 000 members: seconds and queries."""

import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils import timezone

from benchmarks.ground import machine
from billing.actions import issue_invoices, raise_annual_fees
from billing.models import AnnualFee, Invoice
from lattvikt.lib.sort_name import sort_name
from members.models import Membership, Organisation, OrganisationKind
from tests import build

SIZES = [1_000, 10_000]


@dataclass(frozen=True)
class Pass:
    seconds: float
    queries: int


def main() -> None:
    build.the_programme()
    year = timezone.localdate().year
    print(f"{machine()}\n")
    print("| members | fees and invoices | per member | queries | per member | a second pass |")
    print("|---|---|---|---|---|---|")
    # A year each, so that all members lack its fee.
    firsts = [show(size, year + n) for n, size in enumerate(SIZES)]
    growth = firsts[-1].seconds / firsts[0].seconds
    print(f"\nTen times the members took {growth:.1f} times the time.")


def show(size: int, year: int) -> Pass:
    make_members(size)
    build.a_schedule(year)
    first, again = timed(lambda: bill(year)), timed(lambda: bill(year))
    assert Invoice.objects.filter(period=year).count() == size
    print(
        f"| {size} | {first.seconds:.2f} s | {1000 * first.seconds / size:.2f} ms "
        f"| {first.queries} | {first.queries / size:.3f} | {again.seconds:.2f} s |",
        flush=True,
    )
    return first


def bill(year: int) -> None:
    """What the clock does, but for its log."""
    raise_annual_fees(year)
    issue_invoices(AnnualFee.objects.filter(year=year), today=timezone.localdate())


def timed(job: Callable[[], object]) -> Pass:
    start = time.perf_counter()
    with counted_queries() as queries:
        job()
    return Pass(time.perf_counter() - start, len(queries))


@contextmanager
def counted_queries():
    """Counts without keeping their texts, which would be half of the time."""
    queries: list[None] = []

    def count(execute, *arguments):
        queries.append(None)
        return execute(*arguments)

    with connection.execute_wrapper(count):
        yield queries


def make_members(size: int) -> None:
    kind = OrganisationKind.objects.first()
    start = Organisation.objects.count()
    organisations = Organisation.objects.bulk_create(
        Organisation(
            name=f"Organisation {n} i Östra Ärlinge AB",
            sort_name=sort_name(f"Organisation {n} i Östra Ärlinge AB"),
            org_number=f"{5_570_000_000 + n}",
            kind=kind,
            employees=1 + n * 7 % 700,
            street="Storgatan 1",
            postal_code="41101",
            city="Göteborg",
            invoice_email=f"faktura{n}@example.org",
            accepts_pdf_since=date(2024, 1, 1),
        )
        for n in range(start, size)
    )
    Membership.objects.bulk_create(
        Membership(organisation=organisation, starts_on=date(2024, 1, 1))
        for organisation in organisations
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
