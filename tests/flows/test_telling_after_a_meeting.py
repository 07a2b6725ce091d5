"""The chair tells everybody what the board met about, with a picture, and takes it down again."""

from io import BytesIO

import pytest
from django.utils import timezone
from PIL import Image

from board import actions
from tests import build
from tests.browser import DESK, PHONE
from tests.flows.people import come_in, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "Regionsamordningen och höstens medlemsträff på styrelsens bord hos IF Metall"


def a_photograph():
    content = BytesIO()
    Image.linear_gradient("L").resize((1200, 800)).convert("RGB").save(content, "JPEG")
    return {"name": "IMG_2034.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


def test_a_body_tells_what_it_has_met_about(new_page, axe, scrolls_sideways):
    chair = build.a_board(5)[0]
    meeting = actions.open_meeting(chair.body, held_on=timezone.localdate(), present=[chair])
    page, reader = new_page(), new_page(javascript=False)
    come_in(page, chair.person.user)
    found = []

    def look(at):
        for width in (DESK, PHONE):
            at.set_viewport_size({"width": width, "height": 800})
            found.extend([*axe(at)] if at is page else [])
            found.extend([f"{at.url}: sideways at {width}"] if scrolls_sideways(at) else [])

    reader.goto("/nyheter/")
    assert "Inga nyheter än." in reader.locator("main").inner_text()
    page.goto(f"/organ/styrelsen/moten/{meeting.pk}/")
    look(page)
    page.get_by_role("link", name="Skriv en nyhet").click()
    page.get_by_label("Rubrik").fill(TITLE)
    page.get_by_label("Text").first.fill(
        "I onsdags möttes styrelsen hos **IF Metall** i Stockholm.\n\n- Regionerna\n- Träffen"
    )
    page.get_by_label("Bild", exact=True).set_input_files(a_photograph())
    page.get_by_role("button", name="Spara utkastet").click()
    assert "Skriv vad bilden visar." in page.locator("main").inner_text()
    look(page)
    page.get_by_label("Bild", exact=True).set_input_files(a_photograph())
    page.get_by_label("Vad bilden visar").fill("Sju personer runt ett bord.")
    page.get_by_label("Bildtext").fill("Styrelsen hos IF Metall. Foto: Åsa Öberg-Lindström.")
    page.get_by_role("button", name="Spara utkastet").click()
    look(page)
    reader.goto("/nyheter/")
    assert TITLE not in reader.locator("main").inner_text()
    page.get_by_role("button", name="Publicera för alla att läsa").click()
    assert "Nu kan alla läsa den." in page.locator("main").inner_text()
    look(page)
    reader.goto("/")
    look(reader)
    reader.get_by_role("link", name=TITLE).click()
    picture = reader.get_by_role("img", name="Sju personer runt ett bord.")
    wait_until(lambda: picture.evaluate("picture => picture.naturalWidth"))
    look(reader)
    page.get_by_role("button", name="Ta ned nyheten").click()
    assert reader.reload().status == 404
    assert found == []
