"""A year's money on one page: what is counted, in which year, and to whom it is shown."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.template import engines
from django.urls import reverse

from billing import rules
from billing.actions import credit, issue_invoices, overview_of, waive_fee
from billing.models import AnnualFee, Invoice, Terms
from tests import build

TODAY = date(2027, 6, 1)


@pytest.fixture(autouse=True)
def _the_day(time_machine):
    time_machine.move_to(TODAY, tick=False)


def sums(fees):
    return {name: int(amount) for name, amount in vars(fees).items() if amount}


def test_what_is_overdue_is_counted_by_its_age():
    days = [0, 1, 30, 31, 60, 61, 90, 91, 400]
    found = rules.by_age((day, Decimal(1)) for day in days)
    assert [(age.from_days, age.to_days, age.invoices, age.sum) for age in found] == [
        (1, 30, 2, 2),
        (31, 60, 2, 2),
        (61, 90, 2, 2),
        (91, None, 2, 2),
    ]


@pytest.mark.parametrize(
    ("amount", "most", "length"),
    [(50, 200, "25.0"), (0, 0, "0.0"), (300, 200, "100.0"), (-5, 200, "0.0")],
)
def test_a_bar_is_no_longer_than_its_drawing(amount, most, length):
    template = engines["django"].from_string("{{ amount|length_of:most }}")
    assert template.render({"amount": Decimal(amount), "most": Decimal(most)}) == length


@pytest.mark.django_db
class TestAYear:
    def test_without_anything_is_empty(self):
        overview = overview_of(2027, today=TODAY)
        assert (sums(overview.fees), overview.tiers, overview.budget) == ({}, [], None)
        assert (overview.overdue, overview.years) == (0, [])

    def test_counts_what_was_invoiced_paid_and_is_left(self):
        first, second, _third = [build.an_invoice(build.a_member(n), today=TODAY) for n in "ABC"]
        build.a_payment(5_000, ocr=first.ocr)
        build.a_payment(2_000, ocr=second.ocr)
        fees = overview_of(2027, today=TODAY).fees
        assert sums(fees) == {
            "members": 3,
            "expected": 15_000,
            "invoiced": 15_000,
            "paid": 7_000,
        }
        assert (fees.left, fees.not_invoiced) == (8_000, 0)

    def test_expects_the_fees_that_have_not_been_raised_yet(self):
        build.a_schedule(2027)
        build.a_member("A", employees=300)
        build.a_member("B", employees=0)
        fees = overview_of(2027, today=TODAY).fees
        assert sums(fees) == {"members": 1, "expected": 25_000}
        assert fees.not_invoiced == 25_000

    def test_counts_a_credit_note_to_the_fees_year_whenever_it_was_written(self, time_machine):
        invoice = build.an_invoice(today=TODAY)
        time_machine.move_to(date(2028, 2, 1), tick=False)
        credit(invoice, reason="Fel", by=None, today=date(2028, 2, 1))
        year = overview_of(2027, today=date(2028, 2, 1))
        assert sums(year.fees) == {
            "members": 1,
            "expected": 5_000,
            "invoiced": 5_000,
            "credited": 5_000,
        }
        assert (year.fees.left, year.fees.not_invoiced) == (0, 5_000)
        assert sums(overview_of(2028, today=date(2028, 2, 1)).before) == sums(year.fees)

    def test_counts_work_as_what_it_was_valued_to_and_no_more_than_the_fee(self):
        for name, value in [("A", 2_000), ("B", 8_500)]:
            member = build.a_non_profit(name)
            build.a_fee(member, year=2027)
            build.an_in_kind(member, year=2027, status="partly", delivered_value=Decimal(value))
        fees = overview_of(2027, today=TODAY).fees
        assert sums(fees) == {"members": 2, "expected": 10_000, "in_kind": 7_000}
        assert fees.not_invoiced == 3_000

    def test_has_nothing_left_of_what_was_rounded_off(self):
        Terms.objects.update(tolerance=1)
        build.a_payment(4_999, ocr=build.an_invoice(today=TODAY).ocr)
        fees = overview_of(2027, today=TODAY).fees
        assert (fees.paid, fees.rounded, fees.left) == (4_999, 1, 0)

    def test_does_not_expect_a_fee_that_is_waived(self):
        fee = build.an_invoice(today=TODAY).fee
        waive_fee(fee, reason="Medlemmen lämnade före året", by=build.a_user(), today=TODAY)
        fees = overview_of(2027, today=TODAY).fees
        assert sums(fees) == {"invoiced": 5_000, "credited": 5_000}
        assert (fees.left, fees.not_invoiced) == (0, 0)

    def test_stands_tier_by_tier_beside_the_year_before(self, time_machine):
        time_machine.move_to(date(2026, 6, 1), tick=False)
        before = build.an_invoice(build.a_member("A"), today=date(2026, 6, 1))
        build.a_payment(4_000, ocr=before.ocr)
        time_machine.move_to(TODAY, tick=False)
        build.a_schedule(2027)
        fee = AnnualFee.objects.create(
            organisation=build.a_member("B"),
            year=2027,
            employees=60,
            from_employees=51,
            to_employees=250,
            amount=15_000,
        )
        build.a_fee(before.organisation, year=2027)
        issue_invoices(AnnualFee.objects.filter(pk=fee.pk), today=TODAY)
        overview = overview_of(2027, today=TODAY)
        rows = [
            (row.from_employees, row.to_employees, sums(row.now), sums(row.before))
            for row in overview.tiers
        ]
        assert rows == [
            (
                1,
                50,
                {"members": 1, "expected": 5_000},
                {"members": 1, "expected": 5_000, "invoiced": 5_000, "paid": 4_000},
            ),
            (51, 250, {"members": 1, "expected": 15_000, "invoiced": 15_000}, {}),
        ]
        assert overview.most_of_a_tier == 15_000
        assert overview.years == [2027, 2026]

    def test_has_what_is_late_of_its_own_fees_by_age(self):
        invoice = build.an_invoice(today=TODAY)
        build.a_payment(1_000, ocr=invoice.ocr)
        later = invoice.due_on + timedelta(days=31)
        overview = overview_of(2027, today=later)
        assert [(age.invoices, age.sum) for age in overview.ages] == [
            (0, 0),
            (1, 4_000),
            (0, 0),
            (0, 0),
        ]
        assert overview_of(2028, today=later).overdue == 0

    def test_has_its_budget_with_what_has_been_used(self):
        build.an_invoice(today=TODAY)
        budget = build.a_budget(2027)
        build.a_noted_outcome(budget, "courses", 225_000)
        build.a_noted_outcome(budget, "courses", -5_000)
        build.a_noted_outcome(budget, "shared_management", 200_000)
        found = overview_of(2027, today=TODAY).budget
        lines = [(line.name, line.amount, line.used, line.is_over) for line in found.lines]
        assert lines == [
            ("Medlemsavgifter", 1_000_000, 5_000, False),
            ("Medlemscheckar", 300_000, 0, False),
            ("Webbkurser", 200_000, 220_000, True),
            ("Bidrag till verksamhetsledningen", 200_000, 200_000, False),
        ]
        assert (found.income.left, found.cost.used) == (995_000, 420_000)
        assert (found.result.amount, found.result.used) == (300_000, -415_000)
        assert (found.percent, found.share) == (10, rules.Share.WITHIN)

    def test_has_other_invoices_without_vat_as_other_income(self):
        build.a_budget(2027, other_income=10_000)
        one = build.an_invoice(today=TODAY)
        fields = {f.attname: getattr(one, f.attname) for f in Invoice._meta.concrete_fields}
        other = {"kind": "other", "fee_id": None, "period": None, "tax_category": "S"}
        amounts = {"net": 4_000, "vat": 1_000, "total": 5_000}
        own = {"id": None, "number": "2027-00009", "ocr": "99"}
        Invoice.objects.create(**fields | other | amounts | own)
        [line] = overview_of(2027, today=TODAY).budget.lines
        assert line.used == 4_000

    @pytest.mark.parametrize("rows", [1, 3])
    def test_takes_as_many_queries_for_three_members_as_for_one(
        self, rows, django_assert_num_queries
    ):
        for number in range(rows):
            build.a_payment(100, ocr=build.an_invoice(build.a_member(str(number))).ocr)
        build.a_noted_outcome(build.a_budget(2027))
        with django_assert_num_queries(16):
            overview_of(2027, today=TODAY)


@pytest.mark.django_db
class TestThePage:
    @pytest.fixture
    def desk(self, client):
        client.force_login(build.a_secretary())
        return client

    def test_shows_the_year_that_is_asked_for_and_otherwise_this_one(self, desk):
        page = reverse("admin:billing_annualfee_overview")
        for asked, year in [("", 2027), ("2026", 2026), ("x", 2027), ("20260", 2027)]:
            answer = desk.get(page, {"year": asked})
            assert answer.context["overview"].year == year

    def test_says_in_words_what_is_over_budget_and_off_the_share(self, desk):
        budget = build.a_budget(2027, fees=1, courses=100, shared_management=300_000)
        build.a_noted_outcome(budget, "courses", 101)
        text = desk.get(reverse("admin:billing_annualfee_overview")).content.decode()
        assert "över budget" in text
        assert "15,0\u00a0%. Det ska vara ungefär 10 %" in text
        assert "Andelen är högre än avsett." in text

    def test_says_what_will_come_where_there_is_nothing(self, desk):
        text = desk.get(reverse("admin:billing_annualfee_overview")).content.decode()
        assert "Det finns ingen budget för året än." in text
        assert "Ingen avgift för året är förfallen." in text

    def test_is_for_who_may_see_fees(self, client):
        client.force_login(build.with_second_factor(build.a_user(is_staff=True)))
        assert client.get(reverse("admin:billing_annualfee_overview")).status_code == 403

    def test_is_shown_to_seat_holders_of_the_bodies_that_a_setting_names(self, client, settings):
        seat = build.a_seat()
        client.force_login(seat.person.user)
        matters = reverse("board:matters", args=["styrelsen"])
        page = reverse("economy", args=["styrelsen"])
        assert "Ekonomisk översikt 2027" in client.get(page).content.decode()
        assert page in client.get(matters).content.decode()
        settings.ECONOMY_BODIES = []
        assert client.get(page).status_code == 404
        assert page not in client.get(matters).content.decode()
