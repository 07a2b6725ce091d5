from datetime import date
from io import BytesIO

import pypdf
import pytest

from billing import pdf, ubl
from billing.actions import credit, prepare_documents
from billing.models import Invoice, InvoiceLine
from tests import build
from tests.billing.einvoices import a_public_body, an_invoice_of

pytestmark = pytest.mark.django_db
TODAY = date(2027, 1, 15)


def read(content):
    return pypdf.PdfReader(BytesIO(content))


def text_of(content):
    return [page.extract_text() for page in read(content).pages]


def fonts_of(content):
    """Name and whether it is carried along, of every font on every page."""
    fonts = set()
    for page in read(content).pages:
        for font in page["/Resources"]["/Font"].get_object().values():
            [descendant] = font.get_object()["/DescendantFonts"]
            descriptor = descendant.get_object()["/FontDescriptor"]
            name = descriptor["/FontName"].split("+")[-1]
            fonts.add((name.replace("-", ""), "/FontFile2" in descriptor))
    return fonts


def test_an_invoice_can_be_read_and_paid_from_its_pdf():
    build.the_programme(our_reference="Åsa Öberg", seat="Göteborg")
    member = build.a_member("Räksmörgåsen – Åmål AB", org_number="5560160680")
    [text] = text_of(pdf.render(build.an_invoice(member, today=TODAY)))
    lines = text.splitlines()
    for line in (
        "Faktura",
        "Nummer 2027-00001",
        "Fakturadatum 2027-01-15",
        "Förfallodatum 2027-02-15",
        "OCR-nummer 20270000118",
        f"Medlemsnummer {member.pk:05}",
        "Vår referens Åsa Öberg",
        "Räksmörgåsen – Åmål AB",
        "662 30 Åmål",
        "Org.nr 556016-0680",
        "Medlemsavgift 2027",
        "Avgift för 1–50 anställda, beräknad på 40 anställda.",
        "Netto  5\xa0000,00\xa0kr",
        "Moms  0,00\xa0kr",
        "Att betala  5\xa0000,00\xa0kr",
        "Medlemsavgiften omfattas inte av mervärdesskatt.",
        "Betalningsvillkor: 30 dagar netto. Dröjsmålsränta enligt räntelagen.",
        "Bankgiro",
        "991-2346",
        "20270000118",
        "Betala senast",
    ):
        assert line.replace("\xa0", " ").split() in [row.split() for row in lines], line
    assert "Säte: Göteborg" in text
    assert "F-skatt" not in text
    assert "Sida" not in text


def test_f_tax_stands_there_only_when_it_is_true():
    build.the_programme(is_approved_for_f_tax=True)
    [text] = text_of(pdf.render(build.an_invoice(today=TODAY)))
    assert "Godkänd för F-skatt" in text


def test_an_english_organisation_reads_english():
    invoice = build.an_invoice(build.a_member(language="en"), today=TODAY)
    content = pdf.render(invoice)
    [text] = text_of(content)
    assert "Invoice" in text.splitlines()
    assert "The membership fee is outside the scope of VAT." in text
    assert read(content).trailer["/Root"]["/Lang"] == "en"


def test_only_our_own_fonts_are_used_and_they_are_carried_along():
    """Also for Swedish letters, dashes and hard spaces: a missing sign would bring another font."""
    member = build.a_member("ÅÄÖ åäö – «Éclair» & Sömmens ’Lätta’ Detaljer, Ünder AB")
    content = pdf.render(build.an_invoice(member, today=TODAY))
    assert fonts_of(content) == {("InvoiceSans", True), ("InvoiceSansSemiBold", True)}


def test_the_pdf_is_tagged_and_says_what_it_is():
    root = read(pdf.render(build.an_invoice(today=TODAY))).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "sv"
    assert b'pdfaid:part="3"' in root["/Metadata"].get_data()


def test_the_same_invoice_gives_the_same_bytes(time_machine):
    invoice = build.an_invoice(today=TODAY)
    first = pdf.render(invoice)
    time_machine.move_to("2028-05-05", tick=False)
    assert pdf.render(Invoice.objects.get(pk=invoice.pk)) == first


def test_a_long_name_and_address_stay_on_the_page():
    member = build.a_member("Å" + "Lättviktsföreningen " * 9, street="Storgatan " * 11)
    member.buyer_reference = "Kostnadsställe 12345 " * 3
    member.save()
    [text] = text_of(pdf.render(build.an_invoice(member, today=TODAY)))
    assert text.count("20270000118") == 2
    assert "991-2346" in text


def test_forty_lines_go_to_a_second_page_which_says_so():
    invoice = build.an_invoice(today=TODAY)
    lines = [
        InvoiceLine(invoice=invoice, position=n, text=f"Rad {n}", unit_price=125, net=125)
        for n in range(2, 41)
    ]
    InvoiceLine.objects.bulk_create(lines)
    first, second = text_of(pdf.render(invoice))
    assert "2027-00001 · Sida 1 av 2" in first
    assert "2027-00001 · Sida 2 av 2" in second
    assert "991-2346" not in first
    assert "991-2346" in second
    assert [line for line in second.splitlines() if line.startswith("Beskrivning")] == [
        "Beskrivning Antal Pris Belopp"
    ]


def test_a_credit_note_says_which_invoice_it_cancels_and_why():
    invoice = build.an_invoice(today=TODAY)
    note = credit(invoice, reason="Fel fakturaadress", by=None, today=date(2027, 2, 1))
    [text] = text_of(pdf.render(note))
    assert "Kreditfaktura" in text.splitlines()
    assert "Den här kreditfakturan upphäver faktura 2027-00001 från 2027-01-15." in text
    assert "Skäl: Fel fakturaadress" in text
    assert "Er till godo −5 000,00 kr" in " ".join(text.split())
    assert "Att betala" not in text
    assert "Förfallodatum" not in text
    assert "Ni behöver inte betala något." in text


def attached_to(content):
    """The one file that goes with the PDF: what it is called, is, and means to the PDF."""
    root = read(content).trailer["/Root"]
    name, file = root["/Names"]["/EmbeddedFiles"]["/Names"]
    file = file.get_object()
    stream = file["/EF"]["/F"].get_object()
    assert [one.get_object() for one in root["/AF"]] == [file]
    assert name == file["/UF"]
    return name, stream["/Subtype"], file["/AFRelationship"], stream.get_data()


@pytest.mark.parametrize("reference", ["Kostnadsställe 4711", ""])
def test_the_invoice_as_ubl_goes_with_its_pdf(reference):
    invoice = build.an_invoice(build.a_member(buyer_reference=reference), today=TODAY)
    assert attached_to(pdf.render(invoice)) == (
        "Faktura-2027-00001.xml",
        "/text/xml",
        "/Alternative",
        ubl.render(invoice),
    )


def test_the_same_ubl_is_sent_as_e_invoice_and_goes_with_the_pdf():
    build.an_invoice(a_public_body(), today=TODAY)
    prepare_documents()
    invoice = Invoice.objects.get()
    *_, content = attached_to(bytes(invoice.document.document.content))
    assert content == bytes(invoice.delivery.document.content)


def test_a_credit_note_carries_its_own():
    invoice = build.an_invoice(today=TODAY)
    note = credit(invoice, reason="Fel", by=None, today=TODAY)
    name, *_, content = attached_to(pdf.render(note))
    assert (name, content) == ("Kreditfaktura-2027-00002.xml", ubl.render(note))


def test_a_ubl_that_breaks_the_standard_goes_with_nothing():
    build.the_programme(vat_number="")
    invoice = an_invoice_of(("Kurs", 1, 1000, 25), organisation=a_public_body())
    assert "/AF" not in read(pdf.render(invoice)).trailer["/Root"]


def test_with_its_file_the_pdf_is_still_tagged_and_for_the_archive():
    """PDF/A-3: part 3 lets other files go along; conformance A asks for the tags."""
    content = pdf.render(build.an_invoice(today=TODAY))
    root = read(content).trailer["/Root"]
    metadata = root["/Metadata"].get_data()
    assert b'pdfaid:part="3"' in metadata
    assert b'pdfaid:conformance="A"' in metadata
    assert root["/MarkInfo"]["/Marked"]
    tags = tags_in(root["/StructTreeRoot"])
    assert {"/Document", "/H1", "/Table", "/TR", "/TH", "/TD", "/P", "/Figure"} <= tags
    assert root["/OutputIntents"]


def tags_in(node):
    """The kinds of the elements in the tree of tags."""
    node = node.get_object()
    if not isinstance(node, dict):
        return set()
    children = node.get("/K", [])
    children = children if isinstance(children, list) else [children]
    return {node.get("/S")}.union(*(tags_in(child) for child in children))
