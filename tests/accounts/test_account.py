"""The account: the address, the second step, where one is logged in, the language."""

import pytest
from django.core import mail
from django.urls import reverse

from tests import build

pytestmark = pytest.mark.django_db


def test_a_stranger_is_asked_to_log_in(client):
    assert client.get(reverse("account_home")).url == "/konto/login/?next=/konto/"


def test_the_account_shows_the_address_and_whether_there_is_a_second_step(client):
    user = build.a_user("anna@verkstaden.example")
    client.force_login(user)
    page = client.get(reverse("account_home"))
    assert [address.email for address in page.context["addresses"]] == ["anna@verkstaden.example"]
    assert not page.context["has_second_factor"]
    build.with_second_factor(user)
    assert client.get(reverse("account_home")).context["has_second_factor"]


def test_a_chosen_language_is_kept_for_pages_and_for_letters(client):
    person = build.a_person()
    client.force_login(person.user)
    answer = client.post(reverse("set_language"), {"language": "en", "next": "/konto/"})
    person.refresh_from_db()
    assert (person.language, person.user.language) == ("en", "en")
    assert client.get(answer.url).headers["content-language"] == "en"


@pytest.mark.parametrize("language", ["tlh", "de", "zh-hans"])
def test_a_language_that_we_do_not_have_changes_nothing(client, language):
    """Django itself speaks the last two."""
    user = build.a_user()
    client.force_login(user)
    client.post(reverse("set_language"), {"language": language, "next": "/"})
    user.refresh_from_db()
    assert user.language == "sv"


def test_a_visitor_may_choose_the_language_without_logging_in(client):
    client.post(reverse("set_language"), {"language": "en", "next": "/"})
    assert client.get("/").headers["content-language"] == "en"


def test_the_language_switch_leads_to_our_own_pages_only(client):
    answer = client.post(
        reverse("set_language"), {"language": "en", "next": "https://evil.example/"}
    )
    assert answer.url == "/"


def test_the_list_of_places_one_is_logged_in_at_names_this_one(client):
    client.post(reverse("account_request_login_code"), {"email": build.a_user().email})
    code = mail.outbox[0].subject.split()[0]
    client.post(reverse("account_confirm_login_code"), {"code": code})
    page = client.get(reverse("usersessions_list"))
    assert (len(page.context["sessions"]), page.content.decode().count("Den här")) == (1, 1)
