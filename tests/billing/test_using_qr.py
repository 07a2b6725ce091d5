"""The square on the invoice, read back from paper by a reader that is not ours."""

import json
from datetime import date
from io import BytesIO

import pypdf
import pytest
import zxingcpp
from PIL import Image

from billing import pdf, using_qr
from billing.actions import credit
from billing.models import Invoice
from tests import build
from tests.billing.einvoices import TODAY, an_invoice_of

pytestmark = pytest.mark.django_db
PIXELS, MARGIN = 6, 8  # a module's side, and the white around it in modules


def on_paper(invoice):
    """What a reader finds in the code on the invoice's page."""
    page = pypdf.PdfReader(BytesIO(pdf.render(invoice))).pages[0]
    [picture] = [picture.image for picture in page.images]
    paper = Image.new("L", [(side + 2 * MARGIN) * PIXELS for side in picture.size], 255)
    big = picture.convert("L").resize([side * PIXELS for side in picture.size], Image.NEAREST)
    paper.paste(big, (MARGIN * PIXELS, MARGIN * PIXELS))
    [code] = zxingcpp.read_barcodes(paper)
    return json.loads(code.text)


def test_an_invoice_says_all_that_a_payment_needs():
    assert on_paper(build.an_invoice(today=TODAY)) == {
        "uqr": 1,
        "tp": 1,
        "nme": "Medlemsprogram Lättvikt",
        "cid": "802406-2310",
        "iref": "20270000118",
        "idt": "20270115",
        "ddt": "20270215",
        "due": 5000,
        "pt": "BG",
        "acc": "991-2346",
    }


def test_a_credit_note_is_another_kind_with_a_negative_amount_and_names_what_it_credits():
    invoice = build.an_invoice(today=TODAY)
    note = on_paper(credit(invoice, reason="Fel", by=None, today=date(2027, 2, 1)))
    assert (note["tp"], note["due"], note["cr"]) == (2, -5000, invoice.ocr)
    assert (note["iref"], note["idt"], note["ddt"]) == ("20270000217", "20270201", "20270201")


def test_vat_and_ore_are_plain_numbers():
    invoice = an_invoice_of(("Kurs", 1, "999.90", 25), ("Bok", 1, "100.05", 6))
    code = on_paper(invoice)
    assert (code["vat"], code["due"]) == (255.98, 1355.93)
    note = on_paper(credit(invoice, reason="Avbokad", by=None, today=TODAY))
    assert (note["vat"], note["due"]) == (-255.98, -1355.93)


@pytest.mark.parametrize("total", ["0.10", "5000.50", "1355.93", "9999999999.99", "120000.00"])
def test_no_amount_is_rounded_or_written_with_an_exponent(total):
    written = using_qr.payload(Invoice(**SAMPLE | {"total": build.Decimal(total)}))
    assert f'"due":{build.Decimal(total).normalize():f},' in written


SAMPLE = {
    "ocr": "2027000104",
    "seller_name": "Medlemsprogram Lättvikt",
    "seller_org_number": "8024062310",
    "seller_bankgiro": "9912346",
    "issued_on": date(2027, 1, 15),
    "due_on": date(2027, 2, 15),
    "vat": 0,
    "total": 5000,
}


def test_it_is_the_format_as_published():
    """Compact JSON in UTF-8: the samples among the facts of the domain, sign for sign."""
    invoice = Invoice(pk=1, **SAMPLE)
    assert using_qr.payload(invoice) == (
        '{"uqr":1,"tp":1,"nme":"Medlemsprogram Lättvikt","cid":"802406-2310","iref":"2027000104",'
        '"idt":"20270115","ddt":"20270215","due":5000,"pt":"BG","acc":"991-2346"}'
    )
    note = Invoice(credits=invoice, **SAMPLE | {"ocr": "2027000203", "total": -5000})
    assert using_qr.payload(note) == (
        '{"uqr":1,"tp":2,"nme":"Medlemsprogram Lättvikt","cid":"802406-2310","iref":"2027000203",'
        '"idt":"20270115","ddt":"20270215","due":-5000,"pt":"BG","acc":"991-2346",'
        '"cr":"2027000104"}'
    )
