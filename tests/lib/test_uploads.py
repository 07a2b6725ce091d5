from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfWriter

from lattvikt.lib.uploads import judge


def a_pdf(password=""):
    writer, content = PdfWriter(), BytesIO()
    writer.add_blank_page(width=595, height=842)
    if password:
        writer.encrypt(password)
    writer.write(content)
    return content.getvalue()


def a_picture(kind="PNG", size=(8, 8)):
    content = BytesIO()
    Image.new("RGB", size).save(content, kind)
    return content.getvalue()


def sent(content, name="fil.pdf"):
    return SimpleUploadedFile(name, content)


def refusal(content, **options):
    with pytest.raises(ValidationError) as refused:
        judge(sent(content), **{"most_megabytes": 1, **options})
    return refused.value.code


def test_a_pdf_is_a_pdf_whatever_it_is_called():
    judged = judge(sent(a_pdf(), "bild.png"), most_megabytes=1)
    assert (judged.mimetype, judged.ending) == ("application/pdf", ".pdf")
    assert judged.content == a_pdf()


@pytest.mark.parametrize(
    ("kind", "mimetype"), [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("WEBP", "image/webp")]
)
def test_a_picture_is_told_by_its_content(kind, mimetype):
    assert judge(sent(a_picture(kind), "text.txt"), most_megabytes=1).mimetype == mimetype


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00 a program", "kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "kind"),
        (a_picture("GIF"), "kind"),
        (b"%PDF-1.7\nnothing", "damaged"),
        (a_picture(size=(64, 64))[:-20], "damaged"),
        (a_pdf("hemligt"), "locked"),
        (b"%PDF-" + bytes(1024 * 1024), "size"),
    ],
)
def test_anything_else_is_refused_and_told_why(content, code):
    assert refusal(content) == code


def test_where_only_pictures_belong_a_pdf_is_refused():
    assert refusal(a_pdf(), pdf=False) == "kind"


def test_a_small_file_with_too_many_pixels_is_refused():
    assert refusal(a_picture(size=(9000, 9000))) == "size"


@given(st.binary(max_size=300), st.sampled_from([b"", b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n"]))
def test_any_bytes_are_judged_or_refused(content, beginning):
    try:
        judged = judge(sent(beginning + content), most_megabytes=1)
    except ValidationError:
        return
    assert judged.content == beginning + content
