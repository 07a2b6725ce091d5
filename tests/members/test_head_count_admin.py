"""The secretariat's pages of the yearly round: planned, opened, followed, called, frozen."""

from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from lattvikt.roles import TREASURY
from members.actions import change_employees, freeze_round
from members.models import Contact, HeadCount, HeadCountRound, HowKnown
from tests import build

pytestmark = pytest.mark.django_db
OPENED = timezone.make_aware(datetime(2026, 10, 1, 9))


@pytest.fixture
def desk(client, time_machine):
    time_machine.move_to(OPENED, tick=False)
    client.force_login(build.a_secretary())
    return client


def to(name, *args):
    return reverse(f"admin:members_{name}", args=args)


def told(response):
    return [str(message) for message in response.context["messages"]]


def a_round(**fields):
    return build.a_round(2027, opened=OPENED, **fields)


def answered(member, employees):
    change_employees(member, employees=employees, by=build.a_user(), now=OPENED)


def test_a_round_is_planned_then_opened_by_a_button_that_says_what_it_does(desk):
    build.a_member()
    form = desk.get(to("headcountround_add")).context["adminform"].form
    assert form.initial["year"] == 2027
    desk.post(to("headcountround_add"), form.initial | {"silent": "last_known"})
    planned = HeadCountRound.objects.get()
    url = to("headcountround_oppna", planned.pk)
    assert "deras kontaktpersoner får var sitt brev" in desk.get(url).content.decode()
    assert HeadCount.objects.count() == 0
    assert told(desk.post(url, follow=True)) == ["Rundan är öppen. Breven skrivs nu."]
    assert told(desk.post(url, follow=True)) == ["Rundan är redan öppnad."]
    assert HeadCount.objects.count() == 1


def test_days_out_of_order_are_told_beside_their_field(desk):
    days = {"opens_on": "2026-10-01", "reminds_on": "2026-10-01", "answer_by": "2026-10-30"}
    response = desk.post(to("headcountround_add"), {"year": 2027, "silent": "left_out", **days})
    assert list(response.context["adminform"].form.errors) == ["reminds_on"]


def test_an_opened_rounds_days_may_be_moved_but_not_its_year_and_a_frozen_one_stands(desk):
    opened = a_round()
    page = to("headcountround_change", opened.pk)
    days = {"reminds_on": "2026-10-20", "answer_by": "2026-12-01", "silent": "left_out"}
    desk.post(page, {"year": 2030, **days})
    opened.refresh_from_db()
    assert (opened.year, opened.answer_by) == (2027, date(2026, 12, 1))
    assert desk.get(to("headcountround_delete", opened.pk)).status_code == 403
    freeze_round(opened, now=OPENED)
    desk.post(page, {**days, "answer_by": "2026-12-31"})
    opened.refresh_from_db()
    assert opened.answer_by == date(2026, 12, 1)


def test_the_page_shows_who_has_answered_and_whom_to_call(desk):
    same, other, silent = [build.a_member(f"{n} AB", employees=40) for n in ["Åre", "Ödla", "Ärna"]]
    build.a_member("Utan kontakt AB")
    build.a_contact(silent, person=build.a_person("Ring Mig", phone="070-123 45 67"))
    build.a_contact(silent, Contact.Role.INVOICE, person=build.a_person("Inte Mig"))
    opened = a_round()
    answered(same, 40)
    answered(other, 51)
    response = desk.get(to("headcountround_change", opened.pk))
    standing = response.context["standing"]
    assert (standing.confirmed, standing.changed, standing.silent) == (1, 1, 2)
    assert (standing.answered, standing.asked) == (2, 4)
    names = [one.organisation.name for one in response.context["silent_ones"]]
    assert names == ["Utan kontakt AB", "Ärna AB"]
    page = response.content.decode()
    assert "Ring Mig, 070-123 45 67" in page
    assert "Inte Mig" not in page
    assert "Ingen: organisationen saknar kontaktperson." in page


def test_who_had_no_number_and_gives_one_has_changed_it(desk):
    member = build.a_member(employees=None)
    opened = a_round()
    answered(member, 40)
    assert opened.head_counts.standing().changed == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_few_questions_for_one_silent_and_for_three(
    desk, count, django_assert_num_queries
):
    for number in range(count):
        build.a_contact(build.a_member(f"Medlem {number} AB"))
    page = to("headcountround_change", a_round().pk)
    desk.get(page)
    # session, user, second factor; the round, how it stands, the silent, their people
    with django_assert_num_queries(7):
        assert len(desk.get(page).context["silent_ones"]) == count


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("model", "queries"), [("headcount", 6), ("headcountround", 5)])
def test_the_lists_ask_the_same_few_questions(
    desk, model, queries, count, django_assert_num_queries
):
    for number in range(count):
        build.a_member(f"Medlem {number} AB")
    freeze_round(a_round(), now=OPENED)
    for number in range(1, count):
        build.a_round(2027 + number)
    desk.get(to(f"{model}_changelist"))
    with django_assert_num_queries(queries):
        response = desk.get(to(f"{model}_changelist"))
    assert len(response.context["cl"].result_list) == count


def test_the_list_of_rounds_tells_how_many_have_answered(desk):
    answered_one, leaves = build.a_member("A AB"), build.a_member("C AB")
    build.a_member("B AB")
    a_round()
    answered(answered_one, 40)
    leaves.memberships.update(ends_on=date(2026, 12, 31), end_reason="Egen begäran")
    assert "1 av 2" in desk.get(to("headcountround_changelist")).content.decode()


def test_an_answer_by_phone_is_noted(desk):
    build.a_member(employees=40)
    a_round()
    one = HeadCount.objects.get()
    url = to("headcount_svar", one.pk)
    assert url in desk.get(to("headcount_change", one.pk)).content.decode()
    assert desk.post(url, {"employees": "0", "said_by": ""}).context["form"].errors.keys() == {
        "employees",
        "said_by",
    }
    response = desk.post(url, {"employees": "51", "said_by": "Östen på telefon"}, follow=True)
    assert told(response) == ["Svaret är antecknat."]
    one.refresh_from_db()
    assert (one.employees, one.how, one.said_by) == (
        51,
        HowKnown.SECRETARIAT,
        "Östen på telefon",
    )
    freeze_round(one.round, now=OPENED)
    assert url not in desk.get(to("headcount_change", one.pk)).content.decode()
    refused = desk.post(url, {"employees": "52", "said_by": "Östen"}, follow=True)
    assert told(refused) == ["Uppgifterna i den här rundan är låsta."]


def test_the_numbers_are_frozen_early_by_a_button(desk):
    build.a_member()
    opened = a_round()
    response = desk.post(to("headcountround_las", opened.pk), follow=True)
    assert told(response) == ["Uppgifterna är låsta."]
    assert HeadCount.objects.get().how == HowKnown.LAST_KNOWN


def test_the_treasury_reads_the_round_and_neither_opens_nor_notes(client, time_machine):
    time_machine.move_to(OPENED, tick=False)
    treasurer = build.with_second_factor(build.a_user(is_staff=True))
    treasurer.groups.add(Group.objects.get(name=TREASURY))
    client.force_login(treasurer)
    build.a_member()
    opened = a_round()
    one = HeadCount.objects.get()
    assert client.get(to("headcountround_change", opened.pk)).status_code == 200
    for address in [
        to("headcountround_oppna", opened.pk),
        to("headcountround_las", opened.pk),
        to("headcount_svar", one.pk),
    ]:
        assert client.post(address, {"employees": 1, "said_by": "x"}).status_code == 403


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("silent=1", ["Tyst AB"]),
        ("silent=call", []),
        ("how__exact=pages", ["Svarar AB"]),
        ("q=svarar", ["Svarar AB"]),
        ("silent=nonsense", ["Svarar AB", "Tyst AB"]),
    ],
)
def test_the_answers_are_found(desk, query, names):
    says = build.a_member("Svarar AB")
    build.a_member("Tyst AB")
    a_round()
    answered(says, 40)
    rows = desk.get(f"{to('headcount_changelist')}?{query}").context["cl"].result_list
    assert [row.organisation.name for row in rows] == names


def test_whom_to_call_is_found_when_the_last_reminder_has_gone(desk, time_machine):
    build.a_member()
    opened = a_round()
    time_machine.move_to(OPENED + timedelta(days=14), tick=False)
    desk.force_login(build.a_secretary())
    response = desk.get(f"{to('headcount_changelist')}?silent=call")
    assert [row.round for row in response.context["cl"].result_list] == [opened]
