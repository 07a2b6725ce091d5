"""UsingQR: the payment details of an invoice in a square, for bank apps and invoice readers.

The free format of usingqr.com (revision 2, 2014): compact JSON, dates as YYYYMMDD, the amount as a
number. It is a help; bankgiro and OCR stand beside it as text.
"""

import json
from base64 import b64encode
from io import BytesIO

import segno

INVOICE, CREDIT = 1, 2
# Any mask can be read. Trying all eight for the prettiest takes most of the time of a code.
MASK = 3


def payload(invoice) -> str:
    details = {
        "uqr": 1,
        "tp": CREDIT if invoice.is_credit_note else INVOICE,
        "nme": invoice.seller_name,
        "cid": invoice.shown_seller_org_number,
        "iref": invoice.ocr,
        "idt": f"{invoice.issued_on:%Y%m%d}",
        "ddt": f"{invoice.due_on:%Y%m%d}",
        "due": number(invoice.total),
        "pt": "BG",
        "acc": invoice.shown_bankgiro,
    }
    if invoice.vat:
        details["vat"] = number(invoice.vat)
    if invoice.is_credit_note:
        details["cr"] = invoice.credits.ocr
    return json.dumps(details, ensure_ascii=False, separators=(",", ":"))


def number(amount):
    """5000, or 5000.5: a JSON number without needless decimals. Exact for twelve digits."""
    return int(amount) if amount == int(amount) else float(amount)


def as_data_url(invoice) -> str:
    """One pixel a module: the page makes it large."""
    code = segno.make(payload(invoice), error="m", mask=MASK, boost_error=False, micro=False)
    image = BytesIO()
    code.save(image, kind="png", scale=1, border=0)
    return f"data:image/png;base64,{b64encode(image.getvalue()).decode()}"
