"""How one gets in: an address and a code, and the letters that carry it."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from accounts.models import User
from lattvikt.embedded import free_port
from tests import build

pytestmark = pytest.mark.django_db


def the_code():
    return re.search(r"^    (\S+)$", mail.outbox[-1].body, re.M)[1]


def ask_for_a_code(client, email, **options):
    return client.post(reverse("account_request_login_code"), {"email": email}, **options)


def write_the_code(client, code):
    return client.post(reverse("account_confirm_login_code"), {"code": code})


def test_somebody_new_begins_with_an_address_and_comes_to_the_application(client):
    begin = reverse("account_signup") + "?next=/ansok/"
    client.post(begin, {"email": "ny@verkstaden.example", "next": "/ansok/"})
    answer = client.post(reverse("account_email_verification_sent"), {"code": the_code()})
    assert answer.url == "/ansok/"
    assert not User.objects.get(email="ny@verkstaden.example").has_usable_password()


def test_a_known_address_gets_a_code_and_then_the_way_home(client):
    user = build.a_user()
    ask_for_a_code(client, user.email)
    assert write_the_code(client, the_code()).url == reverse("home_of")


def test_a_wrong_code_lets_nobody_in(client):
    ask_for_a_code(client, build.a_user().email)
    response = write_the_code(client, "FEL123")
    assert (response.status_code, "_auth_user_id" in client.session) == (200, False)


def test_the_code_stands_in_the_subject_so_that_the_letter_need_not_be_opened(client):
    ask_for_a_code(client, build.a_user().email)
    assert mail.outbox[0].subject == f"{the_code()} är din kod till Lättvikt"
    assert mail.outbox[0].body.startswith("Hej!\n\nSkriv den här koden på sidan")
    assert mail.outbox[0].body.endswith("Medlemsprogram Lättvikt\nkansli@lattvikt.example")


def test_the_letter_is_in_the_language_of_its_reader(client):
    ask_for_a_code(client, build.a_user(language="en").email)
    assert mail.outbox[0].subject == f"{the_code()} is your code to Lättvikt"


def test_somebody_who_begins_in_english_gets_letters_in_english(client):
    client.post(
        reverse("account_signup"),
        {"email": "new@workshop.example"},
        headers={"accept-language": "en"},
    )
    assert User.objects.get().language == "en"
    assert mail.outbox[0].subject.endswith(" is your code to Lättvikt")


def test_login_brings_the_chosen_language_to_a_new_browser(client):
    ask_for_a_code(client, build.a_user(language="en").email)
    assert write_the_code(client, the_code()).cookies["django_language"].value == "en"


def test_an_unknown_address_is_told_by_letter_where_to_begin_and_the_page_tells_nothing(client):
    known = ask_for_a_code(client, build.a_user().email)
    client.cookies.clear()
    unknown = ask_for_a_code(client, "okand@verkstaden.example")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert mail.outbox[1].subject == "Det finns ingen inloggning med den här adressen"
    assert "http://testserver/konto/signup/" in mail.outbox[1].body


def test_beginning_with_a_known_address_is_told_by_letter_where_to_log_in(client):
    client.post(reverse("account_signup"), {"email": build.a_user().email})
    assert mail.outbox[0].subject == "Du har redan en inloggning"
    assert "http://localhost/konto/login/" in mail.outbox[0].body


def test_who_changes_something_weighty_gets_a_letter_about_it(client):
    user = build.a_user()
    client.force_login(user)
    client.post(
        reverse("account_set_password"),
        {"password1": "fjäder och fackverk", "password2": "fjäder och fackverk"},
    )
    assert "Var det inte du? Skriv till oss genast." in mail.outbox[0].body


@pytest.fixture
def mail_server_away(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()


@pytest.mark.usefixtures("mail_server_away")
@pytest.mark.parametrize("page", ["account_request_login_code", "account_signup"])
def test_without_a_mail_server_the_page_says_so_to_known_and_unknown_alike(client, page):
    for email in [build.a_user().email, "okand@verkstaden.example"]:
        answer = client.post(reverse(page), {"email": email})
        assert answer.status_code == 503
        told = "Vi kunde inte skicka koden just nu. Försök igen om en stund."
        assert told in answer.content.decode()


def test_who_began_while_the_mail_server_was_away_goes_on_when_it_is_back(client, settings):
    usual = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = free_port()
    client.post(reverse("account_signup"), {"email": "ny@verkstaden.example"})
    settings.EMAIL_BACKEND = usual
    ask_for_a_code(client, "ny@verkstaden.example")
    assert write_the_code(client, the_code()).url == reverse("home_of")


@pytest.mark.usefixtures("mail_server_away")
def test_a_password_is_set_also_when_no_letter_can_tell_of_it(client):
    user = build.a_user()
    client.force_login(user)
    chosen = {"password1": "fjäder och fackverk", "password2": "fjäder och fackverk"}
    client.post(reverse("account_set_password"), chosen)
    user.refresh_from_db()
    assert user.check_password("fjäder och fackverk")


def change_email(client, email):
    client.post(reverse("account_email"), {"email": email, "action_add": ""})
    return client.post(reverse("account_email_verification_sent"), {"code": the_code()})


def test_letters_follow_a_person_to_the_address_that_they_now_log_in_with(client):
    person = build.a_person()
    client.force_login(person.user)
    change_email(client, "ny@verkstaden.example")
    person.refresh_from_db()
    assert (person.email, person.user.email) == ("ny@verkstaden.example",) * 2


def test_the_address_of_another_person_stays_with_them(client):
    person = build.a_person(email="anna@verkstaden.example")
    build.a_person("En annan", user=None, email="Gemensam@verkstaden.example")
    client.force_login(person.user)
    change_email(client, "gemensam@verkstaden.example")
    person.refresh_from_db()
    assert person.email == "anna@verkstaden.example"
    assert person.user.email == "gemensam@verkstaden.example"
