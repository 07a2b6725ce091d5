"""The final report: asked for in time, sent, returned with a question, approved."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from checks import rules
from checks.actions import approve_report, most_to_pay_out, remind_of_reports, return_report
from checks.models import Project
from lattvikt.lib.refused import Refused
from outbox.models import Message
from tests import build
from tests.checks.projects import REPORT, a_project, a_report, a_signatory, a_signed_project

pytestmark = pytest.mark.django_db
NOW = timezone.now
DUE = date(2027, 6, 30)


@pytest.fixture(autouse=True)
def _programme():
    build.the_programme()


@pytest.mark.parametrize(
    ("days", "step"),
    [
        (-31, None),
        (-30, "30"),
        (-8, "30"),
        (-7, "7"),
        (0, "7"),
        (1, "late-1"),
        (7, "late-1"),
        (8, "late-2"),
        (56, "late-8"),
        (57, None),
    ],
)
def test_the_steps_before_and_after_the_day(days, step):
    assert rules.report_reminder(DUE, DUE + timedelta(days=days)) == step


def test_nobody_reports_before_both_have_signed():
    with pytest.raises(Refused, match="undertecknar avtalet först"):
        a_report(a_project())


def test_a_returned_report_is_sent_again_and_an_approved_one_is_not():
    secretary, report = build.of_the_staff("Kansliet"), a_report()
    with pytest.raises(Refused, match="redan skickats"):
        a_report(report.project)
    return_report(report, question="Vad vägde det?", by=secretary, now=NOW())
    report = a_report(report.project)
    approve_report(report, by=secretary, now=NOW())
    with pytest.raises(Refused, match="redan skickats"):
        a_report(report.project)


def test_an_approved_report_opens_the_rest_within_its_costs():
    report = a_report(costs=360_000)
    assert most_to_pay_out(report.project) == 150_000
    approve_report(report, by=build.of_the_staff("Kansliet"), now=NOW())
    assert most_to_pay_out(report.project) == 270_000


def test_a_report_is_judged_by_who_may_and_never_by_who_sent_it():
    chief = build.a_secretary()
    report = a_report(by=chief)
    with pytest.raises(Refused, match="Någon annan"):
        approve_report(report, by=chief, now=NOW())
    with pytest.raises(Refused, match="får inte"):
        approve_report(report, by=build.of_the_staff("Ekonomi"), now=NOW())


def test_each_step_is_reminded_of_once_and_the_day_stays():
    project = a_signed_project()
    due = project.report_due_on
    for days in [-30, -30, -7, 1, 2, 8]:
        remind_of_reports(today=due + timedelta(days=days))
    assert Message.objects.filter(key__contains=f"-report-{due}-").count() == 4
    assert Project.objects.get().report_due_on == due
    a_report(project)
    remind_of_reports(today=due + timedelta(days=15))
    assert Message.objects.filter(key__contains=f"-report-{due}-").count() == 4


def test_the_report_is_sent_on_the_page_and_judged_on_the_desk(client):
    project = a_signed_project()
    client.force_login(a_signatory(project))
    address = reverse("checks:report", args=[project.pk])
    assertContains(client.post(address, {**REPORT, "costs": ""}), "Faktiska kostnader")
    client.post(address, {**REPORT, "costs": "400 000"})
    client.force_login(build.a_secretary())
    desk = reverse("admin:checks_report_godkann", args=[project.report.pk])
    client.post(desk)
    project.report.refresh_from_db()
    assert project.report.status == "approved"
