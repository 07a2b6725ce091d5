"""What a call's budget has gone to, on the desk; and what of a check waits on «Våra sidor»."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from board.models import Interest
from checks.actions import note_repaid, return_report
from checks.models import Project, spending_of
from tests import build
from tests.checks.board import decided
from tests.checks.projects import (
    a_reclaim,
    a_report,
    a_signatory,
    a_signed_project,
    paid_out,
    the_seats,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
OURS = "/medlem/"


@pytest.fixture(autouse=True)
def _programme():
    build.the_programme()


@pytest.fixture
def project():
    return a_signed_project()


def test_a_call_tells_what_is_granted_paid_out_and_paid_back(client, project):
    call = project.application.call
    paid_out(project, amount=100_000)
    reclaim = a_reclaim(project, amount=60_000)
    decided(reclaim, list(the_seats()))
    note_repaid(reclaim, repaid_on=TODAY(), by=build.of_the_staff("Ekonomi"), now=timezone.now())
    spending = spending_of(call)
    assert (spending.granted, spending.paid, spending.repaid) == (300_000, 100_000, 60_000)
    assert (spending.left, spending.to_pay) == (Decimal(700_000), Decimal(200_000))
    client.force_login(build.a_secretary())
    page = client.get(reverse("admin:checks_call_change", args=[call.pk]))
    assertContains(page, "Beviljat 300\xa0000\xa0kr av 1\xa0000\xa0000\xa0kr")
    assertContains(page, "Utbetalt 100\xa0000\xa0kr av 300\xa0000\xa0kr")


def test_who_has_jav_in_some_of_the_call_sees_no_sums(client, project):
    secretary = build.a_secretary()
    person = build.a_person(user=secretary)
    number = project.organisation.org_number
    Interest.objects.create(person=person, org_number=number, name="X", nature="ägare")
    client.force_login(secretary)
    page = client.get(reverse("admin:checks_call_change", args=[project.application.call_id]))
    assertNotContains(page, "Vad budgeten har gått till")


def test_the_report_waits_from_a_month_before_its_day(client, project):
    client.force_login(a_signatory(project))
    for days, is_there in [(31, False), (30, True), (0, True)]:
        due_on = TODAY() + timedelta(days=days)
        dates = {"starts_on": TODAY() - timedelta(days=9), "ends_on": TODAY() - timedelta(days=8)}
        Project.objects.update(report_due_on=due_on, **dates)
        there = "ska lämnas senast" in client.get(OURS).content.decode()
        assert there is is_there, days
    Project.objects.update(report_due_on=TODAY() - timedelta(days=1))
    assertContains(client.get(OURS), "skulle ha lämnats senast")
    report = a_report(project)
    assertNotContains(client.get(OURS), "Slutrapporten om medlemschecken")
    secretary = build.of_the_staff("Kansliet")
    return_report(report, question="Vad vägde det?", by=secretary, now=timezone.now())
    assertContains(client.get(OURS), "Vi har en fråga om slutrapporten")


def test_what_is_to_be_paid_back_waits_for_who_acts_for_the_member(client, project):
    reclaim = a_reclaim(project)
    decided(reclaim, list(the_seats()))
    client.force_login(a_signatory(project))
    assertContains(client.get(OURS), "60\xa0000\xa0kr av medlemschecken ska betalas tillbaka")
    communicator = build.a_contact(project.organisation, "communicator").person.user
    client.force_login(communicator)
    assertNotContains(client.get(OURS), "ska betalas tillbaka")
