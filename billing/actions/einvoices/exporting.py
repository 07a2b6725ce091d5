"""A year's invoices as files for others' systems."""

from pathlib import Path
from typing import NamedTuple

from billing import ubl
from billing.models import Invoice
from billing.rules.einvoice import Rule, check, errors
from lattvikt.lib.whole_file import write_whole


class LeftOut(NamedTuple):
    """An invoice that cannot be an e-invoice, and the rules it breaks."""

    invoice: Invoice
    broken: list[Rule]


def export_einvoices(*, year: int, to: Path) -> tuple[int, list[LeftOut]]:
    """Write the invoices and credit notes of a year's series as UBL, a file each.

    Twice gives the same files. Returns how many were written, and those left out.
    """
    to.mkdir(parents=True, exist_ok=True)
    written, left_out = 0, []
    for invoice in Invoice.objects.issued_in(year).for_einvoice().iterator(chunk_size=500):
        content = ubl.kept(invoice)
        if broken := errors(check(ubl.read(content))):
            left_out.append(LeftOut(invoice, broken))
        else:
            write_whole(to / invoice.einvoice_name, content)
            written += 1
    return written, left_out
