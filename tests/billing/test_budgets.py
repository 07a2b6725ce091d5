"""A year's budget: a draft until the annual meeting has adopted it, then as it stands."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from billing import rules
from billing.actions import adopt_budget, reopen_budget
from billing.models import Budget, BudgetEntry, BudgetLine
from lattvikt.lib.refused import Refused
from tests import build

TARGET = {"target": Decimal(10), "tolerance": Decimal(1)}
A_DECISION = {"on": date(2026, 11, 20), "reference": "Årsstämman 2026, § 13"}


@pytest.mark.parametrize(
    ("contribution", "cost", "percent", "share"),
    [
        (200_000, 2_000_000, "10.0", rules.Share.WITHIN),
        (180_000, 2_000_000, "9.0", rules.Share.WITHIN),
        (220_000, 2_000_000, "11.0", rules.Share.WITHIN),
        (179_999, 2_000_000, "9.0", rules.Share.BELOW),
        (220_001, 2_000_000, "11.0", rules.Share.ABOVE),
        (0, 2_000_000, "0.0", rules.Share.BELOW),
    ],
)
def test_the_share_of_the_shared_management_is_judged_unrounded(contribution, cost, percent, share):
    amounts = Decimal(contribution), Decimal(cost)
    assert rules.percent_of(*amounts) == Decimal(percent)
    assert rules.judge_share(*amounts, **TARGET) == share


@pytest.mark.parametrize("amounts", [(None, Decimal(1)), (Decimal(1), None), (Decimal(1), 0)])
def test_a_share_without_both_amounts_is_unknown(amounts):
    assert rules.percent_of(*amounts) is None
    assert rules.judge_share(*amounts, **TARGET) == rules.Share.UNKNOWN


@pytest.fixture
def desk(client):
    client.force_login(build.a_secretary())
    return client


def page(name, *arguments):
    return reverse(f"admin:billing_{name}", args=arguments)


def told(response):
    return [str(message) for message in response.context["messages"]]


@pytest.mark.django_db
class TestABudget:
    def test_of_a_year_is_found_with_what_its_lines_come_to(self):
        build.a_budget(2027, fees=500_000, shared_management=50_000)
        budget = Budget.objects.for_year(2027)
        assert (budget.fees, budget.contribution) == (500_000, 50_000)
        assert budget.amount_of(BudgetLine.Kind.CHECKS) is None
        assert Budget.objects.for_year(2028) is None

    def test_is_adopted_once_with_its_decision(self):
        draft = build.a_budget(2027, adopted=False)
        adopt_budget(draft, **A_DECISION)
        assert list(Budget.objects.adopted().values_list("decision_reference", flat=True)) == [
            "Årsstämman 2026, § 13"
        ]
        with pytest.raises(Refused, match="redan"):
            adopt_budget(draft, **A_DECISION)

    def test_is_not_adopted_without_lines_nor_without_the_decision(self):
        empty = Budget.objects.create(year=2027)
        with pytest.raises(Refused, match="poster"):
            adopt_budget(empty, **A_DECISION)
        with pytest.raises(Refused, match="beslut"):
            adopt_budget(build.a_budget(2028, adopted=False), on=date(2027, 11, 20), reference=" ")

    def test_is_opened_again_for_a_new_decision(self):
        budget = build.a_budget(2027)
        reopen_budget(budget)
        assert not Budget.objects.adopted().exists()
        with pytest.raises(Refused):
            reopen_budget(budget)

    def test_has_one_line_of_each_kind_but_any_number_of_other_costs(self):
        budget = build.a_budget(2027, fees=1, other_cost=1)
        budget.lines.create(kind="other_cost", note="Revision", amount=2)
        with pytest.raises(ValidationError, match="redan en post"):
            BudgetLine(budget=budget, kind="fees", amount=2).full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            budget.lines.create(kind="fees", amount=2)
        names = [line.name for line in budget.lines.all()]
        assert names == ["Medlemsavgifter", "Övrig kostnad", "Revision"]

    def test_is_written_and_adopted_on_the_desk(self, desk):
        lines = {
            "lines-TOTAL_FORMS": "2",
            "lines-INITIAL_FORMS": "0",
            "lines-0-kind": "fees",
            "lines-0-amount": "900000",
            "lines-1-kind": "shared_management",
            "lines-1-amount": "150000",
        }
        facts = {"year": "2027", "shared_cost": "1000000", **lines}
        desk.post(page("budget_add"), facts)
        budget = Budget.objects.get()
        shown = desk.get(page("budget_change", budget.pk))
        assert "15,0\u00a0%. Andelen är högre än avsett." in shown.content.decode()
        answer = desk.post(page("budget_faststall", budget.pk), A_DECISION, follow=True)
        assert told(answer) == ["Budgeten är fastställd."]
        assert "lines-0-amount" not in answer.content.decode()
        answer = desk.post(page("budget_oppna", budget.pk), follow=True)
        assert told(answer) == ["Budgeten är ett utkast igen."]
        assert "lines-0-amount" in answer.content.decode()
        history = desk.get(page("budget_history", budget.pk)).content.decode()
        assert "Årsstämman 2026, § 13" in history

    def test_takes_notes_of_outcome_only_when_adopted(self, desk):
        adopted, draft = build.a_budget(2027), build.a_budget(2028, adopted=False)
        facts = {"on": "2027-03-01", "amount": "12500", "text": "Lokal"}
        refused = desk.post(page("budgetentry_add"), {**facts, "line": draft.lines.first().pk})
        assert refused.status_code == 200
        desk.post(page("budgetentry_add"), {**facts, "line": adopted.lines.first().pk})
        entry = BudgetEntry.objects.get()
        assert (entry.amount, entry.noted_by.is_staff) == (12_500, True)

    @pytest.mark.parametrize("rows", [1, 3])
    def test_lists_take_as_many_queries_for_three_years_as_for_one(
        self, desk, rows, django_assert_num_queries
    ):
        for year in range(2027, 2027 + rows):
            build.a_noted_outcome(build.a_budget(year))
        with django_assert_num_queries(6):
            desk.get(page("budget_changelist"))
        with django_assert_num_queries(6):
            desk.get(page("budgetentry_changelist"))
