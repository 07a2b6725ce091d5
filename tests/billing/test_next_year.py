"""Next year's table: drafted, previewed beside this year's, and of no use before it is adopted."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from billing import rules
from billing.actions import (
    approve_run,
    issue_invoices,
    preview_year,
    raise_annual_fees,
)
from billing.models import AnnualFee
from billing.rules import Why
from lattvikt.lib.refused import Refused
from lattvikt.roles import SECRETARIAT
from members import rules as members_rules
from members.actions import adopt_schedule, change_employees, draft_next_year
from members.models import FeeSchedule, Organisation
from tests import build

NOW = timezone.make_aware(datetime(2026, 10, 1, 9))
TIERS = [(1, Decimal(5_000)), (51, Decimal(15_000)), (251, Decimal(25_000))]
SPANS = members_rules.spans(TIERS)


def place(employees, spans=SPANS):
    return rules.place_in(spans, employees)


def moves(before, after, spans_after=SPANS):
    return rules.why_it_moves(before, after, spans_before=SPANS, spans_after=spans_after)


# --- the rule


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        (50, 50, None),
        (1, 50, None),
        (50, 51, Why.COUNT),
        (250, 251, Why.COUNT),
        (251, 250, Why.COUNT),
        (40, 0, Why.COUNT),
        (None, 40, Why.COUNT),
        (0, None, None),
    ],
)
def test_in_the_same_table_the_head_count_alone_moves_a_member(before, after, why):
    assert moves(place(before), place(after)) == why


@pytest.mark.parametrize(
    ("tiers", "before", "after", "why"),
    [
        # Dearer, or with a moved boundary: the first tier is still the first.
        ([(1, Decimal(6_000)), (51, Decimal(16_000)), (251, Decimal(26_000))], 40, 40, None),
        ([(1, Decimal(5_000)), (41, Decimal(15_000)), (251, Decimal(25_000))], 40, 40, None),
        ([(1, Decimal(5_000)), (41, Decimal(15_000)), (251, Decimal(25_000))], 250, 250, None),
        ([(1, Decimal(5_000)), (41, Decimal(15_000)), (251, Decimal(25_000))], 41, 41, Why.TABLE),
        ([(1, Decimal(5_000)), (41, Decimal(15_000)), (200, Decimal(25_000))], 40, 210, Why.BOTH),
        ([(10, Decimal(5_000)), (51, Decimal(15_000)), (251, Decimal(25_000))], 9, 9, Why.TABLE),
        # With a tier less a tier is known by where it begins.
        ([(1, Decimal(5_000)), (41, Decimal(15_000))], 40, 40, None),
        ([(1, Decimal(5_000)), (41, Decimal(15_000))], 41, 41, Why.TABLE),
    ],
)
def test_another_table_moves_a_member_that_stands_still(tiers, before, after, why):
    spans = members_rules.spans(tiers)
    assert moves(place(before), place(after, spans), spans) == why


def test_who_joins_or_leaves_is_said_to():
    assert moves(None, place(40)) == Why.JOINS
    assert moves(place(40), None) == Why.LEAVES


def test_each_reason_has_a_swedish_text():
    assert [str(why.label) for why in Why] == [
        "annat antal anställda",
        "tabellen har andra nivåer",
        "annat antal anställda, och tabellen har andra nivåer",
        "är inte medlem året före",
        "är inte längre medlem",
    ]


# --- drafting


@pytest.mark.django_db
def test_next_years_table_is_drafted_from_this_years():
    this = build.a_schedule(2026)
    draft = draft_next_year(this)
    assert (draft.year, draft.adopted_on, draft.decision_reference) == (2027, None, "")
    assert draft.bounds_and_fees() == this.bounds_and_fees()
    draft.tiers.filter(from_employees=1).update(amount=6_000)
    assert FeeSchedule.objects.get(year=2026).bounds_and_fees()[0] == (1, 5_000)


@pytest.mark.django_db
def test_a_year_has_one_table():
    this = build.a_schedule(2026)
    draft_next_year(this)
    with pytest.raises(Refused, match="Det finns redan en avgiftstabell för 2027"):
        draft_next_year(this)
    with pytest.raises(IntegrityError), transaction.atomic():
        build.a_schedule(2027)
    assert FeeSchedule.objects.count() == 2


@pytest.mark.django_db
def test_a_draft_is_of_no_use_for_invoicing():
    build.the_programme()
    build.a_member()
    draft = draft_next_year(build.a_schedule(2026))
    with pytest.raises(Refused, match="inte beslutat"):
        raise_annual_fees(2027)
    with pytest.raises(Refused, match="inte beslutat"):
        approve_run(draft, by=build.a_secretary(), now=NOW)
    # Not even a fee of the year that is there gets an invoice.
    build.a_fee(Organisation.objects.get(), year=2027)
    assert issue_invoices(AnnualFee.objects.all(), today=NOW.date()) == 0
    draft.run_approved_at = NOW
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.save()
    assert FeeSchedule.objects.in_force(2027).year == 2026


@pytest.mark.django_db
def test_the_annual_meetings_decision_makes_it_usable():
    build.a_member()
    draft = draft_next_year(build.a_schedule(2026))
    adopt_schedule(draft, on=NOW.date(), reference="Årsstämman 2026, § 12")
    raise_annual_fees(2027)
    assert AnnualFee.objects.get().year == 2027


# --- the preview


def four_members():
    """One stays, one has grown, one joins, one leaves."""
    build.a_schedule(2026)
    stays = build.a_member("Åtta AB", employees=40)
    grows = build.a_member("Ökar AB", employees=250)
    leaves = build.a_member("Slutar AB", employees=501, until="2026-12-31")
    raise_annual_fees(2026)
    build.a_member("Kommer AB", employees=0, since="2027-01-01")
    build.a_round(2027, opened=NOW)
    change_employees(grows, employees=251, by=build.a_user(), now=NOW)
    return stays, grows, leaves


@pytest.mark.django_db
def test_the_preview_says_who_moves_why_and_what_the_sum_becomes():
    four_members()
    preview = preview_year(draft_next_year(FeeSchedule.objects.get()))
    moved = [(str(m.organisation), m.why, m.difference) for m in preview.movers]
    assert moved == [
        ("Kommer AB", Why.JOINS, 0),
        ("Slutar AB", Why.LEAVES, -120_000),
        ("Ökar AB", Why.COUNT, 10_000),
    ]
    assert (preview.sum_before, preview.sum_after) == (140_000, 30_000)
    assert (preview.difference, preview.answers) == (-110_000, 1)
    rows = [
        (t.from_employees, t.before.members, t.before.sum, t.after.members, t.after.sum)
        for t in preview.tiers
    ]
    assert rows == [
        (1, 1, 5_000, 1, 5_000),
        (51, 1, 15_000, 0, 0),
        (251, 0, 0, 1, 25_000),
        (501, 1, 120_000, 0, 0),
        (None, 0, 0, 1, 0),
    ]
    assert preview.most == 1


@pytest.mark.django_db
def test_a_table_with_other_tiers_stands_beside_the_old():
    four_members()
    draft = build.a_schedule(2027, adopted=False, fees={1: 6_000, 41: 16_000})
    preview = preview_year(draft)
    ends = [(t.from_employees, t.to_employees, t.before.fee, t.after.fee) for t in preview.tiers]
    assert ends == [
        (1, 40, None, 6_000),
        (1, 50, 5_000, None),
        (41, None, None, 16_000),
        (51, 250, 15_000, None),
        (251, 500, 25_000, None),
        (501, None, 120_000, None),
        (None, None, None, None),
    ]
    moved = {str(m.organisation): m.why for m in preview.movers}
    assert moved == {"Kommer AB": Why.JOINS, "Slutar AB": Why.LEAVES, "Ökar AB": Why.BOTH}


@pytest.mark.django_db
def test_what_was_charged_this_year_stands_whatever_the_register_says_now():
    build.a_schedule(2026)
    member = build.a_member(employees=40)
    raise_annual_fees(2026)
    Organisation.objects.update(employees=51)
    (moved,) = preview_year(draft_next_year(FeeSchedule.objects.get())).movers
    assert (moved.organisation, moved.why) == (member, Why.COUNT)
    assert (moved.before.employees, moved.after.employees) == (40, 51)


@pytest.mark.django_db
def test_without_a_table_before_there_is_nothing_to_compare_with():
    build.a_member()
    preview = preview_year(build.a_schedule(2027, adopted=False))
    assert (preview.schedule_before, preview.movers, preview.sum_after) == (None, [], 5_000)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_the_preview_asks_the_same_few_questions_for_one_and_for_three(
    count, django_assert_num_queries
):
    for number in range(count):
        build.a_member(f"Medlem {number} AB")
    draft = draft_next_year(build.a_schedule(2026))
    draft = FeeSchedule.objects.get(pk=draft.pk)
    # this table's tiers, the table before and its tiers, the members
    with django_assert_num_queries(4):
        preview_year(draft)


# --- the pages


@pytest.fixture
def desk(client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(build.a_secretary())
    return client


@pytest.mark.django_db
def test_the_table_is_drafted_and_previewed_from_its_page(desk):
    four_members()
    this = FeeSchedule.objects.get()
    page = reverse("admin:members_feeschedule_change", args=[this.pk])
    draft_url = reverse("admin:members_feeschedule_utkast", args=[this.pk])
    assert draft_url in desk.get(page).content.decode()
    done = desk.post(draft_url, follow=True)
    assert [str(m) for m in done.context["messages"]] == ["Utkastet för 2027 är skapat."]
    assert draft_url not in desk.get(page).content.decode()
    draft = FeeSchedule.objects.get(year=2027)
    preview_url = reverse("admin:billing_annualfee_preview", args=[2027])
    page = desk.get(reverse("admin:members_feeschedule_change", args=[draft.pk]))
    assert preview_url in page.content.decode()
    preview = desk.get(preview_url).content.decode().replace("\u00a0", " ")
    for text in ["Ett utkast.", "140 000 kr", "30 000 kr", "Ökar AB", "annat antal anställda"]:
        assert text in preview


@pytest.mark.django_db
def test_the_secretariat_reads_the_preview_and_does_not_draft(client):
    this = build.a_schedule(2026)
    secretary = build.with_second_factor(build.a_user(is_staff=True))
    secretary.groups.add(Group.objects.get(name=SECRETARIAT))
    client.force_login(secretary)
    assert client.get(reverse("admin:billing_annualfee_preview", args=[2026])).status_code == 200
    assert client.get(reverse("admin:billing_annualfee_preview", args=[2031])).status_code == 404
    draft_url = reverse("admin:members_feeschedule_utkast", args=[this.pk])
    assert client.post(draft_url).status_code == 403


@pytest.mark.django_db
def test_who_is_not_of_the_staff_sees_no_preview(client):
    build.a_schedule(2026)
    nobody = build.with_second_factor(build.a_user(is_staff=True))
    client.force_login(nobody)
    assert client.get(reverse("admin:billing_annualfee_preview", args=[2026])).status_code == 403
