"""A meeting's agenda with its papers as one PDF, made for the holder of one seat.

Made when it is asked for and kept nowhere: it holds what the reader may see at that moment.
"""

from io import BytesIO

from django.conf import settings
from django.template.loader import render_to_string
from PIL import Image, ImageOps
from pypdf import PdfReader, PdfWriter

from board.models import Matter, Paper
from lattvikt.lib.paper import print_paper

SHEET = settings.BASE_DIR / "static/print/package.css"
A4 = (8.27, 11.69)  # inches


def package(meeting, seat) -> bytes:
    """The agenda first, then each paper; a bookmark for every point and paper.

    Of a point from which the holder is recused there is only the number.
    """
    points = points_for(meeting, seat)
    context = {"meeting": meeting, "seat": seat, "points": points}
    markup = render_to_string("board/package_paper.html", context)
    front = print_paper(markup, sheet=SHEET, identifier=f"handlingar {meeting.pk} {seat.pk}")
    papers = [paper for point in points for paper in point.shown_papers]
    return bound(front, papers)


def points_for(meeting, seat):
    """The points in order, each with the matters, papers and guests that the holder may see."""
    points = list(
        meeting.items.withheld_from(seat)
        .select_related("presenter")
        .prefetch_related("guests")
        .order_by("position")
    )
    matters = Matter.objects.visible_to(seat).filter(meeting=meeting, withdrawn_at=None)
    papers = list(Paper.objects.visible_to(seat).filter(item__meeting=meeting))
    matters = list(matters)
    for point in points:
        point.shown_matters = [one for one in matters if one.item_id == point.pk]
        point.shown_papers = [one for one in papers if one.item_id == point.pk]
        for paper in point.shown_papers:
            paper.item = point
    return points


def bound(front: bytes, papers) -> bytes:
    """The papers behind the front. They keep their own pages, so the whole is no PDF/A."""
    book = PdfWriter(clone_from=PdfReader(BytesIO(front)))
    if papers:
        book.root_object.pop("/Metadata", None)
    for paper in papers:
        place = len(book.pages)
        book.append(BytesIO(as_pdf(paper)), import_outline=False)
        mark = f"{paper.item.position}. {paper.title}"
        book.add_outline_item(title=mark, page_number=place)
    written = BytesIO()
    book.write(written)
    return written.getvalue()


def as_pdf(paper) -> bytes:
    """A picture fills a page of at most A4, the right way up."""
    with paper.file.open() as file:
        content = file.read()
    if paper.mimetype == "application/pdf":
        return content
    picture = ImageOps.exif_transpose(Image.open(BytesIO(content))).convert("RGB")
    dots_per_inch = max(side / inches for side, inches in zip(picture.size, A4, strict=True))
    page = BytesIO()
    picture.save(page, "PDF", resolution=dots_per_inch)
    return page.getvalue()
