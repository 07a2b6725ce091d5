import pytest
from django.contrib.auth.models import Group, Permission

from lattvikt import roles

pytestmark = pytest.mark.django_db


def permissions_of(name):
    group = Group.objects.get(name=name)
    rows = group.permissions.values_list("content_type__app_label", "codename")
    return {f"{app}.{codename}" for app, codename in rows}


def test_the_auditor_reads_everything_and_changes_nothing():
    ours = Permission.objects.filter(
        content_type__app_label__in=roles.OUR_APPS, codename__startswith="view_"
    )
    assert permissions_of("Revisor") == {
        f"{p.content_type.app_label}.{p.codename}" for p in ours.select_related("content_type")
    }


def test_only_the_treasury_approves_a_run_and_registers_payments():
    for permission in ["members.approve_run", "billing.add_payment"]:
        holders = {name for name in roles.ADD_AND_CHANGE if permission in permissions_of(name)}
        assert holders == {"Ekonomi"}


def test_every_model_in_the_table_exists():
    named = {model for models in roles.ADD_AND_CHANGE.values() for model in models}
    real = {
        f"{app}.{codename.removeprefix('view_')}"
        for app, codename in Permission.objects.filter(codename__startswith="view_").values_list(
            "content_type__app_label", "codename"
        )
    }
    assert named - real == set()


def test_what_somebody_gave_a_group_by_hand_is_taken_away():
    group = Group.objects.get(name="Revisor")
    group.permissions.add(Permission.objects.get(codename="add_payment"))
    roles.write_groups()
    assert "billing.add_payment" not in permissions_of("Revisor")
