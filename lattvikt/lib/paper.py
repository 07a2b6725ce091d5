"""Papers on A4 that are kept: tagged PDF/A-3a, the same bytes whenever they are made.

Invoices have a press of their own (billing/press.py), made for thousands in a row.
"""

import hashlib
from functools import cache
from pathlib import Path

import font_source_sans_pro

from lattvikt.lib.printable import printable

FONTS = Path(font_source_sans_pro.__file__).parent / "files"
# The family has a name of its own, so that no font of the machine can take its place.
FACES = """
@font-face { font-family: "Paper Sans"; src: url("SourceSansPro-Regular.ttf"); }
@font-face { font-family: "Paper Sans"; font-weight: 600;
  src: url("SourceSansPro-Semibold.ttf"); }
@font-face { font-family: "Paper Sans"; font-style: italic;
  src: url("SourceSansPro-It.ttf"); }
"""


def print_paper(markup: str, *, sheet: Path, identifier: str) -> bytes:
    """The markup set with the style sheet. Pictures are named from the sheet's folder.

    `identifier` says which paper it is, and is in the PDF as a hash.
    """
    import weasyprint  # slow to load: only where PDF is made

    fonts, faces = typefaces()
    page = weasyprint.HTML(
        string=printable(markup),
        base_url=f"{sheet.parent}/",
        url_fetcher=weasyprint.URLFetcher(allowed_protocols=["file"]),  # no network
    )
    return page.write_pdf(
        stylesheets=[faces, weasyprint.CSS(filename=sheet, font_config=fonts)],
        font_config=fonts,
        pdf_variant="pdf/a-3a",
        pdf_identifier=hashlib.sha256(identifier.encode()).digest()[:16],
    )


@cache
def typefaces():
    """Read once for a process."""
    import weasyprint  # slow to load: only where PDF is made
    from weasyprint.text.fonts import FontConfiguration  # slow to load: only where PDF is made

    fonts = FontConfiguration()
    return fonts, weasyprint.CSS(string=FACES, base_url=f"{FONTS}/", font_config=fonts)
