"""Who an audience is: segments joined and subtracted, why each is found, who is not reached."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from events.models import Segment, reach_of, unreached, whys_of
from events.words import reason_of
from members.models import Contact, Industry, OptOut, OrganisationKind, Purpose, Relation
from tests import build

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
YESTERDAY = TODAY - timedelta(days=1)
COMMUNICATOR = Contact.Role.COMMUNICATOR


def names(audience):
    return [one.name for one in audience.people(TODAY).in_swedish_order()]


def a_role(name, organisation=None, role=Contact.Role.CONTACT, **fields):
    """Somebody without a login who holds a role at a member."""
    person = build.a_person(name, user=None)
    return build.a_contact(organisation or build.a_member(), role, person=person, **fields)


def why(person, audience, language="sv"):
    with translation.override(language):
        return reason_of(whys_of(audience, [person.pk], TODAY)[person.pk])


def test_an_audience_without_segments_is_nobody():
    a_role("Anna")
    audience = build.an_audience()
    audience.segments.all().delete()
    assert names(audience) == []


def test_contact_persons_are_those_of_members_on_the_day():
    a_role("Anna")
    a_role("Ex", until=YESTERDAY)
    a_role("Av ingen medlem", build.an_organisation())
    a_role("Av en som har gått", build.a_member(until=YESTERDAY))
    a_role("Kommunikatör", role=COMMUNICATOR)
    assert names(build.an_audience({"source": "contacts"})) == ["Anna"]


def test_communicators_and_everybody_with_a_role():
    a_role("Anna")
    a_role("Bo", role=COMMUNICATOR)
    a_role("Ciro", role=Contact.Role.DEPUTY)
    assert names(build.an_audience({"source": "communicators"})) == ["Bo"]
    assert names(build.an_audience({"source": "any_role"})) == ["Anna", "Bo", "Ciro"]


def test_a_group_is_those_in_it_today_and_a_former_one_those_who_have_left():
    stays, left, back = (build.a_person(name, user=None) for name in ["Kvar", "Borta", "Åter"])
    group = build.a_group("Fokusgrupp fordon", stays)
    for person in [left, back]:
        group.memberships.create(person=person, since=TODAY - timedelta(9), until=YESTERDAY)
    group.memberships.create(person=back, since=TODAY)
    assert names(build.an_audience({"source": "group", "group": group})) == ["Kvar", "Åter"]
    assert names(build.an_audience({"source": "former_group", "group": group})) == ["Borta"]


def test_an_earlier_event_finds_the_registered_and_the_checked_in():
    event, now = build.an_event(), timezone.now()
    came, stayed_away = (build.a_person(name, user=None) for name in ["Kom", "Uteblev"])
    build.a_registration(event, person=came, checked_in_at=now)
    build.a_registration(event, person=stayed_away)
    build.a_registration(event, person=build.a_person("Kö", user=None), state="waiting")
    build.a_registration(event, checked_in_at=now)  # unknown to the register
    assert names(build.an_audience({"source": "registered", "event": event})) == ["Kom", "Uteblev"]
    assert names(build.an_audience({"source": "attended", "event": event})) == ["Kom"]


def test_prospects_all_or_only_the_important_and_not_those_that_were():
    facts = [("Viktig", True, None), ("Annan", False, None), ("Var", True, YESTERDAY)]
    for name, is_important, until in facts:
        prospect = build.an_organisation(is_important_prospect=is_important)
        since = TODAY - timedelta(days=9)
        Relation.objects.create(organisation=prospect, kind="prospect", since=since, until=until)
        a_role(name, prospect, Contact.Role.REPRESENTATIVE)
    of = {"source": "relation", "relation": "prospect"}
    assert names(build.an_audience(of)) == ["Annan", "Viktig"]
    assert names(build.an_audience({**of, "only_important": True})) == ["Viktig"]
    assert names(build.an_audience({"source": "relation", "relation": "partner"})) == []


@pytest.mark.parametrize(
    ("narrowed", "found"),
    [
        ({"region": "14"}, ["Väst"]),
        ({"employees_from": 50}, ["Stor", "Väst"]),
        ({"employees_to": 49}, ["Liten"]),
        ({"employees_from": 50, "employees_to": 50}, ["Väst"]),
        ({"region": "14", "employees_from": 51}, []),
    ],
)
def test_narrowed_by_region_and_size(narrowed, found):
    a_role("Väst", build.a_member(region="14", employees=50))
    a_role("Stor", build.a_member(employees=51))
    a_role("Liten", build.a_member(employees=49))
    a_role("Okänd", build.a_member(employees=None))
    assert names(build.an_audience({"source": "contacts", **narrowed})) == found


def test_narrowed_by_industry_and_kind():
    cars, academia = Industry.objects.get(name="Fordon"), build.a_non_profit().kind
    a_role("Fordon", build.a_member(industry=cars))
    a_role("Lärosäte", build.a_member(kind=academia))
    assert names(build.an_audience({"source": "contacts", "industry": cars})) == ["Fordon"]
    assert names(build.an_audience({"source": "contacts", "kind": academia})) == ["Lärosäte"]


def test_a_group_is_narrowed_by_whom_its_people_act_for():
    inside = a_role("Inne", build.a_member(region="14")).person
    outside = build.a_person("Ute", user=None)
    group = build.a_group("Grupp", inside, outside)
    assert names(build.an_audience({"source": "group", "group": group, "region": "14"})) == ["Inne"]


def test_a_subtracted_segment_takes_people_away_whatever_joined_them():
    anna = a_role("Anna").person
    a_role("Bo")
    group = build.a_group("De som har sagt ifrån", anna)
    joined = [{"source": "contacts"}, {"source": "any_role"}]
    away = {"source": "group", "group": group, "is_subtracted": True}
    assert names(build.an_audience(*joined, away)) == ["Bo"]


def test_the_reason_names_each_role_once_with_all_its_organisations_and_the_groups():
    contact = a_role("Anna", build.a_member("Alfa AB"))
    build.a_contact(build.a_member("Beta AB"), person=contact.person)
    build.a_contact(contact.organisation, COMMUNICATOR, person=contact.person)
    group = build.a_group("Fokusgrupp fordon", contact.person)
    audience = build.an_audience(
        {"source": "contacts"},
        {"source": "any_role"},
        {"source": "group", "group": group},
    )
    assert why(contact.person, audience) == (
        "som kontaktperson för Alfa AB och Beta AB, kommunikatör för Alfa AB och medlem i gruppen "
        "Fokusgrupp fordon"
    )
    assert why(contact.person, audience, "en") == (
        "as contact person for Alfa AB and Beta AB, communicator for Alfa AB and member of the "
        "group Fokusgrupp fordon"
    )


def test_the_reason_of_earlier_groups_and_events():
    person, event = build.a_person("Åsa", user=None), build.an_event(title="Konferensen 2026")
    build.a_registration(event, person=person, checked_in_at=timezone.now())
    group = build.a_group("Intressentdialogen", person, until=YESTERDAY)
    audience = build.an_audience(
        {"source": "former_group", "group": group},
        {"source": "attended", "event": event},
        {"source": "registered", "event": event},
    )
    assert why(person, audience) == (
        "som tidigare medlem i gruppen Intressentdialogen, deltagare i Konferensen 2026 och "
        "anmäld till Konferensen 2026"
    )


def test_the_numbers_tell_overlaps_the_declined_and_those_without_an_address():
    both, declined, mute = (a_role(name).person for name in ["Båda", "Avböjt", "Stum"])
    gone = a_role("Borttagen").person
    type(mute).objects.filter(pk=mute.pk).update(email="")
    OptOut.objects.create(person=declined, purpose=Purpose.EVENTS)
    OptOut.objects.create(person=both, purpose=Purpose.NEWS)
    OptOut.objects.create(person=mute, purpose=Purpose.EVENTS)
    inside, away = build.a_group("Grupp", both), build.a_group("Borttagna", gone)
    audience = build.an_audience(
        {"source": "contacts"},
        {"source": "group", "group": inside},
        {"source": "group", "group": away, "is_subtracted": True},
    )
    reach = reach_of(audience, TODAY)
    assert [(part.people, part.alone) for part in reach.parts] == [(4, 3), (1, 0), (1, 0)]
    assert reach.overlaps == [(1, 2), (2, 1)]
    assert (reach.people, reach.declined, reach.without_address, reach.reached) == (3, 1, 1, 1)
    assert [one.name for one in audience.reached(TODAY)] == ["Båda"]


def test_members_whom_nobody_would_reach_are_told_with_whom_to_call():
    reached = a_role("Nådd", build.a_member("Alfa AB"))
    build.a_contact(build.a_member("Beta AB"), role=COMMUNICATOR, person=reached.person)
    declined = a_role("Avböjt", build.a_member("Örlogsvarvet AB"))
    OptOut.objects.create(person=declined.person, purpose=Purpose.EVENTS)
    build.a_member("Ängarnas Smide AB")
    build.a_member("Gått AB", until=YESTERDAY)
    missing = list(unreached(build.an_audience(), TODAY))
    assert [one.name for one in missing] == ["Ängarnas Smide AB", "Örlogsvarvet AB"]
    assert [[one.person.name for one in found.people_to_call] for found in missing] == [
        [],
        ["Avböjt"],
    ]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"source": "group"}, ["group"]),
        ({"source": "attended"}, ["event"]),
        ({"source": "relation"}, ["relation"]),
        ({"source": "contacts", "relation": "partner"}, ["relation"]),
        ({"source": "contacts", "employees_from": 2, "employees_to": 1}, ["employees_to"]),
    ],
)
def test_a_segment_says_what_it_needs_and_nothing_else(fields, wrong):
    with pytest.raises(ValidationError) as refused:
        Segment(**fields).clean()
    assert list(refused.value.message_dict) == wrong


@pytest.mark.parametrize("source", ["group", "former_group", "registered", "attended", "relation"])
def test_the_database_refuses_a_segment_that_does_not_say_of_what(source):
    with pytest.raises(IntegrityError), transaction.atomic():
        build.an_audience({"source": source})


def test_a_segment_is_told_in_words():
    group = build.a_group("Fokusgrupp")
    kind = OrganisationKind.objects.filter(sector="company").first()
    fields = {"region": "14", "employees_from": 51, "kind": kind}
    audience = build.an_audience(
        {"source": "group", "group": group, **fields},
        {"source": "relation", "relation": "prospect", "only_important": True, "employees_to": 9},
    )
    assert [str(one) for one in audience.joined()] == [
        f"personer i en grupp i dag, Fokusgrupp, Västra Götalands län, {kind}, 51– anställda",
        "personer hos organisationer med en relation, möjlig medlem, –9 anställda, "
        "bara de som är viktiga för våra mål",
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_preview_asks_the_same_number_of_questions_whatever_the_size(
    client, rows, django_assert_num_queries
):
    for number in range(rows):
        a_role(f"Person {number}", build.a_member(f"Medlem {number}"))
        build.a_member(f"Utan {number}")
    audience = build.an_audience({"source": "contacts"}, {"source": "any_role"})
    client.force_login(build.a_secretary())
    url = reverse("admin:events_audience_forhandsvisa", args=[audience.pk])
    client.get(url)
    with django_assert_num_queries(22):
        page = client.get(url)
    assert [row.person.name for row in page.context["rows"]] == [
        f"Person {number}" for number in range(rows)
    ]
    assert page.context["number_unreached"] == rows


def test_the_pages_of_an_audience_are_read_by_the_staff_and_nobody_else(client):
    audience = build.an_audience()
    pages = [
        reverse(f"admin:events_audience_{name}", args=[audience.pk])
        for name in ["forhandsvisa", "utan-mottagare"]
    ]
    for user, status in [
        (build.with_second_factor(build.of_the_staff("Revisor")), 200),
        (build.with_second_factor(build.a_user(is_staff=True)), 403),
        (build.a_user(), 302),
    ]:
        client.force_login(user)
        assert [client.get(page).status_code for page in pages] == [status, status]
