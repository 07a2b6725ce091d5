"""Sentences that make invoices for public bodies and with VAT, and the official judgement."""

import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

from billing.actions.invoices import buyer_of, seller_of, write
from billing.models import Invoice, InvoiceLine
from members.models import Programme
from tests import build

TODAY = date(2027, 1, 15)


def a_public_body(name="Göteborgs universitet", **fields):
    """A member that receives e-invoices by its organisation number, and has said its reference."""
    defaults = {
        "org_number": build.an_org_number("202"),
        "kind": build.OrganisationKind.objects.filter(is_public_body=True).first(),
        "is_for_profit": None,  # a non-profit member is not invoiced before April
        "buyer_reference": "Kostnadsställe 4711",
    }
    return build.a_member(name, **{**defaults, **fields})


def an_invoice_of(
    *lines, organisation=None, tax_category=Invoice.TaxCategory.STANDARD, today=TODAY, **fields
):
    """An invoice of lines (text, quantity, unit price, VAT rate) that is no annual fee."""
    Programme.objects.exclude(bankgiro="").exists() or build.the_programme(
        vat_number="SE802406231001"
    )
    buyer = buyer_of(organisation) if organisation else {"buyer_name": "Gäst på konferensen"}
    lines = [line_of(place, *line) for place, line in enumerate(lines, 1)]
    net, vat = sum(line.net for line in lines), sum(line.vat for line in lines)
    invoice = Invoice(
        **seller_of(Programme.objects.current())
        | buyer
        | {
            "kind": Invoice.Kind.OTHER,
            "organisation": organisation,
            "issued_on": today,
            "due_on": date(today.year, today.month + 1, today.day),
            "days_to_pay": 30,
            "tax_category": tax_category,
            "net": net,
            "vat": vat,
            "total": net + vat,
        }
        | fields
    )
    for line in lines:
        line.invoice = invoice
    write([invoice], lines, today=today)
    return invoice


def line_of(place, text, quantity, unit_price, rate, unit="st"):
    net = Decimal(quantity) * Decimal(unit_price)
    return InvoiceLine(
        position=place,
        text=text,
        quantity=Decimal(quantity),
        unit=unit,
        unit_price=Decimal(unit_price),
        net=net,
        vat_rate=Decimal(rate),
        vat=(net * Decimal(rate) / 100).quantize(Decimal("0.01")),
    )


def judged(documents: dict[str, bytes], folder: Path) -> dict[str, dict]:
    """What the official rules say of each document (peppol.py), in a process of its own."""
    for name, content in documents.items():
        (folder / f"{name}.xml").write_bytes(content)
    command = [sys.executable, "-m", "tests.billing.peppol", str(folder)]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
