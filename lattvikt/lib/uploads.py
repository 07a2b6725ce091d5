"""Files that people send us, judged by what is in them and never by what they are called."""

from dataclasses import dataclass
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError
from pypdf import PdfReader
from pypdf.errors import PyPdfError

MEGABYTE = 1024 * 1024
MOST_PIXELS = 50_000_000  # a picture that is small as a file may be huge when it is opened
PDF = "application/pdf"
IMAGES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
ENDINGS = {PDF: ".pdf", "image/png": ".png", "image/jpeg": ".jpg", "image/webp": ".webp"}


@dataclass(frozen=True)
class Judged:
    """What a file turned out to be."""

    content: bytes
    mimetype: str

    @property
    def ending(self) -> str:
        return ENDINGS[self.mimetype]


def judge(file: UploadedFile, *, most_megabytes: int, pdf: bool = True) -> Judged:
    """The file's bytes and kind: a PDF (unless `pdf` is False) or a picture, nothing else.

    Raises ValidationError, with a text for who sent it, for a file that is empty, too large,
    locked by a password, damaged or of another kind.
    """
    if not file.size:
        raise ValidationError(_("The file is empty."), code="empty")
    if file.size > most_megabytes * MEGABYTE:
        raise ValidationError(
            _("The file is larger than %(most)s MB."), code="size", params={"most": most_megabytes}
        )
    file.seek(0)
    content = file.read()
    if content.startswith(b"%PDF-") and pdf:
        return judge_pdf(content)
    return judge_image(content, pdf)


def judge_pdf(content: bytes) -> Judged:
    try:
        reader = PdfReader(BytesIO(content))
        is_locked = reader.is_encrypted
        is_whole = is_locked or len(reader.pages) > 0
    # A damaged file may fail anywhere in the reader.
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        is_locked, is_whole = False, False
    if is_locked:
        raise ValidationError(_("The PDF is locked by a password."), code="locked")
    if not is_whole:
        raise ValidationError(_("The PDF is damaged and cannot be opened."), code="damaged")
    return Judged(content, PDF)


def judge_image(content: bytes, pdf: bool) -> Judged:
    try:
        with Image.open(BytesIO(content), formats=list(IMAGES)) as image:
            is_too_large = image.width * image.height > MOST_PIXELS
            if not is_too_large:
                image.verify()
            mimetype = IMAGES[image.format or ""]
    except UnidentifiedImageError:
        text = _("Only PDF and pictures (PNG, JPEG, WebP).") if pdf else _("Only pictures.")
        raise ValidationError(text, code="kind") from None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise ValidationError(_("The picture is damaged."), code="damaged") from None
    if is_too_large:
        raise ValidationError(_("The picture has too many pixels."), code="size")
    return Judged(content, mimetype)
