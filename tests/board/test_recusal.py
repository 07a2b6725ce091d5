"""Jäv: found from what the register says today, declared, lifted."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from board.actions import cast_vote, decide, declare_recusal, lift_recusal
from board.models import Bench, Decision, Interest, Matter, Party, Recusal
from lattvikt.lib.refused import Refused
from outbox.models import Message
from tests import build

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
NUMBER = "5569999997"


@pytest.fixture
def seats():
    return build.a_board(3)


def a_matter_about(**party):
    matter = build.a_matter()
    Party.objects.create(matter=matter, **party)
    return matter


def recused_in(matter):
    return Bench(matter).recused


def is_contact(person, **dates):
    build.a_contact(build.an_organisation(org_number=NUMBER), person=person, **dates)


def has_interest(person, **dates):
    Interest.objects.create(
        person=person, org_number=NUMBER, name="Lätta AB", nature="ägare", **dates
    )


def comes_from(person, **dates):
    body = build.a_body("arbetsgruppen")
    build.a_seat(
        body, person=person, organisation=build.an_organisation(org_number=NUMBER), **dates
    )


TIES = [is_contact, has_interest, comes_from]


@pytest.mark.parametrize("tie", TIES)
def test_a_seat_tied_to_a_party_is_recused(seats, tie):
    chair, _vice_chair, member = seats
    matter = a_matter_about(org_number=NUMBER)
    tie(member.person)
    assert recused_in(matter) == [member]
    assert list(Matter.objects.visible_to(member)) == []
    assert list(Matter.objects.visible_to(chair)) == [matter]


@pytest.mark.parametrize("tie", TIES)
def test_a_tie_that_has_ended_or_not_begun_recuses_nobody(seats, tie):
    matter = a_matter_about(org_number=NUMBER)
    tie(seats[2].person, since=date(2020, 1, 1), until=TODAY - timedelta(days=1))
    assert recused_in(matter) == []


@pytest.mark.parametrize("tie", TIES)
def test_a_tie_on_its_last_day_recuses(seats, tie):
    matter = a_matter_about(org_number=NUMBER)
    tie(seats[2].person, since=date(2020, 1, 1), until=TODAY)
    assert recused_in(matter) == [seats[2]]


@pytest.mark.parametrize("tie", TIES)
def test_a_tie_to_somebody_else_recuses_nobody(seats, tie):
    matter = a_matter_about(org_number=build.an_org_number())
    tie(seats[2].person)
    assert recused_in(matter) == []
    assert list(Matter.objects.visible_to(seats[2])) == [matter]


def test_who_is_the_party_is_recused(seats):
    matter = a_matter_about(person=seats[2].person)
    assert recused_in(matter) == [seats[2]]
    assert list(Matter.objects.visible_to(seats[2])) == []


def test_organisations_without_a_number_are_not_the_same_party(seats):
    build.a_contact(build.an_organisation(org_number=None), person=seats[2].person)
    Interest.objects.create(person=seats[2].person, org_number="", name="Utland", nature="ägare")
    matter = a_matter_about(org_number="", person=seats[1].person)
    assert recused_in(matter) == [seats[1]]


def test_a_secretary_is_recused_too():
    build.a_board(3)
    secretary = build.a_seat(role="secretary")
    has_interest(secretary.person)
    a_matter_about(org_number=NUMBER)
    assert list(Matter.objects.visible_to(secretary)) == []


def test_who_becomes_tied_after_voting_no_longer_counts(seats):
    matter = a_matter_about(org_number=NUMBER)
    for seat in seats:
        cast_vote(matter, seat=seat, choice="for")
    has_interest(seats[2].person)
    bench = Bench(matter)
    assert (bench.result.present, bench.result.votes_for) == (2, 2)


def test_another_bodys_matter_is_not_visible(seats):
    matter = build.a_matter(build.a_body("arbetsgruppen"))
    assert list(Matter.objects.visible_to(seats[0])) == []
    assert list(Matter.objects.open()) == [matter]


def test_the_recused_do_not_vote(seats):
    has_interest(seats[2].person)
    matter = a_matter_about(org_number=NUMBER)
    with pytest.raises(Refused, match="Du är jävig i ärendet"):
        cast_vote(matter, seat=seats[2], choice="for")


def test_jav_can_be_declared_and_drops_the_vote(seats):
    matter = build.a_matter()
    cast_vote(matter, seat=seats[2], choice="for")
    declare_recusal(matter, seat=seats[2], reason="Min bror äger bolaget")
    assert recused_in(matter) == [seats[2]]
    assert matter.votes.count() == 0
    assert list(Matter.objects.visible_to(seats[2])) == []


def test_only_the_bodys_seats_declare_jav(seats):
    stranger = build.a_seat(build.a_body("arbetsgruppen"))
    with pytest.raises(Refused):
        declare_recusal(build.a_matter(), seat=stranger)


@pytest.mark.parametrize("how", ["found", "declared", "both"])
def test_the_chair_lifts_jav_with_a_reason(seats, how):
    chair, _vice_chair, member = seats
    matter = a_matter_about(org_number=NUMBER)
    if how != "declared":
        has_interest(member.person)
    if how != "found":
        declare_recusal(matter, seat=member)
    lift_recusal(matter, seat=member, by=chair, because="Äger en enda aktie")
    assert recused_in(matter) == []
    assert list(Matter.objects.visible_to(member)) == [matter]
    kept = Recusal.objects.get()
    assert (kept.seat, kept.lifted_by, kept.lifted_because) == (member, chair, "Äger en enda aktie")


def test_jav_that_was_lifted_can_be_declared_again(seats):
    matter = build.a_matter()
    declare_recusal(matter, seat=seats[2])
    lift_recusal(matter, seat=seats[2], by=seats[0], because="Ett missförstånd")
    declare_recusal(matter, seat=seats[2], reason="Nej, det stämde")
    assert recused_in(matter) == [seats[2]]


def test_jav_is_not_lifted_without_a_reason(seats):
    matter = build.a_matter()
    declare_recusal(matter, seat=seats[2])
    with pytest.raises(Refused, match="Skriv varför"):
        lift_recusal(matter, seat=seats[2], by=seats[0], because="  ")


def test_what_is_not_there_is_not_lifted(seats):
    with pytest.raises(Refused, match="inte jävig"):
        lift_recusal(build.a_matter(), seat=seats[2], by=seats[0], because="Ändå")


def test_a_member_lifts_nothing(seats):
    matter = build.a_matter()
    declare_recusal(matter, seat=seats[1])
    with pytest.raises(Refused, match="Bara den som leder"):
        lift_recusal(matter, seat=seats[1], by=seats[2], because="Snällhet")


def test_a_recused_chair_never_lifts_their_own_but_the_vice_chair_may(seats):
    chair, vice_chair, _member = seats
    matter = build.a_matter()
    declare_recusal(matter, seat=chair)
    with pytest.raises(Refused):
        lift_recusal(matter, seat=chair, by=chair, because="Jag klarar mig")
    lift_recusal(matter, seat=chair, by=vice_chair, because="Ett missförstånd")
    assert Bench(matter).chair == chair


def test_the_vice_chair_presides_when_the_chair_is_recused(seats):
    chair, vice_chair, member = seats
    matter = a_matter_about(org_number=NUMBER)
    has_interest(chair.person)
    for seat in (vice_chair, member):
        cast_vote(matter, seat=seat, choice="for")
    with pytest.raises(Refused, match="Bara den som leder"):
        decide(matter, by=chair, today=TODAY)
    decision = decide(matter, by=vice_chair, today=TODAY)
    assert decision.decided_by == vice_chair
    assert [line["choice"] for line in decision.ballots] == ["recused", "for", "for"]


def test_who_was_recused_does_not_see_the_decision_afterwards_either(seats):
    chair, vice_chair, member = seats
    matter = a_matter_about(org_number=NUMBER)
    has_interest(member.person)
    for seat in (chair, vice_chair):
        cast_vote(matter, seat=seat, choice="for")
    decision = decide(matter, by=chair, today=TODAY)
    Interest.objects.all().delete()
    assert list(Matter.objects.visible_to(member)) == []
    assert list(Decision.objects.visible_to(member)) == []
    assert list(Decision.objects.visible_to(chair)) == [decision]


def test_who_becomes_tied_after_the_decision_still_sees_what_they_decided(seats):
    matter = a_matter_about(org_number=NUMBER)
    for seat in seats:
        cast_vote(matter, seat=seat, choice="for")
    decision = decide(matter, by=seats[0], today=TODAY)
    has_interest(seats[2].person)
    assert list(Matter.objects.visible_to(seats[2])) == [matter]
    assert list(Decision.objects.visible_to(seats[2])) == [decision]


@pytest.mark.parametrize("size", [1, 9])
def test_the_bench_is_read_in_two_queries_whatever_its_size(size, django_assert_num_queries):
    build.a_board(size)
    matter = a_matter_about(org_number=NUMBER)
    with django_assert_num_queries(2):
        bench = Bench(matter)
        assert len(bench.able) == size
        assert bench.result.seats == size


def test_who_is_no_longer_recused_is_told_each_time_and_why(seats):
    chair, _vice_chair, member = seats
    matter = build.a_matter()
    for because in ["Ett missförstånd", "Äger en enda aktie"]:
        declare_recusal(matter, seat=member)
        lift_recusal(matter, seat=member, by=chair, because=because)
    letters = Message.objects.order_by("pk")
    assert [(letter.to, letter.subject) for letter in letters] == [
        (member.person.email, "Du är inte längre jävig: Verksamhetsplan")
    ] * 2
    why = f"{chair.person.name} upphävde det med den här motiveringen: Äger en enda aktie"
    assert why in letters[1].text
