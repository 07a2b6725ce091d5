"""Views and needs on the secretariat's desk: noted, answered, hidden, and reminded of."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from lattvikt.desk import waiting_for
from proposals.models import Remark
from tests import build

pytestmark = pytest.mark.django_db

NOW = timezone.now()
ADD = reverse("admin:proposals_remark_add")
LATE = "Medlemmarnas synpunkter och behov som har väntat länge på svar"


@pytest.fixture(autouse=True)
def _programme():
    build.the_programme()


@pytest.fixture
def secretary():
    return build.a_secretary(name="Kerstin Kansli")


@pytest.fixture
def desk(secretary):
    client = Client()
    client.force_login(secretary)
    return client


def page(name, remark):
    return reverse(f"admin:proposals_remark_{name}", args=[remark.pk])


def test_several_are_noted_one_after_the_other(desk, secretary):
    event = build.an_event()
    said = {"text": "En kurs om lim.", "kind": "need", "event": event.pk, "_addanother": "1"}
    answer = desk.post(ADD, said, follow=True)
    assertContains(answer, f'<option value="{event.pk}" selected>')
    assertContains(answer, '<option value="need" selected>')
    remark = Remark.objects.get()
    assert (remark.text, remark.event, remark.noted_by) == ("En kurs om lim.", event, secretary)


def test_it_is_answered_and_its_result_told(desk, secretary):
    remark = build.a_remark(build.a_contact(build.a_member()))
    assertContains(desk.get(page("change", remark)), page("svara", remark))
    assertContains(desk.get(page("svara", remark)), "Skicka svaret")
    desk.post(page("svara", remark), {"answer": "Vi ordnar en."})
    assertContains(desk.get(page("change", remark)), page("resultat", remark))
    desk.post(page("resultat", remark), {"result": "En träff i mars."})
    remark.refresh_from_db()
    assert (remark.answer, remark.result) == ("Vi ordnar en.", "En träff i mars.")
    assert remark.answered_by == remark.result_by == secretary


def test_what_should_not_be_read_by_others_is_hidden(desk):
    remark = build.a_remark()
    desk.post(page("dolj", remark))
    assert not Remark.objects.get().is_shown
    assertNotContains(desk.get(page("change", remark)), page("dolj", remark))


def test_what_waits_too_long_stands_on_the_desk_and_in_its_list(desk, secretary):
    build.a_remark(about="Ny")
    old = build.a_remark(about="Gammal", said_at=NOW - timedelta(days=31))
    [late] = [one for one in waiting_for(secretary) if one.title == LATE]
    assert (late.count, late.days) == (1, 31)
    assert list(desk.get(late.url).context["cl"].result_list) == [old]


@pytest.mark.parametrize(("waits", "count"), [("answer", 2), ("result", 1), ("nothing", 1)])
def test_the_list_is_filtered_by_how_far_they_have_come(desk, secretary, waits, count):
    told = {"answer": "Ja.", "answered_at": NOW, "answered_by": secretary}
    build.a_remark()
    build.a_remark()
    build.a_remark(**told)
    build.a_remark(**told, result="Gjort.", result_at=NOW, result_by=secretary)
    rows = desk.get(reverse("admin:proposals_remark_changelist"), {"waits": waits})
    assert len(rows.context["cl"].result_list) == count


def test_the_auditor_reads_and_does_nothing():
    remark, auditor = build.a_remark(), Client()
    auditor.force_login(build.with_second_factor(build.of_the_staff("Revisor")))
    assertNotContains(auditor.get(page("change", remark)), page("svara", remark))
    assert auditor.post(page("svara", remark), {"answer": "Ja."}).status_code == 403
    assert auditor.get(ADD).status_code == 403
