"""From markup to PDF with WeasyPrint: what can be made once for a process is made once.

Imported only where PDF is made: WeasyPrint takes most of a second to load.
"""

import gc
import hashlib
from datetime import UTC, date, datetime, time
from pathlib import Path
from threading import Lock
from xml.etree import ElementTree

import weasyprint
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration

from lattvikt.lib.printable import printable

# What our markup uses of HTML's own style. WeasyPrint's has hundreds of rules, and trying them on
# each element takes a sixth of the time of a page.
HTML_STYLE = """
head, title, meta { display: none; }
html, body, div, p, h1 { display: block; }
table { display: table; } thead { display: table-header-group; }
tbody { display: table-row-group; } tr { display: table-row; } th, td { display: table-cell; }
"""
# Only for several pages: to know the number of pages it must be laid out twice.
PAGE_NUMBERS = """
@page {{ margin-bottom: 17mm; @bottom-right {{
  content: "{text}"; font: 8.5pt "Invoice Sans"; color: #56625f;
  vertical-align: top; padding-top: 4mm;
}} }}
@page :first {{ margin-bottom: 17mm; }}
"""
MOST_SHAPES = 50  # each takes about a quarter of a megabyte


class Page(weasyprint.HTML):
    """Markup whose texts can be exchanged, while its elements keep their styles."""

    styles = None

    def _ua_stylesheets(self, forms=False):
        return []  # HTML_STYLE is ours

    def fill(self, tree):
        for ours, given in zip(self.etree_element.iter(), tree.iter(), strict=True):
            ours.text, ours.tail, ours.attrib = given.text, given.tail, given.attrib


class StyledOnce(Document):
    """WeasyPrint reckons all styles anew for each document: a quarter of the time of a page."""

    @classmethod
    def _build_layout_context(cls, html, *args):
        built = super()._build_layout_context(html, *args)
        built.style_for = html.styles = html.styles or built.style_for
        return built


class Press:
    """Fonts, style sheets, styles and the logo, shared by all documents of a process.

    The markup is well-formed XML too, with `tbody` written out: then its texts can be put into a
    page of the same shape that has its styles already.
    """

    def __init__(self, *, faces: str, fonts: Path, sheet: Path, pictures: Path):
        self.fonts = FontConfiguration()
        self.reader = weasyprint.URLFetcher(allowed_protocols=["file", "data"])  # no network
        self.sheets = [
            self.css(string=HTML_STYLE),
            self.css(string=faces, base_url=f"{fonts}/"),
            self.css(filename=sheet),
        ]
        self.pictures = pictures
        self.logo: dict = {}
        self.pages: dict[tuple, Page] = {}
        self.busy = Lock()  # the texts of a page are those of one document at a time
        # What is loaded by now stays: looking through it for rubbish again and again, while
        # documents are made, takes a sixth of the time.
        gc.collect()
        gc.freeze()

    def css(self, **source):
        return weasyprint.CSS(font_config=self.fonts, **source)

    def print(
        self, markup: str, *, identifier: str, page_text: str, attached: dict | None = None
    ) -> bytes:
        """The same bytes for the same arguments. `attached` is what `attachment` takes."""
        markup = printable(markup)
        files = [attachment(**attached)] if attached else []
        with self.busy:
            page = self.page_for(markup)
            document, options = self.lay_out(page, identifier, [] if page.styles else self.sheets)
            if len(document.pages) > 1:
                numbers = self.css(string=PAGE_NUMBERS.format(text=page_text))
                sheets = [*self.sheets, numbers]
                document, options = self.lay_out(self.new_page(markup), identifier, sheets)
            return document.write_pdf(finisher=name_files_once, **options | {"attachments": files})

    def page_for(self, markup):
        """One that has its styles already, if there was another of the same shape."""
        tree = ElementTree.fromstring(markup)
        if len(self.pages) == MOST_SHAPES:
            self.pages.clear()
        shape = shape_of(tree)
        page = self.pages[shape] = self.pages.get(shape) or self.new_page(markup)
        page.fill(tree)
        return page

    def new_page(self, markup):
        return Page(string=markup, base_url=f"{self.pictures}/", url_fetcher=self.reader)

    def lay_out(self, page, identifier, sheets):
        options = weasyprint.DEFAULT_OPTIONS | {
            "stylesheets": sheets,
            "pdf_variant": "pdf/a-3a",
            "pdf_identifier": hashlib.sha256(identifier.encode()).digest()[:16],
            # A copy: each invoice adds its QR code, and only the logo is worth keeping.
            "cache": dict(self.logo),
        }
        document = StyledOnce._render(page, self.fonts, None, None, options)
        self.logo = self.logo or {u: p for u, p in options["cache"].items() if is_logo(u)}
        return document, options


def shape_of(tree):
    """All that styles depend on."""
    return tuple((e.tag, e.get("class"), e.get("lang"), len(e)) for e in tree.iter())


def attachment(*, name: str, content: bytes, description: str, day: date) -> weasyprint.Attachment:
    """A file that says the same as the PDF it goes in, of a certain day (ISO 19005-3, 6.8)."""
    midnight = datetime.combine(day, time(tzinfo=UTC))
    return weasyprint.Attachment(
        string=content,
        name=name,
        description=description,
        relationship="Alternative",
        created=midnight,
        modified=midnight,
    )


def name_files_once(document, pdf) -> None:
    """WeasyPrint names each file that goes along twice among the associated ones."""
    if named := pdf.catalog.get("AF"):
        named[:] = dict.fromkeys(named)


def is_logo(url):
    return isinstance(url, str) and url.endswith("/logo.svg")
