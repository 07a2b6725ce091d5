"""What the staff reads and presses at the desk, and what jäv keeps from it."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from board.models import Interest
from checks.models import Application, Assessment, Statement
from tests import build
from tests.checks.projects import a_payout, a_report, a_signed_project

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _programme():
    build.the_programme()


@pytest.fixture
def check():
    """Assessed by one of Ledningsgruppen."""
    check = build.a_sent_check(build.a_member("Åmåls Båtar AB"))
    build.closed(check.call)
    build.an_assessment(check, build.a_seat(build.the_assessors()), points=3)
    return Application.objects.get(pk=check.pk)


@pytest.fixture
def tied(check):
    """Somebody of the secretariat who owns a part of the applicant."""
    user = build.a_secretary()
    Interest.objects.create(
        person=build.a_person(user=user),
        org_number=check.organisation.org_number,
        name="Åmåls Båtar AB",
        nature="ägare",
    )
    return user


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def of_group(name):
    return client_of(build.with_second_factor(build.of_the_staff(name)))


def address(model, name, *args):
    return reverse(f"admin:checks_{model}_{name}", args=args)


@pytest.mark.parametrize("group", ["Kansliet", "Revisor"])
def test_what_the_assessors_thought_is_read_when_the_statement_is_written(check, group):
    client, assessment = of_group(group), Assessment.objects.get()
    listed = address("assessment", "changelist")
    page = address("assessment", "change", assessment.pk)
    assertNotContains(client.get(listed), "Åmåls Båtar AB")
    assertNotContains(client.get(page, follow=True), "Nytt för dem.")
    statement = build.a_statement(check)
    assertContains(client.get(listed), "Åmåls Båtar AB")
    assertContains(client.get(page), "Nytt för dem.", count=2)
    told = client.get(address("statement", "change", statement.pk))
    assertContains(told, "Nytt och till nytta.")
    assertContains(told, page)


def test_staff_with_jav_read_no_assessment_and_no_statement(check, tied):
    build.a_statement(check)
    rows = [Assessment.objects.get(), Statement.objects.get()]
    client = client_of(tied)
    for row in rows:
        model = row._meta.model_name
        assertNotContains(client.get(address(model, "changelist")), "Åmåls Båtar AB")
        assertNotContains(client.get(address(model, "csv")), "Åmåls Båtar AB")
        found = client.get(address(model, "change", row.pk), follow=True)
        assertNotContains(found, "Nytt")


def test_staff_whose_own_organisation_competes_read_none_of_the_call(check):
    build.a_statement(check)
    user = build.a_secretary()
    rival = Application.objects.create(
        call=check.call,
        organisation=build.a_member("Östra Rör AB"),
        status=Application.Status.SUBMITTED,
        submitted_at=check.submitted_at,
    )
    build.a_contact(rival.organisation, person=build.a_person(user=user))
    for model in ("assessment", "statement"):
        listed = client_of(user).get(address(model, "changelist"))
        assertNotContains(listed, "Åmåls Båtar AB")


@pytest.mark.parametrize("number", [1, 3])
def test_the_lists_take_the_same_queries_whatever_their_length(number, django_assert_num_queries):
    client = client_of(build.a_secretary())
    for _ in range(number):
        check = build.a_sent_check()
        build.closed(check.call)
        build.an_assessment(check, build.a_seat(build.the_assessors()))
        build.a_statement(check)
    shown = {"assessment": 9, "statement": 7}
    for model, queries in shown.items():
        client.get(address(model, "changelist"))
        with django_assert_num_queries(queries):
            answer = client.get(address(model, "changelist"))
        assert len(answer.context["cl"].result_list) == number


def test_staff_with_jav_see_no_paper_of_the_project_and_press_nothing(check, tied):
    project = a_signed_project(check)
    payout, report = a_payout(project), a_report(project)
    client, other = client_of(tied), client_of(build.a_secretary())
    papers = [
        address("project", "avtal", project.pk),
        address("payout", "godkann", payout.pk),
        address("payout", "avsla", payout.pk),
        address("report", "godkann", report.pk),
        address("report", "fraga", report.pk),
    ]
    assert [other.get(paper).status_code for paper in papers] == [200] * 5
    assert [client.get(paper).status_code for paper in papers] == [404] * 5
    assert [client.post(paper).status_code for paper in papers] == [404] * 5
    for row in (project, payout, report):
        model = row._meta.model_name
        assertContains(other.get(address(model, "changelist")), "Åmåls Båtar AB")
        for name in ("changelist", "csv"):
            assertNotContains(client.get(address(model, name)), "Åmåls Båtar AB")
    payout.refresh_from_db()
    assert payout.state == "asked"
