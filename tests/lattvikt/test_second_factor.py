from datetime import timedelta

import pytest
from django.urls import ResolverMatch, reverse
from django.utils import timezone

from lattvikt.second_factor import is_open, lacks_second_factor
from tests import build

pytestmark = pytest.mark.django_db


def test_staff_without_a_second_factor_are_sent_to_set_one_up(client):
    client.force_login(build.a_user(is_staff=True))
    response = client.get(reverse("admin:index"))
    assert (response.status_code, response.url) == (302, reverse("mfa_index"))


def test_staff_with_a_second_factor_come_in(client):
    client.force_login(build.a_secretary())
    assert client.get(reverse("admin:index")).status_code == 200


def test_a_seat_holder_needs_one_while_the_seat_lasts():
    today = timezone.localdate()
    person = build.a_person()
    seat = build.a_seat(person=person)
    person.user.authenticator_set.all().delete()
    assert lacks_second_factor(person.user)
    seat.until = today - timedelta(days=1)
    seat.save()
    assert not lacks_second_factor(person.user)


def test_an_applicant_needs_none(client):
    client.force_login(build.a_user())
    assert client.get(reverse("front")).status_code == 200


def test_the_account_pages_are_open_on_the_way_there(client):
    client.force_login(build.a_user(is_staff=True))
    assert client.get(reverse("account_email")).status_code == 200
    assert client.get(reverse("mfa_index")).status_code == 200


def test_the_admin_is_closed_on_the_way_there_whatever_its_pages_are_called():
    """Another package's own admin page may be called as the account's pages are."""
    name = "account_emailaddress_changelist"
    assert is_open(ResolverMatch(None, (), {}, url_name=name))
    assert not is_open(ResolverMatch(None, (), {}, url_name=name, namespaces=["admin"]))


def test_an_unknown_address_is_not_found(client):
    client.force_login(build.a_user(is_staff=True))
    assert client.get("/finns-inte/").status_code == 404


def test_the_local_demonstration_may_switch_it_off(client, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(build.a_user(is_staff=True, is_superuser=True))
    assert client.get(reverse("admin:index")).status_code == 200


def test_the_admins_own_login_is_no_way_past(client):
    response = client.get("/kansli/login/")
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))
