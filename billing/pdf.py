"""An invoice as a PDF for the archive (PDF/A-3a, tagged): the same bytes whenever it is made."""

from functools import cache
from pathlib import Path

import font_source_sans_pro
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from billing import rules, ubl, using_qr
from billing.models import Invoice
from billing.rules.einvoice import check, lacks_only_addressing
from billing.words import correction_of, seat_of, terms_of_payment, tier_of
from lattvikt.lib.money import HARD_SPACE, two_decimals

STATIC = settings.BASE_DIR / "static"
FONTS = Path(font_source_sans_pro.__file__).parent / "files"
# The family has a name of its own, so that no font of the machine can take its place.
FACES = """
@font-face { font-family: "Invoice Sans"; src: url("SourceSansPro-Regular.ttf"); }
@font-face { font-family: "Invoice Sans"; font-weight: 600;
  src: url("SourceSansPro-Semibold.ttf"); }
"""
ONE_LINE = 55  # characters beside «Avsändare» in the slip


def render(invoice) -> bytes:
    """The invoice in its own language. Needs its lines and what it credits."""
    with translation.override(invoice.language):
        markup = render_to_string("billing/invoice.html", context(invoice))
        return press().print(
            markup,
            identifier=invoice.number,
            page_text=page_text(invoice),
            attached=attached(invoice),
        )


def attached(invoice):
    """The invoice as UBL, for the reader's own system; None where it breaks EN 16931 itself."""
    tree = ubl.tree_of(invoice)
    if not lacks_only_addressing(check(tree)):
        return None
    return {
        "name": invoice.einvoice_name,
        "content": ubl.to_bytes(tree),
        "description": _("The invoice for invoice readers (EN 16931, UBL 2.1)"),
        "day": invoice.issued_on,
    }


def page_text(invoice):
    """As the content of CSS: `counter` is filled in for each page."""
    text = _("%(number)s · Page %(page)s of %(pages)s")
    counters = {"page": '" counter(page) "', "pages": '" counter(pages) "'}
    return text % {"number": invoice.number, **counters}


def context(invoice):
    """What the template shows: the texts, and the QR code as an image."""
    return {**texts_of(invoice), "qr": using_qr.as_data_url(invoice)}


def texts_of(invoice):
    """Texts with line breaks and tabs rather than markup for each: fewer boxes, more pages."""
    is_note = invoice.is_credit_note
    return {
        "invoice": invoice,
        "heading": _("Credit note") if is_note else _("Invoice"),
        "facts": tabbed(facts_of(invoice)),
        "buyer": "\n".join(filter(None, buyer_of(invoice))),
        "correction": correction_of(invoice) if is_note else "",
        "columns": columns_of(invoice),
        "lines": [cells_of(line, invoice) for line in invoice.lines.all()],
        "sums": "\n".join(sums_of(invoice)),
        "total": sum_of(_("To your credit") if is_note else _("To pay"), invoice.total),
        "terms": "\n".join(filter(None, terms_of(invoice))),
        "slip": credit_slip_of(invoice) if is_note else slip_of(invoice),
        "parties": nothing_to_pay() if is_note else tabbed(parties_of(invoice)),
        "seller": "\n".join(" · ".join(filter(None, row)) for row in seller_of(invoice)),
    }


def sums_of(invoice):
    """Net, and the VAT of each rate on what it is reckoned on (mervärdesskattelagen 17:24)."""
    if not is_taxed(invoice):
        return [sum_of(_("Net"), invoice.net), sum_of(_("VAT"), invoice.vat)]
    text = _("VAT %(rate)s %% on %(net)s")
    rates = [
        sum_of(f"{text % {'rate': plain(one.rate), 'net': kronor(one.net)}}:", one.vat)
        for one in rules.rate_sums(invoice.lines.all())
    ]
    return [sum_of(_("Net"), invoice.net), *rates]


def is_taxed(invoice):
    return invoice.tax_category == Invoice.TaxCategory.STANDARD


def plain(number):
    """«25», «1,5»: no needless decimals."""
    return f"{number.normalize():f}".replace(".", ",")


def sum_of(label, amount):
    return f"{label}  {kronor(amount)}"


def tabbed(pairs):
    return "\n".join(f"{label}\t{value}" for label, value in pairs if value)


def kronor(amount):
    """«5 000,00 kr», with a real minus sign: paper has öre, and two sizes of type."""
    return f"{shown(amount)}{HARD_SPACE}kr"


def shown(amount):
    return two_decimals(amount).replace("-", "−")


def facts_of(invoice):
    """What the reader looks for first, and what the two sides call it."""
    return [
        (_("Number"), invoice.number),
        (_("Invoice date"), invoice.issued_on),
        (_("Due date"), "" if invoice.is_credit_note else invoice.due_on),
        (_("OCR number"), invoice.ocr),
        (_("Member number"), invoice.buyer_number),
        (_("Your reference"), invoice.buyer_reference),
        (_("Our reference"), invoice.our_reference),
    ]


def buyer_of(invoice):
    number, country = invoice.shown_buyer_org_number, invoice.buyer_country
    return [
        invoice.buyer_name,
        invoice.buyer_street,
        f"{invoice.shown_buyer_postal_code} {invoice.buyer_city}".strip(),
        country if country != invoice.seller_country else "",
        _("Org. no. %(number)s") % {"number": number} if number else "",
        invoice.buyer_vat_number,
    ]


def columns_of(invoice):
    vat = [_("VAT %")] if is_taxed(invoice) else []
    return [_("Description"), _("Quantity"), _("Price"), *vat, _("Amount")]


def cells_of(line, invoice):
    quantity = f"{plain(line.quantity)} {line.unit}".strip()
    vat = [plain(line.vat_rate)] if is_taxed(invoice) else []
    tier = tier_of(invoice) if line.position == 1 else ""
    text = "\n".join(filter(None, [line.text, tier]))
    return [text, quantity, shown(line.unit_price), *vat, shown(line.net)]


def terms_of(invoice):
    if invoice.is_credit_note:
        return [invoice.tax_reason]
    return [invoice.tax_reason, terms_of_payment(invoice)]


def slip_of(invoice):
    """What a payer types, exactly as it is typed."""
    return [
        (_("Bankgiro"), invoice.shown_bankgiro),
        (_("OCR number"), invoice.ocr),
        (_("Amount"), kronor(invoice.total)),
        (_("Pay by"), invoice.due_on.isoformat()),
    ]


def credit_slip_of(note):
    return [
        (_("Credits invoice"), note.credits.number),
        (_("OCR number"), note.ocr),
        (_("Amount"), kronor(note.total)),
    ]


def parties_of(invoice):
    payer = Truncator(invoice.buyer_name).chars(ONE_LINE)
    return [(_("Payee"), invoice.seller_name), (_("Payer"), payer)]


def nothing_to_pay():
    return _("Nothing is to be paid. If you have paid the invoice already, we will contact you.")


def seller_of(invoice):
    """Two rows at the foot. «Approved for F-tax» is a statement in law, printed only if true."""
    org_number = _("Org. no. %(number)s") % {"number": invoice.shown_seller_org_number}
    city = f"{invoice.shown_seller_postal_code} {invoice.seller_city}".strip()
    return [
        [invoice.seller_name, ", ".join(filter(None, [invoice.seller_street, city])), org_number],
        [
            invoice.seller_vat_number,
            seat_of(invoice),
            _("Approved for F-tax") if invoice.seller_is_approved_for_f_tax else "",
            invoice.seller_email,
            invoice.seller_phone,
            invoice.seller_website,
        ],
    ]


@cache
def press():
    from billing.press import Press  # slow to load: only where PDF is made

    return Press(
        faces=FACES, fonts=FONTS, sheet=STATIC / "print/invoice.css", pictures=STATIC / "img"
    )
