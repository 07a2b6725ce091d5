"""A local network: proposed by one member, owned by two, followed, and ended with its story."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events import actions
from events.mails import owner_path
from events.models import Event, EventKind, LocalNetwork, NetworkOwner
from lattvikt.lib.refused import Refused
from members.models import Contact, Group
from outbox.models import Message
from tests import build

pytestmark = pytest.mark.django_db

IDEA = actions.Idea(
    name="Gjutet i Dalarna", purpose="Besöka varandras gjuterier.", region="20", theme="gjutning"
)


@pytest.fixture(autouse=True)
def programme():
    return build.the_programme()


@pytest.fixture
def anna():
    return build.a_contact(build.a_member("Åmåls Gjuteri AB"))


@pytest.fixture
def bo():
    return build.a_contact(build.a_member("Borlänge Lättmetall AB"), person=build.a_person("Bo Ek"))


def browser_of(contact):
    client = Client()
    client.force_login(contact.person.user)
    return client


def proposed(anna, bo, **fields):
    return actions.propose_network(
        IDEA,
        by=anna.person,
        organisation=anna.organisation,
        asked=[bo.organisation],
        now=timezone.now(),
        **fields,
    )


def answer(network, contact, *, is_yes=True):
    owner = network.owners.get(organisation=contact.organisation)
    return actions.answer_for_owner(owner, is_yes=is_yes, person=contact.person, now=timezone.now())


def at(name, network):
    return reverse(f"events:{name}", args=[network.pk])


def letters(contact):
    return list(Message.objects.filter(to=contact.person.email).values_list("subject", flat=True))


def people_of(network):
    return set(network.group.memberships.current().values_list("person", flat=True))


# --- proposed and owned ------------------------------------------------------------------------


def test_a_member_proposes_a_network_and_it_stands_when_another_has_said_yes(anna, bo):
    network = proposed(anna, bo, meant="Bo på gjuteriet")
    assert (network.stage, network.origin, network.responsible) == (
        "proposed",
        "members",
        anna.person,
    )
    assert letters(bo) == ["Vill ni driva det lokala nätverket ”Gjutet i Dalarna”?"]
    assert "Bo på gjuteriet" in Message.objects.get(to=bo.person.email).text
    answer(network, bo)
    network.refresh_from_db()
    assert (network.stage, network.started_on) == ("standing", timezone.localdate())
    assert letters(anna) == [
        "Borlänge Lättmetall AB driver ”Gjutet i Dalarna” med er",
        "Det lokala nätverket ”Gjutet i Dalarna” är igång",
    ]
    assert people_of(network) == {anna.person_id, bo.person_id}


def test_a_no_is_told_and_another_member_may_be_asked_also_the_same_one(anna, bo):
    network = proposed(anna, bo)
    answer(network, bo, is_yes=False)
    network.refresh_from_db()
    assert network.stage == "proposed"
    assert letters(anna) == ["Borlänge Lättmetall AB tackar nej till att driva ”Gjutet i Dalarna”"]
    actions.ask_owner(network, bo.organisation, by=anna.person, now=timezone.now())
    assert len(letters(bo)) == 2


def test_an_organisation_is_asked_once_at_a_time(anna, bo):
    network = proposed(anna, bo)
    for contact in (anna, bo):
        with pytest.raises(Refused, match="driver redan nätverket"):
            actions.ask_owner(network, contact.organisation, by=anna.person, now=timezone.now())


def test_one_person_of_two_members_does_not_own_a_network_alone(anna, bo):
    network = proposed(anna, bo)
    both = build.a_contact(bo.organisation, person=anna.person)
    with pytest.raises(Refused, match="för en annan organisation"):
        answer(network, both)
    network.refresh_from_db()
    assert network.stage == "proposed"


def test_an_answer_is_given_once(anna, bo):
    network = proposed(anna, bo)
    answer(network, bo)
    with pytest.raises(Refused, match="redan svarat"):
        answer(network, bo, is_yes=False)


def test_who_has_left_the_programme_owns_nothing(anna, bo):
    network = proposed(anna, bo)
    yesterday = timezone.localdate() - timedelta(days=1)
    bo.organisation.memberships.update(ends_on=yesterday, end_reason="Egen begäran")
    with pytest.raises(Refused, match="Bara medlemsorganisationer"):
        answer(network, bo)


def test_a_member_that_no_letter_reaches_is_not_asked_and_nothing_is_kept(anna):
    with pytest.raises(Refused, match="någon kontaktperson"):
        actions.propose_network(
            IDEA,
            by=anna.person,
            organisation=anna.organisation,
            asked=[build.a_member("Onåbar AB")],
            now=timezone.now(),
        )
    assert not LocalNetwork.objects.exists()
    assert not Group.objects.exists()


def test_a_name_that_a_group_has_is_not_taken_again(anna, bo):
    build.a_group("gjutet i dalarna")
    with pytest.raises(Refused, match="redan en grupp"):
        proposed(anna, bo)


def test_the_secretariat_starts_a_network_with_two_members(anna, bo):
    network = actions.propose_network(
        IDEA, asked=[anna.organisation, bo.organisation], now=timezone.now()
    )
    assert (network.origin, network.responsible) == ("secretariat", None)
    answer(network, anna)
    network.refresh_from_db()
    assert (network.stage, network.responsible) == ("proposed", anna.person)
    answer(network, bo)
    network.refresh_from_db()
    assert network.stage == "standing"


def test_the_database_holds_a_network_to_an_outcome_and_an_owner_to_a_person(anna):
    network = build.a_network("Kort", anna)
    for wrong in (
        lambda: LocalNetwork.objects.filter(pk=network.pk).update(ended_on=date(2026, 5, 1)),
        lambda: network.owners.update(person=None),
        lambda: LocalNetwork.objects.filter(pk=network.pk).update(region="", theme=""),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


# --- the link in the letter --------------------------------------------------------------------


def test_a_visit_changes_nothing_and_the_button_answers(client, anna, bo):
    network = proposed(anna, bo)
    path = owner_path(network.owners.get(organisation=bo.organisation), bo.person_id)
    assert path in Message.objects.get(to=bo.person.email).text
    assert "Besöka varandras gjuterier." in client.get(path).text
    network.refresh_from_db()
    assert network.stage == "proposed"
    page = client.post(path, {"answer": "yes"}, follow=True).text
    assert "Bo Ek driver nätverket för er." in page
    network.refresh_from_db()
    assert network.stage == "standing"


@pytest.mark.parametrize("change", ["altered", "no longer a contact", "another organisation"])
def test_a_link_that_does_not_hold_says_so_and_does_nothing(client, anna, bo, change):
    network = proposed(anna, bo)
    owner = network.owners.get(organisation=bo.organisation)
    path = owner_path(owner, bo.person_id)
    if change == "altered":
        path = path[:-3] + "x/"
    elif change == "no longer a contact":
        Contact.objects.filter(pk=bo.pk).update(until=date(2026, 1, 2))
    else:
        path = owner_path(owner, anna.person_id)
    found = client.post(path, {"answer": "yes"})
    assert (found.status_code, "Länken gäller inte" in found.text) == (404, True)
    assert not NetworkOwner.objects.filter(pk=owner.pk).standing().exists()


def test_the_question_waits_on_our_pages_until_it_is_answered(anna, bo):
    network = proposed(anna, bo)
    text = "Ni har fått frågan om att driva det lokala nätverket ”Gjutet i Dalarna”."
    page = reverse("our_pages")
    assert text in browser_of(bo).get(page).text
    assert text not in browser_of(anna).get(page).text
    answer(network, bo)
    assert text not in browser_of(bo).get(page).text


# --- what members see --------------------------------------------------------------------------


def test_a_proposal_is_seen_by_those_who_have_a_part_in_it(anna, bo):
    network = proposed(anna, bo)
    other = build.a_contact(build.a_member("Tredje AB"))
    seen = {
        who: browser_of(one).get(at("network", network)).status_code
        for who, one in {"anna": anna, "bo": bo, "other": other}.items()
    }
    assert seen == {"anna": 200, "bo": 200, "other": 404}
    answer(network, bo)
    assert browser_of(other).get(at("network", network)).status_code == 200


def test_earlier_attempts_stand_beside_the_form_narrowed_by_region_and_theme(anna):
    ended = {"ended_on": date(2026, 5, 1), "outcome": "Ingen hade tid att kalla."}
    build.a_network("Värmlandsringen", **ended)
    build.a_network("Gjutarna", region="20", theme="gjutning", **ended)
    build.a_network("Lever än")
    form, client = reverse("events:propose_network"), browser_of(anna)
    shown = {
        query: [str(one) for one in client.get(form, query).context["attempts"]]
        for query in [(), (("region", "17"),), (("region", "01"),), (("theme", "GJUT"),)]
    }
    assert shown == {
        (): ["Gjutarna", "Värmlandsringen"],
        (("region", "17"),): ["Värmlandsringen"],
        (("region", "01"),): [],
        (("theme", "GJUT"),): ["Gjutarna"],
    }
    assert "Ingen hade tid att kalla." in client.get(form).text


def test_a_network_is_proposed_on_our_pages(anna, bo):
    typed = {
        "name": "Gjutet i Dalarna",
        "purpose": "Besöka varandra.",
        "region": "20",
        "other": bo.organisation.pk,
    }
    page = browser_of(anna).post(reverse("events:propose_network"), typed, follow=True)
    network = LocalNetwork.objects.get()
    assert page.redirect_chain == [(at("network", network), 302)]
    assert "söker någon att driva det med" in page.text.lower()


@pytest.mark.parametrize(
    ("typed", "at_field"),
    [
        ({"region": "", "theme": ""}, "theme"),
        ({"name": "Upptaget"}, "name"),
        ({"purpose": "Ring 640823-3234"}, "purpose"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(anna, bo, typed, at_field):
    build.a_group("Upptaget")
    right = {"name": "Nytt", "purpose": "X", "region": "20", "other": bo.organisation.pk}
    page = browser_of(anna).post(reverse("events:propose_network"), {**right, **typed})
    assert list(page.context["form"].errors) == [at_field]
    assert not LocalNetwork.objects.exists()


def test_who_follows_a_network_is_in_its_group_and_only_owners_read_the_names(anna, bo):
    network = build.a_network("Ringen", anna)
    build.a_contact(anna.organisation, person=build.a_person("Cecilia Dahl"))
    client = browser_of(bo)
    client.post(at("follow_network", network), {"follow": "1"})
    assert people_of(network) == {anna.person_id, bo.person_id}
    assert "Bo Ek" in browser_of(anna).get(at("network", network)).text
    third = build.a_contact(build.a_member("Tredje AB"))
    assert "Bo Ek" not in browser_of(third).get(at("network", network)).text
    client.post(at("follow_network", network))
    assert people_of(network) == {anna.person_id}
    client.post(at("follow_network", network), {"follow": "1"})
    assert people_of(network) == {anna.person_id, bo.person_id}


def test_a_former_follower_s_time_in_the_group_is_kept(anna, bo):
    network, today = build.a_network("Ringen", anna), timezone.localdate()
    network.group.memberships.create(person=bo.person, since=today - timedelta(days=30))
    actions.stop_following(network, person=bo.person, today=today)
    ended = network.group.memberships.get(person=bo.person)
    assert ended.until == today - timedelta(days=1)


def test_who_is_no_longer_a_member_is_let_in_to_no_network(anna):
    network = build.a_network("Ringen", anna)
    anna.organisation.memberships.update(ends_on=date(2026, 1, 31), end_reason="Egen begäran")
    pages = [reverse("events:networks"), at("network", network), at("begin_meeting", network)]
    assert [browser_of(anna).get(page).status_code for page in pages] == [403, 403, 403]


# --- meetings and vitality ---------------------------------------------------------------------


def met(network, *, days, **fields):
    return build.an_event(network=network, begins_in=timedelta(days=-days), **fields)


def states():
    found = LocalNetwork.objects.with_meetings().liveliest_first()
    return {str(one): (one.vitality, one.times_met) for one in found}


def test_how_lively_a_network_is_is_seen_from_its_meetings(anna):
    old = {"started": date(2020, 1, 1)}
    lively, drowsy, asleep, coming, rests = [
        build.a_network(name, **old) for name in ["Nyss", "Dåsig", "Sover", "Kommer", "Vilar"]
    ]
    build.a_network("Ny", started=timezone.localdate())
    met(lively, days=30)
    met(lively, days=90)
    met(drowsy, days=400)
    met(asleep, days=600)
    met(asleep, days=20, cancelled_at=timezone.now())
    met(asleep, days=-20, published=False)
    met(coming, days=600)
    met(coming, days=-20)
    rests.rests_since = timezone.localdate()
    rests.save()
    assert states() == {
        "Kommer": ("alive", 1),
        "Nyss": ("alive", 2),
        "Dåsig": ("drowsy", 1),
        "Sover": ("asleep", 1),
        "Vilar": (None, 0),
        "Ny": ("alive", 0),
    }


def meeting(**typed):
    return {
        "kind": EventKind.objects.get(name="Lokal träff").pk,
        "title": "Hos oss i gjuteriet",
        "summary": "Vi visar ugnen.",
        "starts_at": "2030-05-14T09:00",
        "ends_at": "2030-05-14T12:00",
        "place": "Bruksgatan 1",
        **typed,
    }


def test_an_owner_begins_a_meeting_and_the_secretariat_publishes_it(anna, bo):
    network = build.a_network("Ringen", anna, rests_since=date(2026, 6, 1))
    typed = meeting(host=anna.organisation.pk)
    browser_of(anna).post(at("begin_meeting", network), typed)
    event = Event.objects.get()
    assert (event.network, event.responsible, event.body.slug, event.stage) == (
        network,
        anna.person,
        "verksamhetsledningen",
        "draft",
    )
    assert [item.kind for item in event.programme.all()] == ["views"]
    network.refresh_from_db()
    assert network.stage == "standing"
    mine, others = [browser_of(one).get(at("network", network)).text for one in (anna, bo)]
    assert ("Hos oss i gjuteriet" in mine, "Hos oss i gjuteriet" in others) == (True, False)
    secretary = Client()
    secretary.force_login(build.a_secretary())
    assert "Lokala nätverks träffar att publicera" in secretary.get(reverse("admin:index")).text
    listed = reverse("admin:events_event_changelist") + "?stage=draft&network__isnull=False"
    assert "Hos oss i gjuteriet" in secretary.get(listed).text
    actions.publish(event, now=timezone.now())
    assert "Hos oss i gjuteriet" in browser_of(bo).get(at("network", network)).text
    ours = browser_of(bo).get(reverse("events:our_event", args=[event.pk])).text
    assert at("network", network) in ours


def test_a_proposed_network_has_no_meetings(anna):
    network = build.a_network("Snart", anna, started=None)
    page = browser_of(anna).post(at("begin_meeting", network), meeting())
    assert "igång först när" in page.text
    assert not Event.objects.exists()


def test_a_meeting_ends_after_it_begins(anna):
    network = build.a_network("Ringen", anna)
    typed = meeting(ends_at="2030-05-14T08:00")
    page = browser_of(anna).post(at("begin_meeting", network), typed)
    assert list(page.context["form"].errors) == ["ends_at"]


# --- handed over and ended ---------------------------------------------------------------------


def test_an_owner_takes_charge_and_leaves_and_the_last_one_stays(anna, bo):
    network = build.a_network("Ringen", anna, bo, responsible=anna.person)
    browser_of(bo).post(at("take_charge", network))
    network.refresh_from_db()
    assert network.responsible == bo.person
    browser_of(bo).post(at("leave_network", network))
    network.refresh_from_db()
    assert network.responsible == anna.person
    page = browser_of(anna).post(at("leave_network", network), follow=True)
    assert "Du är ensam om att driva nätverket." in page.text
    assert list(network.owners.standing().values_list("person", flat=True)) == [anna.person_id]


def test_a_network_ends_with_its_story_which_every_member_reads(anna, bo):
    network = build.a_network("Ringen", anna, bo)
    typed = {"outcome": "Vi blev för få i länet."}
    browser_of(anna).post(at("end_network", network), typed)
    network.refresh_from_db()
    assert (network.stage, network.ended_on) == ("ended", timezone.localdate())
    assert letters(bo) == ["Det lokala nätverket ”Ringen” är avslutat"]
    third = browser_of(build.a_contact(build.a_member("Tredje AB")))
    assert "Vi blev för få i länet." in third.get(reverse("events:networks")).text
    with pytest.raises(Refused, match="är avslutat"):
        actions.end_network(network, outcome="Igen.", today=timezone.localdate())


def test_a_network_with_a_meeting_to_come_does_not_end(anna):
    network = build.a_network("Ringen", anna)
    met(network, days=-5)
    with pytest.raises(Refused, match="En träff är planerad"):
        actions.end_network(network, outcome="Slut.", today=timezone.localdate())


# --- queries -----------------------------------------------------------------------------------


def queries(client, path):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("page", "expected"), [("networks", 10), ("propose_network", 8), ("network", 14)]
)
def test_each_page_asks_a_fixed_number_of_queries(anna, page, rows, expected):
    owners = [anna, *[build.a_contact(build.a_member(f"Nr {n} AB")) for n in range(rows)]]
    network = build.a_network("Ringen", *owners)
    for number in range(rows):
        build.a_network(f"Vid liv {number}", anna)
        build.a_network(f"Föreslaget {number}", anna, started=None)
        build.a_network(f"Förr {number}", ended_on=date(2026, 5, 1), outcome="Tog slut.")
        met(network, days=number + 1)
        met(network, days=-number - 1)
        met(network, days=-number - 1, published=False)
    path = at("network", network) if page == "network" else reverse(f"events:{page}")
    assert queries(browser_of(anna), path) == expected
