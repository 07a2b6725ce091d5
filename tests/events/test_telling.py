"""A change of time or place, and that an event is cancelled: told to all whom it concerns, once."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from events import actions
from events.actions import telling
from events.models import Event, Telling
from lattvikt.lib.refused import Refused
from outbox.models import Message
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def programme():
    return build.the_programme()


def move(event, **fields):
    event.refresh_from_db()
    for name, value in {"place": "Kajen 2, Luleå", **fields}.items():
        setattr(event, name, value)
    event.save()
    return event


def tell(event):
    told = actions.tell_changes(event, by=None, now=timezone.now())
    actions.write_tellings(now=timezone.now())
    return told


def cancel(event, because="Värden är sjuk."):
    told = actions.cancel(event, because=because, by=None, now=timezone.now())
    actions.write_tellings(now=timezone.now())
    return told


def told_to():
    return sorted(Message.objects.values_list("to", flat=True))


def calendar_in(letter):
    attached = letter.attachments.get()
    return Calendar.from_ical(bytes(attached.document.content)), attached.mimetype


def one_of_each(event):
    """Those who are told, and then those who are not."""
    told = [
        build.a_registration(event).email,
        build.a_registration(event, state="waiting").email,
        build.an_invitation(event).person.email,
        build.an_invitation(event, answer="yes", answered_at=timezone.now()).person.email,
    ]
    build.a_registration(event, state="left")
    build.an_invitation(event, answer="no", answered_at=timezone.now())
    build.an_invitation(event, written_at=None)
    build.an_invitation(event, build.a_person(email=""))
    build.a_registration()  # to another event
    return sorted(told)


@pytest.mark.parametrize("happening", [lambda event: tell(move(event)), cancel])
def test_the_registered_those_in_line_and_the_invited_are_told_but_not_who_said_no(happening):
    event = build.an_event()
    concerned = one_of_each(event)
    happening(event)
    assert told_to() == concerned


def test_who_is_both_invited_and_registered_gets_one_letter():
    event = build.an_event()
    person = build.a_person()
    build.an_invitation(event, person)
    build.a_registration(event, person=person, email="annan@exempel.se")
    by_address = build.an_invitation(event).person
    build.a_registration(event, email=by_address.email.upper())
    cancel(event)
    assert told_to() == sorted(["annan@exempel.se", by_address.email.upper()])


def test_the_letter_says_what_was_before_and_the_calendar_is_changed_by_a_higher_sequence():
    event = build.an_event(place="Verkstadsgatan 1, Borlänge")
    registration = build.a_registration(event)
    tell(move(event))
    tell(move(event, starts_at=event.starts_at + timedelta(hours=1)))
    first, second = Message.objects.order_by("pk")
    assert first.subject == "Ändrat: Nätverksträff i Borlänge"
    assert "Var: Kajen 2, Luleå (förut: Verkstadsgatan 1, Borlänge)" in first.text
    assert "(förut" not in second.text.split("Var:")[1]
    assert "(förut" in second.text.split("Var:")[0]
    entries = [calendar_in(letter)[0].events[0] for letter in (first, second)]
    assert [entry["SEQUENCE"] for entry in entries] == [1, 2]
    assert len({entry["UID"] for entry in entries}) == 1
    assert entries[1]["LOCATION"] == "Kajen 2, Luleå"
    assert entries[1]["ATTENDEE"] == f"mailto:{registration.email}"


def test_a_cancelled_event_leaves_the_calendar():
    event = build.an_event()
    build.a_registration(event)
    cancel(event, because="Värden bygger om.")
    letter = Message.objects.get()
    assert "Skäl: Värden bygger om." in letter.text
    calendar, mimetype = calendar_in(letter)
    [entry] = calendar.events
    assert mimetype == "text/calendar; method=CANCEL"
    assert (calendar["METHOD"], entry["STATUS"], entry["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
    event.refresh_from_db()
    assert event.stage == "cancelled"


def test_the_video_link_is_told_only_to_who_has_a_place():
    event = build.an_event(video_link="https://video.exempel.se/1")
    build.a_registration(event, email="plats@exempel.se")
    build.a_registration(event, email="vantar@exempel.se", state="waiting")
    tell(move(event, video_link="https://video.exempel.se/2"))
    shown = {
        letter.to: "https://video.exempel.se/2" in letter.text + str(calendar_in(letter)[0])
        for letter in Message.objects.all()
    }
    assert shown == {"plats@exempel.se": True, "vantar@exempel.se": False}


def test_each_reads_it_in_ones_own_language():
    event = build.an_event()
    build.a_registration(event, language="en")
    cancel(event)
    assert Message.objects.get().subject == "Cancelled: Nätverksträff i Borlänge"


@pytest.mark.parametrize(
    "fields",
    [
        {},  # nothing has changed
        {"title": "Ny rubrik"},  # nothing that one relies on
    ],
)
def test_without_another_time_or_place_there_is_nothing_to_tell(fields):
    event = build.an_event(**fields)
    Event.objects.update(title="Ännu en rubrik")
    with pytest.raises(Refused):
        tell(event)


def test_what_has_been_told_is_not_told_again():
    event = move(build.an_event())
    build.a_registration(event)
    tell(event)
    with pytest.raises(Refused):
        tell(event)
    assert len(told_to()) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"published": False},
        {"begins_in": timedelta(days=-1)},
        {"cancelled_at": timezone.now()},
        {"begins_in": timedelta(days=-1), "closed_at": timezone.now()},
    ],
)
def test_only_what_is_to_come_is_cancelled_or_told_of(fields):
    event = move(build.an_event(**fields))
    with pytest.raises(Refused):
        cancel(event)
    with pytest.raises(Refused):
        tell(event)


def test_a_change_that_is_being_told_gives_way_when_the_event_is_cancelled():
    event = move(build.an_event())
    build.a_registration(event)
    actions.tell_changes(event, by=None, now=timezone.now())
    cancel(event)
    assert [letter.subject for letter in Message.objects.all()] == [
        "Inställt: Nätverksträff i Borlänge"
    ]


def test_letters_are_owed_a_batch_at_a_time_and_each_once(monkeypatch):
    monkeypatch.setattr(telling, "BATCH", 2)
    event = build.an_event()
    concerned = sorted(build.a_registration(event).email for _ in range(3))
    concerned += sorted(build.an_invitation(event).person.email for _ in range(3))
    actions.cancel(event, because="Sjukdom", by=None, now=timezone.now())
    batches = []
    while actions.write_batch(now=timezone.now()):
        batches.append(Message.objects.count())
    assert batches == [2, 3, 5, 6, 6]
    assert told_to() == sorted(concerned)
    assert not Telling.objects.under_way().exists()


def test_who_registers_afterwards_is_not_told_of_what_was_before():
    event = move(build.an_event())
    build.a_registration(event, email="fore@exempel.se")
    actions.tell_changes(event, by=None, now=timezone.now())
    build.a_registration(event, email="efter@exempel.se")
    actions.write_tellings(now=timezone.now())
    assert told_to() == ["fore@exempel.se"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_owe_each_letter_once(monkeypatch):
    monkeypatch.setattr(telling, "BATCH", 3)
    event = build.an_event()
    concerned = sorted(build.a_registration(event).email for _ in range(20))
    actions.cancel(event, because="Sjukdom", by=None, now=timezone.now())
    barrier = threading.Barrier(2)

    def work():
        barrier.wait()
        actions.write_tellings(now=timezone.now())
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    actions.write_tellings(now=timezone.now())
    assert told_to() == concerned


def test_only_what_has_been_held_is_closed():
    held = build.an_event(begins_in=timedelta(days=-1))
    assert actions.close(held, now=timezone.now()).stage == "closed"
    for event in (held, build.an_event(), build.an_event(published=False)):
        with pytest.raises(Refused):
            actions.close(event, now=timezone.now())


def test_the_desk_shows_an_untold_change_and_its_letter_before_it_goes():
    client = Client()
    client.force_login(build.a_secretary())
    event = move(build.an_event())
    build.a_registration(event)
    page = client.get(reverse("admin:events_event_change", args=[event.pk])).text
    url = reverse("admin:events_event_beratta", args=[event.pk])
    assert "Tid eller plats har ändrats, och ingen har fått besked." in page
    assert "Var: Kajen 2, Luleå (förut: Verkstadsgatan 1, Borlänge)" in client.get(url).text
    assert not Telling.objects.exists()
    client.post(url)
    page = client.get(reverse("admin:events_event_change", args=[event.pk])).text
    assert "ingen har fått besked" not in page


def test_the_desk_cancels_and_closes_by_buttons():
    client = Client()
    client.force_login(build.a_secretary())
    coming, held = build.an_event(), build.an_event(begins_in=timedelta(days=-1))
    client.post(reverse("admin:events_event_stall-in", args=[coming.pk]), {"because": "Sjukdom"})
    client.post(reverse("admin:events_event_avsluta", args=[held.pk]))
    assert {event.pk: event.stage for event in Event.objects.all()} == {
        coming.pk: "cancelled",
        held.pk: "closed",
    }
