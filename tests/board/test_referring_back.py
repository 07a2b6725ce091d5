"""A matter is referred back: undecided, to where it came from."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from admission.actions import refer
from admission.models import Application
from admission.timeline import timeline
from billing.actions import refer_in_kind
from billing.in_kind_timeline import in_kind_timeline
from billing.models import InKindApplication, ProposedExclusion
from board import actions
from board.models import Matter
from checks.actions import amend_amount, refer_to_board, write_statement
from checks.models import Application as CheckApplication
from checks.models import ranking_of
from lattvikt.lib.refused import Refused
from outbox.models import Message
from tests import build
from tests.checks.board import before_the_board, decided

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()

BACK = {"ending": "referred_back", "reason": "Antalet anställda är oklart."}


@pytest.fixture
def seats():
    return build.a_board(3)


@pytest.fixture
def meeting(seats):
    return actions.open_meeting(build.the_board(), held_on=timezone.localdate(), present=seats)


def on(meeting, seats, matter):
    return actions.put_on_meeting(matter, meeting=meeting, by=seats[0]).item


def test_an_application_is_received_anew_and_can_be_referred_again(meeting, seats):
    application = build.an_application()
    refer(application, by=build.a_secretary())
    application.refresh_from_db()
    first = application.matter
    point = on(meeting, seats, first)
    actions.end_item(point, by=seats[0].person.user, **BACK)
    application.refresh_from_db()
    first.refresh_from_db()
    told = application.events.order_by("pk").last()
    assert (application.status, told.text) == (Application.Status.SUBMITTED, BACK["reason"])
    assert (first.is_open, first.item) == (False, point)
    refer(application, by=build.a_secretary())
    application.refresh_from_db()
    assert application.matter != first
    assert list(Matter.objects.open()) == [application.matter]


def test_a_matter_without_a_case_is_taken_off_the_table(meeting, seats):
    point = on(meeting, seats, build.a_matter())
    actions.end_item(point, by=None, **BACK)
    assert (Matter.objects.open().count(), meeting.items.get().ending_reason) == (0, BACK["reason"])


def test_it_takes_a_reason(meeting, seats):
    point = on(meeting, seats, build.a_matter())
    with pytest.raises(Refused, match="varför"):
        actions.end_item(point, ending="referred_back", reason=" ")


def test_what_is_decided_is_not_referred_back(meeting, seats):
    matter = build.a_matter()
    point = on(meeting, seats, matter)
    matter.refresh_from_db()
    actions.acclaim(matter, is_carried=True, by=seats[0], today=timezone.localdate())
    with pytest.raises(Refused, match="beslutat kan inte återremitteras"):
        actions.end_item(point, by=None, **BACK)
    matter.refresh_from_db()
    assert (matter.withdrawn_at, meeting.items.get().ending) == (None, "")


def test_in_kind_goes_back_with_the_boards_words_and_may_be_put_before_it_again(
    client, meeting, seats
):
    build.a_schedule()
    work = build.an_in_kind()
    refer_in_kind(work, by=build.a_secretary(), today=TODAY)
    work.refresh_from_db()
    first = work.matter
    actions.end_item(on(meeting, seats, first), by=seats[0].person.user, **BACK)
    work = InKindApplication.objects.get()
    last = in_kind_timeline(work)[2]
    assert (work.status, work.ended_on, work.referred_back_because) == (
        "submitted",
        None,
        BACK["reason"],
    )
    assert (last.what, last.detail) == ("Styrelsen återremitterade ärendet", BACK["reason"])
    assert InKindApplication.objects.holding().get() == work
    client.force_login(build.a_secretary())
    page = client.get(reverse("admin:billing_inkindapplication_change", args=[work.pk]))
    assertContains(page, f"Styrelsen har återremitterat ärendet: {BACK['reason']}")
    refer_in_kind(work, by=build.a_secretary(), today=TODAY)
    work = InKindApplication.objects.get()
    assert (work.status, work.matter == first, work.referred_back_because) == (
        "referred",
        False,
        "",
    )


def test_an_application_says_that_the_board_referred_it_back(meeting, seats):
    application = build.an_application()
    refer(application, by=build.a_secretary())
    application.refresh_from_db()
    actions.end_item(on(meeting, seats, application.matter), by=None, **BACK)
    application.refresh_from_db()
    last = timeline(application)[1]
    assert (last.what, last.detail) == ("Styrelsen återremitterade ärendet", BACK["reason"])


def test_an_exclusion_goes_back_and_the_member_stays(client, meeting, seats):
    proposal = build.a_proposed_exclusion(build.an_invoice())
    actions.end_item(on(meeting, seats, proposal.matter), by=None, **BACK)
    proposal.refresh_from_db()
    assert proposal.referred_back_because == BACK["reason"]
    assert not ProposedExclusion.objects.standing().exists()
    assert proposal.membership.ends_on is None
    client.force_login(build.a_secretary())
    page = client.get(reverse("admin:billing_proposedexclusion_change", args=[proposal.pk]))
    assertContains(page, BACK["reason"])
    assertContains(page, '<div class="readonly">återremitterad</div>', html=True)


def test_a_check_goes_back_to_who_assesses_and_takes_nothing_of_the_budget(client, meeting, seats):
    application, assessors = build.a_sent_check(), build.the_assessors()
    build.closed(application.call)
    leader = build.a_seat(assessors, "chair")
    for seat in (leader, build.a_seat(assessors)):
        build.an_assessment(application, seat)
    before_the_board(application, meeting, by=leader)
    application = CheckApplication.objects.get()
    first = application.matter
    actions.end_item(first.item, by=None, **BACK)
    application = CheckApplication.objects.get()
    call = application.call
    assert (application.status, application.is_before_the_board) == ("submitted", False)
    assert (call.left, ranking_of(call, seats[0]).lines) == (call.budget, [])
    letter = Message.objects.get(key__startswith=f"check-{application.pk}-referred-back")
    assert (letter.to, BACK["reason"] in letter.text) == (leader.person.email, False)
    client.force_login(leader.person.user)
    page = reverse("assessing:application", args=[leader.body.slug, application.pk])
    assertContains(client.get(page), BACK["reason"])
    again(application, meeting, leader)
    application = CheckApplication.objects.get()
    assert (application.matter == first, application.proposed) == (False, 200_000)
    decided(application, seats)
    call.refresh_from_db()
    assert call.left == call.budget - 200_000


def again(application, meeting, leader):
    """With another statement."""
    write_statement(
        application, rank=1, by=leader, now=timezone.now(), text="Mindre.", amount=Decimal(200_000)
    )
    refer_to_board(application, meeting=meeting, by=build.a_secretary(), now=timezone.now())


def test_the_amount_of_what_is_referred_back_is_not_changed(meeting, seats):
    application = before_the_board(build.a_sent_check(), meeting)
    actions.end_item(application.matter.item, by=None, **BACK)
    application.refresh_from_db()
    with pytest.raises(Refused, match="ligger inte"):
        amend_amount(application, amount=Decimal(1), conditions="", by=seats[0])
