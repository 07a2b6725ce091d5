"""An event on the secretariat's desk: written, completed, published."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import modelform_factory
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from events import actions
from events.models import Event, EventKind
from lattvikt.lib.refused import Refused
from tests import build

pytestmark = pytest.mark.django_db

NO_PARTS = {
    f"{part}-{count}": "0"
    for part in ("programme", "add_ons", "goals", "questions")
    for count in ("TOTAL_FORMS", "INITIAL_FORMS")
}


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
def secretary():
    client = Client()
    client.force_login(build.a_secretary())
    return client


def a_picture():
    content = BytesIO()
    Image.new("RGB", (40, 30), "red").save(content, "PNG")
    return SimpleUploadedFile("IMG_1.png", content.getvalue(), "image/png")


def written(**fields):
    """As the form sends it."""
    return {
        "kind": EventKind.objects.get(name="Konferens").pk,
        "title": "LIGHTer International Conference",
        "summary": "Two days on lightweight technology.",
        "language": "en",
        "openness": "anybody",
        "body": build.the_board().pk,
        "starts_at_0": "2030-05-14",
        "starts_at_1": "09:00",
        "ends_at_0": "2030-05-15",
        "ends_at_1": "16:00",
        "place": "Göteborg",
        "offer_hours": "48",
        "fee": "0",
        **NO_PARTS,
        **fields,
    }


def url(page, *args):
    return reverse(f"admin:events_event_{page}", args=args)


def errors(answer):
    return dict(answer.context["adminform"].form.errors)


def test_a_new_event_gets_the_standing_item_for_views_and_needs_in_its_own_language(secretary):
    assert secretary.post(url("add"), written()).status_code == 302
    event = Event.objects.get()
    assert [(item.kind, item.title) for item in event.programme.all()] == [
        ("views", "Your views and needs")
    ]
    assert event.stage == "draft"


def test_who_writes_the_standing_item_oneself_gets_no_second_one(secretary):
    item = {
        "programme-TOTAL_FORMS": "1",
        "programme-0-position": "5",
        "programme-0-kind": "views",
        "programme-0-title": "Ordet är fritt",
    }
    secretary.post(url("add"), written(**item))
    assert [item.title for item in Event.objects.get().programme.all()] == ["Ordet är fritt"]


def test_an_item_that_the_secretariat_has_taken_away_does_not_come_back(secretary):
    event = build.an_event(published=False)
    secretary.post(url("change", event.pk), written())
    assert not event.programme.exists()


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"ends_at_0": "2030-05-14", "ends_at_1": "09:00"}, "ends_at"),
        (
            {"registration_closes_at_0": "2030-05-16", "registration_closes_at_1": "10:00"},
            "registration_closes_at",
        ),
        ({"capacity": "0"}, "capacity"),
        ({"fee": "-1"}, "fee"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(secretary, fields, at):
    assert list(errors(secretary.post(url("add"), written(**fields)))) == [at]


def test_a_picture_says_what_it_shows(secretary):
    assert errors(secretary.post(url("add"), written(picture=a_picture()))) == {
        "alt": ["Skriv vad bilden visar."]
    }


def test_a_picture_is_judged_by_its_content(secretary):
    false = SimpleUploadedFile("bild.png", b"%PDF-1.7", "image/png")
    answer = secretary.post(url("add"), written(picture=false, alt="En hall"))
    assert list(errors(answer)) == ["picture"]


def test_the_picture_is_kept_as_the_web_shows_it_and_the_one_before_is_thrown_away(
    secretary, files, django_capture_on_commit_callbacks
):
    secretary.post(url("add"), written(picture=a_picture(), alt="En hall"))
    event = Event.objects.get()
    first = event.picture.name
    assert (event.picture_width, event.picture_height) == (40, 30)
    assert Image.open(event.picture).format == "WEBP"
    with django_capture_on_commit_callbacks(execute=True):
        secretary.post(url("change", event.pk), written(picture=a_picture(), alt="En annan hall"))
    event.refresh_from_db()
    assert event.picture.name != first
    assert [path.name for path in (files / "events").iterdir()] == [
        event.picture.name.removeprefix("events/")
    ]
    with django_capture_on_commit_callbacks(execute=True):
        secretary.post(url("change", event.pk), written(drops_picture="on", alt=""))
    event.refresh_from_db()
    assert not event.picture
    assert list((files / "events").iterdir()) == []


def test_the_picture_of_a_draft_is_seen_on_the_desk(secretary):
    secretary.post(url("add"), written(picture=a_picture(), alt="En hall"))
    event = Event.objects.get()
    assert (
        f'src="{url("bild", event.pk)}" alt="En hall"'
        in secretary.get(url("change", event.pk)).text
    )
    assert secretary.get(url("bild", event.pk))["Content-Type"] == "image/webp"


def test_a_draft_is_published_by_its_button(secretary):
    event = build.an_event(published=False)
    build.a_programme_item(event)
    assert "Ingen anmälan" not in secretary.get(url("publicera", event.pk)).text
    secretary.post(url("publicera", event.pk))
    event.refresh_from_db()
    assert event.stage == "published"


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"place": ""}, "Ange var den är: en plats eller en videolänk."),
        ({"begins_in": timedelta(minutes=-1)}, "Den skulle redan ha börjat."),
        (
            {"linked_title": "Workshop"},
            "Ange hur den ligger i tid till det den hålls i samband med.",
        ),
        ({"published": True}, "Bara ett utkast kan publiceras."),
    ],
)
def test_an_event_that_lacks_something_is_not_published(fields, why):
    event = build.an_event(**{"published": False, **fields})
    build.a_programme_item(event)
    with pytest.raises(Refused) as refused:
        actions.publish(event, now=timezone.now())
    assert str(refused.value) == why


def test_an_event_without_a_programme_is_not_published():
    with pytest.raises(Refused):
        actions.publish(build.an_event(published=False), now=timezone.now())


def test_a_meeting_by_video_needs_no_place():
    event = build.an_event(published=False, place="", video_link="https://video.exempel.se/1")
    build.a_programme_item(event)
    assert actions.publish(event, now=timezone.now()).stage == "published"


def test_only_a_draft_can_be_deleted(secretary):
    draft, shown = build.an_event(published=False), build.an_event()
    assert secretary.post(url("delete", shown.pk), {"post": "yes"}).status_code == 403
    assert secretary.post(url("delete", draft.pk), {"post": "yes"}).status_code == 302
    assert list(Event.objects.all()) == [shown]


def test_the_list_is_filtered_by_stage(secretary):
    build.an_event(title="Utkastet", published=False)
    build.an_event(title="Den visade")
    page = secretary.get(url("changelist") + "?stage=draft").text
    assert "Utkastet" in page
    assert "Den visade" not in page


def test_the_desk_shows_how_many_would_come_to_a_lecture(secretary):
    event = build.an_event()
    lecture = build.a_programme_item(event, kind="if_interest")
    for _ in range(3):
        actions.set_interest(lecture, person=build.a_person(), would_come=True)
    page = secretary.get(url("change", event.pk)).text
    assert '<td class="field-interested">' in page.replace("\n", "").replace("  ", "")
    assert "<p>3</p>" in page


def test_saving_the_form_does_not_undo_what_a_button_did_meanwhile():
    event = build.an_event()
    seen_before = Event.objects.get(pk=event.pk)
    actions.cancel(event, because="Värden är sjuk.", by=build.a_secretary(), now=timezone.now())
    form = modelform_factory(Event, fields=["title"])({"title": "Nytt namn"}, instance=seen_before)
    changed = form.save(commit=False)
    admin.site.get_model_admin(Event).save_model(None, changed, form, change=True)
    event.refresh_from_db()
    assert (event.title, event.cancelled_because) == ("Nytt namn", "Värden är sjuk.")
