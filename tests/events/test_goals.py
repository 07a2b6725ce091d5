"""Goals of an event: counted by organisation, not people, and frozen when it is closed."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events import rules
from events.actions import close, freeze_goals
from events.gauges import gauge_of
from events.models import CountedOrganisation, Goal, Outcome, missing_of, standing_of
from events.models.standing import stands
from events.rules import Measure, Missing
from members.models import Contact, Relation
from tests import build

TODAY = timezone.localdate()
YESTERDAY = TODAY - timedelta(days=1)

database = pytest.mark.django_db


@pytest.mark.parametrize(
    ("percent", "members", "needed"),
    [(75, 70, 53), (75, 72, 54), (75, 4, 3), (75, 1, 1), (100, 7, 7), (1, 70, 1), (75, 0, 0)],
)
def test_a_share_is_whole_organisations_rounded_up(percent, members, needed):
    assert rules.organisations_needed(percent=percent, members=members) == needed


@pytest.mark.parametrize(("count", "is_it"), [(52, False), (53, True), (54, True)])
def test_75_percent_of_70_is_reached_by_53(count, is_it):
    assert rules.is_reached(count=count, needed=53, total=70, is_share=True) is is_it


def test_a_share_of_no_members_is_not_reached():
    assert not rules.is_reached(count=0, needed=0, total=0, is_share=True)


def test_five_prospects_are_reached_by_five():
    assert rules.is_reached(count=5, needed=5, total=5, is_share=False)
    assert not rules.is_reached(count=4, needed=5, total=9, is_share=False)


@pytest.mark.parametrize(
    ("count", "total", "percent"), [(52, 70, 74), (53, 70, 75), (0, 0, 0), (70, 70, 100)]
)
def test_a_percentage_never_says_more_than_is_reached(count, total, percent):
    assert rules.percent_of(count, total) == percent


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ("", Missing.NOT_INVITED),
        ("said_no", Missing.SAID_NO),
        ("said_no silent", Missing.SILENT),
        ("silent said_yes", Missing.NOT_REGISTERED),
        ("said_yes registered", Missing.NOT_COME),
    ],
)
def test_the_nearest_says_how_it_stands_with_who_is_missing(facts, expected):
    names = ["registered", "said_yes", "silent", "said_no"]
    assert rules.missing(**{name: name in facts.split() for name in names}) == expected


def someone_of(organisation, role=Contact.Role.CONTACT, **fields):
    return build.a_contact(organisation, role, person=build.a_person(user=None), **fields).person


def counts(goal):
    standing = standing_of(goal)
    return standing.total, [standing.counts[measure] for measure in Measure]


@database
def test_an_organisation_counts_once_however_many_come_for_it():
    goal = build.a_goal()
    member = build.a_member()
    for person in (someone_of(member), someone_of(member)):
        build.an_invitation(goal.event, person, organisation=member)
        build.a_registration(goal.event, person=person, organisation=member)
    assert counts(goal) == (1, [1, 1, 1, 0])


@database
def test_each_measure_has_its_own_organisations():
    goal = build.a_goal()
    invited, yes, registered, there = [build.a_member() for _ in range(4)]
    build.a_member("Ingen bjuden AB")
    for member, answer in [(invited, ""), (yes, "yes")]:
        at = timezone.now() if answer else None
        build.an_invitation(goal.event, someone_of(member), answer=answer, answered_at=at)
    build.a_registration(goal.event, organisation=registered)
    build.a_registration(goal.event, organisation=there, checked_in_at=timezone.now())
    assert counts(goal) == (5, [2, 3, 2, 1])


@database
def test_who_is_invited_is_so_for_every_organisation_where_one_has_a_role_on_the_day():
    goal = build.a_goal()
    first, second, former = build.a_member(), build.a_member(), build.a_member()
    person = someone_of(first)
    build.a_contact(second, Contact.Role.COMMUNICATOR, person=person)
    build.a_contact(former, person=person, until=YESTERDAY)
    build.an_invitation(goal.event, person, organisation=first)
    assert counts(goal) == (3, [2, 0, 0, 0])


@database
def test_who_is_registered_comes_for_the_organisation_that_is_named_alone():
    goal = build.a_goal()
    named, other = build.a_member(), build.a_member()
    person = someone_of(named)
    build.a_contact(other, person=person)
    build.a_registration(goal.event, person=person, organisation=named)
    assert counts(goal) == (2, [0, 1, 1, 0])


@database
@pytest.mark.parametrize(
    ("state", "expected"),
    [("registered", [0, 1, 1, 1]), ("waiting", [0, 1, 0, 0]), ("left", [0, 0, 0, 0])],
)
def test_who_stands_in_line_has_said_yes_and_who_has_left_counts_no_more(state, expected):
    goal = build.a_goal()
    facts = {"state": state, "checked_in_at": timezone.now()}
    build.a_registration(goal.event, organisation=build.a_member(), **facts)
    assert counts(goal) == (1, expected)


@database
def test_who_comes_without_an_organisation_hides_nobody_who_is_missing():
    goal = build.a_goal()
    member = build.a_member()
    build.a_registration(goal.event, said_organisation="Gästen AB", checked_in_at=timezone.now())
    assert list(missing_of(goal)) == [member]


@database
def test_members_are_those_of_the_goal_s_day():
    event = build.an_event()
    day = timezone.localdate(event.starts_at)
    build.a_member(until=day - timedelta(days=1))
    build.a_member(until=day)
    build.a_member(since=day + timedelta(days=1))
    assert counts(build.a_goal(event))[0] == 1
    assert counts(build.a_goal(event, number=2, counted_on=TODAY))[0] == 2


@database
def test_another_event_s_answers_do_not_count():
    member = build.a_member()
    build.an_invitation(build.an_event(), someone_of(member))
    build.a_registration(build.an_event(), organisation=member)
    assert counts(build.a_goal()) == (1, [0, 0, 0, 0])


@database
def test_prospects_are_possible_members_that_matter_and_are_none_yet():
    event = build.an_event()
    important = build.a_prospect("Viktig AB")
    small = build.a_prospect("Liten AB", is_important_prospect=False)
    build.a_prospect("Förr AB", until=YESTERDAY)
    already = build.a_member()
    already.relations.create(kind=Relation.Kind.PROSPECT)
    for one in (important, small, already):
        build.a_registration(event, organisation=one)
    of_all = build.a_goal(event, kind="prospects", target=5, number=2, only_important=False)
    assert counts(build.a_goal(event, kind="prospects", target=5)) == (1, [0, 1, 1, 0])
    assert counts(of_all) == (2, [0, 2, 2, 0])


@database
def test_a_gauge_says_how_many_lack_and_where_the_target_is():
    goal = build.a_goal(target=75, counts="registered")
    members = [build.a_member() for _ in range(4)]
    for member in members[:2]:
        build.a_registration(goal.event, organisation=member)
    gauge = gauge_of(goal)
    assert (gauge.needed, gauge.count, gauge.lacks, gauge.missing) == (3, 2, 1, 2)
    assert (gauge.is_reached, gauge.mark) == (False, 75.0)
    assert [(bar.count, bar.percent, bar.length) for bar in gauge.bars] == [
        (0, 0, 0.0),
        (2, 50, 50.0),
        (2, 50, 50.0),
        (0, 0, 0.0),
    ]
    assert [bar.is_decisive for bar in gauge.bars] == [False, False, True, False]


@database
def test_a_bar_past_its_target_stays_within_the_drawing():
    event = build.an_event()
    goal = build.a_goal(event, kind="prospects", target=1, counts="registered")
    for number in range(4):
        build.a_registration(event, organisation=build.a_prospect(f"Nr {number} AB"))
    gauge = gauge_of(goal)
    assert (gauge.is_reached, gauge.mark, gauge.bars[2].length) == (True, 25.0, 100.0)


@database
def test_a_gauge_without_members_says_so_and_divides_by_nothing():
    gauge = gauge_of(build.a_goal())
    assert (gauge.total, gauge.needed, gauge.is_reached) == (0, 0, False)


@database
def test_the_missing_stand_in_swedish_order_with_whom_to_call():
    goal = build.a_goal(counts="registered")
    asked = build.a_member("Östra AB")
    person = someone_of(asked)
    someone_of(asked, Contact.Role.INVOICE)
    someone_of(asked, until=YESTERDAY)
    build.an_invitation(goal.event, person)
    build.a_member("Åmåls Verkstad AB")
    build.a_member("Zinkgruvan AB")
    build.a_registration(goal.event, organisation=build.a_member("Kommer AB"))
    found = list(missing_of(goal))
    assert [one.name for one in found] == ["Zinkgruvan AB", "Åmåls Verkstad AB", "Östra AB"]
    assert [contact.person for contact in found[2].people_to_call] == [person]
    silent, unasked = Missing.SILENT, Missing.NOT_INVITED
    assert [stands(one) for one in found] == [unasked, unasked, silent]


@database
@pytest.mark.parametrize(
    "facts",
    [
        {"kind": "members", "target": None},
        {"kind": "members", "target": 0},
        {"kind": "members", "target": 101},
        {"kind": "prospects", "target": None},
        {"kind": "quality", "target": 5},
    ],
)
def test_a_goal_in_numbers_has_a_target_and_one_in_words_has_none(facts):
    goal = Goal(event=build.an_event(), number=1, text="Att", **facts)
    with pytest.raises(ValidationError) as told:
        goal.clean()
    assert list(told.value.message_dict) == ["target"]
    with pytest.raises(IntegrityError), transaction.atomic():
        goal.save()


@database
def test_what_is_frozen_stays_however_the_registrations_change():
    event = build.an_event()
    goal = build.a_goal(event, target=50)
    words = build.a_goal(event, kind="quality", target=None, number=2, afterwards="Det blev så.")
    there, absent = build.a_member("Här AB"), build.a_member("Borta AB")
    one = build.a_registration(event, organisation=there, checked_in_at=timezone.now())
    freeze_goals(event, now=timezone.now())
    one.delete()
    absent.memberships.all().delete()
    build.a_member("Ny AB")
    goal = Goal.objects.get(pk=goal.pk)
    gauge = gauge_of(goal)
    assert counts(goal) == (2, [0, 1, 1, 1])
    assert (gauge.needed, gauge.count, gauge.is_reached) == (1, 1, True)
    kept = CountedOrganisation.objects.values_list("outcome__goal", "name", "checked_in")
    assert list(kept) == [(goal.pk, "Borta AB", False), (goal.pk, "Här AB", True)]
    assert words.outcome.afterwards == "Det blev så."


@database
def test_closing_an_event_freezes_its_goals():
    goal = build.a_goal(build.an_event(begins_in=timedelta(days=-2)))
    close(goal.event, now=timezone.now())
    assert Outcome.objects.get().goal == goal


@database
def test_goals_are_frozen_once():
    event = build.an_event()
    build.a_goal(event)
    first = timezone.now()
    freeze_goals(event, now=first)
    freeze_goals(event, now=first + timedelta(days=1))
    assert [one.frozen_at for one in Outcome.objects.all()] == [first]


@database
def test_what_is_frozen_is_changed_by_nobody():
    event = build.an_event()
    build.a_goal(event)
    build.a_member()
    freeze_goals(event, now=timezone.now())
    for model in (Outcome, CountedOrganisation):
        row = model.objects.get()
        with pytest.raises(TypeError):
            row.save()
        with pytest.raises(DatabaseError), transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk)._raw_delete("default")


@pytest.fixture
def secretary():
    client = Client()
    client.force_login(build.a_secretary())
    return client


def goals_page(event, page="mal"):
    return reverse(f"admin:events_event_{page}", args=[event.pk])


@database
def test_the_goals_page_has_as_many_queries_however_many_organisations(
    secretary, django_assert_num_queries
):
    event = build.an_event()
    build.a_goal(event)
    build.a_goal(event, kind="prospects", target=5, number=2)
    for number in range(3):
        member = build.a_member()
        build.an_invitation(event, someone_of(member))
        build.a_registration(event, organisation=build.a_prospect(f"Nr {number} AB"))
        if number in (0, 2):
            secretary.get(goals_page(event))
            with django_assert_num_queries(11):
                secretary.get(goals_page(event))
            with django_assert_num_queries(9):
                secretary.get(goals_page(event, "mal-saknas") + "?nummer=1")


@database
def test_the_page_says_that_what_it_shows_is_frozen(secretary):
    event = build.an_event(begins_in=timedelta(days=-2))
    build.a_goal(event, text="Tre fjärdedelar av medlemmarna")
    build.a_member("Borta AB")
    freeze_goals(event, now=timezone.now())
    event.closed_at = timezone.now()
    event.save()
    page = secretary.get(goals_page(event)).content.decode()
    assert "Fastställt när träffen avslutades" in page
    missing = secretary.get(goals_page(event, "mal-saknas") + "?nummer=1").content.decode()
    assert "Borta AB" in missing
    assert "Vem ni kan ringa" not in missing


@database
@pytest.mark.parametrize("number", ["2", "9", "x"])
def test_whom_a_goal_that_is_not_there_or_is_in_words_lacks_is_not_found(secretary, number):
    event = build.an_event()
    build.a_goal(event)
    build.a_goal(event, kind="quality", target=None, number=2)
    address = goals_page(event, "mal-saknas") + f"?nummer={number}"
    assert secretary.get(address).status_code == 404


@database
def test_the_goals_are_read_only_once_the_event_is_closed(secretary):
    event = build.an_event(begins_in=timedelta(days=-2))
    build.a_goal(event)
    address = reverse("admin:events_event_change", args=[event.pk])
    assert 'name="goals-0-text"' in secretary.get(address).content.decode()
    event.closed_at = timezone.now()
    event.save()
    assert 'name="goals-0-text"' not in secretary.get(address).content.decode()


@database
def test_who_sits_in_the_body_that_arranges_sees_its_goals_and_no_other_body_s(client):
    event = build.an_event(body=build.a_body("metallgruppen"))
    build.a_goal(event, text="Tre fjärdedelar av medlemmarna", counts="registered")
    someone_of(build.a_member("Borta AB"))
    others = build.an_event(title="Styrelsens egen")
    seat = build.a_seat(event.body)
    client.force_login(seat.person.user)
    addresses = [
        reverse(f"events:{name}", args=["metallgruppen", *args])
        for name, args in [
            ("body_events", []),
            ("body_goals", [event.pk]),
            ("body_missing", [event.pk]),
        ]
    ]
    shown = [client.get(address).content.decode() for address in addresses]
    assert event.title in shown[0]
    assert "Styrelsens egen" not in shown[0]
    assert "1 organisation fattas" in shown[1]
    assert "Borta AB" in shown[2]
    theirs = reverse("events:body_goals", args=["metallgruppen", others.pk])
    assert client.get(theirs).status_code == 404


@database
def test_the_body_s_list_has_as_many_queries_however_many_events(client, django_assert_num_queries):
    seat = build.a_seat()
    client.force_login(seat.person.user)
    address = reverse("events:body_events", args=[seat.body.slug])
    client.get(address)
    for more in (1, 2):
        for _ in range(more):
            build.an_event()
        with django_assert_num_queries(10):
            client.get(address)
