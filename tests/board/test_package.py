"""The agenda and its papers as one PDF for one reader: what it holds, and what it never does."""

from datetime import time, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader

from board import actions
from board.models import Party
from lattvikt.lib.paper import print_paper
from tests import build

pytestmark = pytest.mark.django_db

SOON = timezone.localdate() + timedelta(days=20)
SECRET = "Hemliga Detaljer"
SHEET = Path(__file__).resolve().parents[2] / "static/print/package.css"
CLAUSES = f"att förvärva {SECRET} AB\n\n- med tillträde i maj\n- mot handpenning"


@pytest.fixture
def seats():
    return build.a_board(4)


@pytest.fixture
def meeting(seats):
    return actions.open_meeting(
        build.the_board(), held_on=SOON, starts_at=time(13), ends_at=time(16), place="Åmål"
    )


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        }
    }


def add_paper(item, title, content, mimetype="application/pdf"):
    file = SimpleUploadedFile("fil", content)
    actions.add_paper(item, title=title, file=file, mimetype=mimetype, by=None)


def a_pdf(text, pages=1):
    markup = "".join(f'<p style="break-after: page">{text} {one}</p>' for one in range(pages))
    return print_paper(markup, sheet=SHEET, identifier=text)


def a_picture():
    content = BytesIO()
    Image.new("RGB", (3000, 1200), "#0b4f4a").save(content, "PNG")
    return content.getvalue()


def package_of(meeting, seat):
    client = Client()
    client.force_login(seat.person.user)
    answer = client.get(reverse("board:package", args=["styrelsen", meeting.pk]))
    assert answer["Content-Type"] == "application/pdf"
    return PdfReader(BytesIO(answer.content))


def text_of(book):
    return " ".join(" ".join(page.extract_text() for page in book.pages).split())


def bookmarks(book):
    return [one.title for one in book.outline if not isinstance(one, list)] + [
        one.title for part in book.outline if isinstance(part, list) for one in part
    ]


def a_point_with_a_secret(meeting, seats):
    """A matter whose party the last seat is, with a paper of its own."""
    matter = build.a_matter(title=f"Förvärvet av {SECRET}", resolution=CLAUSES, background=SECRET)
    Party.objects.create(matter=matter, person=seats[3].person)
    actions.put_on_meeting(matter, meeting=meeting, by=seats[0])
    matter.refresh_from_db()
    add_paper(matter.item, f"Avtal {SECRET}", a_pdf(f"Köpet av {SECRET}", pages=2))


def test_points_that_clauses_and_papers_come_in_one_book(meeting, seats):
    point = actions.add_item(meeting, title="Läget", background="**Bra** i norr.")
    actions.invite_guest(point, name="Jenny Bramell", role="samordnare", organisation="IUC")
    add_paper(point, "Karta", a_picture(), "image/png")
    a_point_with_a_secret(meeting, seats)
    book = package_of(meeting, seats[2])
    text = text_of(book)
    for said in ["Bra i norr.", "Jenny Bramell, samordnare, IUC", "att förvärva", "handpenning"]:
        assert said in text
    assert f"Köpet av {SECRET} 1" in text
    papers = [f"2. Avtal {SECRET}", "1. Karta"]
    assert sorted(one for one in bookmarks(book) if one in papers) == sorted(papers)


def test_a_picture_fits_a_page(meeting, seats):
    add_paper(actions.add_item(meeting, title="Läget"), "Karta", a_picture(), "image/png")
    page = package_of(meeting, seats[2]).pages[-1]
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 238)


def test_who_is_recused_gets_the_number_of_the_point_and_nothing_else_of_it(meeting, seats):
    actions.add_item(meeting, title="Läget")
    a_point_with_a_secret(meeting, seats)
    book = package_of(meeting, seats[3])
    assert SECRET not in text_of(book) + str(bookmarks(book))
    assert "Visas inte för dig på grund av jäv." in text_of(book)
    others = package_of(meeting, seats[2])
    assert len(others.pages) - len(book.pages) >= 2


def test_who_is_recused_from_the_point_itself_gets_none_of_its_papers(meeting, seats):
    point = actions.add_item(meeting, title="Läget", background=SECRET)
    add_paper(point, "Avtal", a_pdf(SECRET))
    actions.note_absences(point, recused=[seats[3]])
    assert SECRET not in text_of(package_of(meeting, seats[3]))


def test_without_papers_it_is_a_tagged_archive_file_and_may_be_empty(meeting, seats):
    book = package_of(meeting, seats[2])
    assert "/StructTreeRoot" in book.root_object
    assert b"pdfaid" in book.root_object["/Metadata"].get_data()
    assert "Dagordningen är tom än så länge." in text_of(book)


@pytest.mark.parametrize("number", [1, 3])
def test_a_package_takes_the_same_number_of_questions_whatever_is_in_it(
    meeting, seats, number, django_assert_num_queries
):
    for one in range(number):
        add_paper(actions.add_item(meeting, title=f"Punkt {one}"), "Underlag", a_pdf("Text"))
    client = Client()
    client.force_login(seats[2].person.user)
    address = reverse("board:package", args=["styrelsen", meeting.pk])
    client.get(address)
    with django_assert_num_queries(9):
        client.get(address)
