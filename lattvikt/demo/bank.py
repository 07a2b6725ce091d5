"""What came to the bank today: a file that is read, and waits to be looked at and registered."""

from io import BytesIO

from billing.actions import stage_file
from billing.bank import CsvMapping
from billing.models import Invoice, Payment
from lattvikt.demo.calendar import Days

COLUMNS = CsvMapping(
    date="Bokföringsdag",
    amount="Belopp",
    reference="OCR",
    text="Meddelande",
    payer="Betalare",
    account="9912346",
)


def read_a_file(*, treasurer, days: Days):
    """One payment by its OCR, one by its invoice number only, and one that is noted already."""
    _half, paid, named, *_rest = Invoice.objects.unpaid().order_by("-pk")
    noted = Payment.objects.exclude(ocr="").latest("received_on", "pk")
    rows = [
        (days.today, paid.balance, paid.ocr, "", paid.buyer_name),
        (days.today, named.balance, "", f"Faktura {named.number}", named.buyer_name),
        (noted.received_on, noted.amount, noted.ocr, "", noted.payer),
    ]
    heading = (COLUMNS.date, COLUMNS.amount, COLUMNS.reference, COLUMNS.text, COLUMNS.payer)
    lines = [heading, *((day, swedish(amount), *said) for day, amount, *said in rows)]
    content = "\r\n".join(";".join(map(str, line)) for line in lines).encode()
    file = BytesIO(content)
    stage_file(file, name=f"Kontoutdrag-{days.today}.csv", by=treasurer, mapping=COLUMNS)


def swedish(amount) -> str:
    """«5000,00»."""
    return f"{amount:.2f}".replace(".", ",")
