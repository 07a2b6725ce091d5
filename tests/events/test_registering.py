"""To ask for a place, and one's own page: by a guest, by a member's people, and by nobody else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from events.models import AddOnPlace, Needs, Registration
from outbox.models import Message
from tests import build

pytestmark = pytest.mark.django_db

SECRET = "https://moten.example/hemligt-rum"


@pytest.fixture(autouse=True)
def programme():
    return build.the_programme()


@pytest.fixture
def event():
    return build.an_event(openness="anybody", capacity=2, video_link=SECRET)


@pytest.fixture
def contact():
    return build.a_contact(build.a_member())


@pytest.fixture
def member(contact):
    client = Client()
    client.force_login(contact.person.user)
    return client


GUEST = {"name": "Gun Gäst", "email": "gun@prospekt.example", "said_organisation": "Prospekt AB"}


def asked(client, event, **answers):
    url = reverse("events:register", args=[event.pk])
    return client.post(url, {**GUEST, **answers}, follow=True)


def page(client, registration, name="registration"):
    return client.get(reverse(f"events:{name}", args=[registration.code]))


def main_part(answer):
    return answer.content.decode().split("<main")[1].split("</main>")[0]


def press(client, registration, name, *args):
    return client.post(reverse(f"events:{name}", args=[registration.code, *args]), follow=True)


def queries(client, url):
    with CaptureQueriesContext(connection) as counted:
        assert client.get(url).status_code == 200
    return len(counted)


# A guest


def test_a_guest_registers_and_finds_the_own_page_by_the_letter(client, event):
    visit = build.an_add_on(event)
    answer = asked(client, event, food="vegan", add_ons=[visit.pk], is_shown="on")
    assert "Titta i din e-post" in answer.content.decode()
    one = Registration.objects.get()
    assert (one.name, one.email, one.shown_organisation) == (*GUEST.values(),)
    assert (one.state, one.needs.food, one.is_shown) == ("registered", "vegan", True)
    assert AddOnPlace.objects.get().add_on == visit
    assert f"/traffar/anmalan/{one.code}/" in Message.objects.get().text


def test_the_page_says_nothing_of_whether_an_address_is_registered(client, event):
    first, again = asked(client, event), asked(client, event)
    assert main_part(first) == main_part(again)
    assert first.redirect_chain == again.redirect_chain
    assert Registration.objects.count() == 1


def test_before_one_asks_the_page_tells_that_all_places_are_taken(client, event):
    url = reverse("events:register", args=[event.pk])
    assert "2 platser kvar" in client.get(url).content.decode()
    build.a_registration(event), build.a_registration(event)
    full = client.get(url).content.decode()
    assert "Alla platser är tagna." in full
    assert "Ställ dig på väntelistan" in full


def test_closed_registration_is_told_and_takes_nobody(client, event):
    type(event).objects.update(registration_closes_at=timezone.now())
    answer = asked(client, event)
    assert "Anmälan är stängd." in answer.content.decode()
    assert not Registration.objects.exists()


@pytest.mark.parametrize("facts", [{"openness": "members"}, {"published": False}])
@pytest.mark.parametrize("name", ["register", "asked"])
def test_what_a_stranger_may_not_see_takes_no_stranger(client, facts, name):
    hidden = build.an_event(**{"openness": "anybody", **facts})
    assert client.get(reverse(f"events:{name}", args=[hidden.pk])).status_code == 404


@pytest.mark.parametrize(
    ("said", "number", "is_known"),
    [
        ("verkstaden i åmål ab", "", True),
        ("Något annat", "556016-0680", True),
        ("Verkstaden i Åmål AB", "212000-0142", False),  # another number: not surely the same
        ("Verkstaden", "", False),
        ("", "", False),
    ],
)
def test_an_organisation_is_tied_only_when_it_is_surely_the_one(
    client, event, said, number, is_known
):
    known = build.an_organisation(org_number="5560160680")
    asked(client, event, said_organisation=said, org_number=number)
    assert (Registration.objects.get().organisation == known) == is_known


def test_of_two_with_the_same_name_none_is_tied(client, event):
    build.an_organisation("Prospekt AB"), build.an_organisation("Prospekt AB")
    asked(client, event)
    assert Registration.objects.get().organisation is None


# A member's people


def chosen(client, event, **answers):
    return client.post(reverse("events:register_ours", args=[event.pk]), answers, follow=True)


def test_a_member_s_person_registers_oneself_a_colleague_and_somebody_new(contact, member):
    event, colleague = build.an_event(), build.a_contact(contact.organisation, "communicator")
    for one in (contact, colleague):
        chosen(member, event, who=one.person.pk)
    new = {"name": "Ny Kollega", "email": "ny@exempel.se"}
    answer = chosen(member, event, who="else", **new)
    people = Registration.objects.order_by("pk")
    assert [one.email for one in people] == [
        contact.person.email,
        colleague.person.email,
        "ny@exempel.se",
    ]
    assert {one.organisation for one in people} == {contact.organisation}
    assert {one.registered_by for one in people} == {contact.person.user}
    assert answer.context["form"].fields["who"].choices == [("else", "Någon annan från oss")]


def test_one_is_asked_to_say_who_somebody_else_is(contact, member):
    answer = chosen(member, build.an_event(), who="else")
    assert set(answer.context["form"].errors) == {"name", "email"}


def test_a_colleague_of_another_member_cannot_be_chosen(contact, member):
    stranger = build.a_contact(build.a_member("Annan AB"))
    answer = chosen(member, build.an_event(), who=stranger.person.pk)
    assert set(answer.context["form"].errors) == {"who"}
    assert not Registration.objects.exists()


def test_the_member_s_page_asks_a_fixed_number_of_times(contact, member):
    event = build.an_event()
    url = reverse("events:register_ours", args=[event.pk])
    queries(member, url)
    build.a_registration(event, organisation=contact.organisation)
    build.an_add_on(event)
    with_one = queries(member, url)
    for _ in range(2):
        build.a_registration(event, organisation=contact.organisation)
        build.a_contact(contact.organisation)
        build.an_add_on(event)
    assert (with_one, queries(member, url)) == (13, 13)


# One's own page


def test_an_altered_address_leads_nowhere(client, event):
    one = build.a_registration(event)
    for name in ("registration", "change_registration", "registration_calendar"):
        url = reverse(f"events:{name}", args=[one.code])
        assert client.get(url).status_code == 200
        assert client.get(url.replace(one.code, one.code[::-1])).status_code == 404
    for name in ("leave", "take_offer"):
        url = reverse(f"events:{name}", args=[one.code[:-1]])
        assert client.post(url).status_code == 404
    one.refresh_from_db()
    assert one.state == "registered"


def test_a_visit_to_a_button_s_address_does_nothing(client, event):
    one = build.a_registration(event)
    for name in ("leave", "take_offer"):
        assert page(client, one, name).status_code == 405
    one.refresh_from_db()
    assert one.state == "registered"


def test_who_has_a_place_sees_the_video_link_and_a_code_for_the_door(client, event):
    one = build.a_registration(event)
    shown = page(client, one).content.decode()
    assert SECRET in shown
    assert "<svg" in shown
    for state in ("waiting", "left"):
        Registration.objects.filter(pk=one.pk).update(state=state)
        hidden = page(client, one).content.decode()
        assert SECRET not in hidden
        assert "Vid dörren" not in hidden


def test_the_page_is_kept_by_no_cache_and_no_search_engine(client, event):
    answer = page(client, build.a_registration(event))
    assert "no-store" in answer["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in answer.content.decode()


def test_who_waits_reads_the_place_in_line_and_leaves_it(client, event):
    for _ in range(3):
        asked(client, event, email=f"{build.an_org_number()}@exempel.se")
    asked(client, event, email="sist@exempel.se")
    last = Registration.objects.get(email="sist@exempel.se")
    assert "Du är nummer 2 på väntelistan." in page(client, last).content.decode()
    press(client, last, "leave")
    last.refresh_from_db()
    assert last.state == "left"


def test_an_offered_place_is_taken_by_a_button(client, event):
    until = timezone.now() + timedelta(hours=5)
    one = build.a_registration(event, state="offered", offered_until=until)
    assert "Ja, jag tar platsen" in page(client, one).content.decode()
    assert "Platsen är din." in press(client, one, "take_offer").content.decode()
    one.refresh_from_db()
    assert one.state == "registered"


def test_a_lapsed_offer_is_told_on_the_page(client, event):
    one = build.a_registration(event, state="offered", offered_until=timezone.now())
    assert "Erbjudandet har gått ut" in press(client, one, "take_offer").content.decode()


def test_an_offered_add_on_is_taken_or_left(client, event):
    one, until = build.a_registration(event), timezone.now() + timedelta(hours=5)
    places = [
        one.add_ons.create(
            add_on=build.an_add_on(event),
            state="offered",
            queued_at=timezone.now(),
            offered_until=until,
        )
        for _ in range(2)
    ]
    press(client, one, "take_add_on", places[0].pk)
    press(client, one, "leave_add_on", places[1].pk)
    assert list(one.add_ons.order_by("pk").values_list("state", flat=True)) == [
        "registered",
        "left",
    ]


def test_another_s_add_on_is_not_within_reach(client, event):
    own, other = build.a_registration(event), build.a_registration(event)
    place = other.add_ons.create(
        add_on=build.an_add_on(event), state="registered", queued_at=timezone.now()
    )
    assert press(client, own, "leave_add_on", place.pk).status_code == 404


def test_what_was_chosen_is_changed_on_the_own_page(client, event):
    one, visit = build.a_registration(event), build.an_add_on(event)
    Needs.objects.create(registration=one, food="vegan")
    url = reverse("events:change_registration", args=[one.code])
    assert client.get(url).context["form"].initial["food"] == "vegan"
    client.post(url, {"food": "", "access": "rullstol", "add_ons": [visit.pk], "is_shown": "on"})
    one.refresh_from_db()
    assert (one.is_shown, one.needs.food, one.needs.access) == (True, "", "rullstol")
    assert one.add_ons.get().add_on == visit


def test_the_own_page_asks_a_fixed_number_of_times(client, event):
    one = build.a_registration(event)
    url = reverse("events:registration", args=[one.code])

    def choose():
        one.add_ons.create(
            add_on=build.an_add_on(event), state="registered", queued_at=timezone.now()
        )

    choose()
    with_one = queries(client, url)
    choose(), choose()
    assert (with_one, queries(client, url)) == (5, 5)


# The calendar


def vevent(content):
    calendar = Calendar.from_ical(content)
    (found,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), found


def test_the_confirmation_puts_the_event_in_the_calendar_and_leaving_takes_it_out(client, event):
    asked(client, event)
    one = Registration.objects.get()
    press(client, one, "leave")
    sent = [
        vevent(bytes(letter.attachments.get().document.content))
        for letter in Message.objects.order_by("pk")
    ]
    assert [method for method, _ in sent] == ["REQUEST", "CANCEL"]
    (_, came), (_, gone) = sent
    assert came["UID"] == gone["UID"]
    assert came["DTSTART"].dt == event.starts_at.replace(microsecond=0)
    assert SECRET in came["DESCRIPTION"]
    assert SECRET not in gone["DESCRIPTION"]


def test_the_calendar_is_downloaded_as_it_stands_now(client, event):
    one = build.a_registration(event)
    assert vevent(page(client, one, "registration_calendar").content)[0] == "PUBLISH"
    Registration.objects.update(state="left")
    assert vevent(page(client, one, "registration_calendar").content)[0] == "CANCEL"


# The way there


def test_the_event_s_page_leads_to_registration_and_then_to_one_s_own(contact, member, client):
    event = build.an_event(openness="anybody")
    public = client.get(reverse("events:event", args=[event.pk])).content.decode()
    assert reverse("events:register", args=[event.pk]) in public
    ours = reverse("events:our_event", args=[event.pk])
    register = reverse("events:register_ours", args=[event.pk])
    assert register in member.get(ours).content.decode()
    own = build.a_registration(event, person=contact.person)
    assert own.path in member.get(ours).content.decode()
