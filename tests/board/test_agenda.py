"""The agenda: its order, what comes onto it by itself, and what jäv withholds."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfWriter

from board import actions
from board.models import AgendaItem, FollowUp, Matter, Note, Paper, Party, Task
from lattvikt.lib.refused import Refused
from outbox.models import Message
from tests import build

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
SECRET = "Förvärvet av Hemliga Detaljer AB"


@pytest.fixture
def seats():
    return build.a_board(4)


@pytest.fixture
def meeting(seats):
    return actions.open_meeting(build.the_board(), held_on=TODAY, present=seats)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        }
    }


def titles(meeting):
    return [(item.position, item.title) for item in meeting.items.order_by("position")]


def points(meeting, *names):
    return [actions.add_item(meeting, title=name) for name in names]


def as_holder_of(seat):
    client = Client()
    client.force_login(seat.person.user)
    return client


def address(name, item, **more):
    where = {"body": "styrelsen", "pk": item.meeting_id, "item": item.pk}
    return reverse(f"board:{name}", kwargs=where | more)


def a_pdf():
    writer, content = PdfWriter(), BytesIO()
    writer.add_blank_page(width=595, height=842)
    writer.write(content)
    return SimpleUploadedFile("rapport.exe", content.getvalue())


# The order


def test_a_new_point_comes_last_and_is_moved_step_by_step(meeting):
    first, _second, third = points(meeting, "Öppnande", "Läget", "Avslutande")
    actions.move_item(third, up=True)
    actions.move_item(first, up=True)  # nothing is above it
    assert titles(meeting) == [(1, "Öppnande"), (2, "Avslutande"), (3, "Läget")]
    actions.move_item(first, up=False)
    assert titles(meeting) == [(1, "Avslutande"), (2, "Öppnande"), (3, "Läget")]


def test_what_is_taken_off_leaves_no_gap(meeting):
    _first, second, _third = points(meeting, "Öppnande", "Läget", "Avslutande")
    actions.remove_item(second)
    assert titles(meeting) == [(1, "Öppnande"), (2, "Avslutande")]


def test_a_point_under_which_something_is_written_stays(meeting):
    [item] = points(meeting, "Läget")
    actions.write_note(item, kind=Note.Kind.INPUT, text="Fler träffar i norr.")
    with pytest.raises(Refused):
        actions.remove_item(item)


def test_a_matter_sent_to_a_meeting_gets_a_point_and_leaves_none_behind(meeting, seats):
    points(meeting, "Öppnande")
    matter = build.a_matter(title="Verksamhetsplan")
    actions.put_on_meeting(matter, meeting=meeting, by=seats[0])
    assert titles(meeting) == [(1, "Öppnande"), (2, "Verksamhetsplan")]
    later = actions.open_meeting(build.the_board(), held_on=TODAY + timedelta(days=9))
    actions.put_on_meeting(matter, meeting=later, by=seats[0])
    assert (titles(meeting), titles(later)) == ([(1, "Öppnande")], [(1, "Verksamhetsplan")])
    assert Matter.objects.get().item == later.items.get()


# What is written at the meeting


def test_a_reservation_is_somebodys_who_was_there(meeting, seats):
    [item] = points(meeting, "Budget")
    with pytest.raises(Refused, match="vems"):
        actions.write_note(item, kind=Note.Kind.RESERVATION, text="Emot.")
    actions.note_absences(item, recused=[seats[3]])
    with pytest.raises(Refused, match="inte var med"):
        actions.write_note(item, kind=Note.Kind.RESERVATION, text="Emot.", seat=seats[3])
    note = actions.write_note(item, kind=Note.Kind.RESERVATION, text="Emot.", seat=seats[2])
    assert note.said == f"Emot. ({seats[2].person})"


def test_who_takes_something_on_gets_a_letter_and_says_when_it_is_done(meeting, seats):
    [item] = points(meeting, "Regionerna")
    task = actions.give_task(item, text="Kalla till möte", owner=seats[1].person, due_on=TODAY)
    letter = Message.objects.get()
    assert (letter.to, "Kalla till möte" in letter.subject) == (seats[1].person.email, True)
    mine = as_holder_of(seats[1])
    assert "Kalla till möte" in mine.get(reverse("board:tasks", args=["styrelsen"])).text
    done = reverse("board:finish_task", args=["styrelsen", task.pk])
    assert as_holder_of(seats[2]).post(done).status_code == 404
    mine.post(done)
    task.refresh_from_db()
    assert task.done_on == TODAY
    with pytest.raises(Refused):
        actions.finish_task(task, today=TODAY)


def test_who_has_a_task_is_reminded_the_day_before_and_once_when_it_is_late(meeting, seats):
    [item] = points(meeting, "Regionerna")
    due = TODAY + timedelta(days=10)
    task = actions.give_task(item, text="Kalla till möte", owner=seats[1].person, due_on=due)
    done = actions.give_task(item, text="Boka lokal", owner=seats[1].person, due_on=due)
    actions.finish_task(done, today=TODAY)
    told = []
    for days in [-2, -1, 0, 1, 2]:
        for _twice in range(2):
            actions.remind_of_tasks(today=due + timedelta(days=days))
        told.append(Message.objects.exclude(key__endswith="-given").count())
    assert told == [0, 1, 1, 2, 2]
    letters = Message.objects.exclude(key__endswith="-given").order_by("pk")
    assert [letter.subject for letter in letters] == [
        "Snart dags: Kalla till möte",
        "Ditt uppdrag är försenat: Kalla till möte",
    ]
    assert {letter.to for letter in letters} == {task.owner.email}


def test_a_task_that_is_given_for_tomorrow_gets_no_second_letter_the_same_day(meeting, seats):
    [item] = points(meeting, "Regionerna")
    due = TODAY + timedelta(days=1)
    actions.give_task(item, text="Kalla till möte", owner=seats[1].person, due_on=due)
    actions.remind_of_tasks(today=TODAY)
    assert Message.objects.count() == 1


def test_a_point_with_an_open_matter_is_decided_or_postponed(meeting, seats):
    matter = build.a_matter()
    actions.put_on_meeting(matter, meeting=meeting, by=seats[0])
    item = meeting.items.get()
    with pytest.raises(Refused):
        actions.end_item(item, ending=AgendaItem.Ending.TREATED)
    actions.end_item(item, ending=AgendaItem.Ending.POSTPONED)
    matter.refresh_from_db()
    assert (matter.meeting, matter.item) == (None, None)
    assert meeting.items.get().ending == AgendaItem.Ending.POSTPONED


# Follow-up


def test_a_wish_stands_on_the_first_meeting_from_its_day(meeting, seats):
    [item] = points(meeting, "Regionerna")
    item.presenter = seats[1].person
    item.save()
    due = TODAY + timedelta(days=30)
    wish = actions.wish_follow_up(item, wish="Hur gick det i regionerna?", due_on=due)
    board = build.the_board()
    too_early = actions.open_meeting(board, held_on=due - timedelta(days=1))
    in_time = actions.open_meeting(board, held_on=due)
    later = actions.open_meeting(board, held_on=due + timedelta(days=30))
    assert [titles(one) for one in (too_early, in_time, later)] == [
        [],
        [(1, "Hur gick det i regionerna?")],
        [],
    ]
    taken_up = in_time.items.get()
    assert (taken_up.follows_up, taken_up.presenter) == (wish, seats[1].person)
    page = as_holder_of(seats[2]).get(address("item", taken_up)).text
    assert "Organet önskade uppföljning" in page
    assert address("item", item) in page  # the presenter's earlier point


def test_a_meeting_that_is_set_already_takes_the_wish_up_at_once(meeting):
    [item] = points(meeting, "Regionerna")
    due = TODAY + timedelta(days=30)
    other_body = actions.open_meeting(build.a_body("grupp"), held_on=due)
    next_one = actions.open_meeting(build.the_board(), held_on=due)
    actions.wish_follow_up(item, wish="Återrapport", due_on=due)
    actions.take_up_follow_ups(next_one)
    assert (titles(next_one), titles(other_body)) == ([(1, "Återrapport")], [])


@pytest.mark.parametrize("days", [-1, 0])
def test_a_wish_is_for_a_day_to_come(meeting, days):
    [item] = points(meeting, "Regionerna")
    with pytest.raises(Refused):
        actions.wish_follow_up(item, wish="Nu", due_on=TODAY + timedelta(days=days))
    assert FollowUp.objects.count() == 0


# Jäv


@pytest.fixture
def withheld(meeting, seats):
    """A point whose matter the fourth seat is recused in, with a paper."""
    points(meeting, "Öppnande")
    matter = build.a_matter(title=SECRET)
    Party.objects.create(matter=matter, person=seats[3].person)
    actions.put_on_meeting(matter, meeting=meeting, by=seats[0])
    item = meeting.items.get(title=SECRET)
    sent = {"title": "Värdering", "file": a_pdf()}
    answer = as_holder_of(seats[0]).post(address("write", item, what="underlag"), sent)
    assert answer.status_code == 302
    return item


def test_the_recused_see_the_number_of_the_point_and_nothing_else(meeting, seats, withheld):
    paper = reverse("board:paper", args=["styrelsen", Paper.objects.get().pk])
    on_the_meeting = reverse("board:meeting", args=["styrelsen", meeting.pk])
    for seat, sees in [(seats[2], True), (seats[3], False)]:
        client = as_holder_of(seat)
        page = client.get(on_the_meeting).text
        assert (SECRET in page, "Visas inte för dig" in page) == (sees, not sees)
        status = 200 if sees else 404
        assert client.get(address("item", withheld)).status_code == status
        assert client.get(paper).status_code == status


def test_jav_in_a_point_without_a_matter_withholds_it_too(meeting, seats):
    [item] = points(meeting, SECRET)
    actions.write_note(item, kind=Note.Kind.OPINION, text="Styrelsen är positiv.")
    actions.note_absences(item, recused=[seats[3]], left=[seats[2]])
    assert as_holder_of(seats[3]).get(address("item", item)).status_code == 404
    assert "Styrelsen är positiv." in as_holder_of(seats[2]).get(address("item", item)).text


# Papers and pages


def test_a_paper_is_judged_by_its_content(meeting, seats):
    [item] = points(meeting, "Budget")
    chair, url = as_holder_of(seats[0]), address("write", item, what="underlag")
    program = SimpleUploadedFile("budget.pdf", b"MZ\x90\x00 ett program")
    refused = chair.post(url, {"title": "Budget", "file": program})
    assert "Bara PDF och bilder" in refused.text
    assert Paper.objects.count() == 0
    chair.post(url, {"title": "Budget", "file": a_pdf()})
    paper = Paper.objects.get()
    assert (paper.mimetype, paper.file.name[-4:]) == ("application/pdf", ".pdf")
    answer = chair.get(reverse("board:paper", args=["styrelsen", paper.pk]))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("what", "sent", "model"),
    [
        ("anteckning", {"kind": "advice", "text": "Tänk på norr.", "seat": ""}, Note),
        ("uppfoljning", {"wish": "Återrapport", "due_on": "2099-01-01"}, FollowUp),
    ],
)
def test_who_keeps_the_meeting_writes_on_the_page(meeting, seats, what, sent, model):
    [item] = points(meeting, "Regionerna")
    url = address("write", item, what=what)
    assert as_holder_of(seats[2]).post(url, sent).status_code == 403
    as_holder_of(seats[0]).post(url, sent)
    assert model.objects.count() == 1


def test_what_was_typed_is_kept_when_something_is_wrong(meeting, seats):
    [item] = points(meeting, "Regionerna")
    url = address("write", item, what="uppdrag")
    page = as_holder_of(seats[0]).post(url, {"text": "Kalla till möte", "due_on": "i morgon"})
    assert "Kalla till möte" in page.text
    assert Task.objects.count() == 0


def test_an_unknown_form_is_not_found(meeting, seats):
    [item] = points(meeting, "Regionerna")
    assert as_holder_of(seats[0]).post(address("write", item, what="annat")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_agenda_takes_as_many_queries_for_one_point_as_for_three(
    meeting, seats, count, django_assert_num_queries
):
    points(meeting, *[f"Punkt {number}" for number in range(count)])
    client = as_holder_of(seats[2])
    with django_assert_num_queries(14):
        client.get(reverse("board:meeting", args=["styrelsen", meeting.pk]))
