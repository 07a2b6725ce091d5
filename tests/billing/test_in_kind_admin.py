"""The secretariat's desk for paying in kind: what is shown, and what each button does."""

from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from billing.actions import refer_in_kind
from billing.models import InKindApplication
from lattvikt import desk
from tests import build
from tests.one_of_each import admin_url

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _january(time_machine):
    time_machine.move_to("2028-01-25 09:00:00+01:00", tick=False)
    build.the_programme()
    build.a_schedule(2027)


@pytest.fixture
def secretary(client):
    secretary = build.a_secretary(name="Kajsa Kansli")
    client.force_login(secretary)
    return secretary


def page_of(application):
    return admin_url(InKindApplication, "change", application.pk)


def press(client, application, button, **facts):
    address = reverse(f"admin:billing_inkindapplication_{button}", args=[application.pk])
    return client.post(address, facts, follow=True)


@pytest.mark.parametrize(
    ("status", "buttons"),
    [
        ("submitted", {"hanskjut", "fraga", "aterkalla"}),
        ("returned", {"aterkalla"}),
        ("referred", {"aterkalla"}),
        ("approved", {"bedom", "aterkalla"}),
        ("reported", {"bedom"}),
        ("delivered", set()),
        ("rejected", set()),
    ],
)
def test_a_page_has_the_buttons_that_may_be_pressed(client, secretary, status, buttons):
    application = build.an_in_kind(year=2027, status=status)
    page = client.get(page_of(application)).content.decode()
    names = ["hanskjut", "fraga", "aterkalla", "bedom"]
    assert {name for name in names if f"/{application.pk}/{name}/" in page} == buttons


def test_a_question_is_sent(client, secretary):
    application = build.an_in_kind(year=2027)
    assertContains(
        press(client, application, "fraga", question="Vilken kurs?"), "Frågan är skickad"
    )
    application.refresh_from_db()
    assert (application.status, application.last_question.text) == ("returned", "Vilken kurs?")


def test_an_application_is_put_before_the_board(client, secretary):
    application = build.an_in_kind(year=2027)
    assertContains(press(client, application, "hanskjut"), "Ansökan är lämnad till styrelsen.")
    application.refresh_from_db()
    assert application.matter.body == build.the_board()


def test_an_application_is_withdrawn_for_the_member(client, secretary):
    application = build.an_in_kind(year=2027, status="approved")
    assertContains(press(client, application, "aterkalla"), "Ansökan är återkallad")
    assert InKindApplication.objects.get().status == "withdrawn"


def test_the_judging_begins_from_what_was_reported(client, secretary):
    application = build.an_in_kind(year=2027, status="reported", reported_at="2028-01-10T09:00Z")
    application.tasks.update(delivered_hours="2.5")
    address = reverse("admin:billing_inkindapplication_bedom", args=[application.pk])
    page = client.get(address)
    assertContains(page, 'value="2125"')
    assertContains(page, "2\u00a0125\u00a0kr är redovisat av överenskomna 8\u00a0500\u00a0kr")
    told = press(client, application, "bedom", value="2125", reason="Resten uteblev.")
    assertContains(told, "2\u00a0875\u00a0kr återstår att betala kontant och faktureras.")
    application.refresh_from_db()
    assert (application.status, application.delivered_value) == ("partly", 2_125)


def test_nothing_may_be_approved_as_delivered(client, secretary):
    application = build.an_in_kind(year=2026, status="approved")
    press(client, application, "bedom", value="0", reason="Ingen redovisning.")
    application.refresh_from_db()
    assert (application.status, application.delivered_value) == ("undelivered", 0)


def test_what_is_refused_is_told(client, secretary):
    application = build.an_in_kind(year=2027, status="reported")
    told = press(client, application, "bedom", value="9000", reason="Bra.")
    assertContains(told, "Högst 8\u00a0500\u00a0kr är överenskommet.")


LATE = {
    "form-TOTAL_FORMS": "2",
    "form-INITIAL_FORMS": "0",
    "form-0-text": "Kurs",
    "form-0-hours": "10",
    "form-1-text": "",
    "form-1-hours": "",
    "year": "2027",
    "late_because": "Kom på papper.",
    "benefit": "Alla får gå.",
}


def test_a_late_application_is_let_in_with_a_reason(client, secretary):
    organisation = build.a_non_profit()
    address = admin_url(InKindApplication, "add")
    build.a_member("Vinst AB")
    assertNotContains(client.get(address), "Vinst AB")
    page = client.post(address, LATE | {"organisation": organisation.pk}, follow=True)
    assertContains(page, "Ansökan är registrerad.")
    application = InKindApplication.objects.get()
    assert (application.organisation, application.applicant, application.late_because) == (
        organisation,
        secretary,
        "Kom på papper.",
    )


def test_a_late_application_without_a_reason_or_for_too_little_is_shown_again(client, secretary):
    facts = LATE | {"organisation": build.a_non_profit().pk}
    address = admin_url(InKindApplication, "add")
    assertContains(client.post(address, facts | {"late_because": ""}), "Detta fält måste fyllas i.")
    assertContains(client.post(address, facts | {"form-0-hours": "1"}), "det saknas 4\u00a0150")
    assert InKindApplication.objects.count() == 0


def test_who_is_recused_in_the_matter_sees_neither_application_nor_letters(client, secretary):
    seat = build.a_seat(person=build.a_person(user=secretary))
    build.a_seat()
    application = build.an_in_kind(year=2027)
    refer_in_kind(application, by=build.a_secretary(), today=date(2027, 4, 1))
    assertContains(client.get(page_of(application)), "Universitetet i Ådalen")
    build.a_contact(application.organisation, person=seat.person)
    assertNotContains(client.get(page_of(application), follow=True), "Kurs")
    assertNotContains(client.get("/kansli/outbox/message/"), "Universitetet")


def test_the_desk_counts_what_waits(secretary):
    build.an_in_kind(year=2028)
    build.an_in_kind(build.a_non_profit("A"), year=2028, status="returned")
    build.an_in_kind(
        build.a_non_profit("B"), year=2027, status="reported", reported_at="2028-01-10T09:00Z"
    )
    build.an_in_kind(build.a_non_profit("C"), year=2027, status="approved")
    build.an_in_kind(build.a_non_profit("D"), year=2028, status="approved")
    found = {work.title: (work.count, work.days) for work in desk.waiting_for(secretary)}
    assert {title: found[title] for title in found if "n-kind" in title} == {
        "Nya in-kind-ansökningar": (1, 0),
        "In-kind: väntar på svar på vår fråga": (1, 0),
        "In-kind: leveranser att bedöma": (1, 15),
        "In-kind: ingen redovisning i tid": (1, 5),
    }


@pytest.mark.parametrize(
    ("query", "count"),
    [("", 3), ("?report_late=1", 1), ("?status__exact=reported", 1), ("?q=c", 1)],
)
def test_the_list_is_filtered_and_searched(client, secretary, query, count):
    build.an_in_kind(build.a_non_profit("A"), year=2027, status="approved")
    build.an_in_kind(build.a_non_profit("B"), year=2027, status="reported")
    build.an_in_kind(build.a_non_profit("C"), year=2028)
    page = client.get(admin_url(InKindApplication, "changelist") + query)
    assert page.context["cl"].result_count == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_however_many_the_rows(
    client, secretary, count, django_assert_num_queries
):
    for number in range(count):
        build.an_in_kind(build.a_non_profit(f"Högskolan {number}"), year=2027)
    address = admin_url(InKindApplication, "changelist")
    client.get(address)
    with django_assert_num_queries(8):
        client.get(address)
