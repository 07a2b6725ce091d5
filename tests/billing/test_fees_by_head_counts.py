"""The year's fee is reckoned on the frozen answer, and says how it is known."""

from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from billing.actions import left_out, preview_run, raise_annual_fees
from billing.models import AnnualFee
from billing.rules import LeftOut
from members.actions import change_employees, freeze_round
from members.models import FeeSchedule, HeadCountRound, HowKnown
from tests import build

pytestmark = pytest.mark.django_db
YEAR = 2027
OPENED = timezone.make_aware(datetime(2026, 10, 1, 9))
AFTER = timezone.make_aware(datetime(2026, 11, 1, 9))
LAST_KNOWN, LEAVE_OUT = HeadCountRound.Silent


@pytest.fixture(autouse=True)
def _schedule(db):
    build.the_programme()
    build.a_schedule(YEAR)


def fees():
    raise_annual_fees(YEAR)
    rows = AnnualFee.objects.order_by("pk")
    return list(rows.values_list("organisation__name", "employees", "amount", "known_how"))


def reasons():
    return [(absence.organisation.name, absence.reason) for absence in left_out(YEAR)]


def asked(*, silent=LAST_KNOWN):
    """A member that answers 51, one that is silent, and the open round."""
    answers, _silent = build.a_member("Svarar AB"), build.a_member("Tyst AB", employees=250)
    opened = build.a_round(YEAR, opened=OPENED, silent=silent)
    change_employees(answers, employees=51, by=build.a_user(), now=OPENED)
    return opened


def test_no_fee_is_reckoned_for_who_is_asked_while_the_round_is_open():
    asked()
    build.a_member("Kom till senare AB")
    assert fees() == [("Kom till senare AB", 40, 5_000, HowKnown.REGISTER)]
    assert reasons() == [("Svarar AB", LeftOut.ROUND_OPEN), ("Tyst AB", LeftOut.ROUND_OPEN)]


def test_a_frozen_number_is_what_the_fee_is_reckoned_on():
    freeze_round(asked(), now=AFTER)
    # What is said afterwards acts from the next year.
    member = HeadCountRound.objects.get().head_counts.first().organisation
    change_employees(member, employees=600, by=build.a_user(), now=AFTER)
    assert fees() == [
        ("Svarar AB", 51, 15_000, HowKnown.PAGES),
        ("Tyst AB", 250, 15_000, HowKnown.LAST_KNOWN),
    ]
    assert reasons() == []


def test_the_silent_are_left_out_with_the_reason_when_the_round_says_so():
    freeze_round(asked(silent=LEAVE_OUT), now=AFTER)
    assert [fee[0] for fee in fees()] == ["Svarar AB"]
    assert reasons() == [("Tyst AB", LeftOut.SILENT)]
    silent = HeadCountRound.objects.get().head_counts.last().organisation
    change_employees(silent, employees=251, by=build.a_user(), now=AFTER)
    assert fees()[1] == ("Tyst AB", 251, 25_000, HowKnown.PAGES)
    assert reasons() == []


def test_without_a_number_the_reason_is_that_it_is_unknown():
    build.a_member("Ingen AB", employees=0)
    freeze_round(build.a_round(YEAR, opened=OPENED), now=AFTER)
    assert (fees(), reasons()) == ([], [("Ingen AB", LeftOut.NO_HEAD_COUNT)])


def test_another_years_round_changes_nothing():
    build.a_member()
    build.a_round(YEAR + 1, opened=OPENED)
    assert fees() == [("Verkstaden i Åmål AB", 40, 5_000, HowKnown.REGISTER)]


def test_the_preview_of_the_run_comes_to_what_the_run_raises():
    freeze_round(asked(), now=AFTER)
    schedule = FeeSchedule.objects.get(year=YEAR)
    before = preview_run(schedule).sum
    raise_annual_fees(YEAR)
    assert before == preview_run(schedule).sum == 30_000


def test_the_run_marks_whose_number_is_the_last_known_before_and_after_the_fees_are_raised(client):
    client.force_login(build.a_secretary())
    freeze_round(asked(), now=AFTER)
    for _ in range(2):
        page = client.get(reverse("admin:billing_annualfee_run", args=[YEAR])).content.decode()
        assert "Tyst AB, 250 (senast kända, inte bekräftat)" in page
        assert "Svarar AB, 51<" in page
        raise_annual_fees(YEAR)


@pytest.mark.parametrize(
    ("employees", "amount", "bounds"),
    [
        (1, 5_000, (1, 50)),
        (50, 5_000, (1, 50)),
        (51, 15_000, (51, 250)),
        (250, 15_000, (51, 250)),
        (251, 25_000, (251, 500)),
        (500, 25_000, (251, 500)),
        (501, 120_000, (501, None)),
    ],
)
def test_a_declared_number_falls_in_its_tier_at_every_boundary(employees, amount, bounds):
    member = build.a_member()
    opened = build.a_round(YEAR, opened=OPENED)
    change_employees(member, employees=employees, by=build.a_user(), now=OPENED)
    freeze_round(opened, now=AFTER)
    raise_annual_fees(YEAR)
    fee = member.fees.get()
    assert (fee.employees, fee.amount) == (employees, amount)
    assert (fee.from_employees, fee.to_employees) == bounds


def test_a_member_that_left_and_came_back_is_reckoned_on_its_answer():
    member = build.a_member(until=date(2027, 2, 1))
    freeze_round(build.a_round(YEAR, opened=OPENED), now=AFTER)
    member.memberships.create(starts_on=date(2027, 6, 1))
    assert fees() == [("Verkstaden i Åmål AB", 40, 5_000, HowKnown.LAST_KNOWN)]
