"""The same invoice drawn by hand with reportlab: what our PDF is measured against.

The same texts, fonts, lines and code at about the same places; no tags, no archive format, no line
breaking, no second page: what a programme would draw that wanted nothing but speed.
"""

from io import BytesIO

import segno
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from billing import pdf, using_qr

REGULAR, SEMIBOLD = "SourceSansPro-Regular", "SourceSansPro-Semibold"
HEIGHT = 297
COLUMNS = [20, 140, 165, 190]

for font in (REGULAR, SEMIBOLD):
    pdfmetrics.registerFont(TTFont(font, str(pdf.FONTS / f"{font}.ttf")))


def render(invoice) -> bytes:
    texts = pdf.texts_of(invoice)
    out = BytesIO()
    canvas = Canvas(out, pagesize=(210 * mm, HEIGHT * mm), pageCompression=1)
    canvas.setTitle(f"{texts['heading']} {invoice.number}")
    draw_head(canvas, invoice, texts)
    y = draw_lines(canvas, texts)
    draw_sums(canvas, texts, y)
    draw_slip(canvas, invoice, texts)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def draw_head(canvas, invoice, texts):
    write(canvas, 20, 25, invoice.seller_name, SEMIBOLD, 12.5)
    write(canvas, 190, 25, texts["heading"], SEMIBOLD, 27, right=True)
    for n, row in enumerate(texts["facts"].splitlines()):
        label, value = row.split("\t")
        write(canvas, 20, 45 + 5 * n, label)
        write(canvas, 55, 45 + 5 * n, value)
    for n, row in enumerate(texts["buyer"].splitlines()):
        write(canvas, 112, 45 + 5 * n, row, REGULAR if n else SEMIBOLD, 11)


def draw_lines(canvas, texts):
    for x, name in zip(COLUMNS, texts["columns"], strict=True):
        write(canvas, x, 100, name, size=8.5, right=x > COLUMNS[0])
    rule(canvas, 102)
    y = 108
    for cells in texts["lines"]:
        for x, cell in zip(COLUMNS, cells, strict=True):
            for n, row in enumerate(cell.splitlines()):
                write(canvas, x, y + 5 * n, row, right=x > COLUMNS[0])
        y += 12
        rule(canvas, y - 5)
    return y


def draw_sums(canvas, texts, y):
    for n, row in enumerate(texts["sums"].splitlines()):
        write(canvas, 190, y + 5 * n, row, right=True)
    write(canvas, 190, y + 14, texts["total"], SEMIBOLD, 16, right=True)
    for n, row in enumerate(texts["terms"].splitlines()):
        write(canvas, 20, y + 22 + 5 * n, row, size=9)


def draw_slip(canvas, invoice, texts):
    canvas.roundRect(20 * mm, 25 * mm, 170 * mm, 41 * mm, 2 * mm)
    code = segno.make(
        using_qr.payload(invoice), error="m", mask=using_qr.MASK, boost_error=False, micro=False
    )
    image = BytesIO()
    code.save(image, kind="png", scale=1, border=0)
    canvas.drawImage(ImageReader(image), 25 * mm, 30 * mm, 31 * mm, 31 * mm)
    for n, (label, value) in enumerate(texts["slip"]):
        write(canvas, 63 + 32 * n, 238, label, size=8.5)
        write(canvas, 63 + 32 * n, 245, value, SEMIBOLD, 13.5)
    for n, row in enumerate(texts["parties"].splitlines()):
        write(canvas, 63, 255 + 5 * n, row.replace("\t", "  "), size=9)
    for n, row in enumerate(texts["seller"].splitlines()):
        write(canvas, 40, 278 + 4 * n, row, size=8.5)


def write(canvas, x, y, text, font=REGULAR, size=10.0, *, right=False):
    canvas.setFont(font, size)
    draw = canvas.drawRightString if right else canvas.drawString
    draw(x * mm, (HEIGHT - y) * mm, text)


def rule(canvas, y):
    canvas.line(20 * mm, (HEIGHT - y) * mm, 190 * mm, (HEIGHT - y) * mm)
