"""A seat that ends hands over what waits; the body's page shows where else its people sit."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from board.actions import end_seat, held_by, open_meeting
from board.models import AgendaItem, Bench, Interest, Subject, Task
from lattvikt.lib.refused import Refused
from outbox.models import Message
from tests import build

pytestmark = pytest.mark.django_db


def a_task(owner, text="Kalla till ett mindre möte"):
    meeting = open_meeting(build.the_board(), held_on=timezone.localdate())
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="Regionerna")
    return Task.objects.create(item=item, text=text, owner=owner.person)


def test_the_tasks_go_to_the_successor_and_both_get_a_letter():
    _chair, _vice, leaving, successor = build.a_board(4)
    task, today = a_task(leaving), timezone.localdate()
    matter = build.a_matter(title="Verksamhetsplan 2027")
    end_seat(leaving, on=today, successor=successor, today=today)
    leaving.refresh_from_db()
    task.refresh_from_db()
    assert (leaving.until, task.owner) == (today, successor.person)
    letters = Message.objects.order_by("pk")
    assert [letter.to for letter in letters] == [leaving.person.email, successor.person.email]
    assert task.text in letters[0].text
    assert matter.title in letters[1].text


def test_without_a_successor_the_chair_takes_over():
    chair, _vice, leaving = build.a_board(3)
    task, today = a_task(leaving), timezone.localdate()
    end_seat(leaving, on=today, today=today)
    task.refresh_from_db()
    assert task.owner == chair.person


def test_when_the_chair_leaves_the_vice_chair_takes_over():
    chair, vice, _member = build.a_board(3)
    task, today = a_task(chair), timezone.localdate()
    end_seat(chair, on=today, today=today)
    task.refresh_from_db()
    assert task.owner == vice.person


def test_a_seat_for_which_nothing_waits_ends_with_one_letter():
    _chair, _vice, leaving = build.a_board(3)
    today = timezone.localdate()
    end_seat(leaving, on=today, today=today)
    assert [letter.to for letter in Message.objects.all()] == [leaving.person.email]


def test_what_one_is_recused_in_does_not_wait_for_one():
    _chair, _vice, member = build.a_board(3)
    matter = build.a_matter()
    matter.parties.create(person=member.person)
    assert held_by(member).matters == []


@pytest.mark.parametrize("days", [-400, -4000])
def test_a_seat_does_not_end_before_it_began(days):
    seat = build.a_seat(since=date(2026, 11, 1))
    today = timezone.localdate()
    with pytest.raises(Refused, match="innan"):
        end_seat(seat, on=today + timedelta(days=days), today=today)


def test_a_seat_ends_once():
    today = timezone.localdate()
    seat = build.a_seat()
    end_seat(seat, on=today, today=today)
    with pytest.raises(Refused, match="redan"):
        end_seat(seat, on=today, today=today)


def test_a_successor_sits_in_the_same_body():
    today = timezone.localdate()
    other = build.a_seat(build.a_body("arbetsgrupp"))
    with pytest.raises(Refused, match="samma organ"):
        end_seat(build.a_seat(), on=today, successor=other, today=today)


def test_the_secretariat_ends_a_seat_by_its_button(client):
    build.a_board(3)
    seat, secretary = build.a_seat(), build.a_secretary()
    task = a_task(seat)
    client.force_login(secretary)
    url = reverse("admin:board_seat_avsluta", args=[seat.pk])
    assert "Uppdrag som inte är gjorda: 1" in client.get(url).content.decode()
    client.post(url, {"on": timezone.localdate().isoformat(), "successor": ""})
    task.refresh_from_db()
    seat.refresh_from_db()
    assert seat.until == timezone.localdate()
    assert task.owner != seat.person


def test_the_page_shows_where_else_everybody_sits(client, django_assert_num_queries):
    chair, other = build.a_board(2)
    build.a_seat(build.a_body("teknik"), person=other.person, area="komposit")
    build.a_contact(build.a_member("Öckerö Varv AB"), person=other.person)
    Interest.objects.create(
        person=other.person, org_number="5560160680", name="Älmhults Metall AB", nature="ägare"
    )
    client.force_login(chair.person.user)
    page = client.get(reverse("board:about", args=["styrelsen"])).content.decode()
    assert "Teknik" in page
    assert page.index("Älmhults Metall AB") < page.index("Öckerö Varv AB")


def queries_of_the_page(client, seats, django_assert_max_num_queries):
    build.a_board(seats)
    client.force_login(build.the_board().seats.first().person.user)
    with django_assert_max_num_queries(30) as asked:
        client.get(reverse("board:about", args=["styrelsen"]))
    return len(asked)


@pytest.mark.parametrize("seats", [1, 7])
def test_the_page_asks_as_much_for_one_as_for_seven(client, seats, django_assert_max_num_queries):
    assert queries_of_the_page(client, seats, django_assert_max_num_queries) == QUERIES


QUERIES = 13


def test_a_seat_without_a_vote_in_a_subject_is_not_counted_there():
    build.a_board(4)
    guest = build.a_seat(no_vote_in=[Subject.MEMBERS])

    money = Bench(build.a_matter(subject=Subject.MONEY))
    members = Bench(build.a_matter(subject=Subject.MEMBERS))
    assert (len(money.voters), len(members.voters)) == (5, 4)
    assert (money.may_vote(guest), members.may_vote(guest)) == (True, False)
