"""A call from the desk to the members' pages."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from checks.actions import close_later, publish, take_back
from checks.models import Call
from lattvikt.lib.refused import Refused
from tests import build

pytestmark = pytest.mark.django_db
STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOW = datetime(2027, 3, 2, 9, tzinfo=STOCKHOLM)
DAY = timedelta(days=1)
CALLS = "/medlem/checkar/"


@pytest.fixture(autouse=True)
def _march(time_machine):
    time_machine.move_to(NOW, tick=False)
    build.the_programme()
    build.a_schedule(2027)


@pytest.fixture
def contact(client):
    contact = build.a_contact(build.a_member())
    client.force_login(contact.person.user)
    return contact


@pytest.fixture
def desk(client):
    client.force_login(build.a_secretary())
    return client


def test_a_call_is_hidden_until_it_is_published(client, contact):
    call = build.a_call(published=False)
    assert client.get(f"{CALLS}{call.pk}/").status_code == 404
    assertNotContains(client.get(CALLS), "Medlemscheckar hösten")
    publish(call, now=NOW)
    assertContains(client.get(f"{CALLS}{call.pk}/"), "Medlemscheckar hösten")
    assertContains(client.get(CALLS), "Medlemscheckar hösten")


def test_a_call_is_not_published_twice_nor_without_criteria_nor_too_late():
    call = build.a_call()
    with pytest.raises(Refused, match="är redan publicerad"):
        publish(call, now=NOW)
    bare = build.a_call(published=False)
    bare.criteria.all().delete()
    with pytest.raises(Refused, match="minst en bedömningsgrund"):
        publish(bare, now=NOW)
    with pytest.raises(Refused, match="redan ha stängt"):
        publish(build.a_call(published=False, closes_at=NOW), now=NOW)


def test_a_call_is_taken_back_only_before_it_opens():
    coming = build.a_call(opens_at=NOW + DAY)
    assert take_back(coming, now=NOW).published_at is None
    with pytest.raises(Refused, match="inte publicerad"):
        take_back(coming, now=NOW)
    with pytest.raises(Refused, match="har öppnat"):
        take_back(build.a_call(opens_at=NOW), now=NOW)


def test_the_closing_moment_of_an_open_call_is_moved_later_and_never_nearer():
    call = build.a_call()
    later = call.closes_at + DAY
    assert close_later(call, closes_at=later, now=NOW).closes_at == later
    with pytest.raises(Refused, match="kan bara flyttas framåt"):
        close_later(call, closes_at=later, now=NOW)
    with pytest.raises(Refused, match="som är öppen"):
        close_later(call, closes_at=later + DAY, now=later)
    with pytest.raises(Refused, match="som är öppen"):
        close_later(build.a_call(published=False), closes_at=later + DAY, now=NOW)


@pytest.mark.parametrize(
    "fields",
    [
        {"closes_at": NOW - DAY},
        {"largest_amount": Decimal(1_000_001)},
        {"largest_amount": Decimal(0)},
        {"own_percent": 100},
    ],
)
def test_the_database_keeps_no_call_that_contradicts_itself(fields):
    with pytest.raises(IntegrityError):
        build.a_call(**fields)


@pytest.mark.parametrize(
    "sought",
    ["PP-check", "pp-checkar", "Prototyp- och processcheckar", "processcheck", "hösten", ""],
)
def test_a_call_is_found_by_its_name_and_by_the_old_one(client, contact, sought):
    build.a_call()
    assertContains(client.get(CALLS, {"q": sought}), "Medlemscheckar hösten")


def test_a_search_without_result_says_so(client, contact):
    build.a_call()
    page = client.get(CALLS, {"q": "rymdraket"})
    assertContains(page, "Ingen utlysning har ”rymdraket” i sitt namn eller sina sökord.")
    assertContains(client.get(CALLS, {"q": "\0hösten"}), "Medlemscheckar hösten")


def test_the_page_says_who_may_apply_and_where_the_fee_and_the_check_part_ways(client, contact):
    page = client.get(f"{CALLS}{build.a_call().pk}/")
    assertContains(page, "Ni får söka medlemscheckar.")
    assertContains(
        page, "250 anställda: avgift 15\u00a0000\u00a0kr, men medlemscheck kräver färre än 250."
    )


def test_the_member_with_250_employees_reads_why_not(client):
    member = build.a_member(employees=250)
    client.force_login(build.a_contact(member).person.user)
    page = client.get(f"{CALLS}{build.a_call().pk}/")
    assertContains(page, "Ni har 250 anställda. Medlemscheck kräver färre än 250.")
    assertNotContains(page, "Ni får söka")
    assertNotContains(client.get("/medlem/"), "är öppen till")


def test_the_page_shows_terms_percent_and_the_closing_second(client, contact):
    closes = datetime(2027, 3, 5, 23, 59, 59, tzinfo=STOCKHOLM)
    page = client.get(f"{CALLS}{build.a_call(closes_at=closes).pk}/")
    assertContains(page, "Stänger 5 mars 2027 23:59:59, om 3\u00a0dagar, 14\u00a0timmar.")
    assertContains(page, "67 %")
    assertContains(page, "33 %")
    assertContains(page, "Minst 25 % av hela kostnaden")
    assertContains(page, "350\u00a0000\u00a0kr")


def test_our_pages_tell_of_an_open_call_and_of_no_other(client, contact):
    build.a_call("Öppen nu", closes_at=datetime(2027, 3, 31, 12, tzinfo=STOCKHOLM))
    build.a_call("Kommer sedan", opens_at=NOW + DAY)
    build.a_call("Har varit", opens_at=NOW - 3 * DAY, closes_at=NOW)
    page = client.get("/medlem/")
    assertContains(page, "Utlysningen ”Öppen nu” är öppen till 31 mars 2027 12:00.")
    assertContains(page, "är öppen till", count=1)


def test_a_page_in_english_shows_the_english_texts(client, contact):
    call = build.a_call(name_en="Checks of the autumn")
    client.cookies["django_language"] = "en"
    page = client.get(f"{CALLS}{call.pk}/", headers={"accept-language": "en"})
    assertContains(page, "Checks of the autumn")
    assertContains(page, "Novelty")


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_takes_the_same_queries_however_long_it_is(
    client, contact, how_many, django_assert_num_queries
):
    for number in range(how_many):
        build.a_call(f"Utlysning {number}")
    client.get(CALLS)
    with django_assert_num_queries(10):
        client.get(CALLS)


# --- the desk


def test_the_desk_publishes_and_then_nothing_is_changed_by_hand(desk):
    call = build.a_call(published=False)
    page = reverse("admin:checks_call_change", args=[call.pk])
    assertContains(desk.get(page), "Publicera")
    assert desk.post(reverse("admin:checks_call_publicera", args=[call.pk])).status_code == 302
    call.refresh_from_db()
    assert call.published_at == NOW
    assert desk.post(page, {"name": "Annat"}).status_code == 403
    assertContains(desk.get(page), "Håll öppen längre")
    assertNotContains(desk.get(page), "Ta tillbaka")


def test_the_desk_keeps_a_call_open_longer_and_the_history_tells(desk):
    call = build.a_call(closes_at=datetime(2027, 3, 31, 12, tzinfo=STOCKHOLM))
    answer = desk.post(
        reverse("admin:checks_call_forlang", args=[call.pk]),
        {"closes_at_0": "2027-04-01", "closes_at_1": "12:00"},
    )
    assert answer.status_code == 302
    call.refresh_from_db()
    assert call.closes_at == datetime(2027, 4, 1, 12, tzinfo=STOCKHOLM)
    history = desk.get(reverse("admin:checks_call_history", args=[call.pk]))
    assertContains(history, "2027-03-31 12:00")
    assertContains(history, "2027-04-01 12:00")


@pytest.mark.parametrize(("day", "what"), [("2027-03-28", "spring"), ("2027-10-31", "autumn")])
def test_a_closing_moment_that_the_swedish_clock_lacks_or_has_twice_is_not_taken(desk, day, what):
    call = build.a_call()
    answer = desk.post(
        reverse("admin:checks_call_forlang", args=[call.pk]),
        {"closes_at_0": day, "closes_at_1": "02:30"},
    )
    assert answer.status_code == 200, what
    assert Call.objects.get().closes_at == call.closes_at


def test_the_desk_counts_calls_to_publish(desk):
    build.a_call(published=False, opens_at=timezone.now() - DAY)
    assertContains(desk.get("/kansli/"), "Utlysningar att publicera")
    assertContains(desk.get(reverse("admin:checks_call_changelist"), {"q": "PP-check"}), "hösten")
