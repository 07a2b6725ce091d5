"""At a meeting: acclamation, asking for a vote, and several matters in one."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from board.actions import (
    acclaim,
    ask_for_vote,
    cast_vote,
    decide,
    declare_recusal,
    note_absences,
    open_meeting,
    put_on_meeting,
    take_apart,
    take_in_one,
)
from board.models import Decision, Matter, Party, Subject
from lattvikt.lib.refused import Refused
from outbox.models import Message
from tests import build

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def seats():
    return build.a_board(7)


@pytest.fixture
def meeting(seats):
    return open_meeting(build.the_board(), held_on=TODAY, present=seats[:5])


def on(meeting, seats, **fields):
    matter = build.a_matter(**fields)
    return put_on_meeting(matter, meeting=meeting, by=seats[0])


def choices(decision, seats):
    by_seat = {line["seat"]: line["choice"] for line in decision.ballots}
    return [by_seat[seat.pk] for seat in seats]


def acclaimed(matter, seats, *, is_carried=True, **more):
    return acclaim(matter, is_carried=is_carried, by=seats[0], today=TODAY, **more)


# Acclamation


def test_a_decision_by_acclamation_says_that_it_was(meeting, seats):
    decision = acclaimed(on(meeting, seats), seats, reason="Väl berett.")
    assert (decision.outcome, decision.decided_by) == (Decision.Outcome.APPROVED, seats[0])
    assert decision.how == "5 av 7 ledamöter deltog: bifall med acklamation"
    assert choices(decision, seats) == ["acclamation"] * 5 + ["absent"] * 2
    assert decision.shown_ballots[0]["word"] == "med acklamation"
    assert decision.reason == "Väl berett."


def test_not_carried_by_acclamation_rejects(meeting, seats):
    decision = acclaimed(on(meeting, seats), seats, is_carried=False)
    assert decision.outcome == Decision.Outcome.REJECTED
    assert decision.how == "5 av 7 ledamöter deltog: inte bifall, med acklamation"


def test_whoever_asks_for_a_vote_gets_one(meeting, seats):
    matter = on(meeting, seats)
    ask_for_vote(matter, seat=seats[4])
    ask_for_vote(matter, seat=seats[3])  # the second changes nothing
    with pytest.raises(Refused, match=f"{seats[4].person} har begärt votering"):
        acclaimed(matter, seats)
    for seat in seats[:5]:
        cast_vote(matter, seat=seat, choice="for")
    decision = decide(matter, by=seats[0], today=TODAY)
    assert decision.how == "5 av 7 ledamöter deltog, 5 ja, 0 nej: bifall"


@pytest.mark.parametrize("number", [5, 6])
def test_only_who_is_there_asks_for_a_vote(meeting, seats, number):
    matter = on(meeting, seats)
    with pytest.raises(Refused, match="närvarande"):
        ask_for_vote(matter, seat=seats[number])


@pytest.mark.parametrize(
    ("choice", "is_carried", "is_decided"),
    [
        ("for", True, True),
        ("against", True, False),
        ("abstain", True, False),
        ("for", False, False),
        ("against", False, True),
    ],
)
def test_a_vote_that_says_otherwise_is_not_acclaimed_over(
    meeting, seats, choice, is_carried, is_decided
):
    matter = on(meeting, seats)
    cast_vote(matter, seat=seats[2], choice=choice)
    if is_decided:
        acclaimed(matter, seats, is_carried=is_carried)
    else:
        with pytest.raises(Refused, match="röstat annorlunda"):
            acclaimed(matter, seats, is_carried=is_carried)
    assert Decision.objects.count() == is_decided


def test_acclamation_needs_what_the_law_asks_of_a_vote(seats):
    small = open_meeting(build.the_board(), held_on=TODAY, present=seats[:3])
    matter = on(small, seats)
    with pytest.raises(Refused, match="inte beslutför"):
        acclaimed(matter, seats)
    body = build.the_board()
    body.quorum = 2
    body.save()
    two = open_meeting(body, held_on=TODAY, present=seats[:2])
    with pytest.raises(Refused, match="en tredjedel"):
        acclaimed(put_on_meeting(matter, meeting=two, by=seats[0]), seats)


def test_only_who_presides_at_the_meeting_asks_those_present(meeting, seats):
    with pytest.raises(Refused, match="Bara den som leder"):
        acclaim(on(meeting, seats), is_carried=True, by=seats[1], today=TODAY)
    with pytest.raises(Refused, match="Acklamation"):
        acclaimed(build.a_matter(), seats)
    later = open_meeting(build.the_board(), held_on=TODAY + timedelta(days=1), present=seats[:5])
    with pytest.raises(Refused, match="inte hållits"):
        acclaimed(on(later, seats), seats)


def test_who_is_away_or_recused_is_not_in_the_acclamation(meeting, seats):
    matter = on(meeting, seats)
    note_absences(matter.item, left=[seats[4]], recused=[seats[3]])
    with pytest.raises(Refused, match="inte beslutför"):  # three of seven are left
        acclaimed(matter, seats)
    note_absences(matter.item, recused=[seats[3]])
    decision = acclaimed(matter, seats)
    assert choices(decision, seats) == [
        *["acclamation"] * 3,
        "recused",
        "acclamation",
        *["absent"] * 2,
    ]


def test_what_is_postponed_carries_no_demand_for_a_vote_along(meeting, seats):
    matter = on(meeting, seats)
    ask_for_vote(matter, seat=seats[2])
    later = open_meeting(build.the_board(), held_on=TODAY, present=seats)
    assert put_on_meeting(matter, meeting=later, by=seats[0]).vote_asked_by is None


# Several in one


@pytest.fixture
def three(meeting, seats):
    return [on(meeting, seats, title=title) for title in ["Plan", "Budget", "Datum"]]


def test_one_acclamation_gives_each_matter_its_decision(three, seats):
    take_in_one(three, by=seats[0])
    decision = acclaimed(three[1], seats)
    assert decision.matter == three[1]
    assert [(d.matter.title, d.number) for d in Decision.objects.order_by("number")] == [
        ("Plan", 1),
        ("Budget", 2),
        ("Datum", 3),
    ]


def test_one_vote_is_for_each_matter(three, seats):
    take_in_one(three, by=seats[0])
    for seat, choice in zip(seats, ["for", "for", "for", "against"], strict=False):
        cast_vote(three[0], seat=seat, choice=choice)
    decide(three[2], by=seats[0], today=TODAY)
    how = {decision.how for decision in Decision.objects.all()}
    assert how == {"5 av 7 ledamöter deltog, 3 ja, 1 nej, 1 avstår: bifall"}
    assert Decision.objects.count() == 3


def test_all_of_them_are_decided_or_none(three, seats):
    build.an_application(status="withdrawn", matter=three[2])
    take_in_one(three, by=seats[0])
    with pytest.raises(Refused, match="återkallad"):
        acclaimed(three[0], seats)
    assert (Decision.objects.count(), Message.objects.count()) == (0, 0)


def test_whoever_objects_has_them_taken_one_by_one(three, seats):
    take_in_one(three, by=seats[0])
    with pytest.raises(Refused):
        take_apart(three[0], seat=seats[6])  # who is not there
    take_apart(three[0], seat=seats[4])
    acclaimed(three[0], seats)
    assert Decision.objects.count() == 1


def test_a_matter_in_which_somebody_is_recused_is_taken_by_itself(three, seats):
    Party.objects.create(matter=three[2], person=seats[6].person)  # who is not even there
    with pytest.raises(Refused, match="Datum"):
        take_in_one(three, by=seats[0])
    take_in_one(three[:2], by=seats[0])
    declare_recusal(three[1], seat=seats[3])
    with pytest.raises(Refused, match="en och en"):
        acclaimed(three[0], seats)
    with pytest.raises(Refused, match="en och en"):
        cast_vote(three[0], seat=seats[2], choice="for")
    take_apart(three[0], seat=seats[0])
    acclaimed(three[0], seats)


def test_matters_with_other_seats_to_answer_are_not_taken_in_one(meeting, three, seats):
    seats[4].no_vote_in = [Subject.MONEY]
    seats[4].save()
    money = on(meeting, seats, title="Avgiften", subject=Subject.MONEY)
    with pytest.raises(Refused, match="Avgiften"):
        take_in_one([three[0], money], by=seats[0])


def test_what_is_taken_in_one_is_on_one_meeting_and_untouched(meeting, three, seats):
    elsewhere = on(open_meeting(build.the_board(), held_on=TODAY, present=seats[:5]), seats)
    with pytest.raises(Refused, match="samma möte"):
        take_in_one([three[0], elsewhere], by=seats[0])
    with pytest.raises(Refused, match="minst två"):
        take_in_one(three[:1], by=seats[0])
    with pytest.raises(Refused, match="Bara den som leder"):
        take_in_one(three, by=seats[1])
    cast_vote(three[1], seat=seats[2], choice="for")
    with pytest.raises(Refused, match="Budget"):
        take_in_one(three, by=seats[0])
    take_in_one([three[0], three[2]], by=seats[0])
    with pytest.raises(Refused, match="redan"):
        take_in_one([three[0], three[2]], by=seats[0])


def test_a_matter_that_leaves_the_meeting_leaves_the_others_in_one(three, seats):
    take_in_one(three, by=seats[0])
    later = open_meeting(build.the_board(), held_on=TODAY, present=seats)
    put_on_meeting(three[1], meeting=later, by=seats[0])
    acclaimed(three[0], seats)
    assert {d.matter.title for d in Decision.objects.all()} == {"Plan", "Datum"}


# The pages


def as_holder_of(seat):
    client = Client()
    client.force_login(seat.person.user)
    return client


def address(name, matter):
    return reverse(f"board:{name}", args=["styrelsen", matter.pk])


def test_the_chair_presses_carried_and_reads_what_was_decided(three, seats):
    chair = as_holder_of(seats[0])
    assert "Med acklamation" in chair.get(address("matter", three[0])).text
    assert "Med acklamation" not in as_holder_of(seats[1]).get(address("matter", three[0])).text
    page = chair.post(address("acclaim", three[0]), {"outcome": "carried"}, follow=True).text
    assert f"Beslutet har nummer {TODAY.year}-1" in page
    assert "5 av 7 ledamöter deltog: bifall med acklamation" in page


def test_a_vote_is_asked_for_on_the_page_of_the_matter(three, seats):
    page = as_holder_of(seats[4]).post(address("ask_for_vote", three[0]), follow=True).text
    assert f"{seats[4].person} har begärt votering." in page
    assert "Med acklamation" not in as_holder_of(seats[0]).get(address("matter", three[0])).text


def test_matters_are_taken_in_one_and_apart_on_the_pages(meeting, three, seats):
    url = reverse("board:take_in_one", args=["styrelsen", meeting.pk])
    chosen = {"matters": [matter.pk for matter in three[:2]]}
    chair = as_holder_of(seats[0])
    assert "minst två" in chair.post(url, follow=True).text
    chair.post(url, chosen)
    assert Matter.objects.exclude(bundle=None).count() == 2
    page = as_holder_of(seats[4]).get(address("matter", three[0])).text
    assert ("Budget" in page, "Datum" in page) == (True, False)
    as_holder_of(seats[4]).post(address("take_apart", three[0]))
    assert Matter.objects.filter(bundle=None).count() == 3
