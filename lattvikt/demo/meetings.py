"""A meeting of the board with its minutes, and the coming one with notice, answers and a deputy."""

from datetime import time, timedelta

from django.utils import timezone

from board.actions import (
    add_item,
    answer_notice,
    begin_minutes,
    end_item,
    give_task,
    open_matter,
    open_meeting,
    send_minutes,
    send_notice,
    set_attendance,
    sign_minutes,
    wish_follow_up,
    write_minutes,
    write_note,
)
from board.models import AgendaItem, Interest, Meeting, MeetingAnswer, Note, Party, Seat, Subject
from lattvikt.demo.calendar import Days
from lattvikt.lib.banking_days import due_date

REGIONS = "Läget i regionerna"
REPORT = """\
Tre av sex regioner har utsett en regionsamordnare. I **norra Sverige** saknas en värd för
höstens medlemsträff.
"""
ANSWERS = {
    "ordforande": (MeetingAnswer.Choice.COMES, ""),
    "vice": (MeetingAnswer.Choice.COMES, ""),
    "ledamot": (MeetingAnswer.Choice.BY_LINK, ""),
    "ledamot5": (MeetingAnswer.Choice.COMES, ""),
    "ledamot7": (MeetingAnswer.Choice.CANNOT, "På mässa i Hannover den veckan."),
    "sekreterare": (MeetingAnswer.Choice.COMES, ""),
    "suppleant": (MeetingAnswer.Choice.COMES, ""),
}


def make_meetings(*, days: Days):
    seats = {
        seat.person.email.partition("@")[0]: seat
        for seat in Seat.objects.filter(body__slug="styrelsen").select_related("body", "person")
    }
    first = Meeting.objects.filter(body__slug="styrelsen").earliest("held_on", "number")
    talk_of_the_regions(first, seats, days)
    lock_minutes(first, seats, days)
    call_to_the_next(seats, days)


def talk_of_the_regions(meeting, seats, days: Days):
    """After what was decided: a point with what is written under it."""
    set_attendance(meeting, present=[*meeting.present.all(), seats["sekreterare"]])
    item = add_item(
        meeting,
        title=REGIONS,
        kind=AgendaItem.Kind.DISCUSSION,
        presenter=seats["vice"].person,
    )
    write_note(item, kind=Note.Kind.INPUT, text="Börja i Norrbotten.", seat=seats["ledamot"])
    write_note(item, kind=Note.Kind.ADVICE, text="Ta fram ett förslag till värdskap.")
    give_task(
        item,
        text="Fråga Luleå om värdskapet för medlemsträffen",
        owner=seats["ledamot5"].person,
        due_on=days.today + timedelta(days=10),
    )
    wish_follow_up(
        item, wish="Medlemsträffen i norr: värd och datum", due_on=days.today + timedelta(days=10)
    )
    end_item(item, ending=AgendaItem.Ending.TREATED)


def lock_minutes(meeting, seats, days: Days):
    keeper, adjusters = seats["sekreterare"], [seats["ledamot"], seats["ledamot5"]]
    minutes = begin_minutes(meeting, by=keeper, today=days.today)
    report = {meeting.items.get(title=REGIONS).pk: REPORT}
    write_minutes(minutes, by=keeper, texts=report, adjusters=adjusters)
    minutes = send_minutes(minutes, by=keeper, today=days.today)
    for seat in minutes.signers:
        sign_minutes(minutes, seat=seat, sha256=minutes.document.sha256, factor="")


def call_to_the_next(seats, days: Days):
    """In two weeks. One has jäv in a matter, one cannot come, and the deputy stands in."""
    board, now = seats["ordforande"].body, timezone.now()
    held_on = due_date(days.today, 14)  # no weekend
    meeting = open_meeting(
        board,
        held_on=held_on,
        starts_at=time(13),
        ends_at=time(16),
        place="Lindholmen, Göteborg",
        link="https://moten.lattvikt.example/styrelsen",
        note="Lunch från kl. 12. Anmäl specialkost till kansliet.",
        answer_by=held_on - timedelta(days=5),
    )
    add_item(meeting, title="Ekonomisk uppföljning", presenter=seats["vice"].person)
    for place, title in enumerate(["Föregående mötes protokoll", "Övriga frågor"], 1):
        board.standing_items.create(position=place, title=title)
    open_matters(board, meeting, Interest.objects.get(person=seats["javig"].person))
    send_notice(meeting, now=now)
    for name, (choice, reason) in ANSWERS.items():
        answer_notice(meeting, seat=seats[name], choice=choice, reason=reason, now=now)


def open_matters(board, meeting, interest):
    open_matter(
        body=board,
        meeting=meeting,
        title="Lättviktskonferensen i Luleå",
        resolution="Att hålla nästa års konferens i Luleå, till en kostnad av högst 250 000 kr.",
        background="Luleå har lokaler för 200 deltagare och en testbädd att visa.",
        subject=Subject.MONEY,
    )
    open_matter(
        body=board,
        meeting=meeting,
        title=f"Avtal med {interest.name} om en utställning",
        resolution="Att ingå avtalet.",
        parties=[Party(org_number=interest.org_number)],
    )
