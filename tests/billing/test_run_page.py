"""The pages of a year's run, as the treasurer meets them."""

from datetime import date

import pytest
from django.utils import timezone

from billing.actions import prepare_documents
from outbox.models import Message
from tests import build
from tests.billing.test_admin import page, told

pytestmark = pytest.mark.django_db
TODAY = date(2027, 1, 15)


@pytest.fixture
def desk(client):
    client.force_login(build.a_secretary())
    return client


@pytest.fixture(autouse=True)
def _the_day(time_machine):
    time_machine.move_to(TODAY, tick=False)


def test_the_run_page_shows_what_it_comes_to_and_is_approved_there(desk):
    build.the_programme()
    schedule = build.a_schedule(2027, approved=False)
    for employees in (1, 50, 51, 501, 0):
        build.a_member(f"Med {employees} anställda AB", employees=employees)
    url = page("annualfee_run", 2027)
    response = desk.get(url)
    assert [(row.members, row.sum) for row in response.context["run"].tiers] == [
        (2, 10_000),
        (1, 15_000),
        (0, 0),
        (1, 120_000),
    ]
    assert response.context["run"].sum == 145_000
    assert [one.organisation.name for one in response.context["run"].left_out] == [
        "Med 0 anställda AB"
    ]
    assert told(desk.post(url, follow=True)) == ["Godkänt. Fakturorna skapas inom en minut."]
    schedule.refresh_from_db()
    assert schedule.run_approved_at is not None
    assert told(desk.post(url, follow=True)) == ["Årets fakturering är redan godkänd."]


def test_a_draft_has_no_run_page(desk):
    build.a_schedule(2027, adopted=False)
    assert desk.get(page("annualfee_run", 2027)).status_code == 404


def test_the_fees_lead_to_the_run_pages(desk):
    build.a_schedule(2027)
    assert page("annualfee_run", 2027) in desk.get(page("annualfee_changelist")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_run_page_asks_as_often_however_many_head_counts_there_are(
    desk, count, django_assert_num_queries
):
    build.the_programme()
    build.a_schedule(2027)
    for number in range(count):
        build.a_member(f"Medlem {number} AB", employees=10 + number)
        build.a_member(f"Utan adress {number} AB", employees=400 + number, street="")
    url = page("annualfee_run", 2027)
    desk.get(url)
    # session, user, second factor; schedule, tiers; the members, who is gone, the budget; and for
    # the progress fees, those lacking, those to issue, the invoices
    with django_assert_num_queries(12):
        assert len(desk.get(url).context["run"].left_out) == count


def test_who_may_not_see_fees_sees_no_run(client):
    client.force_login(build.with_second_factor(build.a_user(is_staff=True)))
    build.a_schedule(2027)
    assert client.get(page("annualfee_run", 2027)).status_code == 403


def test_the_page_compares_with_the_budget_and_the_year_before(desk):
    build.the_programme()
    build.a_schedule(2027, approved=False)
    build.a_budget(2027, fees=10_000)
    build.a_fee(build.a_member("Kvar AB", employees=51), year=2026)
    build.a_fee(build.a_member("Slutade AB", until=date(2026, 12, 31)), year=2026)
    text = " ".join(desk.get(page("annualfee_run", 2027)).content.decode().split())
    assert "10 000 kr (+5 000 kr)" in text
    for words in ("Kvar AB", "högre avgift", "Slutade AB", "inte längre medlem"):
        assert words in text


def test_the_page_shows_how_far_the_run_has_come_and_asks_until_it_is_over(desk):
    build.an_invoice(today=TODAY)
    shown = desk.get(page("annualfee_run", 2027))
    again = page("annualfee_progress", 2027)
    assert f'hx-get="{again}"' in shown.content.decode()
    assert f'hx-get="{again}"' in desk.get(again).content.decode()
    prepare_documents()
    Message.objects.update(state=Message.State.SENT, sent_at=timezone.now())
    over = desk.get(again).content.decode()
    assert "hx-get" not in over
    assert page("annualfee_report", 2027) in over


def test_letters_that_need_a_person_are_told_of(desk):
    build.an_invoice(today=TODAY)
    prepare_documents()
    Message.objects.update(state=Message.State.UNCERTAIN)
    assert "1 brev behöver ses över." in desk.get(page("annualfee_progress", 2027)).content.decode()


def test_the_control_report_stands_on_a_page_of_its_own(desk):
    invoice = build.an_invoice(today=TODAY)
    build.a_member("Noll AB", employees=0)
    text = desk.get(page("annualfee_report", 2027)).content.decode()
    assert "Något återstår, se nedan." in text
    assert page("invoice_change", invoice.pk) in text
    assert "Noll AB" in text
    prepare_documents()
    Message.objects.update(state=Message.State.SENT, sent_at=timezone.now())
    text = desk.get(page("annualfee_report", 2027)).content.decode()
    assert "Alla som ska ha en faktura har fått den, och inget nummer saknas." in text
