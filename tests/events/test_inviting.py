"""Everybody whom the audience reaches is asked once and told why; letters are owed by claim."""

import random
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from events.actions import invite, inviting, remind, write_invitations
from events.models import Invitation
from lattvikt.lib.refused import Refused
from members.models import OptOut, Person
from outbox.models import Attachment, Message
from tests import build
from tests.billing.races import at_once

pytestmark = pytest.mark.django_db
NOW = timezone.make_aware(datetime(2026, 11, 2, 9))
TOMORROW = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def in_november(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def event():
    return build.an_event(
        title="Nätverksträff i Borlänge",
        starts_at=timezone.make_aware(datetime(2026, 11, 18, 13)),
        video_link="https://video.example/hemlig",
    )


def a_contact(name, member="Alfa AB", **fields):
    person = build.a_person(name, user=None, **fields)
    return build.a_contact(build.a_member(member), person=person).person


def asked(event):
    rows = event.invitations.order_by("person__sort_name")
    return list(rows.values_list("person__name", "organisation__name", "reason"))


def letters():
    return list(Message.objects.order_by("pk"))


def calendar_of(letter):
    attachment = letter.attachments.get()
    assert attachment.mimetype == "text/calendar; method=REQUEST"
    return Calendar.from_ical(bytes(attachment.document.content))


def entry_of(letter):
    (entry,) = calendar_of(letter).walk("VEVENT")
    return entry


def test_one_invitation_a_person_however_many_the_reasons_and_in_their_language(event):
    anna, guest = a_contact("Anna"), build.a_person("Bob", user=None, language="en")
    group = build.a_group("Fokusgrupp fordon", anna, guest)
    audience = build.an_audience({"source": "contacts"}, {"source": "group", "group": group})
    assert invite(event, audience, now=NOW) == inviting.Invited(new=2, before=0)
    assert asked(event) == [
        ("Anna", "Alfa AB", "som kontaktperson för Alfa AB och medlem i gruppen Fokusgrupp fordon"),
        ("Bob", None, "as member of the group Fokusgrupp fordon"),
    ]


def test_who_is_found_without_an_organisation_is_asked_for_the_one_they_act_for(event):
    anna = a_contact("Anna")
    build.a_contact(build.a_member("Beta AB"), person=anna, since=NOW.date())
    audience = build.an_audience({"source": "group", "group": build.a_group("Grupp", anna)})
    invite(event, audience, now=NOW)
    assert asked(event) == [("Anna", "Alfa AB", "som medlem i gruppen Grupp")]


def test_who_is_asked_already_is_left_in_peace_also_when_they_said_no(event):
    anna = a_contact("Anna")
    audience = build.an_audience()
    said_no = build.an_invitation(event, anna, answer="no", answered_at=NOW)
    a_contact("Bo", "Beta AB")
    assert invite(event, audience, now=NOW) == inviting.Invited(new=1, before=1)
    assert invite(event, audience, now=NOW) == inviting.Invited(new=0, before=2)
    said_no.refresh_from_db()
    assert (said_no.answer, event.invitations.count()) == ("no", 2)


def test_who_comes_already_is_not_asked_but_who_has_left_is(event):
    comes, left = a_contact("Kommer"), a_contact("Borta", "Beta AB")
    build.a_registration(event, person=comes)
    build.a_registration(event, person=left, state="left")
    assert invite(event, build.an_audience(), now=NOW) == inviting.Invited(new=1, before=1)
    assert [name for name, *_rest in asked(event)] == ["Borta"]


def test_who_declined_invitations_or_has_no_address_is_not_asked(event):
    OptOut.objects.create(person=a_contact("Avböjt"), purpose="events")
    Person.objects.filter(pk=a_contact("Stum", "Beta AB").pk).update(email="")
    assert invite(event, build.an_audience(), now=NOW) == inviting.Invited(new=0, before=0)


@pytest.mark.parametrize(
    "fields",
    [
        {"published_at": None},
        {"cancelled_at": NOW},
        {"registration_closes_at": NOW},
        {"starts_at": NOW - timedelta(hours=1), "ends_at": NOW + timedelta(hours=1)},
    ],
)
def test_nobody_is_asked_to_what_they_cannot_register_for(event, fields):
    type(event).objects.filter(pk=event.pk).update(**fields)
    with pytest.raises(Refused):
        invite(event, build.an_audience(), now=NOW)


def test_the_letter_says_what_why_when_and_where_and_carries_a_calendar_file(event, settings):
    settings.SITE_URL = "https://lattvikt.example"
    host = build.a_member("Gjuteriet i Ö AB")
    event.host, event.version = host, 2
    event.save()
    event.programme.create(starts_at="13:00", title="Välkomna", position=1)
    event.programme.create(starts_at="13:30", title="Lätta broar", speakers="Åsa Ö", position=2)
    a_contact("Anna", email="anna@example.org")
    invite(event, build.an_audience(), now=NOW)
    assert write_invitations() == 1
    (letter,) = letters()
    assert (letter.to, letter.language) == ("anna@example.org", "sv")
    assert letter.subject == "Inbjudan: Nätverksträff i Borlänge, 18 november 2026"
    for text in [
        "Du är inbjuden till Nätverksträff i Borlänge.",
        "13:00–17:00",
        "Verkstadsgatan 1, Borlänge, Gjuteriet i Ö AB",
        "13:30 Lätta broar (Åsa Ö)",
        "Du får inbjudan som kontaktperson för Alfa AB.",
        "https://lattvikt.example/traffar/inbjudan/",
        "https://lattvikt.example/medlem/brev/",
    ]:
        assert text in letter.text
    assert "hemlig" not in letter.text
    entry = entry_of(letter)
    assert calendar_of(letter)["METHOD"] == "REQUEST"
    assert entry["UID"].startswith(f"event-{event.pk}@")
    assert entry["SEQUENCE"] == 2
    assert entry.decoded("dtstart") == event.starts_at
    assert entry["ATTENDEE"] == "mailto:anna@example.org"
    assert "hemlig" not in entry["DESCRIPTION"]


def test_the_frame_of_the_letter_is_in_the_readers_language(event):
    a_contact("Bob", language="en")
    invite(event, build.an_audience(), now=NOW)
    write_invitations()
    assert letters()[0].subject == "Invitation: Nätverksträff i Borlänge, 18 November 2026"


def test_a_second_sweep_and_a_second_start_write_to_nobody_twice(event):
    a_contact("Anna")
    for written in [1, 0]:
        invite(event, build.an_audience(), now=NOW)
        assert write_invitations() == written
    assert [letter.key for letter in letters()] == [
        f"event-invitation-{event.invitations.get().pk}"
    ]


def test_nothing_is_written_of_what_is_called_off_or_to_who_has_declined_meanwhile(event):
    OptOut.objects.create(
        person=build.an_invitation(event, written_at=None).person, purpose="events"
    )
    off = build.an_event(cancelled_at=NOW)
    over = build.an_event(starts_at=NOW - timedelta(days=1))
    for one in [off, over]:
        build.an_invitation(one, written_at=None)
    assert write_invitations() == 0


def test_one_that_cannot_be_written_stops_no_other(event, monkeypatch):
    broken, whole = (build.an_invitation(event, written_at=None) for _ in range(2))
    real = inviting.mails.invitation

    def spoiled(one, **facts):
        if one.pk == broken.pk:
            raise ValueError("spoiled")
        return real(one, **facts)

    monkeypatch.setattr(inviting.mails, "invitation", spoiled)
    assert write_invitations() == 1
    assert list(Invitation.objects.to_write(NOW)) == [broken]
    monkeypatch.undo()
    assert write_invitations() == 1
    assert [one.key for one in letters()] == [whole.letter_key, broken.letter_key]


@pytest.mark.parametrize("count", [1, 3])
def test_making_and_writing_ask_the_same_number_of_questions_whatever_the_size(
    event, count, django_assert_num_queries
):
    for number in range(count):
        a_contact(f"Person {number}", f"Medlem {number}")
    audience = build.an_audience({"source": "contacts"}, {"source": "communicators"})
    with django_assert_num_queries(12):
        invite(event, audience, now=NOW)
    with django_assert_num_queries(14):
        assert write_invitations() == count


@pytest.mark.django_db(transaction=True)
def test_eight_sweeps_at_once_write_each_letter_once(event, monkeypatch):
    monkeypatch.setattr(inviting, "AT_A_TIME", 3)
    for _number in range(20):
        build.an_invitation(event, written_at=None)
    assert sum(at_once(*[write_invitations] * 8)) == 20
    assert sorted(Message.objects.values_list("key", flat=True)) == sorted(
        one.letter_key for one in event.invitations.all()
    )
    assert Attachment.objects.count() == 20


@pytest.mark.django_db(transaction=True)
def test_two_who_start_at_once_ask_each_person_once(event):
    for number in range(5):
        a_contact(f"Person {number}", f"Medlem {number}")
    audience = build.an_audience()
    made = at_once(*[partial(invite, event, audience, now=NOW)] * 4)
    assert sorted(one.new for one in made) == [0, 0, 0, 5]
    assert event.invitations.count() == 5


def test_the_silent_are_reminded_once_a_day_and_the_others_left_in_peace(event, time_machine):
    yesterday = NOW - timedelta(days=1)
    silent = build.an_invitation(event, written_at=yesterday)
    build.an_invitation(event, written_at=None)
    build.an_invitation(event)  # written to today
    for answer in ["yes", "no"]:
        build.an_invitation(event, written_at=yesterday, answer=answer, answered_at=NOW)
    assert [remind(event.invitations.all(), now=NOW) for _ in range(2)] == [1, 0]
    (letter,) = letters()
    assert letter.key == f"event-invitation-{silent.pk}-reminder-2026-11-02"
    assert letter.subject.startswith("Påminnelse: Inbjudan: ")
    assert "Vi har inte hört om du kommer" in letter.text
    time_machine.move_to(TOMORROW, tick=False)
    assert remind(Invitation.objects.filter(pk=silent.pk), now=TOMORROW) == 1


def test_nobody_is_reminded_of_what_takes_no_more_registrations(event):
    event.registration_closes_at = NOW
    event.save()
    build.an_invitation(event, written_at=NOW - timedelta(days=1))
    assert remind(event.invitations.all(), now=NOW) == 0


# The secretariat's pages.


@pytest.fixture
def desk(client):
    client.force_login(build.a_secretary())
    return client


def told(response):
    return [str(message) for message in response.context["messages"]]


def test_an_audience_is_invited_by_a_button_that_leads_to_the_progress(desk, event):
    a_contact("Anna")
    audience = build.an_audience()
    url = reverse("admin:events_audience_bjud-in", args=[audience.pk])
    assert "1 person" in desk.get(url).content.decode()
    done = desk.post(url, {"event": event.pk}, follow=True)
    assert done.redirect_chain[0][0] == reverse("admin:events_invitation_of_event", args=[event.pk])
    assert told(done) == [
        "1 är inbjudna, och breven skrivs inom kort. Inbjudna eller anmälda sedan tidigare: 0."
    ]
    assert done.context["standing"]["made"] == 1
    draft = build.an_event(published=False)
    assert desk.post(url, {"event": draft.pk}).context["form"].errors.keys() == {"event"}


def test_the_progress_is_read_from_the_rows(desk, event):
    states = ["sent", "failed", "uncertain", "queued"]
    for _state in states:
        build.an_invitation(event, written_at=None)
    write_invitations()
    for one, state in zip(letters(), states, strict=True):
        Message.objects.filter(pk=one.pk).update(state=state)
    build.an_invitation(event, written_at=None)
    url = reverse("admin:events_invitation_progress", args=[event.pk])
    page = desk.get(url)
    standing = page.context["standing"]
    assert (standing["made"], standing["owed"], standing["sent"], standing["troubled"]) == (
        5,
        4,
        1,
        2,
    )
    assert (page.context["is_over"], "hx-trigger" in page.content.decode()) == (False, True)


def test_the_page_of_an_event_reminds_all_the_silent_or_those_that_are_ticked(desk, event):
    yesterday = NOW - timedelta(days=1)
    first, second = (build.an_invitation(event, written_at=yesterday) for _ in range(2))
    rows = reverse("admin:events_invitation_changelist")
    ticked = {"action": "remind", "_selected_action": [first.pk]}
    assert told(desk.post(rows, ticked, follow=True)) == ["1 har påmints."]
    page = reverse("admin:events_invitation_of_event", args=[event.pk])
    assert desk.get(page).context["to_remind"] == 1
    assert told(desk.post(page, follow=True)) == ["1 har påmints."]
    second.refresh_from_db()
    assert second.reminded_at == NOW


def test_the_auditor_sees_the_invitations_and_reminds_nobody(client, event):
    build.an_invitation(event, written_at=NOW - timedelta(days=1))
    client.force_login(build.with_second_factor(build.of_the_staff("Revisor")))
    page = reverse("admin:events_invitation_of_event", args=[event.pk])
    assert client.get(page).status_code == 200
    assert client.post(page).status_code == 403
    audience = build.an_audience()
    invites = reverse("admin:events_audience_bjud-in", args=[audience.pk])
    assert client.get(invites).status_code == 403
    assert Message.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions(desk, event, count, django_assert_num_queries):
    for _number in range(count):
        build.an_invitation(event, organisation=build.a_member())
    url = reverse("admin:events_invitation_changelist")
    desk.get(url)
    with django_assert_num_queries(6):
        desk.get(url)


@pytest.mark.django_db(transaction=True)
def test_a_sweep_that_is_killed_again_and_again_owes_each_letter_once(start_program, time_machine):
    time_machine.move_to(datetime.now(UTC))  # the program lives in its own time
    event, seed = build.an_event(), str(random.randrange(10**9))
    for _number in range(40):
        build.an_invitation(event, written_at=None)
    program = start_program("-m", "tests.events.dying", seed)
    assert program.wait() == 0, (seed, program.output)
    counts = [int(line) for line in program.output.split() if line.isdecimal()]
    assert counts == sorted(counts), seed
    assert event.invitations.exclude(written_at=None).count() == counts[-1], seed
    write_invitations()
    keys = Message.objects.order_by("key").values_list("key", flat=True)
    assert list(keys) == sorted(one.letter_key for one in event.invitations.all()), seed
    assert Attachment.objects.count() == 40, seed
