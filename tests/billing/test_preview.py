"""What a year's invoicing will come to, and who must wait for an invoice."""

from datetime import date
from decimal import Decimal

import pytest

from billing.actions import issue_invoices, left_out, preview_run, raise_annual_fees, waive_fee
from billing.models import AnnualFee, InKindApplication, Invoice, Terms
from billing.rules import LeftOut
from members.models import FeeSchedule
from tests import build

pytestmark = pytest.mark.django_db
TODAY = date(2027, 1, 15)
LAST_DAY = date(2027, 4, 1)


@pytest.fixture(autouse=True)
def _an_approved_year(time_machine):
    time_machine.move_to(TODAY, tick=False)
    build.the_programme()
    build.a_schedule(2027)


def preview():
    return preview_run(FeeSchedule.objects.prefetch_related("tiers").get(year=2027))


def issue(today):
    raise_annual_fees(today.year)
    return issue_invoices(AnnualFee.objects.all(), today=today)


def test_a_non_profit_member_is_invoiced_the_day_after_the_last_day_to_apply_in_kind():
    build.a_non_profit()
    build.a_member("Vinstdrivande AB")
    build.a_member("Ingen vet AB", is_for_profit=None)
    assert issue(TODAY) == 2
    assert issue(LAST_DAY) == 0
    assert issue(date(2027, 4, 2)) == 1


def test_a_non_profit_member_waits_also_for_the_next_years_fee():
    build.a_schedule(2028)
    build.a_fee(build.a_non_profit(), year=2028)
    assert issue_invoices(AnnualFee.objects.all(), today=date(2027, 12, 1)) == 0


def test_whether_non_profit_members_wait_is_a_setting():
    build.a_non_profit()
    Terms.objects.update(non_profit_waits=False)
    assert issue(TODAY) == 1


@pytest.mark.parametrize("status", ["rejected", "withdrawn", "undelivered"])
def test_who_has_had_an_answer_waits_no_longer(status):
    build.an_in_kind(year=2027, status=status)
    assert issue(TODAY) == 1


def test_who_waits_is_said_to_wait_after_all_that_can_be_mended():
    build.a_non_profit("Högskolan")
    build.a_non_profit("Institutet", street="")
    assert [(one.organisation.name, one.reason) for one in left_out(2027)] == [
        ("Högskolan", LeftOut.NON_PROFIT_WAITS),
        ("Institutet", LeftOut.NO_ADDRESS),
    ]


def test_the_preview_is_the_same_before_and_after_the_fees_are_raised():
    for employees in (1, 50, 51, 501, 0):
        build.a_member(f"Med {employees} anställda AB", employees=employees)
    before = preview()
    raise_annual_fees(2027)
    after = preview()
    for run in (before, after):
        assert [(tier.members, tier.sum, tier.last) for tier in run.tiers] == [
            (2, 10_000, 50),
            (1, 15_000, 250),
            (0, 0, 500),
            (1, 120_000, None),
        ]
        assert (run.members, run.sum, run.invoiced) == (4, 145_000, 0)
        assert [one.organisation.name for one in run.left_out] == ["Med 0 anställda AB"]
    issue(TODAY)
    assert (preview().invoiced, preview().to_invoice, preview().sum) == (4, [], 145_000)


def test_a_fee_as_it_was_raised_counts_whatever_the_register_says_now():
    member = build.a_member(employees=40)
    raise_annual_fees(2027)
    member.employees = 900
    member.save()
    [tier, *_rest] = preview().tiers
    assert [(one.organisation, one.employees, one.fee) for one in tier.listed] == [
        (member, 40, 5_000)
    ]


def test_the_sum_stands_against_the_year_before_and_the_budget():
    build.a_budget(2027, fees=25_000)
    build.a_fee(build.a_member("Kvar AB"), year=2026)
    build.a_fee(build.a_member("Slutade AB", until=date(2026, 12, 31)), year=2026, amount=15_000)
    run = preview()
    assert (run.sum, run.sum_before, run.since_before) == (5_000, 20_000, -15_000)
    assert (run.budget, run.against_budget) == (25_000, -20_000)


def test_without_a_budget_or_a_year_before_there_is_nothing_to_compare_with():
    build.a_member()
    run = preview()
    assert (run.sum_before, run.since_before) == (None, None)
    assert (run.budget, run.against_budget) == (None, None)
    assert run.changes == []


def test_what_has_changed_since_the_year_before_is_told_by_member():
    build.a_fee(build.a_member("Samma AB"), year=2026)
    build.a_fee(build.a_member("Högre AB", employees=51), year=2026)
    build.a_fee(build.a_member("Lägre AB", employees=50), year=2026, amount=15_000)
    build.a_fee(build.a_member("Slutade AB", until=date(2026, 12, 31)), year=2026)
    build.a_fee(build.a_member("Noll AB", employees=0), year=2026)
    build.a_member("Äldst och ny AB")
    assert [
        (one.organisation.name, one.change, one.before, one.fee) for one in preview().changes
    ] == [
        ("Högre AB", "higher", 5_000, 15_000),
        ("Lägre AB", "lower", 15_000, 5_000),
        ("Noll AB", "gone", 5_000, None),
        ("Äldst och ny AB", "new", None, 5_000),
        ("Slutade AB", "gone", 5_000, None),
    ]


def test_a_waived_fee_is_no_part_of_the_sum():
    fee = build.a_fee(year=2027)
    build.a_fee(build.a_member("Annan AB"), year=2027)
    waive_fee(fee, reason="Sammanslagning", by=None, today=TODAY)
    run = preview()
    assert (run.members, run.sum) == (1, 5_000)
    assert [(one.organisation, one.reason) for one in run.left_out] == [
        (fee.organisation, LeftOut.WAIVED)
    ]


def test_what_is_left_out_is_summed():
    build.a_member("Utan adress AB", street="", employees=51)
    build.a_member("Utan anställda AB", employees=0)
    build.a_member("Annan AB")
    assert (preview().sum, preview().sum_left_out) == (20_000, 15_000)


def test_the_reasons_and_the_invoices_agree_for_every_kind_of_member():
    """Two roads lead to the answer, one in words and one in SQL: they must not part."""
    kinds = [
        {},
        {"street": ""},
        {"invoice_email": ""},
        {"accepts_pdf_since": None},
        {"accepts_pdf_since": date(2027, 1, 16)},
        {"employees": 0},
        {"employees": None},
        {"is_for_profit": False},
        {"is_for_profit": None},
    ]
    for place, fields in enumerate(kinds):
        build.a_member(f"Medlem {place} AB", **fields)
    for place, status in enumerate(InKindApplication.Status.values):
        build.an_in_kind(build.a_non_profit(f"Högskola {place}"), year=2027, status=status)
    raise_annual_fees(2027)
    waive_fee(build.a_fee(year=2027), reason="Ja", by=None, today=TODAY)
    build.a_fee(build.a_member("Gratis AB"), year=2027, amount=0)
    expected = {one.organisation.pk for one in preview().to_invoice}
    issue(TODAY)
    invoiced = set(Invoice.objects.values_list("organisation", flat=True))
    assert invoiced == expected
    assert (
        len(invoiced) == 2 + 4
    )  # the plain, the unknown; rejected, withdrawn, partly, undelivered


@pytest.mark.parametrize("count", [1, 3])
def test_the_preview_asks_as_often_for_one_as_for_three(count, django_assert_num_queries):
    for number in range(count):
        build.a_fee(build.a_member(f"Slutade {number} AB", until=date(2026, 12, 31)), year=2026)
        build.a_member(f"Medlem {number} AB", employees=Decimal(10 + number))
    # schedule, tiers; the members, who is gone, the budget
    with django_assert_num_queries(5):
        assert len(preview().listed) == count
