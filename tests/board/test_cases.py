"""What the board knows of the cases behind its matters, whatever app they live in."""

import pytest
from django.apps import apps
from django.db import transaction
from django.db.utils import IntegrityError
from django.template.loader import get_template
from django.utils.module_loading import import_string

from board.models import Case, Decision, Matter
from tests import build

CASES = [model for model in apps.get_models() if issubclass(model, Case)]


def test_there_are_cases():
    assert [model._meta.label for model in CASES] != []


@pytest.mark.parametrize("model", CASES, ids=lambda model: model._meta.label)
def test_what_carries_out_a_decision_exists(model):
    assert callable(import_string(model.enacted_by))


@pytest.mark.parametrize("model", CASES, ids=lambda model: model._meta.label)
def test_what_takes_a_case_back_exists(model):
    assert callable(import_string(model.referred_back_by))


@pytest.mark.parametrize("model", CASES, ids=lambda model: model._meta.label)
def test_how_a_case_looks_on_the_table_exists(model):
    get_template(model().board_template)


@pytest.mark.django_db
def test_a_matter_finds_its_case_and_a_plan_has_none():
    matter, plan = build.a_matter(), build.a_matter()
    application = build.an_application(matter=matter, status="referred")
    assert matter.case == application
    assert plan.case is None


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_the_cases_of_all_matters_come_in_one_query(number, django_assert_num_queries):
    for _ in range(number):
        build.an_application(matter=build.a_matter(), status="referred")
    build.a_matter()
    with django_assert_num_queries(1):
        cases = [matter.case for matter in Matter.objects.with_case()]
    assert len([case for case in cases if case]) == number


@pytest.mark.django_db
def test_a_matter_with_a_case_is_not_deleted():
    matter = build.a_matter()
    build.an_application(matter=matter, status="referred")
    with pytest.raises(IntegrityError), transaction.atomic():
        matter.delete()


@pytest.mark.django_db
def test_a_decision_is_written_once():
    seat, matter = build.a_seat(role="chair"), build.a_matter()
    decision = Decision(
        matter=matter, body=matter.body, year=2027, number=1, outcome="approved",
        decided_on="2027-01-01", decided_by=seat, resolution="Att", tally={}, ballots=[],
    )  # fmt: skip
    decision.save()
    with pytest.raises(TypeError):
        decision.save()
    with pytest.raises(TypeError):
        Decision.objects.update(number=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk)._raw_delete("default")
