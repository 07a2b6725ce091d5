from datetime import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.utils import timezone

from billing.actions import approve_run, left_out, raise_annual_fees
from billing.models import AnnualFee
from billing.rules import LeftOut
from lattvikt.lib.refused import Refused
from members.models import FeeSchedule
from tests import build
from tests.billing.races import at_once

pytestmark = pytest.mark.django_db
YEAR = 2027
NOW = timezone.make_aware(datetime(2027, 1, 10, 9))


@pytest.fixture(autouse=True)
def _programme(db):
    build.the_programme()


@pytest.mark.parametrize(
    ("employees", "amount", "first", "last"),
    [
        (1, 5_000, 1, 50),
        (50, 5_000, 1, 50),
        (51, 15_000, 51, 250),
        (250, 15_000, 51, 250),
        (251, 25_000, 251, 500),
        (500, 25_000, 251, 500),
        (501, 120_000, 501, None),
        (12_000, 120_000, 501, None),
    ],
)
def test_the_fee_follows_the_number_of_employees(employees, amount, first, last):
    build.a_schedule(YEAR)
    member = build.a_member(employees=employees)
    raise_annual_fees(YEAR)
    fee = member.fees.get()
    assert (fee.year, fee.employees, fee.amount) == (YEAR, employees, Decimal(amount))
    assert (fee.from_employees, fee.to_employees) == (first, last)


@pytest.mark.parametrize("employees", [0, None])
def test_a_head_count_outside_the_table_gives_no_fee_and_stops_nobody_elses(employees):
    build.a_schedule(YEAR)
    without = build.a_member("Utan anställda AB", employees=employees)
    other = build.a_member("Annan AB")
    raise_annual_fees(YEAR)
    assert list(AnnualFee.objects.values_list("organisation", flat=True)) == [other.pk]
    assert [(a.organisation, a.reason) for a in left_out(YEAR)] == [
        (without, LeftOut.NO_HEAD_COUNT)
    ]


def test_those_who_cannot_get_an_invoice_are_listed_in_swedish_order():
    build.a_schedule(YEAR)
    build.a_member("Felfri AB")
    build.a_member("Ödlan AB", invoice_email="")
    build.a_member("Åsnan AB", street="")
    build.a_member("Ängen AB", city="")
    build.a_member("Örnen AB", accepts_pdf_since=None)
    assert [(absence.organisation.name, absence.reason) for absence in left_out(YEAR)] == [
        ("Åsnan AB", LeftOut.NO_ADDRESS),
        ("Ängen AB", LeftOut.NO_ADDRESS),
        ("Ödlan AB", LeftOut.NO_EMAIL),
        ("Örnen AB", LeftOut.NO_CONSENT),
    ]


def test_only_members_of_the_year_get_a_fee():
    build.a_schedule(YEAR)
    build.an_organisation("Aldrig medlem AB")
    build.a_member("Slutade 2026 AB", since="2026-01-01", until="2026-12-31")
    build.a_member("Börjar 2028 AB", since="2028-01-01")
    left = build.a_member("Slutade i januari AB", since="2026-01-01", until="2027-01-01")
    late = build.a_member("Började i december AB", since="2027-12-31")
    raise_annual_fees(YEAR)
    assert set(AnnualFee.objects.values_list("organisation", flat=True)) == {left.pk, late.pk}


def test_who_leaves_and_comes_back_pays_once():
    build.a_schedule(YEAR)
    member = build.a_member(since="2027-01-01", until="2027-03-01")
    member.memberships.create(starts_on="2027-06-01")
    raise_annual_fees(YEAR)
    assert member.fees.count() == 1


def test_raising_again_changes_nothing_and_finds_the_newcomer():
    build.a_schedule(YEAR)
    build.a_member(employees=40)
    raise_annual_fees(YEAR)
    before = list(AnnualFee.objects.values())
    raise_annual_fees(YEAR)
    assert list(AnnualFee.objects.values()) == before
    build.a_member("Nykomling AB")
    raise_annual_fees(YEAR)
    assert AnnualFee.objects.count() == 2


def test_a_later_head_count_does_not_change_the_years_fee():
    build.a_schedule(YEAR)
    member = build.a_member(employees=40)
    raise_annual_fees(YEAR)
    member.employees = 400
    member.save()
    raise_annual_fees(YEAR)
    assert member.fees.get().amount == 5_000


def test_fees_that_the_annual_meeting_has_not_adopted_are_not_raised():
    build.a_schedule(YEAR, adopted=False)
    build.a_member()
    with pytest.raises(Refused):
        raise_annual_fees(YEAR)
    assert AnnualFee.objects.count() == 0


def test_an_old_year_keeps_its_amounts():
    build.a_schedule(2026, fees={1: 4_000})
    build.a_schedule(YEAR)
    member = build.a_member()
    raise_annual_fees(2026)
    raise_annual_fees(YEAR)
    assert dict(member.fees.values_list("year", "amount")) == {2026: 4_000, 2027: 5_000}


def test_the_database_itself_refuses_a_second_fee():
    fee = build.a_fee()
    with pytest.raises(IntegrityError):
        build.a_fee(fee.organisation)


@pytest.mark.django_db(transaction=True)
def test_eight_sweeps_at_once_give_each_member_one_fee():
    build.a_schedule(YEAR)
    for number in range(30):
        build.a_member(f"Medlem {number} AB")
    assert at_once(*[lambda: raise_annual_fees(YEAR)] * 8) == [None] * 8
    assert AnnualFee.objects.count() == 30


def test_the_queries_do_not_grow_with_the_members(django_assert_num_queries):
    build.a_schedule(YEAR)
    for number in range(3):
        build.a_member(f"Medlem {number} AB")
    # the schedule, its tiers, the members without a fee, one batch
    with django_assert_num_queries(4):
        raise_annual_fees(YEAR)


def test_who_may_can_approve_the_years_run_once():
    schedule = build.a_schedule(YEAR, approved=False)
    secretary = build.a_secretary()
    assert FeeSchedule.objects.billable(NOW.date()).count() == 0
    approve_run(schedule, by=secretary, now=NOW)
    approved = FeeSchedule.objects.billable(NOW.date()).get()
    assert (approved.run_approved_at, approved.run_approved_by) == (NOW, secretary)
    with pytest.raises(Refused, match="redan godkänd"):
        approve_run(schedule, by=secretary, now=NOW)


@pytest.mark.parametrize(
    ("year", "adopted", "text"), [(2027, False, "inte beslutat"), (2026, True, "har gått")]
)
def test_a_draft_or_a_year_that_has_passed_is_not_approved(year, adopted, text):
    schedule = build.a_schedule(year, adopted=adopted, approved=False)
    with pytest.raises(Refused, match=text):
        approve_run(schedule, by=build.a_secretary(), now=NOW)


def test_a_secretary_without_the_permission_does_not_approve_a_run():
    schedule = build.a_schedule(YEAR, approved=False)
    with pytest.raises(Refused, match="får inte godkänna"):
        approve_run(schedule, by=build.a_user(is_staff=True), now=NOW)


@pytest.mark.parametrize("missing", ["org_number", "bankgiro", "city"])
def test_a_run_is_not_approved_while_the_invoices_could_not_say_who_sends_them(missing):
    build.the_programme(**{missing: ""})
    schedule = build.a_schedule(YEAR, approved=False)
    with pytest.raises(Refused, match="Fakturor kräver att programmets"):
        approve_run(schedule, by=build.a_secretary(), now=NOW)
    assert FeeSchedule.objects.billable(NOW.date()).count() == 0
