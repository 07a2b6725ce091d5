"""An invoice as a PDF for the archive (PDF/A-3a, tagged): the same bytes whenever it is made."""

import hashlib
from functools import cache
from pathlib import Path

import font_source_sans_pro
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from billing import using_qr
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
# What our markup uses of HTML's own style. WeasyPrint's has hundreds of rules, and trying them on
# each element takes a sixth of the time of a page.
HTML_STYLE = """
head, title, meta { display: none; }
html, body, div, p, h1 { display: block; }
table { display: table; } thead { display: table-header-group; }
tbody { display: table-row-group; } tr { display: table-row; } th, td { display: table-cell; }
"""
# Only for invoices of several pages: to know the number of pages it must be laid out twice.
PAGE_NUMBERS = """
@page {{ margin-bottom: 17mm; @bottom-right {{
  content: "{text}"; font: 8.5pt "Invoice Sans"; color: #56625f;
  vertical-align: top; padding-top: 4mm;
}} }}
@page :first {{ margin-bottom: 17mm; }}
"""


def render(invoice) -> bytes:
    """The invoice in its own language. Needs its lines and what it credits."""
    with translation.override(invoice.language):
        markup = render_to_string("billing/invoice.html", context(invoice))
        return press().print(markup, identifier=invoice.number, page_text=page_text(invoice))


def page_text(invoice):
    """As the content of CSS: `counter` is filled in for each page."""
    text = _("%(number)s · Page %(page)s of %(pages)s")
    counters = {"page": '" counter(page) "', "pages": '" counter(pages) "'}
    return text % {"number": invoice.number, **counters}


def context(invoice):
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
        "sums": "\n".join(
            [f"{_('Net')}  {kronor(invoice.net)}", f"{_('VAT')}  {kronor(invoice.vat)}"]
        ),
        "total": f"{_('To your credit') if is_note else _('To pay')}  {kronor(invoice.total)}",
        "terms": "\n".join(filter(None, terms_of(invoice))),
        "slip": credit_slip_of(invoice) if is_note else slip_of(invoice),
        "parties": nothing_to_pay() if is_note else tabbed(parties_of(invoice)),
        "seller": "\n".join(" · ".join(filter(None, row)) for row in seller_of(invoice)),
        "qr": using_qr.as_data_url(invoice),
    }


def tabbed(pairs):
    return "\n".join(f"{label}\t{value}" for label, value in pairs if value)


def kronor(amount):
    """«5 000,00 kr», with a real minus sign: paper has öre, and two sizes of type."""
    return f"{shown(amount)}{HARD_SPACE}kr"


def shown(amount):
    return two_decimals(amount).replace("-", "−")


def whole(number):
    """«12 000»."""
    return f"{number:,}".replace(",", HARD_SPACE)


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


def correction_of(note):
    """Mervärdesskattelagen 17 kap. 22 §: a clear reference to the original invoice."""
    what = _("This credit note cancels invoice %(number)s of %(date)s.") % {
        "number": note.credits.number,
        "date": note.credits.issued_on,
    }
    reason = _("Reason: %(reason)s") % {"reason": note.credit_reason}
    return f"{what}\n{reason}"


def columns_of(invoice):
    vat = [_("VAT %")] if invoice.vat else []
    return [_("Description"), _("Quantity"), _("Price"), *vat, _("Amount")]


def cells_of(line, invoice):
    quantity = f"{line.quantity.normalize():f} {line.unit}".replace(".", ",").strip()
    vat = [shown(line.vat_rate)] if invoice.vat else []
    tier = tier_of(invoice) if line.position == 1 else ""
    text = "\n".join(filter(None, [line.text, tier]))
    return [text, quantity, shown(line.unit_price), *vat, shown(line.net)]


def tier_of(invoice):
    """Which head-count and tier the fee was reckoned on."""
    if invoice.employees is None:
        return ""
    if invoice.to_employees is None:
        text = _("Fee for more than %(below)s employees, reckoned on %(employees)s employees.")
    else:
        text = _("Fee for %(first)s–%(last)s employees, reckoned on %(employees)s employees.")
    return text % {
        "below": invoice.from_employees - 1,
        "first": invoice.from_employees,
        "last": invoice.to_employees,
        "employees": whole(invoice.employees),
    }


def terms_of(invoice):
    if invoice.is_credit_note:
        return [invoice.tax_reason]
    terms = _(
        "Terms of payment: %(days)s days net. Interest on late payment under the Interest Act."
    )
    return [invoice.tax_reason, terms % {"days": invoice.days_to_pay}]


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
    seat = _("Registered office: %(seat)s") % {"seat": invoice.seller_seat}
    city = f"{invoice.shown_seller_postal_code} {invoice.seller_city}".strip()
    return [
        [invoice.seller_name, ", ".join(filter(None, [invoice.seller_street, city])), org_number],
        [
            invoice.seller_vat_number,
            seat if invoice.seller_seat else "",
            _("Approved for F-tax") if invoice.seller_is_approved_for_f_tax else "",
            invoice.seller_email,
            invoice.seller_phone,
            invoice.seller_website,
        ],
    ]


class Press:
    """What all invoices of a process share: fonts, style sheets and the logo are read once."""

    def __init__(self):
        import weasyprint  # slow to load: only where PDF is made
        from weasyprint.text.fonts import FontConfiguration  # slow

        self.fonts = FontConfiguration()
        self.reader = weasyprint.URLFetcher(allowed_protocols=["file", "data"])  # no network
        html_style = weasyprint.CSS(string=HTML_STYLE)

        class Page(weasyprint.HTML):
            def _ua_stylesheets(self, forms=False):
                return [html_style]

        self.css, self.page = weasyprint.CSS, Page
        faces = self.css(string=FACES, base_url=f"{FONTS}/", font_config=self.fonts)
        sheet = self.css(filename=STATIC / "print/invoice.css", font_config=self.fonts)
        self.sheets = [faces, sheet]
        self.pictures = STATIC / "img"
        self.logo: dict = {}

    def print(self, markup, *, identifier, page_text) -> bytes:
        document, options = self.lay_out(markup, identifier, self.sheets)
        if len(document.pages) > 1:
            numbers = self.css(string=PAGE_NUMBERS.format(text=page_text), font_config=self.fonts)
            document, options = self.lay_out(markup, identifier, [*self.sheets, numbers])
        return document.write_pdf(**options)

    def lay_out(self, markup, identifier, sheets):
        options = {
            "stylesheets": sheets,
            "pdf_variant": "pdf/a-3a",
            "pdf_identifier": hashlib.sha256(identifier.encode()).digest()[:16],
            # A copy: each invoice adds its QR code, and only the logo is worth keeping.
            "cache": dict(self.logo),
        }
        page = self.page(string=markup, base_url=f"{self.pictures}/", url_fetcher=self.reader)
        document = page.render(font_config=self.fonts, **options)
        self.logo = self.logo or {u: p for u, p in options["cache"].items() if is_logo(u)}
        return document, options


def is_logo(url):
    return isinstance(url, str) and url.endswith("/logo.svg")


@cache
def press():
    return Press()
