from io import BytesIO

import pytest
from PIL import Image

from lattvikt.lib.pictures import LONGEST, for_the_web

ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825


def a_photograph(size=(8, 4), *, mode="RGB", kind="JPEG", orientation=1):
    """As a camera leaves it: with what it is, and where it was."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = orientation, "Kamera"
    exif.get_ifd(GPS)[2] = (57.0, 42.0, 0.0)
    content = BytesIO()
    Image.new(mode, size, "red").save(content, kind, exif=exif)
    return content.getvalue()


def shown(content):
    return Image.open(BytesIO(for_the_web(content)))


def test_what_the_camera_writes_beside_the_picture_does_not_come_along():
    before = Image.open(BytesIO(a_photograph()))
    assert (before.getexif()[MAKE], before.getexif().get_ifd(GPS)[2][0]) == ("Kamera", 57.0)
    after = shown(a_photograph())
    assert (after.format, dict(after.getexif()), set(after.info) & {"exif", "xmp"}) == (
        "WEBP",
        {},
        set(),
    )


def test_a_picture_that_lies_on_its_side_is_turned_upright():
    assert shown(a_photograph((8, 4), orientation=6)).size == (4, 8)


@pytest.mark.parametrize(
    ("size", "becomes"),
    [
        ((LONGEST, 10), (LONGEST, 10)),
        ((LONGEST * 2, 100), (LONGEST, 50)),
        ((100, LONGEST * 2), (50, LONGEST)),
    ],
)
def test_a_picture_is_made_smaller_and_never_larger(size, becomes):
    assert shown(a_photograph(size)).size == becomes


@pytest.mark.parametrize("mode", ["RGBA", "P", "L", "1"])
def test_pictures_of_every_kind_are_shown(mode):
    content = BytesIO()
    Image.new(mode, (4, 4)).save(content, "PNG")
    assert shown(content.getvalue()).size == (4, 4)
