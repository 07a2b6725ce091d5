from datetime import date
from io import BytesIO

import pypdf
import pytest

from billing import pdf
from tests import build

pytestmark = pytest.mark.django_db
TODAY = date(2027, 1, 15)


def text_of(content):
    [page] = pypdf.PdfReader(BytesIO(content)).pages
    return page.extract_text()


def test_an_invoice_is_the_same_whatever_was_printed_before_it():
    pdf.press.cache_clear()
    invoice, other, english = [
        build.an_invoice(build.a_member(name, language=language), today=TODAY)
        for name, language in (("Åmål AB", "sv"), ("Öckerö AB", "sv"), ("Ystad Ltd", "en"))
    ]
    first = pdf.render(invoice)
    assert "Öckerö AB" in text_of(pdf.render(other))
    assert "Åmål AB" not in text_of(pdf.render(english))
    assert pdf.render(invoice) == first


def test_a_control_character_in_a_name_does_not_stop_its_invoice():
    member = build.a_member("Åmål\x0b & <Söner> AB")
    assert "Åmål & <Söner> AB" in text_of(pdf.render(build.an_invoice(member, today=TODAY)))
