"""A matter's way: opened, voted on, amended, sent to a meeting, decided."""

from contextlib import nullcontext
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from admission.models import Application
from board.actions import (
    amend,
    cast_vote,
    decide,
    declare_recusal,
    lift_recusal,
    open_matter,
    open_meeting,
    put_on_meeting,
    set_attendance,
    withdraw_matter,
)
from board.models import Bench, Decision, DecisionSeries, Interest, Matter, Party, Seat
from lattvikt.lib.refused import Refused
from outbox.models import Message
from tests import build

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def seats():
    return build.a_board(5)


def everybody_says(choice, matter, seats):
    for seat in seats:
        cast_vote(matter, seat=seat, choice=choice)


def on_a_meeting(matter, present):
    meeting = open_meeting(matter.body, held_on=TODAY, present=present)
    return put_on_meeting(matter, meeting=meeting, by=Bench(matter).chair)


def open_one(**fields):
    texts = {"title": "Plan", "resolution": "Att anta planen."}
    return open_matter(body=build.the_board(), **{**texts, **fields})


# Opening


def test_a_matter_is_answered_within_two_weeks_unless_another_day_is_said():
    assert open_one().answer_by == TODAY + timedelta(days=14)
    assert open_one(answer_by=date(2027, 3, 1)).answer_by == date(2027, 3, 1)


def test_a_body_that_only_decides_at_meetings_asks_nobody_before():
    build.a_seat()
    body = build.the_board()
    body.may_decide_between_meetings = False
    matter = open_matter(body=body, title="Plan", resolution="Att anta planen.")
    assert matter.answer_by is None
    assert Message.objects.count() == 0


def test_each_who_may_answer_gets_one_letter_in_their_language(seats):
    build.a_seat(role="secretary")
    recused, english = seats[1].person, seats[2].person
    Interest.objects.create(person=recused, org_number="5569999997", name="A", nature="ägare")
    english.language = "en"
    english.save()
    matter = open_one(parties=[Party(org_number="5569999997")])
    letters = {letter.to: letter for letter in Message.objects.all()}
    assert set(letters) == {s.person.email for s in seats} - {recused.email}
    letter = letters[seats[0].person.email]
    assert letter.subject == "Ett ärende väntar på din röst: Plan"
    assert f"http://localhost/organ/styrelsen/arende/{matter.pk}/" in letter.text
    assert f"Svara senast {matter.answer_by}." in letter.text
    assert letters[english.email].subject == "A matter waits for your vote: Plan"


def test_a_withdrawn_matter_takes_no_more_votes(seats):
    matter = build.a_matter()
    withdraw_matter(matter)
    with pytest.raises(Refused, match="dragits tillbaka"):
        cast_vote(matter, seat=seats[0], choice="for")
    assert list(Matter.objects.open()) == []


# Voting


def test_a_vote_can_be_changed_until_the_decision(seats):
    matter = build.a_matter()
    cast_vote(matter, seat=seats[0], choice="for", reason="Bra")
    cast_vote(matter, seat=seats[0], choice="against", reason="Dyrt")
    vote = matter.votes.get()
    assert (vote.choice, vote.reason, vote.is_changed) == ("against", "Dyrt", False)


def test_a_change_after_others_votes_were_shown_is_marked(seats):
    matter = build.a_matter()
    cast_vote(matter, seat=seats[0], choice="for")
    cast_vote(matter, seat=seats[1], choice="against")
    assert not cast_vote(matter, seat=seats[0], choice="for", reason="Samma").is_changed
    assert cast_vote(matter, seat=seats[0], choice="against").is_changed
    assert cast_vote(matter, seat=seats[0], choice="for").is_changed


@pytest.mark.parametrize("role", ["secretary", "co_opted"])
def test_a_secretary_and_a_co_opted_have_no_vote(seats, role):
    seat = build.a_seat(role=role)
    with pytest.raises(Refused, match="ingen rösträtt"):
        cast_vote(build.a_matter(), seat=seat, choice="for")


def test_a_seat_that_has_ended_has_no_vote(seats):
    seat = build.a_seat(until=TODAY - timedelta(days=1))
    with pytest.raises(Refused, match="ingen rösträtt"):
        cast_vote(build.a_matter(), seat=seat, choice="for")


def test_a_vote_of_a_seat_that_ends_before_the_decision_does_not_count(seats):
    matter = build.a_matter()
    everybody_says("for", matter, seats)
    seats[4].until = TODAY - timedelta(days=1)
    seats[4].save()
    assert (Bench(matter).result.seats, Bench(matter).result.votes_for) == (4, 4)


def test_only_those_present_vote_at_a_meeting(seats):
    matter = on_a_meeting(build.a_matter(), present=seats[:3])
    cast_vote(matter, seat=seats[2], choice="for")
    with pytest.raises(Refused, match="närvarande"):
        cast_vote(matter, seat=seats[3], choice="for")


def test_nobody_votes_while_the_matter_waits_for_a_meeting(seats):
    with pytest.raises(Refused, match="väntar på ett möte"):
        cast_vote(build.a_matter(answer_by=None), seat=seats[0], choice="for")


def test_a_passed_day_to_answer_takes_no_more_votes(seats):
    matter = build.a_matter(answer_by=TODAY - timedelta(days=1))
    with pytest.raises(Refused, match="Svarsdagen har passerat"):
        cast_vote(matter, seat=seats[0], choice="for")


def test_a_meeting_is_not_asked_for_at_a_meeting(seats):
    matter = on_a_meeting(build.a_matter(), present=seats)
    with pytest.raises(Refused, match="mellan möten"):
        cast_vote(matter, seat=seats[0], choice="meeting")


# Amending


def test_an_amended_resolution_drops_the_votes_and_asks_again(seats):
    matter = build.a_matter()
    cast_vote(matter, seat=seats[0], choice="for")
    amend(matter, resolution="Att anta planen med en ändring.")
    amend(matter, resolution="Att anta planen med två ändringar.")
    matter.refresh_from_db()
    assert (matter.resolution, matter.votes.count()) == ("Att anta planen med två ändringar.", 0)
    assert Message.objects.filter(to=seats[0].person.email).count() == 2


def test_an_amendment_that_changes_nothing_keeps_the_votes(seats):
    matter = build.a_matter()
    cast_vote(matter, seat=seats[0], choice="for")
    with pytest.raises(Refused, match="Ingenting ändrades"):
        amend(matter, resolution=matter.resolution, background=matter.background)
    assert matter.votes.count() == 1


# Meetings


def test_meetings_are_numbered_by_body_and_year():
    body, other = build.the_board(), build.a_body("arbetsgruppen")
    days = [date(2027, 1, 10), date(2027, 2, 10), date(2028, 1, 10)]
    assert [open_meeting(body, held_on=day).number for day in days] == [1, 2, 1]
    assert open_meeting(other, held_on=days[0]).number == 1


def test_attendance_is_what_was_noted_last(seats):
    meeting = open_meeting(build.the_board(), held_on=TODAY, present=seats[:3])
    set_attendance(meeting, present=seats[1:])
    assert set(meeting.present.all()) == set(seats[1:])


def test_only_the_bodys_seats_are_present(seats):
    stranger = build.a_seat(build.a_body("arbetsgruppen"))
    with pytest.raises(Refused):
        open_meeting(build.the_board(), held_on=TODAY, present=[stranger])


def test_a_matter_sent_to_a_meeting_loses_the_votes_given_between_meetings(seats):
    matter = build.a_matter()
    cast_vote(matter, seat=seats[1], choice="against")
    matter = on_a_meeting(matter, present=seats)
    assert (matter.votes.count(), matter.answer_by) == (0, None)


@pytest.mark.parametrize("role", ["member", "co_opted"])
def test_a_member_sends_nothing_to_a_meeting(seats, role):
    meeting = open_meeting(build.the_board(), held_on=TODAY)
    with pytest.raises(Refused, match="Bara den som leder"):
        put_on_meeting(build.a_matter(), meeting=meeting, by=build.a_seat(role=role))


def test_a_secretary_sends_to_a_meeting_unless_recused(seats):
    meeting = open_meeting(build.the_board(), held_on=TODAY)
    secretary = build.a_seat(role="secretary")
    matter, theirs = build.a_matter(), build.a_matter()
    assert put_on_meeting(matter, meeting=meeting, by=secretary).meeting == meeting
    declare_recusal(theirs, seat=secretary)
    with pytest.raises(Refused):
        put_on_meeting(theirs, meeting=meeting, by=secretary)


def test_a_matter_is_not_sent_to_another_bodys_meeting(seats):
    meeting = open_meeting(build.a_body("arbetsgruppen"), held_on=TODAY)
    with pytest.raises(Refused, match="annat organ"):
        put_on_meeting(build.a_matter(), meeting=meeting, by=seats[0])


# Deciding


def test_a_decision_keeps_what_the_body_saw_and_how_each_voted(seats):
    matter = on_a_meeting(build.a_matter(), present=seats[:4])
    for seat, choice in zip(seats, ["for", "for", "for"], strict=False):
        cast_vote(matter, seat=seat, choice=choice, reason="Ja!" if seat == seats[0] else "")
    decision = decide(matter, by=seats[0], today=TODAY)
    assert decision.outcome == Decision.Outcome.APPROVED
    assert decision.resolution == "Att anta verksamhetsplanen."
    assert decision.how == "4 av 5 ledamöter deltog, 3 ja, 0 nej, 1 avstår: bifall"
    assert [line["choice"] for line in decision.ballots] == ["for", "for", "for", "", "absent"]
    assert decision.ballots[0] == {
        "seat": seats[0].pk,
        "name": seats[0].person.name,
        "role": "chair",
        "choice": "for",
        "reason": "Ja!",
        "is_changed": False,
    }


def test_only_who_presides_decides(seats):
    matter = build.a_matter()
    everybody_says("for", matter, seats)
    with pytest.raises(Refused, match="Bara den som leder"):
        decide(matter, by=seats[1], today=TODAY)


def test_the_vice_chair_presides_at_a_meeting_without_the_chair(seats):
    matter = on_a_meeting(build.a_matter(), present=seats[1:])
    everybody_says("for", matter, seats[1:])
    assert decide(matter, by=seats[1], today=TODAY).decided_by == seats[1]


def test_who_presides_answers_before_closing_the_vote(seats):
    matter = on_a_meeting(build.a_matter(), present=seats)
    everybody_says("for", matter, seats[1:])
    with pytest.raises(Refused, match="Svara själv först"):
        decide(matter, by=seats[0], today=TODAY)


def test_too_few_decide_nothing(seats):
    matter = on_a_meeting(build.a_matter(), present=seats[:2])
    everybody_says("for", matter, seats[:2])
    with pytest.raises(Refused, match="2 av 5 ledamöter deltog, minst 3 krävs: inte beslutför"):
        decide(matter, by=seats[0], today=TODAY)


def test_between_meetings_one_no_decides_nothing(seats):
    matter = build.a_matter()
    everybody_says("for", matter, seats[:4])
    cast_vote(matter, seat=seats[4], choice="against")
    with pytest.raises(Refused, match="går till ett möte"):
        decide(matter, by=seats[0], today=TODAY)


def test_nothing_is_decided_before_the_meeting(seats):
    meeting = open_meeting(build.the_board(), held_on=TODAY + timedelta(days=7), present=seats)
    matter = put_on_meeting(build.a_matter(), meeting=meeting, by=seats[0])
    everybody_says("for", matter, seats)
    with pytest.raises(Refused, match="inte hållits"):
        decide(matter, by=seats[0], today=TODAY)


def test_a_decided_matter_takes_no_more_votes(seats):
    matter = build.a_matter()
    everybody_says("for", matter, seats)
    decide(matter, by=seats[0], today=TODAY)
    with pytest.raises(Refused, match="redan avgjort"):
        cast_vote(matter, seat=seats[0], choice="against")
    with pytest.raises(Refused, match="redan avgjort"):
        decide(matter, by=seats[0], today=TODAY)
    with pytest.raises(Refused, match="redan avgjort"):
        declare_recusal(matter, seat=seats[0])


def test_what_is_not_carried_is_rejected_with_the_chairs_reason(seats):
    matter = on_a_meeting(build.a_matter(), present=seats)
    everybody_says("against", matter, seats)
    decision = decide(matter, by=seats[0], today=TODAY, reason="För dyrt")
    assert (decision.outcome, decision.reason) == (Decision.Outcome.REJECTED, "För dyrt")


def test_what_is_not_carried_can_be_postponed_and_stays_open_without_votes(seats):
    matter = on_a_meeting(build.a_matter(), present=seats)
    everybody_says("against", matter, seats)
    assert decide(matter, by=seats[0], today=TODAY, if_not_carried="postpone") is None
    matter.refresh_from_db()
    assert (matter.is_open, matter.meeting, matter.votes.count()) == (True, None, 0)
    assert matter.way == "waiting"
    assert Decision.objects.count() == 0


def test_what_is_carried_is_not_postponed(seats):
    matter = build.a_matter()
    everybody_says("for", matter, seats)
    assert decide(matter, by=seats[0], today=TODAY, if_not_carried="postpone").is_approved


def test_nothing_is_decided_when_the_votes_have_changed_since_the_chair_looked(seats):
    matter = on_a_meeting(build.a_matter(), present=seats)
    everybody_says("against", matter, seats)
    with pytest.raises(Refused, match="ändrats sedan du såg dem: 5 av 5 ledamöter deltog"):
        decide(matter, by=seats[0], today=TODAY, expecting="carried")
    assert decide(matter, by=seats[0], today=TODAY, expecting="not_carried") is not None


def test_decisions_are_numbered_by_body_and_year(seats):
    def number_of_one_more(body, day):
        matter = build.a_matter(body)
        present = list(body.seats.all())
        everybody_says("for", matter, present)
        decision = decide(matter, by=Bench(matter).chair, today=day)
        return decision.reference

    other = build.a_body("arbetsgruppen")
    build.a_board(1, other)
    board = build.the_board()
    assert number_of_one_more(board, date(2027, 1, 5)) == "2027-1"
    assert number_of_one_more(board, date(2027, 9, 5)) == "2027-2"
    assert number_of_one_more(board, date(2028, 1, 5)) == "2028-1"
    assert number_of_one_more(other, date(2027, 1, 5)) == "2027-1"


def test_by_delegation_one_seat_decides_alone(seats):
    body = build.a_body("verksamhet", one_seat_suffices=True)
    member, _silent = build.a_seat(body), build.a_seat(body)
    matter = open_matter(body=body, title="Plan", resolution="Att anta planen.")
    cast_vote(matter, seat=member, choice="abstain")
    with pytest.raises(Refused, match="ingen har svarat"):
        decide(matter, by=member, today=TODAY)
    cast_vote(matter, seat=member, choice="for")
    assert decide(matter, by=member, today=TODAY).is_approved


def test_by_delegation_a_recused_seat_does_not_decide(seats):
    body = build.a_body("verksamhet", one_seat_suffices=True)
    member, other = build.a_seat(body), build.a_seat(body)
    matter = build.a_matter(body)
    cast_vote(matter, seat=other, choice="for")
    declare_recusal(matter, seat=member)
    with pytest.raises(Refused):
        decide(matter, by=member, today=TODAY)


def test_a_case_that_refuses_leaves_no_decision_and_no_gap(seats):
    matter, plan = build.a_matter(), build.a_matter()
    # Withdrawn behind the board's back, as no action of ours would do.
    build.an_application(status=Application.Status.WITHDRAWN, matter=matter)
    for one in (matter, plan):
        everybody_says("for", one, seats)
    with pytest.raises(Refused):
        decide(matter, by=seats[0], today=TODAY)
    assert Decision.objects.count() == 0
    assert DecisionSeries.objects.count() == 0
    assert decide(plan, by=seats[0], today=TODAY).number == 1


def test_who_was_recused_at_a_meeting_counts_as_absent(seats):
    matter = on_a_meeting(build.a_matter(), present=seats[:3])
    declare_recusal(matter, seat=seats[2])
    everybody_says("for", matter, seats[:2])
    with pytest.raises(Refused, match="2 av 5 ledamöter deltog, minst 3 krävs"):
        decide(matter, by=seats[0], today=TODAY)


def test_the_day_to_answer_is_the_swedish_day(seats):
    matter = build.a_matter(answer_by=date(2027, 1, 15))
    with time_machine.travel("2027-01-15T22:59:00Z", tick=False):
        assert cast_vote(matter, seat=seats[0], choice="for")
    with time_machine.travel("2027-01-15T23:01:00Z", tick=False), pytest.raises(Refused):
        cast_vote(matter, seat=seats[1], choice="for")


# Letters about votes that count no more


def letters_to(seat):
    return list(Message.objects.filter(to=seat.person.email).order_by("pk"))


def test_who_has_voted_is_told_that_the_text_changed_and_the_others_are_asked_anew(seats):
    seats[1].person.language = "en"
    seats[1].person.save()
    matter = build.a_matter()
    everybody_says("for", matter, seats[:2])
    amend(matter, resolution="Att anta planen med en ändring.")
    first, english, silent = [letters_to(seat) for seat in seats[:3]]
    assert [letter.subject for letter in first] == [
        "Rösta igen, din röst har strukits: Verksamhetsplan"
    ]
    assert "Förslaget till beslut har ändrats" in first[0].text
    assert f"http://localhost/organ/styrelsen/arende/{matter.pk}/" in first[0].text
    assert [letter.language for letter in english] == ["en"]
    assert "your vote was for the old text" in english[0].text
    assert [letter.subject for letter in silent] == [
        "Rösta igen, förslaget har ändrats: Verksamhetsplan"
    ]


def test_who_has_voted_is_told_each_time_the_vote_is_dropped(seats):
    matter = build.a_matter()
    everybody_says("against", matter, seats)
    matter = on_a_meeting(matter, present=seats)
    everybody_says("against", matter, seats)
    decide(matter, by=seats[0], today=TODAY, if_not_carried="postpone")
    sent, postponed = letters_to(seats[2])
    assert f"Ärendet avgörs nu på möte 1/{TODAY.year}, {TODAY}" in sent.text
    assert "Ärendet har bordlagts till ett senare möte." in postponed.text
    assert Message.objects.count() == 10


def test_the_recused_get_no_letter_about_the_vote_they_gave_before(seats):
    """There is something to hide: another who had voted gets one."""
    matter = build.a_matter()
    everybody_says("for", matter, seats[2:4])
    Party.objects.create(matter=matter, person=seats[2].person)
    amend(matter, resolution="Att anta planen med en ändring.")
    assert letters_to(seats[2]) == []
    assert len(letters_to(seats[3])) == 1


# When neither the chair nor the vice chair can take part


def test_the_meetings_chair_is_by_default_the_chair_else_the_vice_chair(seats):
    def chair_when(present):
        return open_meeting(build.the_board(), held_on=TODAY, present=present).chair

    assert chair_when(seats) == seats[0]
    assert chair_when(seats[1:]) == seats[1]
    assert chair_when(seats[2:]) is None


def test_the_meetings_chair_is_present_and_has_a_vote(seats):
    secretary = build.a_seat(role="secretary")
    meeting = open_meeting(build.the_board(), held_on=TODAY)
    with pytest.raises(Refused, match="måste vara närvarande"):
        set_attendance(meeting, present=seats[2:], chair=seats[0])
    with pytest.raises(Refused, match="måste ha rösträtt"):
        set_attendance(meeting, present=[*seats, secretary], chair=secretary)
    assert set_attendance(meeting, present=seats[2:], chair=seats[3]).chair == seats[3]


def test_the_meetings_chair_decides_and_has_the_casting_vote_when_both_are_absent():
    seats = build.a_board(6)
    meeting = open_meeting(build.the_board(), held_on=TODAY, present=seats[2:], chair=seats[5])
    matter = put_on_meeting(build.a_matter(), meeting=meeting, by=seats[0])
    everybody_says("for", matter, [seats[2], seats[5]])
    everybody_says("against", matter, seats[3:5])
    with pytest.raises(Refused, match="Bara den som leder"):
        decide(matter, by=seats[2], today=TODAY)
    result = Bench(matter).result
    assert (result.casting_vote, result.outcome) == ("for", "not_carried")  # 2 of 6 is no third
    everybody_says("for", matter, seats[3:5])
    assert decide(matter, by=seats[5], today=TODAY).decided_by == seats[5]


def test_the_chair_presides_before_the_meetings_chair(seats):
    meeting = open_meeting(build.the_board(), held_on=TODAY, present=seats, chair=seats[3])
    matter = put_on_meeting(build.a_matter(), meeting=meeting, by=seats[0])
    assert Bench(matter).chair == seats[0]
    for seat, next_in_turn in [(seats[0], seats[1]), (seats[1], seats[3]), (seats[3], None)]:
        declare_recusal(matter, seat=seat)
        assert Bench(matter).chair == next_in_turn


def test_a_matter_whose_chairs_are_both_recused_is_sent_to_a_meeting_and_decided_there(seats):
    matter = build.a_matter()
    for seat in seats[:2]:
        declare_recusal(matter, seat=seat)
    everybody_says("for", matter, seats[2:])
    with pytest.raises(Refused, match="Bara den som leder"):
        decide(matter, by=seats[2], today=TODAY)
    meeting = open_meeting(build.the_board(), held_on=TODAY, present=seats, chair=seats[4])
    with pytest.raises(Refused):
        put_on_meeting(matter, meeting=meeting, by=seats[0])
    put_on_meeting(matter, meeting=meeting, by=seats[3])
    lift_recusal(matter, seat=seats[1], by=seats[4], because="Ett missförstånd")
    assert Bench(matter).chair == seats[1]


def test_a_member_sends_nothing_to_a_meeting_while_somebody_presides(seats):
    matter = build.a_matter()
    declare_recusal(matter, seat=seats[0])
    meeting = open_meeting(build.the_board(), held_on=TODAY)
    with pytest.raises(Refused, match="Bara den som leder"):
        put_on_meeting(matter, meeting=meeting, by=seats[3])


# One person, one vote


def test_a_person_with_two_seats_at_a_time_counts_once():
    first, _vice_chair, _member = build.a_board(3)
    first.until = TODAY + timedelta(days=30)
    first.save()
    newer = build.a_seat(person=first.person, role="chair", since=TODAY)
    bench = Bench(build.a_matter())
    assert (len(bench.voters), bench.chair, bench.result.seats) == (3, newer, 3)


@pytest.mark.parametrize(
    ("since", "until", "is_free"),
    [
        (date(2026, 6, 30), None, False),
        (date(2026, 7, 1), None, True),
        (date(2025, 1, 1), date(2025, 12, 31), True),
        (date(2025, 1, 1), date(2026, 1, 1), False),
        (date(2026, 2, 1), date(2026, 3, 1), False),
        (date(2025, 1, 1), None, False),
    ],
)
def test_a_person_has_one_seat_at_a_time_in_a_body(since, until, is_free):
    seat = build.a_seat(since=date(2026, 1, 1), until=date(2026, 6, 30))
    another = Seat(body=seat.body, person=seat.person, role="chair", since=since, until=until)
    elsewhere = Seat(body=build.a_body("grupp"), person=seat.person, since=since, until=until)
    seat.full_clean()
    elsewhere.full_clean()
    expected = nullcontext() if is_free else pytest.raises(ValidationError, match="redan en plats")
    with expected:
        another.full_clean()
