"""State aid of minor importance: the rate, the certificate and the limit of three years."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from dateutil.relativedelta import relativedelta
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from checks import rules
from checks.actions import announce, note_euro_rate
from checks.models import AidCertificate, Application, Call, OtherAid, Project
from lattvikt.lib.money import euros
from lattvikt.lib.refused import Refused
from outbox.models import Message
from tests import build
from tests.checks.projects import a_project, an_aid_check, certified

pytestmark = pytest.mark.django_db
NOW = timezone.now
TODAY = timezone.localdate
ROWS = {
    f"{prefix}-{name}": number
    for prefix in ("others", "linked")
    for name, number in [("TOTAL_FORMS", "2"), ("INITIAL_FORMS", "0")]
}


@pytest.fixture(autouse=True)
def _programme():
    build.the_programme()


# --- the rules


@pytest.mark.parametrize(
    ("granted_on", "on", "it_counts"),
    [
        (date(2024, 5, 10), date(2027, 5, 9), True),
        (date(2024, 5, 10), date(2027, 5, 10), True),
        (date(2024, 5, 10), date(2027, 5, 11), False),
        (date(2027, 5, 10), date(2027, 5, 10), True),
        (date(2027, 5, 11), date(2027, 5, 10), False),
        (date(2024, 2, 29), date(2027, 2, 28), True),
        (date(2024, 2, 29), date(2027, 3, 1), False),
        (date(2025, 2, 28), date(2028, 2, 29), False),
    ],
)
def test_aid_counts_for_three_years_to_the_same_date(granted_on, on, it_counts):
    assert rules.counts(granted_on, on) is it_counts


def test_only_what_counts_is_in_the_sum():
    aid = [
        rules.Aid("Vinnova", date(2024, 5, 9), Decimal(200_000)),
        rules.Aid("Vinnova", date(2024, 5, 10), Decimal(100_000)),
        rules.Aid("Region", date(2027, 5, 1), Decimal("0.01")),
    ]
    assert rules.counted_aid(aid, date(2027, 5, 10)) == Decimal("100000.01")


@pytest.mark.parametrize(
    ("kronor", "rate", "sum_in_euros"),
    [("300000", "11.25", "26666.67"), ("300000", "10", "30000"), ("0.05", "10", "0.01")],
)
def test_kronor_are_told_in_euro_to_the_nearest_cent(kronor, rate, sum_in_euros):
    assert rules.in_euros(Decimal(kronor), Decimal(rate)) == Decimal(sum_in_euros)


def test_euro_are_written_the_swedish_way():
    assert euros(Decimal("26666.67")) == "26\xa0666,67\xa0euro"


# --- the agreement waits for the certificate, and for the limit


def test_without_a_certificate_there_is_no_agreement():
    application = an_aid_check()
    with pytest.raises(Refused, match="inte lämnat sitt intyg"):
        a_project(application)
    certified(application)
    assert a_project(application).organisation == application.organisation


@pytest.mark.parametrize(("cents", "may"), [("270000", True), ("270000.01", False)])
def test_the_limit_is_exactly_300_000_euro_with_the_check_itself(cents, may):
    """300 000 kr at ten kronor per euro is 30 000 euro."""
    application = an_aid_check()
    certified(application, others=[("Vinnova", TODAY(), Decimal(cents))])
    if may:
        a_project(application)
    else:
        with pytest.raises(Refused, match="300\xa0000,01\xa0euro"):
            a_project(application)
    assert Project.objects.exists() is may


@pytest.mark.parametrize(("days", "may"), [(0, False), (1, True)])
def test_what_others_granted_more_than_three_years_ago_does_not_count(days, may):
    application = an_aid_check()
    long_ago = TODAY() - relativedelta(years=3) - timedelta(days=days)
    certified(application, others=[("Vinnova", long_ago, Decimal(290_000))])
    if may:
        a_project(application)
    else:
        with pytest.raises(Refused, match="Styrelsen"):
            a_project(application)
    assert Project.objects.exists() is may


def test_what_we_have_granted_before_is_counted_by_the_system():
    """150 000 euro each, at two kronor: with the second it is 300 000, with the third too much."""
    member = build.a_member()
    build.a_board(3)
    checks = [an_aid_check(member, rate="2") for _number in range(2)]
    a_project(certified(checks[1]).application)
    third = an_aid_check(member, rate="2")
    certified(third)
    with pytest.raises(Refused, match="450\xa0000\xa0euro"):
        a_project(third)


def test_a_check_that_is_no_state_aid_is_not_counted():
    member = build.a_member()
    build.a_board(3)
    an_aid_check(member, rate="2")
    Call.objects.update(is_state_aid=False, euro_rate=None, euro_rate_on=None)
    application = an_aid_check(member, rate="1")
    certified(application)
    a_project(application)


@pytest.mark.parametrize("who_tells", ["this one", "the other"])
def test_who_is_one_single_undertaking_with_the_member_shares_its_limit(who_tells):
    build.a_board(3)
    sister = an_aid_check(build.a_member("Systerbolaget AB"), rate="1")
    application = an_aid_check(rate="1")
    asked, named = (application, sister) if who_tells == "this one" else (sister, application)
    organisation = named.organisation
    certified(asked, linked=[(organisation.name, organisation.org_number)])
    if asked != application:
        certified(application)
    with pytest.raises(Refused, match="600\xa0000\xa0euro"):
        a_project(application)


def test_an_earlier_check_in_a_call_without_a_rate_is_not_passed_over():
    member = build.a_member()
    build.a_board(3)
    earlier = an_aid_check(member, rate=None)
    application = an_aid_check(member)
    certified(application)
    with pytest.raises(Refused, match=f"eurokursen för utlysningen ”{earlier.call}”"):
        a_project(application)


# --- the certificate


def test_only_a_contact_person_certifies():
    application = an_aid_check()
    with pytest.raises(Refused, match="kontaktperson"):
        certified(application, by=build.a_user())


def test_nothing_is_certified_before_the_decision_is_told_nor_without_state_aid():
    application = an_aid_check(announced=False)
    with pytest.raises(Refused, match="Inget intyg"):
        certified(application)
    Call.objects.update(announced_at=NOW(), is_state_aid=False, euro_rate=None, euro_rate_on=None)
    with pytest.raises(Refused, match="Inget intyg"):
        certified(application)


def test_the_last_certificate_counts_and_each_is_kept():
    application = an_aid_check()
    certified(application, others=[("Vinnova", TODAY(), Decimal(300_000))])
    certified(application)
    a_project(application)
    assert AidCertificate.objects.count() == 2
    with pytest.raises(Refused, match="intyget står fast"):
        certified(application)


def test_a_certificate_is_never_changed():
    certificate = certified(an_aid_check(), others=[("Vinnova", TODAY(), Decimal(10))])
    with pytest.raises(TypeError):
        certificate.save()
    for table in ["checks_aidcertificate", "checks_otheraid"]:
        with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
            change(table)


def change(table):
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")


def test_the_member_certifies_on_its_pages(client):
    application = an_aid_check()
    client.force_login(build.a_contact(application.organisation).person.user)
    address = reverse("checks:aid", args=[application.pk])
    assertContains(client.get(reverse("our_pages")), address)
    facts = {
        **ROWS,
        "others-0-giver": "Tillväxtverket",
        "others-0-granted_on": "2026-02-01",
        "others-0-euros": "12 500,50",
        "linked-0-name": "Åmåls Moderbolag AB",
        "linked-0-org_number": "556016-0680",
    }
    assertContains(client.post(address, facts), "Något behöver rättas")
    assert AidCertificate.objects.count() == 0
    page = client.post(address, {**facts, "is_whole": "on"}, follow=True)
    assertContains(page, "Tillväxtverket, 2026-02-01: 12\xa0500,50\xa0euro")
    assertContains(page, "Åmåls Moderbolag AB 556016-0680")
    assertNotContains(client.get(reverse("our_pages")), address)


def test_aid_of_a_day_to_come_or_of_nothing_is_put_right(client):
    application = an_aid_check()
    client.force_login(build.a_contact(application.organisation).person.user)
    facts = {
        **ROWS,
        "others-0-giver": "Vinnova",
        "others-0-granted_on": TODAY() + timedelta(days=1),
        "others-0-euros": "0",
        "is_whole": "on",
    }
    page = client.post(reverse("checks:aid", args=[application.pk]), facts)
    assertContains(page, "Dagen har inte kommit")
    assertContains(page, "mer än 0 euro")
    assert OtherAid.objects.count() == 0


def test_of_a_call_without_state_aid_there_is_no_such_page(client):
    application = build.a_sent_check()
    client.force_login(build.a_contact(application.organisation).person.user)
    assert client.get(reverse("checks:aid", args=[application.pk])).status_code == 404


@pytest.mark.parametrize("group", ["Kansliet", "Revisor"])
def test_the_secretariat_and_the_auditor_read_what_is_certified(client, group):
    certificate = certified(
        an_aid_check(), others=[("Vinnova", TODAY(), Decimal(100))], linked=[("Moder AB", "")]
    )
    client.force_login(build.with_second_factor(build.of_the_staff(group)))
    page = client.get(reverse("admin:checks_aidcertificate_change", args=[certificate.pk]))
    assertContains(page, "30\xa0100\xa0euro")
    assertContains(page, "Moder AB")


def test_the_list_of_certificates_takes_the_same_number_of_queries(
    client, django_assert_num_queries
):
    client.force_login(build.with_second_factor(build.of_the_staff("Kansliet")))
    address = reverse("admin:checks_aidcertificate_changelist")
    application = an_aid_check()
    certified(application)
    client.get(address)
    for _ in range(2):
        with django_assert_num_queries(9):
            client.get(address)
        certified(application)
        certified(application)


# --- the rate, and what is told


def test_the_decisions_are_told_when_the_rate_is_noted():
    application = an_aid_check(rate=None, announced=False)
    build.a_contact(application.organisation)
    chief = build.a_secretary()
    with pytest.raises(Refused, match="eurokursen först"):
        announce(application.call, by=chief, now=NOW())
    note_euro_rate(application.call, rate=Decimal("11.25"), on=TODAY(), now=NOW())
    announce(application.call, by=chief, now=NOW())
    (letter,) = Message.objects.filter(key__startswith=f"check-{application.pk}-granted")
    for words in ["26\xa0666,67\xa0euro", "11,2500", "stöd av mindre betydelse", "2023/2831"]:
        assert words in letter.text


def test_the_rate_stands_when_it_has_been_told_and_is_of_a_day_that_has_come():
    call = build.a_call(is_state_aid=True)
    with pytest.raises(Refused, match="inte kommit"):
        note_euro_rate(call, rate=Decimal(11), on=TODAY() + timedelta(days=1), now=NOW())
    Call.objects.update(announced_at=NOW())
    with pytest.raises(Refused, match="redan meddelade"):
        note_euro_rate(call, rate=Decimal(11), on=TODAY(), now=NOW())
    with pytest.raises(Refused, match="inte statsstöd"):
        note_euro_rate(build.a_call(), rate=Decimal(11), on=TODAY(), now=NOW())


def test_the_secretariat_notes_the_rate_with_a_comma(client):
    call = build.a_call(is_state_aid=True)
    client.force_login(build.with_second_factor(build.of_the_staff("Kansliet")))
    address = reverse("admin:checks_call_eurokurs", args=[call.pk])
    assertContains(client.get(reverse("admin:checks_call_change", args=[call.pk])), address)
    answer = client.post(address, {"rate": "11,2345", "on": TODAY()})
    assertRedirects(answer, reverse("admin:checks_call_change", args=[call.pk]))
    call.refresh_from_db()
    assert (call.euro_rate, call.euro_rate_on) == (Decimal("11.2345"), TODAY())


def test_the_agreement_says_that_it_is_state_aid_and_how_much():
    project = a_project(certified(an_aid_check()).application)
    pages = PdfReader(BytesIO(project.agreement.document.content)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "stöd av mindre betydelse" in text
    assert "30 000 euro" in text.replace("\xa0", " ")


def test_who_has_jav_reads_no_certificate(client):
    application = an_aid_check()
    certificate = certified(application)
    secretary = build.of_the_staff("Kansliet")
    build.a_contact(application.organisation, person=build.a_person(user=secretary))
    client.force_login(build.with_second_factor(secretary))
    page = client.get(reverse("admin:checks_aidcertificate_change", args=[certificate.pk]))
    assert page.status_code == 302
    assert list(Application.objects.open_to(secretary.person.pk)) == []
