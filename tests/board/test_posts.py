"""News after a meeting: written by who keeps it, read by anybody, and no part of the minutes."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from board import actions
from board.models import Body, Post
from lattvikt.lib.refused import Refused
from tests import build

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        }
    }
    return tmp_path


@pytest.fixture
def chair():
    return build.a_board(5)[0]


@pytest.fixture
def meeting(chair):
    return actions.open_meeting(chair.body, held_on=TODAY, present=[chair])


def a_picture(colour="red"):
    content = BytesIO()
    Image.new("RGB", (40, 30), colour).save(content, "PNG")
    return content.getvalue()


def as_holder_of(seat):
    client = Client()
    client.force_login(seat.person.user)
    return client


def a_post(meeting, chair, title="Styrelsen hos IF Metall", **facts):
    return actions.write_post(
        meeting, by=chair, **{"title": title, "text": "I **onsdags** sågs vi.", **facts}
    )


def kept(files):
    return [path.name for path in files.rglob("*.webp")]


def test_a_draft_is_read_by_nobody_until_it_is_published(meeting, chair, client):
    post = a_post(meeting, chair, picture=a_picture(), alt="Styrelsen vid ett bord.")
    addresses = [reverse(f"board:{name}", args=[post.pk]) for name in ["news_item", "news_picture"]]
    assert [client.get(url).status_code for url in addresses] == [404, 404]
    assert "IF Metall" not in client.get(reverse("board:news")).text
    actions.publish_post(post)
    assert [client.get(url).status_code for url in addresses] == [200, 200]
    page = client.get(addresses[0]).text
    assert ("<strong>onsdags</strong>" in page, 'alt="Styrelsen vid ett bord."' in page) == (
        True,
        True,
    )
    for name in ["board:news", "front"]:
        assert "Styrelsen hos IF Metall" in client.get(reverse(name)).text
    actions.take_down_post(post)
    assert [client.get(url).status_code for url in addresses] == [404, 404]
    assert "IF Metall" not in client.get(reverse("front")).text


def test_what_is_published_is_published_once_and_taken_down_once(meeting, chair):
    post = actions.publish_post(a_post(meeting, chair))
    with pytest.raises(Refused, match="redan publicerad"):
        actions.publish_post(post)
    actions.take_down_post(post)
    with pytest.raises(Refused, match="inte publicerad"):
        actions.take_down_post(post)


def test_nothing_is_told_of_a_meeting_before_it_is_held(chair):
    to_come = actions.open_meeting(chair.body, held_on=TODAY + timedelta(days=1))
    with pytest.raises(Refused, match="har inte hållits"):
        actions.publish_post(a_post(to_come, chair))
    actions.cancel_meeting(to_come, because="Storm", now=timezone.now())
    with pytest.raises(Refused, match="inställt"):
        actions.publish_post(a_post(to_come, chair))


def test_a_picture_needs_words_for_those_who_do_not_see_it(meeting, chair):
    url = reverse("board:new_post", args=["styrelsen", meeting.pk])
    sent = {"title": "Möte", "text": "Vi sågs.", "alt": ""}
    with_picture = sent | {"picture": SimpleUploadedFile("bild.png", a_picture())}
    assert "Skriv vad bilden visar." in as_holder_of(chair).post(url, with_picture).text
    with pytest.raises(IntegrityError), transaction.atomic():
        a_post(meeting, chair, picture=a_picture())
    assert not Post.objects.exists()
    assert as_holder_of(chair).post(url, sent).status_code == 302


def test_a_file_is_judged_by_what_is_in_it(meeting, chair):
    url = reverse("board:new_post", args=["styrelsen", meeting.pk])
    sent = {"title": "Möte", "text": "Vi sågs.", "alt": "Bild"}
    disguised = SimpleUploadedFile("bild.png", b"%PDF-1.7", content_type="image/png")
    assert "Bara bilder." in as_holder_of(chair).post(url, sent | {"picture": disguised}).text


def test_a_picture_is_exchanged_kept_and_taken_away_and_no_file_is_left(
    meeting, chair, files, django_capture_on_commit_callbacks
):
    post = a_post(meeting, chair, picture=a_picture(), alt="Rött", caption="Foto: Örjan Öberg")
    url = reverse("board:post", args=["styrelsen", meeting.pk, post.pk])
    client = as_holder_of(chair)
    sent = {"title": "Möte", "text": "Vi sågs.", "alt": "Blått", "caption": "Foto: Åsa Ek"}
    [first] = kept(files)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, sent)
    assert kept(files) == [first]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, sent | {"picture": SimpleUploadedFile("b.png", a_picture("blue"))})
    post.refresh_from_db()
    assert (len(kept(files)), kept(files) == [first]) == (1, False)
    assert (post.picture_width, post.picture_height, post.alt) == (40, 30, "Blått")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, sent | {"drops_picture": "on"})
    post.refresh_from_db()
    assert (kept(files), post.picture.name, post.alt, post.caption) == ([], "", "", "")


def test_only_those_who_keep_the_meetings_write_and_only_for_their_own_body(meeting, chair):
    post = actions.publish_post(a_post(meeting, chair))
    member = build.a_seat()
    outside = build.a_seat(Body.objects.get(slug="teknikgruppen"), "chair")
    of_post = ["styrelsen", meeting.pk, post.pk]
    assert as_holder_of(member).get(reverse("board:post", args=of_post)).status_code == 403
    elsewhere = ["teknikgruppen", meeting.pk, post.pk]
    for name in ["publish_post", "take_down_post"]:
        assert as_holder_of(member).post(reverse(f"board:{name}", args=of_post)).status_code == 403
        answer = as_holder_of(outside).post(reverse(f"board:{name}", args=elsewhere))
        assert answer.status_code == 404
    assert (
        "Nyhet för alla"
        not in as_holder_of(member)
        .get(reverse("board:meeting", args=["styrelsen", meeting.pk]))
        .text
    )


def test_no_html_of_the_writer_comes_through(meeting, chair, client):
    text = "<script>alert(1)</script> Hej [länk](javascript:alert)"
    post = actions.publish_post(a_post(meeting, chair, text=text, title="<b>Fet</b>"))
    page = client.get(reverse("board:news_item", args=[post.pk])).text
    assert ("<script>alert" in page, 'href="javascript' in page, "<b>Fet" in page) == (
        False,
        False,
        False,
    )


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_however_long(
    meeting, chair, client, django_assert_num_queries, number
):
    build.the_programme()
    for each in range(number):
        actions.publish_post(a_post(meeting, chair, title=f"Nyhet {each}"))
    with django_assert_num_queries(3):  # how many, the page, the programme
        assert client.get(reverse("board:news")).text.count("<h3") == number


def test_the_secretariat_takes_down_what_should_not_be_read(meeting, chair, client):
    post = actions.publish_post(a_post(meeting, chair))
    client.force_login(build.with_second_factor(build.of_the_staff("Kansliet")))
    url = reverse("admin:board_post_ta-ned", args=[post.pk])
    assert "Ta ned nyheten" in client.get(url).text
    client.post(url)
    post.refresh_from_db()
    assert not post.is_published
    client.force_login(build.with_second_factor(build.of_the_staff("Revisor")))
    assert client.post(url).status_code == 403
