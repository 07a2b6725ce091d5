"""Views and needs: heard by the responsible, answered, with a result, and then nameless."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from board.actions import open_meeting
from board.models import Body
from lattvikt.lib.refused import Refused
from outbox.models import Message
from proposals import actions, tasks
from proposals.models import Remark, responsible_seats
from proposals.rules import Way
from tests import build

pytestmark = pytest.mark.django_db

NOW = timezone.now()
TODAY = timezone.localdate()
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def _programme():
    build.the_programme()


@pytest.fixture
def technical():
    return Body.objects.get(slug="teknikgruppen")


@pytest.fixture
def management():
    return Body.objects.get(slug="verksamhetsledningen")


@pytest.fixture
def contact():
    return build.a_contact(build.a_member())


def keys():
    return list(Message.objects.order_by("pk").values_list("key", flat=True))


def answered(remark, **facts):
    return actions.answer(
        remark, **{"answer": "Vi ordnar en i Luleå.", "by": build.a_user(), "now": NOW, **facts}
    )


def done(remark, **facts):
    return actions.tell_result(
        remark, **{"result": "En träff i Luleå i mars.", "by": build.a_user(), "now": NOW, **facts}
    )


# --- who hears


def test_where_some_answer_for_a_field_they_hear_and_otherwise_all_but_the_deputies(
    technical, management
):
    fibre = build.a_seat(technical, area="Fiberkompositer")
    build.a_seat(technical)
    chair = build.a_seat(management, "chair")
    build.a_seat(management, "deputy")
    build.a_seat(area="Aluminium")  # of the board, which views and needs are not told to
    assert {seat.pk for seat in responsible_seats()} == {fibre.pk, chair.pk}


def test_who_has_left_hears_nothing(technical):
    build.a_seat(technical, until=TODAY - timedelta(days=1))
    assert responsible_seats() == []


def test_the_bodies_are_a_setting(settings):
    settings.REMARK_BODIES = ["styrelsen"]
    seat = build.a_seat()
    assert responsible_seats() == [seat]


# --- the letters to who is to answer


def test_each_responsible_person_gets_one_letter_with_all_that_was_said_until_yesterday(
    technical, management, contact
):
    both = build.a_seat(technical).person
    build.a_seat(management, person=both)
    other = build.a_seat(management).person
    build.a_remark(contact, text="Fler träffar i norr.")
    build.a_remark(text="Kurs om lim.", noted_by=build.a_user())
    actions.write_digests(today=TOMORROW)
    actions.write_digests(today=TOMORROW)
    assert sorted(keys()) == sorted(f"remarks-{TOMORROW}-{one.pk}" for one in (both, other))
    letter = Message.objects.get(to=both.email)
    assert letter.subject == "2 synpunkter och behov från medlemmarna"
    assert "– Fler träffar i norr." in letter.text
    assert "– Kurs om lim." in letter.text
    assert contact.person.name not in letter.text
    assert set(Remark.objects.values_list("told_on", flat=True)) == {TOMORROW}


def test_what_is_said_today_is_told_tomorrow(technical):
    build.a_seat(technical)
    build.a_remark()
    tasks.write_digests()
    assert keys() == []


def test_what_nobody_is_there_to_hear_waits(technical):
    build.a_remark()
    actions.write_digests(today=TOMORROW)
    seat = build.a_seat(technical)
    later = TOMORROW + timedelta(days=1)
    actions.write_digests(today=later)
    assert keys() == [f"remarks-{later}-{seat.person_id}"]


def test_nothing_new_is_no_letter(technical):
    build.a_seat(technical)
    actions.write_digests(today=TOMORROW)
    assert keys() == []


# --- the answer and what came of it


def test_who_said_it_gets_the_answer_and_then_what_came_of_it_by_letter(contact):
    remark = build.a_remark(contact)
    answered(remark)
    done(remark)
    assert keys() == [f"remark-{remark.pk}-answered", f"remark-{remark.pk}-result"]
    first, second = Message.objects.order_by("pk")
    assert first.to == second.to == contact.person.email
    assert "Vi ordnar en i Luleå." in first.text
    assert "En träff i Luleå i mars." in second.text


def test_what_was_noted_without_a_name_is_answered_without_a_letter():
    remark = build.a_remark(noted_by=build.a_user())
    answered(remark)
    assert keys() == []


def test_it_is_answered_once():
    remark = build.a_remark()
    answered(remark)
    with pytest.raises(Refused, match="redan fått svar"):
        answered(remark, answer="Något annat.")
    assert Remark.objects.get().answer == "Vi ordnar en i Luleå."


def test_what_came_of_it_comes_after_the_answer_and_once():
    remark = build.a_remark()
    with pytest.raises(Refused, match="Svara först"):
        done(remark)
    answered(remark)
    done(remark)
    with pytest.raises(Refused, match="redan berättat"):
        done(remark, result="Något annat.")
    assert Remark.objects.get().result == "En träff i Luleå i mars."


@pytest.mark.parametrize(
    "wrong",
    [
        {"answered_at": NOW},
        {"answer": "Ja."},
        {"result": "Gjort."},
        {"result": "Gjort.", "result_at": NOW},
    ],
)
def test_the_database_keeps_an_answer_and_a_result_whole(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        build.a_remark(**wrong)


def test_it_waits_long_after_the_days_that_the_setting_gives(settings):
    settings.REMARK_DAYS_TO_ANSWER = 10
    build.a_remark(said_at=NOW - timedelta(days=10))
    old = build.a_remark(said_at=NOW - timedelta(days=10, seconds=1))
    answered(build.a_remark(said_at=NOW - timedelta(days=11)))
    assert list(Remark.objects.late(NOW)) == [old]


# --- taken up


def test_a_body_takes_it_up_at_its_next_meeting_without_saying_whose_it_is(technical, contact):
    open_meeting(technical, held_on=TODAY + timedelta(days=60))
    soon = open_meeting(technical, held_on=TOMORROW)
    remark = build.a_remark(contact, about="Träffar i norr")
    item = actions.take_up(remark, body=technical)
    assert (item.meeting, item.title, item.background) == (
        soon,
        "Träffar i norr",
        "Fler träffar i norr.",
    )
    with pytest.raises(Refused, match="redan på en dagordning"):
        actions.take_up(remark, body=technical)


def test_without_a_meeting_it_is_not_taken_up(technical):
    with pytest.raises(Refused, match="Inget möte är utsatt"):
        actions.take_up(build.a_remark(), body=technical)


def test_a_point_that_is_taken_off_the_agenda_leaves_it_to_be_taken_up_again(technical):
    open_meeting(technical, held_on=TOMORROW)
    remark = build.a_remark()
    actions.take_up(remark, body=technical).delete()
    actions.take_up(remark, body=technical)
    assert technical.meetings.get().items.count() == 1


# --- how it came


def test_what_is_said_of_an_event_came_before_during_or_after_it(contact):
    event = build.an_event(starts_at=NOW)
    hours = [-1, 1, 5]
    said = [build.a_remark(contact, event=event, said_at=NOW + timedelta(hours=h)) for h in hours]
    assert [one.way for one in said] == [Way.BEFORE, Way.DURING, Way.AFTER]


# --- personal data


def test_who_said_it_is_forgotten_two_years_after_the_answer_and_stands_in_no_history(contact):
    old, newer, waiting = (build.a_remark(contact, text=text) for text in ["a", "b", "c"])
    two_years = timedelta(days=730)
    answered(old, now=NOW - two_years - timedelta(seconds=1))
    answered(newer, now=NOW - two_years)
    actions.forget_senders(now=NOW)
    kept = dict(Remark.objects.values_list("pk", "person"))
    who = contact.person_id
    assert kept == {old.pk: None, newer.pk: who, waiting.pk: who}
    history = Remark.pgh_event_models["insert"]
    assert "person" not in {field.name for field in history._meta.fields}


def test_a_person_that_is_deleted_leaves_what_was_said():
    person = build.a_person()
    build.a_remark(person=person)
    person.delete()
    assert Remark.objects.get().person is None


def test_hidden_it_is_hidden_once(contact):
    remark = build.a_remark(contact)
    actions.hide(remark)
    with pytest.raises(Refused, match="visas inte"):
        actions.hide(remark)
    assert not Remark.objects.get().is_shown
