"""The notice of a meeting: who is called, what calendars are told, and who has answered what."""

from datetime import UTC, datetime, time, timedelta
from io import StringIO
from urllib.parse import urlsplit

import pytest
from dateutil.tz import tzical
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from board import actions
from board.models import FollowUp, Matter, Meeting, MeetingAnswer, Party, Seat
from lattvikt.lib.refused import Refused
from outbox.letter import as_mime
from outbox.models import Message
from tests import build

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=20)
NOW = timezone.now()
SECRET = "Förvärvet av Hemliga Detaljer AB"
HOURS = {"starts_at": time(13), "ends_at": time(16, 30)}


@pytest.fixture
def seats():
    return build.a_board(4)


@pytest.fixture
def meeting(seats):
    """In twenty days, with a point."""
    facts = HOURS | {"place": "Åmål, lokal «Ängen»", "link": "https://moten.example/abc"}
    meeting = actions.open_meeting(build.the_board(), held_on=SOON, **facts)
    actions.add_item(meeting, title="Läget i regionerna")
    return meeting


def sent(meeting):
    return actions.send_notice(meeting, now=NOW)


def letters():
    return Message.objects.filter(key__startswith="meeting-").order_by("pk")


def calendars():
    """What each letter's calendar file says, newest last."""
    return [read(bytes(one.attachments.get().document.content)) for one in letters()]


def read(content):
    """An event's properties by name, read as RFC 5545 3.1 says and by nobody's library."""
    assert content.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    lines = content.decode().replace("\r\n ", "").splitlines()
    assert [lines[0], lines[-1]] == ["BEGIN:VCALENDAR", "END:VCALENDAR"]
    event = lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("END:VEVENT")]
    both = [*event, *(line for line in lines if line.startswith("METHOD"))]
    return dict(line.split(":", 1) for line in both)


def as_holder_of(seat):
    client = Client()
    client.force_login(seat.person.user)
    return client


def page(name, meeting):
    return reverse(f"board:{name}", args=["styrelsen", meeting.pk])


def link_of(seat):
    text = letters().filter(to=seat.person.email).last().text
    return next(urlsplit(line).path for line in text.splitlines() if "/kallelse/" in line)


# Who is called, and when


def test_everybody_with_a_seat_is_called_once_but_no_deputy(meeting, seats):
    build.a_seat(role=Seat.Role.DEPUTY)
    sent(meeting)
    sent(meeting)
    assert [letter.to for letter in letters()] == [seat.person.email for seat in seats]


def test_who_gets_a_seat_after_the_notice_is_called_then_and_nobody_else_again(meeting, seats):
    sent(meeting)
    new = build.a_seat()
    sent(meeting)
    assert letters().last().to == new.person.email
    assert len(letters()) == len(seats) + 1


def test_all_are_told_anew_of_a_change_but_not_of_a_change_back_and_forth(meeting, seats):
    meeting = sent(meeting)
    actions.change_meeting(meeting, place="Grums")
    actions.change_meeting(meeting, place="Åmål, lokal «Ängen»")
    assert sent(meeting).notice_version == 1
    actions.add_item(meeting, title="Budget")
    assert sent(meeting).notice_version == 2
    assert len(letters()) == 2 * len(seats)
    assert letters().last().subject.startswith("Ändrad: Kallelse: Styrelsen")


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"starts_at": None, "ends_at": None}, "börjar och slutar"),
        ({"held_on": TODAY - timedelta(days=1)}, "redan varit"),
    ],
)
def test_a_notice_says_when_and_comes_before(meeting, facts, why):
    actions.change_meeting(meeting, **facts)
    with pytest.raises(Refused, match=why):
        sent(meeting)
    assert not letters()


def test_a_notice_has_an_agenda(seats):
    empty = actions.open_meeting(build.the_board(), held_on=SOON, **HOURS)
    with pytest.raises(Refused, match="dagordningen"):
        sent(empty)


def test_what_the_body_wished_to_hear_of_again_is_on_the_agenda_when_the_notice_goes(meeting):
    earlier = actions.open_meeting(build.the_board(), held_on=TODAY)
    point = actions.add_item(earlier, title="Kurser")
    FollowUp.objects.create(body=earlier.body, item=point, wish="Hur gick det?", due_on=SOON)
    sent(meeting)
    assert "2. Hur gick det?" in letters().first().text


def test_a_meeting_cannot_end_before_it_begins(meeting):
    meeting.ends_at = time(9)
    with pytest.raises(IntegrityError), transaction.atomic():
        meeting.save()


# Jäv


def test_who_is_recused_is_told_of_a_matter_by_its_number_only(meeting, seats):
    matter = build.a_matter(title=SECRET, meeting=None)
    Party.objects.create(matter=matter, person=seats[3].person)
    actions.put_on_meeting(matter, meeting=meeting, by=seats[0])
    sent(meeting)
    texts = {letter.to: letter.text for letter in letters()}
    recused, other = seats[3].person.email, seats[2].person.email
    assert f"2. {SECRET}" in texts[other]
    assert "2. Visas inte för dig på grund av jäv." in texts[recused]
    assert SECRET not in texts[recused]
    assert all(SECRET not in str(calendar) for calendar in calendars())


def files_of(letter):
    return [
        (one.name, bytes(one.document.content), one.mimetype) for one in letter.attachments.all()
    ]


# The calendar file


def test_a_calendar_is_invited_changed_and_told_of_the_end_of_one_and_the_same_event(meeting):
    Seat.objects.exclude(role=Seat.Role.CHAIR).delete()
    meeting = sent(meeting)
    actions.change_meeting(meeting, starts_at=time(14))
    sent(meeting)
    actions.cancel_meeting(meeting, because="Snö.", now=NOW)
    told = calendars()
    day = SOON.strftime("%Y%m%d")
    assert {one["UID"] for one in told} == {f"meeting-{meeting.pk}@lattvikt.example"}
    assert [one["SEQUENCE"] for one in told] == ["0", "1", "2"]
    assert [one["METHOD"] for one in told] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [one["STATUS"] for one in told] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    starts = [one["DTSTART;TZID=Europe/Stockholm"] for one in told]
    assert starts == [f"{day}T130000", f"{day}T140000", f"{day}T140000"]
    assert {one["DTEND;TZID=Europe/Stockholm"] for one in told} == {f"{day}T163000"}
    assert {one["LOCATION"] for one in told} == {r"Åmål\, lokal «Ängen»"}


@pytest.mark.parametrize(
    ("moment", "hours"),
    [
        (datetime(2027, 3, 28, 0, 59, tzinfo=UTC), 1),
        (datetime(2027, 3, 28, 1, 1, tzinfo=UTC), 2),
        (datetime(2027, 10, 31, 0, 59, tzinfo=UTC), 2),
        (datetime(2027, 10, 31, 1, 1, tzinfo=UTC), 1),
    ],
)
def test_the_file_itself_knows_when_summer_time_begins_and_ends(meeting, moment, hours):
    sent(meeting)
    content = bytes(letters().first().attachments.get().document.content).decode()
    zone = tzical(StringIO(content.replace("\r\n", "\n"))).get("Europe/Stockholm")
    assert moment.astimezone(zone).utcoffset() == timedelta(hours=hours)


def test_mail_programs_see_the_file_as_an_invitation(meeting):
    sent(meeting)
    letter = letters().first()
    [file] = [part for part in as_mime(letter, files_of(letter), {}).walk() if part.get_filename()]
    assert (file.get_content_type(), file.get_param("method")) == ("text/calendar", "REQUEST")
    assert read(file.get_payload(decode=True))["METHOD"] == "REQUEST"


# Called off


def test_who_was_never_called_is_not_told_that_it_is_off(meeting):
    actions.cancel_meeting(meeting, because="Snö.", now=NOW)
    assert not letters()


def test_what_is_called_off_takes_neither_matters_nor_notices_nor_attendance(meeting, seats):
    meeting = actions.cancel_meeting(meeting, because="Snö.", now=NOW)
    for attempt in [
        lambda: sent(meeting),
        lambda: actions.set_attendance(meeting, present=seats),
        lambda: actions.put_on_meeting(build.a_matter(), meeting=meeting, by=seats[0]),
        lambda: actions.cancel_meeting(meeting, because="Is.", now=NOW),
    ]:
        with pytest.raises(Refused, match="inställt"):
            attempt()


def test_a_wish_on_a_meeting_that_is_called_off_waits_for_the_next(meeting):
    earlier = actions.open_meeting(build.the_board(), held_on=TODAY)
    point = actions.add_item(earlier, title="Kurser")
    wish = FollowUp.objects.create(body=earlier.body, item=point, wish="Igen?", due_on=SOON)
    actions.take_up_follow_ups(meeting)
    actions.cancel_meeting(meeting, because="Snö.", now=NOW)
    later = actions.open_meeting(build.the_board(), held_on=SOON + timedelta(days=9))
    wish.refresh_from_db()
    assert wish.taken_up_as.meeting == later


def test_a_meeting_that_has_decided_something_is_not_called_off(seats):
    meeting = actions.open_meeting(build.the_board(), held_on=TODAY, present=seats)
    matter = actions.put_on_meeting(build.a_matter(), meeting=meeting, by=seats[0])
    for seat in seats:
        actions.cast_vote(matter, seat=seat, choice="for")
    actions.decide(matter, by=seats[0], today=TODAY)
    with pytest.raises(Refused, match="Beslut"):
        actions.cancel_meeting(meeting, because="Snö.", now=NOW)


# Answers


def test_an_answer_by_the_letters_link_takes_a_press_and_no_login(client, meeting, seats):
    sent(meeting)
    link = link_of(seats[2])
    assert "Läget i regionerna" not in client.get(link).content.decode()
    assert not MeetingAnswer.objects.exists()  # a visit changes nothing
    client.post(link, {"choice": "cannot", "reason": "Föräldraledig"})
    client.post(link, {"choice": "by_link", "reason": ""})
    answer = MeetingAnswer.objects.get()
    assert (answer.seat, answer.choice, answer.reason) == (seats[2], "by_link", "")


def test_a_link_holds_for_its_seat_and_meeting_only(client, meeting, seats):
    sent(meeting)
    link = link_of(seats[2])
    assert client.get(link[:-4] + "xxx/").status_code == 404
    Seat.objects.filter(pk=seats[2].pk).update(until=TODAY - timedelta(days=1))
    assert client.get(link).status_code == 404
    link = link_of(seats[1])
    actions.cancel_meeting(meeting, because="Snö.", now=NOW)
    assert client.post(link, {"choice": "comes"}).status_code == 404
    assert not MeetingAnswer.objects.exists()


def test_nobody_answers_before_being_called_nor_by_a_link_that_is_not(meeting, seats):
    with pytest.raises(Refused, match="inte kallad"):
        actions.answer_notice(meeting, seat=seats[1], choice="comes", now=NOW)
    actions.change_meeting(meeting, link="")
    sent(meeting)
    with pytest.raises(Refused, match="via länk"):
        actions.answer_notice(meeting, seat=seats[1], choice="by_link", now=NOW)


def test_why_somebody_cannot_come_is_shown_to_who_keeps_the_meeting_only(meeting, seats):
    sent(meeting)
    as_holder_of(seats[2]).post(page("answer", meeting), {"choice": "cannot", "reason": "Sjuk"})
    chair, member = as_holder_of(seats[0]), as_holder_of(seats[3])
    assert "Sjuk" in chair.get(page("meeting", meeting)).content.decode()
    shown = member.get(page("meeting", meeting)).content.decode()
    assert "har förhinder" in shown
    assert "Sjuk" not in shown


# The pages


def test_those_who_said_that_they_come_are_proposed_as_present_until_somebody_is_noted(
    meeting, seats
):
    sent(meeting)
    for seat, choice in zip(seats, ["comes", "by_link", "cannot"], strict=False):
        actions.answer_notice(meeting, seat=seat, choice=choice, now=NOW)
    chair = as_holder_of(seats[0])
    proposed = chair.get(page("meeting", meeting)).context["form"]
    assert proposed.initial["present"] == [seats[0].pk, seats[1].pk]
    assert proposed.fields["present"].help_text.startswith("Ingen är noterad än")
    actions.set_attendance(meeting, present=[seats[2]])
    noted = chair.get(page("meeting", meeting)).context["form"]
    assert (noted.initial["present"], noted.fields["present"].help_text) == ([seats[2].pk], "")


def test_who_keeps_the_meeting_changes_it_sends_the_notice_and_calls_it_off(meeting, seats):
    chair = as_holder_of(seats[0])
    facts = {"held_on": SOON, "starts_at": "09:00", "ends_at": "12:00", "place": "Grums"}
    chair.post(page("change_meeting", meeting), facts)
    chair.post(page("send_notice", meeting))
    chair.post(page("cancel_meeting", meeting), {"because": "Snö."})
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.notice_version) == (time(9), 1)
    assert "Inställt" in chair.get(page("meeting", meeting)).content.decode()


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"ends_at": ""}, "eller ingetdera"),
        ({"ends_at": "09:00"}, "senare än starttiden"),
        ({"answer_by": SOON + timedelta(days=1)}, "inte vara efter mötet"),
    ],
)
def test_what_does_not_hold_together_is_told_beside_the_field(meeting, seats, facts, why):
    good = {"held_on": SOON, "starts_at": "10:00", "ends_at": "12:00"}
    answer = as_holder_of(seats[0]).post(page("change_meeting", meeting), good | facts)
    assert why in answer.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_same_number_of_questions_whoever_has_answered(
    meeting, seats, number, django_assert_num_queries
):
    sent(meeting)
    for seat in seats[:number]:
        actions.answer_notice(meeting, seat=seat, choice="comes", now=NOW)
    chair = as_holder_of(seats[0])
    chair.get(page("meeting", meeting))
    with django_assert_num_queries(24):
        chair.get(page("meeting", meeting))


def test_the_matters_of_a_meeting_that_is_called_off_wait_for_another(meeting, seats):
    matter = actions.open_matter(
        body=meeting.body, title="Verksamhetsplan", resolution="Att anta den.", meeting=meeting
    )
    actions.cancel_meeting(meeting, because="Snö.", now=NOW)
    matter = Matter.objects.with_case().get()
    assert (matter.is_open, matter.meeting, matter.item) == (True, None, None)
    shown = as_holder_of(seats[0]).get(reverse("board:matters", args=["styrelsen"]))
    assertContains(shown, "Verksamhetsplan")
    another = actions.open_meeting(meeting.body, held_on=SOON + timedelta(days=20))
    actions.put_on_meeting(matter, meeting=another, by=seats[0])
    assert another.items.get().matters.get() == matter


def test_a_matter_is_not_sent_to_a_meeting_that_was_called_off_meanwhile(meeting, seats):
    as_seen = Meeting.objects.get(pk=meeting.pk)
    actions.cancel_meeting(meeting, because="Snö.", now=NOW)
    with pytest.raises(Refused, match="inställt"):
        actions.put_on_meeting(build.a_matter(), meeting=as_seen, by=seats[0])
