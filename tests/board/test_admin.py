"""The secretariat's desk for the bodies: actions by buttons, nothing decided by hand."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from board.actions import cast_vote, decide, declare_recusal, open_meeting
from board.models import Body, Decision, Interest, Matter, Meeting, Party, Seat, StandIn, Vote
from outbox.models import Message
from tests import build

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def secretary():
    return build.a_secretary()


@pytest.fixture
def desk(client, secretary):
    client.force_login(secretary)
    return client


@pytest.fixture
def seats():
    return build.a_board(3)


def listed(model):
    return reverse(f"admin:board_{model._meta.model_name}_changelist")


def one(row, name="change"):
    return reverse(f"admin:board_{row._meta.model_name}_{name}", args=[row.pk])


def decided(seats, **fields):
    matter = build.a_matter(**fields)
    for seat in seats:
        cast_vote(matter, seat=seat, choice="for")
    return decide(matter, by=seats[0], today=TODAY)


def fill(number):
    """So many rows of each kind."""
    seats = build.a_board(3)
    for _ in range(number):
        open_meeting(build.the_board(), held_on=TODAY, present=seats)
        Interest.objects.create(
            person=build.a_person(), org_number=build.an_org_number(), name="A", nature="ägare"
        )
        decided(seats)
        build.a_seat(build.a_body(f"grupp-{build.an_org_number()}"))
        build.a_stand_in(seats[2])


QUERIES = {Body: 5, Seat: 6, Interest: 5, Meeting: 7, Matter: 7, Decision: 9, StandIn: 6}


@pytest.mark.parametrize("model", QUERIES, ids=lambda model: model.__name__)
@pytest.mark.parametrize("number", [1, 3])
def test_a_list_takes_as_many_queries_for_one_as_for_three(
    desk, model, number, django_assert_num_queries
):
    fill(number)
    desk.get(listed(model))
    with django_assert_num_queries(QUERIES[model]):
        assert desk.get(listed(model)).status_code == 200


@pytest.mark.parametrize("model", QUERIES, ids=lambda model: model.__name__)
def test_each_has_a_page_a_search_and_a_history(desk, model):
    fill(1)
    assert desk.get(one(model.objects.first())).status_code == 200
    assert desk.get(one(model.objects.first(), "history")).status_code == 200
    assert desk.get(listed(model), {"q": "Åkesson"}).status_code == 200


def test_the_desk_counts_the_open_matters(desk, seats):
    decided(seats)
    waiting = build.a_matter(title="Väntande")
    response = desk.get(listed(Matter), {"is_open": "1"})
    assert list(response.context["cl"].queryset) == [waiting]
    assert desk.get(listed(Matter), {"is_open": "0"}).context["cl"].queryset.count() == 1


def test_a_matter_is_opened_on_the_desk_and_the_board_is_asked(desk, seats):
    answer_by = timezone.localdate().isoformat()
    response = desk.post(
        reverse("admin:board_matter_add"),
        {
            "body": build.the_board().pk,
            "subject": "other",
            "title": "Verksamhetsplan",
            "presented_by": "Kansliet",
            "resolution": "Att anta planen.",
            "background": "",
            "answer_by": answer_by,
        },
    )
    assert response.status_code == 302
    assert Matter.objects.get().answer_by.isoformat() == answer_by
    assert Message.objects.count() == 3


def test_no_text_of_a_matter_is_changed_by_hand(desk, seats):
    matter = build.a_matter()
    page = desk.post(one(matter), {"resolution": "Att göra något annat.", "title": "Annat"})
    assert page.status_code == 403
    matter.refresh_from_db()
    assert (matter.title, matter.resolution) == ("Verksamhetsplan", "Att anta verksamhetsplanen.")


def test_the_proposal_is_changed_by_its_button_and_drops_the_votes(desk, seats):
    matter = build.a_matter(background="Skäl")
    cast_vote(matter, seat=seats[0], choice="for")
    button = one(matter, "andra")
    assert button in desk.get(one(matter)).content.decode()
    assert "stryks" in desk.get(button).content.decode()
    desk.post(button, {"resolution": "Att anta planen.", "background": "Skäl"})
    matter.refresh_from_db()
    assert (matter.resolution, matter.votes.count()) == ("Att anta planen.", 0)


def test_a_decided_matter_is_not_changed(desk, seats):
    matter = decided(seats).matter
    assert one(matter, "andra") not in desk.get(one(matter)).content.decode()
    desk.post(one(matter, "andra"), {"resolution": "Att göra något annat."})
    matter.refresh_from_db()
    assert matter.resolution == "Att anta verksamhetsplanen."


def test_a_matter_without_a_case_is_withdrawn_here_and_one_with_a_case_where_it_came_from(desk):
    plan, applied = build.a_matter(), build.a_matter()
    build.an_application(matter=applied, status="referred")
    desk.post(one(plan, "dra-tillbaka"))
    assert desk.post(one(applied, "dra-tillbaka")).status_code == 404
    assert list(Matter.objects.open()) == [applied]


def test_the_desk_tells_how_many_have_answered_but_not_how(desk, seats):
    matter = build.a_matter()
    cast_vote(matter, seat=seats[0], choice="against", reason="Alldeles för dyrt")
    page = desk.get(one(matter)).content.decode()
    assert "1 av 3 har svarat" in page
    assert "Alldeles för dyrt" not in page


def test_a_decision_cannot_be_changed_added_or_deleted(desk, seats):
    decision = decided(seats)
    assert desk.get(reverse("admin:board_decision_add")).status_code == 403
    assert desk.post(one(decision, "delete")).status_code == 403
    assert desk.post(one(decision), {"reason": "Ändrat"}).status_code == 403
    page = desk.get(one(decision)).content.decode()
    assert "Alla 3 som får rösta röstade ja: bifall" in page
    assert seats[2].person.name in page


@pytest.mark.parametrize("query", ["verksamhetsplan", "ÅTGÄRD", "{year}-1"])
def test_a_decision_is_found_by_words_and_by_number(desk, seats, query):
    decision = decided(seats, title="Verksamhetsplan med åtgärder")
    decided(seats, title="Budget", resolution="Att anta budgeten.")
    found = desk.get(listed(Decision), {"q": query.format(year=TODAY.year)})
    assert list(found.context["cl"].queryset) == [decision]


def test_a_meeting_is_set_with_its_number_and_its_attendance_noted(desk, seats):
    body = build.the_board()
    for _ in range(2):
        desk.post(
            reverse("admin:board_meeting_add"),
            {"body": body.pk, "held_on": TODAY.isoformat(), "place": "Göteborg"},
        )
    assert sorted(Meeting.objects.values_list("number", flat=True)) == [1, 2]
    meeting = Meeting.objects.first()
    desk.post(one(meeting, "narvaro"), {"present": [seats[0].pk, seats[1].pk]})
    assert set(meeting.present.all()) == set(seats[:2])


def test_the_meetings_chair_is_noted_on_the_desk(desk, seats):
    meeting = open_meeting(build.the_board(), held_on=TODAY)
    button = one(meeting, "narvaro")
    absent = desk.post(button, {"present": [seats[1].pk], "chair": seats[2].pk})
    assert "Mötesordföranden måste vara närvarande." in absent.content.decode()
    desk.post(button, {"present": [seat.pk for seat in seats[1:]], "chair": seats[2].pk})
    meeting.refresh_from_db()
    assert meeting.chair == seats[2]
    assert seats[2].person.name in desk.get(one(meeting)).content.decode()


def test_a_seat_that_has_ended_is_not_opened_again_beside_a_new_one(desk):
    ended = build.a_seat(until=TODAY - timedelta(days=1))
    build.a_seat(person=ended.person, role="chair", since=TODAY)
    facts = {"role": "member", "since": "2026-01-01", "until": ""}
    assert desk.post(one(ended), facts).status_code == 302
    ended.refresh_from_db()
    assert ended.until == TODAY - timedelta(days=1)


def test_a_meeting_is_moved_within_its_year(desk):
    meeting = open_meeting(build.the_board(), held_on=TODAY)
    later = TODAY.replace(year=TODAY.year + 1, day=1)
    page = desk.post(one(meeting), {"held_on": later.isoformat(), "place": ""})
    assert f"Mötet har ett nummer under {TODAY.year}" in page.content.decode()


def test_staff_see_nothing_of_what_they_are_recused_in_as_seat_holders(desk, secretary, seats):
    """There is something to hide: the others of the staff see it."""
    person = build.a_person("Sekreterare", user=secretary)
    build.a_seat(role="secretary", person=person)
    hidden, open_to_all = build.a_matter(title="Hemligt"), build.a_matter(title="Öppet")
    Party.objects.create(matter=hidden, person=person)
    decision = decided(seats, title="Hemligt avgjort")
    assert list(desk.get(listed(Matter)).context["cl"].queryset.order_by("pk")) == [
        open_to_all,
        decision.matter,
    ]
    assert desk.get(one(hidden)).status_code == 302
    assert desk.get(one(hidden, "andra")).status_code == 404
    desk.force_login(build.a_secretary())
    assert desk.get(one(hidden)).status_code == 200


def test_staff_are_recused_before_their_login_is_tied_to_their_seat(desk, secretary):
    person = build.a_person("Sekreterare", user=None, email=secretary.email.upper())
    build.a_seat(role="secretary", person=person)
    hidden = build.a_matter()
    Party.objects.create(matter=hidden, person=person)
    assert desk.get(one(hidden)).status_code == 302


def test_staff_see_no_decision_they_were_recused_in(desk, secretary, seats):
    person = build.a_person("Sekreterare", user=secretary)
    seat = build.a_seat(role="secretary", person=person)
    matter = build.a_matter()
    declare_recusal(matter, seat=seat)
    for one_seat in seats:
        cast_vote(matter, seat=one_seat, choice="for")
    decision = decide(matter, by=seats[0], today=TODAY)
    assert desk.get(one(decision)).status_code == 302
    desk.force_login(build.a_secretary())
    assert desk.get(one(decision)).status_code == 200


def test_an_interest_is_kept_by_the_number_that_jav_is_found_by(desk):
    person = build.a_person("Örjan Öberg")
    add = reverse("admin:board_interest_add")
    facts = {"person": person.pk, "name": "Åtgärder AB", "nature": "ägare", "since": "2026-01-01"}
    assert desk.post(add, {**facts, "org_number": "556999-9998"}).status_code == 200
    desk.post(add, {**facts, "org_number": "556999-9997"})
    assert Interest.objects.get().org_number == "5569999997"
    for query in ["öberg", "åtgärd", "556999-9997", "5569"]:
        found = desk.get(listed(Interest), {"q": query}).context["cl"].queryset
        assert found.count() == 1
    assert desk.get(listed(Interest), {"q": "Annan"}).context["cl"].queryset.count() == 0


def test_votes_are_not_on_the_desk(desk):
    assert not admin.site.is_registered(Vote)
