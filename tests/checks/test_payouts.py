"""Money of a medlemscheck: asked for, approved by one, paid and confirmed by another."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from checks import rules
from checks.actions import approve_payout, confirm_payout, refuse_payout
from checks.models import Payout
from lattvikt.lib.refused import Refused
from outbox.models import Message
from tests import build
from tests.checks.projects import a_payout, a_project, a_signatory, a_signed_project

pytestmark = pytest.mark.django_db
NOW = timezone.now
TODAY = timezone.localdate


@pytest.fixture(autouse=True)
def _programme():
    build.the_programme()


@pytest.fixture
def secretary():
    return build.of_the_staff("Kansliet")


@pytest.fixture
def treasurer():
    return build.of_the_staff("Ekonomi")


def approved(payout, secretary) -> Payout:
    return approve_payout(payout, by=secretary, now=NOW())


def paid(payout, secretary, treasurer) -> Payout:
    approved(payout, secretary)
    return confirm_payout(payout, paid_on=TODAY(), by=treasurer, now=NOW())


@pytest.mark.parametrize(
    ("asked", "costs", "most"),
    [
        (0, None, 150_000),
        (100_000, None, 50_000),
        (150_000, None, 0),
        (150_000, 500_000, 150_000.50),
        (150_000, 400_000, 150_000),
        (150_000, 200_000, 0),
        (300_000.50, 500_000, 0),
    ],
)
def test_the_advance_first_and_the_rest_when_the_report_is_approved(asked, costs, most):
    assert rules.most_to_pay_out(
        Decimal("300000.50"),
        Decimal(asked),
        advance_percent=50,
        own_percent=25,
        costs=costs and Decimal(costs),
    ) == Decimal(most)


def test_nothing_is_asked_for_before_both_have_signed():
    with pytest.raises(Refused, match="undertecknar avtalet först"):
        a_payout(a_project())


def test_no_more_than_the_advance_is_asked_for_before_the_report():
    project = a_signed_project()
    a_payout(project, amount=100_000)
    with pytest.raises(Refused, match="Högst 50\xa0000\xa0kr"):
        a_payout(project, amount=50_001)
    a_payout(project, amount=50_000)


def test_what_is_refused_may_be_asked_for_again(secretary):
    project = a_signed_project()
    refuse_payout(a_payout(project, amount=150_000), because="Fel konto.", by=secretary, now=NOW())
    a_payout(project, amount=150_000)
    assert [one.state for one in project.payouts.order_by("pk")] == ["refused", "asked"]


def test_one_approves_and_another_pays(secretary, treasurer):
    payout = paid(a_payout(), secretary, treasurer)
    assert (payout.state, payout.paid_on, payout.project.payouts.paid().sum()) == (
        "paid",
        TODAY(),
        100_000,
    )


def test_who_has_approved_does_not_confirm(secretary):
    chief = build.a_user(is_superuser=True, is_staff=True)
    payout = approved(a_payout(), chief)
    with pytest.raises(Refused, match="Någon annan"):
        confirm_payout(payout, paid_on=TODAY(), by=chief, now=NOW())


def test_who_has_asked_neither_approves_nor_confirms(secretary):
    chief = build.a_user(is_superuser=True, is_staff=True)
    payout = a_payout(by=chief)
    with pytest.raises(Refused, match="Någon annan"):
        approved(payout, chief)
    approved(payout, secretary)
    with pytest.raises(Refused, match="Någon annan"):
        confirm_payout(payout, paid_on=TODAY(), by=chief, now=NOW())


def test_the_database_too_wants_two_people(secretary):
    payout = approved(a_payout(), secretary)
    facts = {"confirmed_by": secretary, "confirmed_at": NOW(), "paid_on": TODAY()}
    with pytest.raises(IntegrityError, match="confirmed_by_another"), transaction.atomic():
        Payout.objects.filter(pk=payout.pk).update(**facts)


def test_each_does_only_what_they_may(secretary, treasurer):
    payout = a_payout()
    with pytest.raises(Refused, match="inte godkänna"):
        approved(payout, treasurer)
    approved(payout, secretary)
    with pytest.raises(Refused, match="inte bekräfta"):
        confirm_payout(payout, paid_on=TODAY(), by=secretary, now=NOW())


def test_nothing_is_confirmed_before_it_is_approved_nor_on_a_day_to_come(secretary, treasurer):
    payout = a_payout()
    with pytest.raises(Refused, match="väntar inte"):
        confirm_payout(payout, paid_on=TODAY(), by=treasurer, now=NOW())
    approved(payout, secretary)
    tomorrow = TODAY() + timedelta(days=1)
    with pytest.raises(Refused, match="inte kommit"):
        confirm_payout(payout, paid_on=tomorrow, by=treasurer, now=NOW())


def test_what_is_paid_is_neither_refused_nor_paid_again(secretary, treasurer):
    payout = paid(a_payout(), secretary, treasurer)
    with pytest.raises(Refused, match="redan avgjord"):
        refuse_payout(payout, because="Ångrat.", by=secretary, now=NOW())
    with pytest.raises(Refused, match="väntar inte"):
        confirm_payout(payout, paid_on=TODAY(), by=treasurer, now=NOW())


def test_the_contact_persons_are_told_at_each_step(secretary, treasurer):
    payout = paid(a_payout(), secretary, treasurer)
    keys = Message.objects.filter(key__contains=f"payout-{payout.pk}").values_list("key", flat=True)
    assert sorted(key.split("-")[5] for key in keys) == ["asked", "paid"]


def test_the_member_asks_on_the_page_and_reads_how_it_goes(client):
    project = a_signed_project()
    client.force_login(a_signatory(project))
    address = reverse("checks:ask_for_payout", args=[project.pk])
    facts = {"amount": "150 001", "bankgiro": "991-2346", "note": "Förskott"}
    assertContains(client.post(address, facts), "Högst 150\xa0000\xa0kr")
    page = client.post(address, facts | {"amount": "150 000"}, follow=True)
    assertContains(page, "Begärd")
    assertContains(page, "991-2346")


def test_the_two_do_their_part_on_the_desk(client, secretary, treasurer):
    payout = a_payout()
    client.force_login(build.with_second_factor(secretary))
    client.post(reverse("admin:checks_payout_godkann", args=[payout.pk]))
    assert client.get(reverse("admin:checks_payout_bekrafta", args=[payout.pk])).status_code == 403
    client.force_login(build.with_second_factor(treasurer))
    client.post(reverse("admin:checks_payout_bekrafta", args=[payout.pk]), {"on": TODAY()})
    payout.refresh_from_db()
    assert (payout.state, payout.confirmed_by) == ("paid", treasurer)


def test_the_list_of_payouts_takes_the_same_number_of_queries(
    client, secretary, django_assert_num_queries
):
    client.force_login(build.with_second_factor(secretary))
    project = a_signed_project()
    address = reverse("admin:checks_payout_changelist")
    a_payout(project, amount=10)
    client.get(address)
    for _ in range(2):
        with django_assert_num_queries(8):
            client.get(address)
        a_payout(project, amount=10)
        a_payout(project, amount=10)
