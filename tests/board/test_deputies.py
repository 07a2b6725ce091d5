"""Deputies: asked in turn when somebody cannot come, and counted in the place of who is away."""

from datetime import date, time, timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from board import actions
from board.forms import MinutesForm
from board.models import Bench, MeetingAnswer, Seat, StandIn, Vote, content_of
from lattvikt.lib.refused import Refused
from outbox.models import Message
from tests import build

pytestmark = pytest.mark.django_db

NOW = timezone.now()
TODAY = timezone.localdate()
COMES, CANNOT = MeetingAnswer.Choice.COMES, MeetingAnswer.Choice.CANNOT
ASKED, ACCEPTED = StandIn.State.ASKED, StandIn.State.ACCEPTED
DECLINED, SILENT, RELEASED = (
    StandIn.State.DECLINED,
    StandIn.State.SILENT,
    StandIn.State.RELEASED,
)


@pytest.fixture
def seats():
    return build.a_board(3)


@pytest.fixture
def deputies(seats):
    """The one who has been a deputy longest first."""
    return [build.a_seat(role=Seat.Role.DEPUTY, since=date(2026, month, 1)) for month in (2, 3)]


@pytest.fixture
def meeting(seats, deputies):
    """Today, with a point, to which everybody has been called."""
    hours = {"starts_at": time(13), "ends_at": time(16)}
    meeting = actions.open_meeting(build.the_board(), held_on=TODAY, **hours)
    actions.add_item(meeting, title="Läget")
    return actions.send_notice(meeting, now=NOW)


def answer(meeting, seat, choice, now=NOW):
    return actions.answer_notice(meeting, seat=seat, choice=choice, now=now)


def asked(meeting):
    return [(one.deputy, one.seat, one.state) for one in meeting.stand_ins.order_by("deputy")]


def letters_to(seat):
    letters = Message.objects.filter(to=seat.person.email).order_by("pk")
    return [letter.subject.partition(":")[0].partition("?")[0] for letter in letters]


# Asking


def test_nobody_is_asked_while_everybody_comes(meeting, seats, deputies):
    answer(meeting, seats[2], COMES)
    assert (asked(meeting), letters_to(deputies[0])) == ([], [])


def test_who_has_been_a_deputy_longest_is_asked_first_and_the_next_after_a_no(
    meeting, seats, deputies
):
    answer(meeting, seats[2], CANNOT)
    assert asked(meeting) == [(deputies[0], seats[2], ASKED)]
    answer(meeting, deputies[0], CANNOT)
    assert asked(meeting) == [
        (deputies[0], seats[2], DECLINED),
        (deputies[1], seats[2], ASKED),
    ]
    answer(meeting, deputies[1], COMES)
    assert asked(meeting)[1] == (deputies[1], seats[2], ACCEPTED)
    assert [letters_to(deputy) for deputy in deputies] == [["Kan du tjänstgöra"]] * 2


def test_saying_so_twice_asks_one_deputy(meeting, seats, deputies):
    answer(meeting, seats[2], CANNOT)
    answer(meeting, seats[2], CANNOT)
    assert asked(meeting) == [(deputies[0], seats[2], ASKED)]


def test_two_who_are_away_get_a_deputy_each(meeting, seats, deputies):
    answer(meeting, seats[2], CANNOT)
    answer(meeting, seats[1], CANNOT)
    assert asked(meeting) == [
        (deputies[0], seats[2], ASKED),
        (deputies[1], seats[1], ASKED),
    ]


def test_nobody_stands_in_for_a_seat_without_a_vote(meeting, deputies):
    secretary = build.a_seat(role=Seat.Role.SECRETARY)
    answer(meeting, secretary, CANNOT)
    assert asked(meeting) == []


@pytest.mark.parametrize(("hours", "passed_on"), [(23, False), (24, True)])
def test_after_a_day_of_silence_the_next_is_asked(meeting, seats, deputies, hours, passed_on):
    answer(meeting, seats[2], CANNOT)
    for _again in range(2):
        actions.ask_after_silence(now=NOW + timedelta(hours=hours))
    first = (deputies[0], seats[2], SILENT if passed_on else ASKED)
    assert asked(meeting) == [first, *[(deputies[1], seats[2], ASKED)] * passed_on]


def test_the_last_deputy_may_go_on_thinking(meeting, seats, deputies):
    answer(meeting, seats[2], CANNOT)
    answer(meeting, deputies[0], CANNOT)
    actions.ask_after_silence(now=NOW + timedelta(days=3))
    assert asked(meeting)[1] == (deputies[1], seats[2], ASKED)


def test_a_late_yes_counts_only_while_nobody_else_is_asked(meeting, seats, deputies):
    answer(meeting, seats[2], CANNOT)
    answer(meeting, deputies[0], CANNOT)
    with pytest.raises(Refused, match="Ingen behöver"):
        answer(meeting, deputies[0], COMES)
    answer(meeting, deputies[1], CANNOT)
    answer(meeting, deputies[0], COMES)
    assert asked(meeting)[0] == (deputies[0], seats[2], ACCEPTED)


def test_who_comes_after_all_releases_the_deputy_who_may_be_asked_anew(meeting, seats, deputies):
    answer(meeting, seats[2], CANNOT)
    answer(meeting, seats[2], COMES)
    assert asked(meeting) == [(deputies[0], seats[2], RELEASED)]
    later = NOW + timedelta(hours=1)
    answer(meeting, seats[1], CANNOT, later)
    assert asked(meeting) == [(deputies[0], seats[1], ASKED)]
    assert letters_to(deputies[0]) == [
        "Kan du tjänstgöra",
        "Du behöver inte tjänstgöra",
        "Kan du tjänstgöra",
    ]


def test_a_deputy_answers_by_the_link_in_the_letter_and_sees_the_answer(meeting, seats, deputies):
    answer(meeting, seats[2], CANNOT)
    text = Message.objects.get(to=deputies[0].person.email).text
    path = next(urlsplit(line).path for line in text.splitlines() if "/kallelse/" in line)
    for choice, state in [(COMES, ACCEPTED), (CANNOT, DECLINED)]:
        page = Client().post(path, {"choice": choice}, follow=True)
        assert (page.status_code, asked(meeting)[0][2]) == (200, state)


# Counting


@pytest.fixture
def matter(meeting, seats):
    matter = build.a_matter()
    actions.put_on_meeting(matter, meeting=meeting, by=seats[0])
    matter.refresh_from_db()
    return matter


def stands_in(meeting, seat, deputy):
    answer(meeting, seat, CANNOT)
    answer(meeting, deputy, COMES)


def test_who_stands_in_has_the_vote_of_the_seat_and_the_seats_are_as_many(
    meeting, matter, seats, deputies
):
    stands_in(meeting, seats[2], deputies[0])
    actions.set_attendance(meeting, present=[seats[0], deputies[0]])
    assert Bench(matter).voters == [seats[0], seats[1], deputies[0]]
    assert Bench(matter).able == [seats[0], deputies[0]]
    for seat in Bench(matter).able:
        actions.cast_vote(matter, seat=seat, choice=Vote.Choice.FOR)
    decision = actions.decide(matter, by=seats[0], today=TODAY)
    assert (decision.tally["seats"], decision.tally["votes_for"]) == (3, 2)
    [line] = [one for one in decision.ballots if one["seat"] == deputies[0].pk]
    assert (line["stands_in_for"], line["holder"]) == (seats[2].pk, seats[2].person.name)
    client = Client()
    client.force_login(seats[0].person.user)
    page = client.get(f"/organ/styrelsen/arende/{matter.pk}/").text
    assert f"<small>för {seats[2].person}</small>" in page


def test_a_deputy_has_no_vote_when_the_holder_comes_after_all(meeting, matter, seats, deputies):
    stands_in(meeting, seats[2], deputies[0])
    actions.set_attendance(meeting, present=[*seats, deputies[0]])
    assert Bench(matter).able == seats
    with pytest.raises(Refused):
        actions.cast_vote(matter, seat=deputies[0], choice=Vote.Choice.FOR)


def test_a_deputy_who_was_not_asked_or_is_not_there_has_no_vote(meeting, matter, seats, deputies):
    actions.set_attendance(meeting, present=[seats[0], deputies[1]])
    assert Bench(matter).able == [seats[0]]
    stands_in(meeting, seats[2], deputies[0])
    assert Bench(matter).able == [seats[0]]


def test_who_stands_in_is_recused_for_an_own_jav(meeting, matter, seats, deputies):
    stands_in(meeting, seats[2], deputies[0])
    actions.set_attendance(meeting, present=[*seats[:2], deputies[0]])
    actions.declare_recusal(matter, seat=deputies[0])
    assert Bench(matter).able == seats[:2]
    assert Bench(matter).result.seats == 3


def test_a_deputy_has_no_vote_where_the_seat_has_none(meeting, matter, seats, deputies):
    seats[2].no_vote_in = ["other"]
    seats[2].save()
    stands_in(meeting, seats[2], deputies[0])
    actions.set_attendance(meeting, present=[seats[0], deputies[0]])
    assert Bench(matter).voters == seats[:2]


def test_a_deputy_never_presides(meeting, matter, seats, deputies):
    stands_in(meeting, seats[0], deputies[0])
    actions.set_attendance(meeting, present=[seats[1], deputies[0]])
    assert Bench(matter).chair == seats[1]


# What the deputy sees, and what the minutes say


def waiting_for(deputy):
    client = Client()
    client.force_login(deputy.person.user)
    return client.get("/organ/styrelsen/").context["waiting"]


def test_a_matter_waits_for_the_deputy_who_stands_in_while_the_holder_is_away(
    meeting, matter, seats, deputies
):
    stands_in(meeting, seats[2], deputies[0])
    assert waiting_for(deputies[0]) == []  # nobody is noted as present yet
    actions.set_attendance(meeting, present=[seats[0], *deputies])
    assert [waiting_for(deputy) for deputy in deputies] == [[matter], []]
    actions.set_attendance(meeting, present=[*seats, *deputies])
    assert waiting_for(deputies[0]) == []
    actions.note_absences(matter.item, left=[seats[2]])
    assert waiting_for(deputies[0]) == [matter]
    actions.cast_vote(matter, seat=deputies[0], choice=Vote.Choice.FOR)
    assert waiting_for(deputies[0]) == []


def test_what_the_seat_has_no_vote_in_waits_for_neither_its_holder_nor_its_deputy(
    meeting, matter, seats, deputies
):
    Seat.objects.filter(pk=seats[2].pk).update(no_vote_in=["other"])
    actions.set_attendance(meeting, present=seats)
    assert [waiting_for(seat) for seat in seats] == [[matter], [matter], []]
    stands_in(meeting, seats[2], deputies[0])
    actions.set_attendance(meeting, present=[seats[0], deputies[0]])
    assert waiting_for(deputies[0]) == []


@pytest.mark.parametrize(
    ("is_there", "said"),
    [(False, "tjänstgörande för {}"), (True, "tjänstgörande när {} inte var med")],
)
def test_the_minutes_say_for_whom_a_deputy_stood_in(meeting, seats, deputies, is_there, said):
    stands_in(meeting, seats[2], deputies[0])
    present = [*seats[:2], *deputies] + [seats[2]] * is_there
    actions.set_attendance(meeting, present=present)
    minutes = actions.begin_minutes(meeting, by=seats[0], today=TODAY)
    lines = dict(content_of(minutes)["facts"])["Närvarande"].splitlines()
    assert lines[-2:] == [
        f"{deputies[0].person}, suppleant, {said.format(seats[2].person)}",
        f"{deputies[1].person}, suppleant",
    ]


def test_who_stood_in_may_adjust_the_minutes_but_no_other_deputy(meeting, seats, deputies):
    stands_in(meeting, seats[2], deputies[0])
    actions.set_attendance(meeting, present=[*seats[:2], *deputies])
    minutes = actions.begin_minutes(meeting, by=seats[0], today=TODAY)
    form = MinutesForm(minutes=minutes, items=[])
    assert list(form.fields["adjusters"].queryset) == [*seats[:2], deputies[0]]


def test_a_deputy_who_is_released_and_asked_anew_has_the_meeting_in_the_calendar_again(
    meeting, seats, deputies
):
    """A calendar keeps what has the higher SEQUENCE."""
    answer(meeting, seats[2], CANNOT)
    answer(meeting, seats[2], COMES)
    answer(meeting, seats[2], CANNOT, now=NOW + timedelta(hours=1))
    actions.cancel_meeting(meeting, because="Snö.", now=NOW + timedelta(hours=2))
    letters = Message.objects.filter(to=deputies[0].person.email).order_by("pk")
    files = [bytes(one.attachments.get().document.content) for one in letters]
    told = [Calendar.from_ical(content) for content in files]
    assert [(one["METHOD"], one.walk("VEVENT")[0]["SEQUENCE"]) for one in told] == [
        ("REQUEST", 0),
        ("CANCEL", 1),
        ("REQUEST", 2),
        ("CANCEL", 3),
    ]
