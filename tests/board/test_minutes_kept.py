"""The minutes in the admin: the secretariat and the auditor read them as long as they are kept."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from archive.actions import purge
from archive.models import Document
from board import actions
from board.models import Decision, Minutes
from tests import build
from tests.board.test_minutes import a_draft, a_held_meeting, locked, sent

TODAY = timezone.localdate()

pytestmark = pytest.mark.django_db


@pytest.fixture
def seats():
    return build.a_board(5)


def read_by(user):
    client = Client()
    client.force_login(user)
    return client


def of_the_staff(group):
    return build.with_second_factor(build.of_the_staff(group))


@pytest.fixture
def auditor():
    return read_by(of_the_staff("Revisor"))


def page(minutes, which="change"):
    return reverse(f"admin:board_minutes_{which}", args=[minutes.pk])


LIST = reverse("admin:board_minutes_changelist")


def test_the_auditor_sees_number_paragraphs_signatures_and_fingerprints(auditor, seats):
    minutes = locked(a_held_meeting(seats), seats)
    assertContains(auditor.get(LIST), f"1/{TODAY.year}")
    shown = auditor.get(page(minutes))
    assertContains(shown, "§ 1–2")
    assertContains(shown, minutes.signed_document.sha256)
    assertContains(shown, minutes.document.sha256, count=4)
    assertContains(shown, "kod från en app", count=3)


def test_both_documents_open_byte_for_byte(auditor, seats):
    minutes = locked(a_held_meeting(seats), seats)
    assert auditor.get(page(minutes, "utskickat")).content == bytes(minutes.document.content)
    signed = auditor.get(page(minutes, "undertecknat"))
    assert signed.content == bytes(minutes.signed_document.content)
    assert signed["Content-Disposition"].endswith('-v1-undertecknat.pdf"')


@pytest.mark.parametrize("name", ["Kansliet", "Ekonomi", "Revisor"])
def test_nobody_changes_them(name, seats):
    minutes = locked(a_held_meeting(seats), seats)
    client = read_by(of_the_staff(name))
    assert client.post(page(minutes), {"state": "draft"}).status_code == 403
    assert client.get(reverse("admin:board_minutes_add")).status_code == 403
    assert client.post(page(minutes, "delete")).status_code == 403


def test_a_draft_has_no_document_to_open(auditor, seats):
    minutes = a_draft(a_held_meeting(seats), seats)
    assertContains(auditor.get(page(minutes)), "utkast")
    answers = [auditor.get(page(minutes, which)) for which in ("utskickat", "undertecknat")]
    assert [answer.status_code for answer in answers] == [404, 404]


def test_what_is_sent_opens_before_it_is_signed(auditor, seats):
    minutes = sent(a_held_meeting(seats), seats)
    answers = [auditor.get(page(minutes, which)) for which in ("utskickat", "undertecknat")]
    assert [answer.status_code for answer in answers] == [200, 404]


@pytest.mark.parametrize("how", ["matter", "point", "between"])
def test_who_of_the_staff_is_recused_from_something_at_the_meeting_does_not_see_them(how, seats):
    between = decided_between(seats)
    tied = build.of_the_staff("Kansliet")
    seat = build.a_seat(person=build.a_person(user=tied))
    meeting = a_held_meeting(seats)
    if how == "matter":
        meeting.matters.get().recusals.create(seat=seat)
    if how == "point":
        meeting.items.last().absences.create(seat=seat, is_recused=True)
    if how == "between":
        between.matter.recusals.create(seat=seat)
    minutes = locked(meeting, seats)
    client = read_by(tied)
    assertContains(read_by(of_the_staff("Kansliet")).get(LIST), f"1/{TODAY.year}")
    assertNotContains(client.get(LIST), f"1/{TODAY.year}")
    assert client.get(page(minutes)).status_code == 302
    assert client.get(page(minutes, "undertecknat")).status_code == 404


def decided_between(seats):
    matter = build.a_matter()
    for seat in seats:
        actions.cast_vote(matter, seat=seat, choice="for")
    return actions.decide(matter, by=seats[0], today=TODAY)


def test_a_decision_leads_to_its_minutes(auditor, seats):
    minutes = locked(a_held_meeting(seats), seats)
    decision = Decision.objects.get()
    shown = auditor.get(reverse("admin:board_decision_change", args=[decision.pk]))
    link = f"{LIST}?meeting={minutes.meeting_id}"
    assertContains(shown, f'<a href="{link}">§ 1, Styrelsen 1/{TODAY.year}</a>', html=True)
    assertContains(auditor.get(link), page(minutes))


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_whatever_their_number(
    auditor, seats, number, django_assert_num_queries
):
    for each in range(number):
        a_draft(a_held_meeting(seats, held_on=TODAY - timedelta(days=each)), seats)
    auditor.get(LIST)
    with django_assert_num_queries(10):
        assertContains(auditor.get(LIST), "utkast</td>", count=number)


@pytest.mark.django_db(transaction=True)
def test_after_seven_years_the_auditor_opens_the_locked_minutes_byte_for_byte(seats, time_machine):
    minutes = locked(a_held_meeting(seats), seats)
    kept = {
        "utskickat": bytes(minutes.document.content),
        "undertecknat": bytes(minutes.signed_document.content),
    }
    later = date(TODAY.year + 8, 1, 2)
    time_machine.move_to(later)
    purge(today=later)
    auditor = read_by(of_the_staff("Revisor"))
    opened = {which: auditor.get(page(minutes, which)).content for which in kept}
    assert opened == kept
    assert all(document.is_intact for document in Document.objects.all())
    assert Minutes.objects.get().signed_document.keep_until == date.max
