"""The member's pages for paying in kind, without JavaScript."""

from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from billing.models import InKindApplication
from tests import build

pytestmark = pytest.mark.django_db
LIST = "/medlem/in-kind/"
APPLY = "/medlem/in-kind/ansok/2027/"


@pytest.fixture(autouse=True)
def _march(time_machine):
    time_machine.move_to("2027-03-02 09:00:00+01:00", tick=False)
    build.the_programme()
    build.a_schedule(2027)


@pytest.fixture
def contact(client):
    contact = build.a_contact(build.a_non_profit())
    client.force_login(contact.person.user)
    return contact


def rows(*tasks, **facts):
    """What a browser sends: some filled-in rows and the empty ones."""
    typed = {"tasks-TOTAL_FORMS": "4", "tasks-INITIAL_FORMS": "0", "benefit": "Alla får gå."}
    for number in range(4):
        text, hours = tasks[number] if number < len(tasks) else ("", "")
        typed |= {f"form-{number}-text": text, f"form-{number}-hours": hours}
    typed = {name.replace("tasks-", "form-"): value for name, value in typed.items()}
    return typed | facts


def test_the_list_says_for_which_years_one_may_apply(client, contact):
    page = client.get(LIST)
    assert [year for year, _day in page.context["years"]] == [2027, 2028]
    assertContains(page, "Ansök senast den 1 april 2027.")
    assertContains(page, "Inga ansökningar än.")


def test_a_year_that_one_has_applied_for_is_not_offered_again(client, contact):
    build.an_in_kind(contact.organisation, year=2027)
    build.an_in_kind(contact.organisation, year=2028, status="rejected", ended_on=date(2027, 3, 1))
    page = client.get(LIST)
    assert [year for year, _day in page.context["years"]] == [2028]
    assertContains(page, "8\u00a0500\u00a0kr", count=2)


@pytest.mark.parametrize("page", [LIST, APPLY])
@pytest.mark.parametrize(
    ("is_for_profit", "text"), [(True, "inte är vinstdrivande"), (None, "Vi vet inte om ni är")]
)
def test_who_is_or_may_be_run_for_profit_reads_why_not(client, page, is_for_profit, text):
    contact = build.a_contact(build.a_member(is_for_profit=is_for_profit))
    client.force_login(contact.person.user)
    assertContains(client.get(page), text, status_code=403)
    client.post(page, rows(("Kurs", "10"), send="1"))
    assert InKindApplication.objects.count() == 0


def test_after_the_last_day_the_page_says_when_it_was(client, contact, time_machine):
    time_machine.move_to("2027-04-02 09:00:00+02:00", tick=False)
    client.force_login(contact.person.user)  # a login lasts two weeks
    assertContains(client.get(APPLY), "var den 1 april 2027", status_code=403)


@pytest.mark.parametrize("year", [2026, 2029])
def test_there_is_no_page_for_a_year_that_nobody_could_mean(client, contact, year):
    assert client.get(f"/medlem/in-kind/ansok/{year}/").status_code == 404


def test_an_application_is_sent_with_its_tasks(client, contact):
    page = client.post(APPLY, rows(("Kurs", "4"), ("Granskning", "2,5"), send="1"))
    application = InKindApplication.objects.get()
    assertRedirects(page, reverse("in_kind:application", args=[application.pk]))
    assert [(t.text, str(t.hours)) for t in application.tasks.all()] == [
        ("Kurs", "4.00"),
        ("Granskning", "2.50"),
    ]
    assert (application.organisation, application.applicant, application.year) == (
        contact.organisation,
        contact.person.user,
        2027,
    )


def test_the_sum_stands_beside_the_fee_before_anything_is_sent(client, contact):
    page = client.post(APPLY, rows(("Kurs", "4"), ("", "1,5"), reckon="1"))
    assertContains(page, "5,5 timmar à 850\u00a0kr")
    assertContains(page, "4\u00a0675\u00a0kr")
    assertContains(page, "Det saknas 325\u00a0kr.")
    assertNotContains(page, "Något behöver rättas.")
    assertContains(page, 'value="1,5"')
    assert InKindApplication.objects.count() == 0


def test_room_is_made_for_more_and_what_was_typed_is_kept(client, contact):
    tasks = [(f"Kurs {number}", "1") for number in range(4)]
    page = client.post(APPLY, rows(*tasks, more="1"))
    assertContains(page, 'name="form-6-text"')
    assertContains(page, 'value="Kurs 3"')
    assertContains(page, "Alla får gå.")


def test_the_sum_is_fetched_alone_while_somebody_types(client, contact):
    page = client.post("/medlem/in-kind/summa/2027/", rows(("Kurs", "6"), ("", "x")))
    assertContains(page, "6 timmar à 850\u00a0kr")
    assertContains(page, "Arbetet är värt minst lika mycket som avgiften.")
    assertNotContains(page, "<html")


@pytest.mark.parametrize(
    ("tasks", "facts", "text"),
    [
        ([("Kurs", "mycket")], {}, "Skriv timmarna som 40 eller 12,5."),
        ([("Kurs", "0")], {}, "En arbetsuppgift tar någon tid."),
        ([("Kurs", "")], {}, "Detta fält måste fyllas i."),
        ([("", "10")], {}, "Detta fält måste fyllas i."),
        ([], {}, "Detta fält måste fyllas i."),
        ([("Kurs", "10")], {"benefit": " "}, "Detta fält måste fyllas i."),
        ([("Kurs", "1")], {}, "det saknas 4\u00a0150\u00a0kr"),
        ([("811218-9876", "10")], {}, "verkar det stå ett personnummer"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_sent(client, contact, tasks, facts, text):
    page = client.post(APPLY, rows(*tasks, send="1", **facts))
    assertContains(page, text)
    assert InKindApplication.objects.count() == 0


def test_an_hour_is_written_with_comma_or_point_in_either_language(client, contact):
    client.cookies["django_language"] = "en"
    client.post(APPLY, rows(("Kurs", "4,25"), ("Mer", "2.25"), send="1"))
    assert InKindApplication.objects.get().hours == 6.5


def test_a_question_is_answered_on_the_applications_page(client, contact):
    application = build.an_in_kind(contact.organisation, year=2027, status="returned")
    application.events.update(text="Vilken kurs?")
    address = reverse("in_kind:application", args=[application.pk])
    page = client.get(address)
    assertContains(page, "Vilken kurs?", count=2)  # asked, and on the way
    assertContains(page, 'value="Kurs"')
    page = client.post(address, rows(("Kurs i limning", "7"), answer="Limning.", send="1"))
    assertRedirects(page, address)
    application.refresh_from_db()
    assert application.status == "submitted"
    assert list(application.tasks.values_list("text", flat=True)) == ["Kurs i limning"]


def test_a_row_that_is_emptied_is_gone_from_the_answer(client, contact):
    tasks = [("Kurs", 10), ("Granskning", 3)]
    application = build.an_in_kind(contact.organisation, year=2027, status="returned", tasks=tasks)
    address = reverse("in_kind:application", args=[application.pk])
    typed = rows(("Kurs", "10"), answer="Bara kursen.", send="1") | {"form-INITIAL_FORMS": "2"}
    client.post(address, typed)
    assert list(application.tasks.values_list("text", flat=True)) == ["Kurs"]


def test_an_answer_without_words_is_asked_for(client, contact):
    application = build.an_in_kind(contact.organisation, year=2027, status="returned")
    address = reverse("in_kind:application", args=[application.pk])
    page = client.post(address, rows(("Kurs", "10"), send="1"))
    assertContains(page, "Skriv ett svar på frågan.")


def test_the_delivery_is_reported_task_by_task(client, contact):
    tasks = [("Kurs", 4), ("Granskning", 3)]
    application = build.an_in_kind(contact.organisation, year=2027, status="approved", tasks=tasks)
    address = reverse("in_kind:report", args=[application.pk])
    assertContains(client.get(address), "Granskning")
    page = client.post(address, {"hours_1": "4", "hours_2": "0", "report": "Kursen hölls."})
    assertRedirects(page, reverse("in_kind:application", args=[application.pk]))
    application = InKindApplication.objects.get()
    assert (application.status, application.reported_value) == ("reported", 3_400)
    assertContains(client.get(page.url), "Redovisat värde")


def test_a_report_without_hours_is_shown_again(client, contact):
    application = build.an_in_kind(contact.organisation, year=2027, status="approved")
    page = client.post(reverse("in_kind:report", args=[application.pk]), {"report": "Klart."})
    assertContains(page, "Detta fält måste fyllas i.")
    assert InKindApplication.objects.get().status == "approved"


def test_what_is_not_agreed_is_not_reported(client, contact):
    application = build.an_in_kind(contact.organisation, year=2027)
    address = reverse("in_kind:report", args=[application.pk])
    assertRedirects(client.get(address), reverse("in_kind:application", args=[application.pk]))


def test_an_application_is_withdrawn_by_a_button(client, contact):
    application = build.an_in_kind(contact.organisation, year=2027)
    address = reverse("in_kind:withdraw", args=[application.pk])
    assertContains(client.get(address), "Ni betalar då avgiften för 2027 kontant.")
    client.post(address)
    assert InKindApplication.objects.get().status == "withdrawn"
    assertRedirects(client.get(address), reverse("in_kind:application", args=[application.pk]))


@pytest.mark.parametrize("status", InKindApplication.Status.values)
def test_each_status_has_a_page_in_both_languages(client, contact, status):
    application = build.an_in_kind(contact.organisation, year=2027, status=status)
    address = reverse("in_kind:application", args=[application.pk])
    assertContains(client.get(address), "In-kind 2027")
    client.cookies["django_language"] = "en"
    assertContains(client.get(address), "Payment in kind 2027")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_however_many_the_applications(
    client, contact, count, django_assert_num_queries
):
    for year in range(2027, 2027 + count):
        build.an_in_kind(contact.organisation, year=year)
    client.get(LIST)
    # session, user, contacts; terms, years taken, membership, applications;
    # the navigation: bodies and seats; the programme
    with django_assert_num_queries(10):
        client.get(LIST)


@pytest.mark.parametrize("count", [1, 3])
def test_an_applications_page_takes_as_many_queries_however_many_its_tasks(
    client, contact, count, django_assert_num_queries
):
    tasks = [(f"Kurs {number}", 10) for number in range(count)]
    application = build.an_in_kind(contact.organisation, status="reported", tasks=tasks)
    address = reverse("in_kind:application", args=[application.pk])
    client.get(address)
    # session, user, contacts; the application, body, events, terms, tasks, fee, head-count, tier;
    # the navigation: bodies and seats; the programme
    with django_assert_num_queries(14):
        client.get(address)
