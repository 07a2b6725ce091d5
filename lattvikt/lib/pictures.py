"""Pictures as a page shows them: not larger than needed, and telling no more than what is seen."""

from io import BytesIO

from PIL import Image, ImageOps

LONGEST = 1600  # pixels; twice what a page is wide at most on a phone
QUALITY = 82


def for_the_web(content: bytes) -> bytes:
    """The picture as WebP, turned the right way up.

    Made anew from its pixels, so that what a camera writes beside them (where, when, by whom) does
    not come along. The picture has been judged before (`lattvikt.lib.uploads`).
    """
    with Image.open(BytesIO(content)) as image:
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((LONGEST, LONGEST))
        shown = BytesIO()
        upright.convert("RGBA" if upright.has_transparency_data else "RGB").save(
            shown, "WEBP", quality=QUALITY, exif=b"", icc_profile=None, xmp=b""
        )
    return shown.getvalue()
