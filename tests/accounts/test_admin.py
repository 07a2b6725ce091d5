"""The secretariat's list of logins."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core import mail
from django.urls import reverse

from accounts.models import User
from tests import build

pytestmark = pytest.mark.django_db


def a_colleague(*codenames):
    user = build.with_second_factor(build.a_user(is_staff=True))
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


@pytest.mark.parametrize("others", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(client, others, django_assert_num_queries):
    client.force_login(build.a_secretary())
    for _number in range(others):
        build.with_second_factor(build.a_user())
    client.get(reverse("admin:accounts_user_changelist"))
    with django_assert_num_queries(7):
        client.get(reverse("admin:accounts_user_changelist"))


def test_somebody_entered_by_the_secretariat_has_no_password(client):
    client.force_login(build.a_secretary())
    facts = {"email": "ny@kansliet.example", "name": "Ny Kollega", "language": "sv"}
    client.post(reverse("admin:accounts_user_add"), {**facts, "is_active": "on"})
    assert not User.objects.get(email="ny@kansliet.example").has_usable_password()


def test_a_colleague_cannot_make_herself_more_than_she_is(client):
    colleague = a_colleague("view_user", "change_user")
    client.force_login(colleague)
    facts = {"email": colleague.email, "name": "Nytt namn", "language": "sv", "is_active": "on"}
    url = reverse("admin:accounts_user_change", args=[colleague.pk])
    client.post(url, {**facts, "is_staff": "on", "is_superuser": "on"})
    colleague.refresh_from_db()
    assert (colleague.name, colleague.is_superuser) == ("Nytt namn", False)


def test_a_lost_second_factor_is_taken_away_by_a_superuser_and_noted(client):
    client.force_login(build.a_secretary())
    loser, other = (build.with_second_factor(build.a_user()) for _ in range(2))
    chosen = {"action": "take_away_second_factor", "_selected_action": [loser.pk]}
    client.post(reverse("admin:accounts_user_changelist"), chosen)
    assert [user.authenticator_set.count() for user in (loser, other)] == [0, 1]
    assert LogEntry.objects.get().object_id == str(loser.pk)


def test_a_second_factor_is_not_taken_away_by_a_colleague(client):
    client.force_login(a_colleague("view_user", "change_user"))
    loser = build.with_second_factor(build.a_user())
    chosen = {"action": "take_away_second_factor", "_selected_action": [loser.pk]}
    client.post(reverse("admin:accounts_user_changelist"), chosen)
    assert loser.authenticator_set.count() == 1


def test_a_new_address_counts_when_its_owner_has_shown_the_code_and_the_old_one_no_more(client):
    person = build.a_person(user=build.a_user("gammal@verkstaden.example"))
    secretary = build.a_secretary()
    client.force_login(secretary)
    url = reverse("admin:accounts_user_change", args=[person.user.pk])
    facts = {"email": "Ny@verkstaden.example", "language": "sv", "is_active": "on"}
    client.post(url, facts)
    addresses = EmailAddress.objects.filter(user=person.user)
    shown = addresses.values_list("email", "verified", "primary")
    assert list(shown) == [("ny@verkstaden.example", False, True)]
    for email in ["gammal@verkstaden.example", "ny@verkstaden.example"]:
        client.cookies.clear()
        client.post(reverse("account_request_login_code"), {"email": email})
    assert mail.outbox[0].subject == "Det finns ingen inloggning med den här adressen"
    code = mail.outbox[1].subject.split()[0]
    client.post(reverse("account_confirm_login_code"), {"code": code})
    person.refresh_from_db()
    assert (list(shown.all()), person.email, client.session["_auth_user_id"]) == (
        [("ny@verkstaden.example", True, True)],
        "ny@verkstaden.example",
        str(person.user.pk),
    )
