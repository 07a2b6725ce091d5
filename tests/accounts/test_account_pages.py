"""allauth's pages look like ours, and its scripts keep to our Content-Security-Policy."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.urls import reverse

from tests import build

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = [
    "account_home",
    "account_email",
    "account_set_password",
    "account_logout",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "usersessions_list",
]


def log_in(page, letterbox, user):
    page.goto(reverse("account_login"))
    page.get_by_label("Din e-post").fill(user.email)
    page.get_by_role("button", name="Skicka en kod till mig").click()
    page.get_by_label("Kod").fill(letterbox.to(user.email)[-1]["Subject"].split()[0])
    page.get_by_role("button", name="Fortsätt").click()
    page.wait_for_url("**/ansok/**")


def give_a_key(page):
    """A security key inside the browser that always says yes."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    says_yes = {"hasUserVerification": True, "isUserVerified": True}
    automatic = {"automaticPresenceSimulation": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {**key, **says_yes, **automatic}})


@pytest.mark.parametrize("locale", ["sv-SE", "en-GB"])
def test_the_account_s_pages_are_accessible_and_fit_a_phone(
    new_page, axe, scrolls_sideways, client, live_server, locale
):
    client.force_login(build.a_user(language=locale[:2]))
    page = new_page(width=360, locale=locale)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    for name in PAGES:
        page.goto(reverse(name))
        assert page.locator("html").get_attribute("lang") == locale[:2]
        assert (page.locator("h1").count(), axe(page), scrolls_sideways(page)) == (1, [], False)


def test_one_logs_in_with_a_code_without_javascript(no_js_page, letterbox):
    log_in(no_js_page, letterbox, build.a_user())
    no_js_page.get_by_role("button", name="Logga ut").click()
    assert no_js_page.get_by_role("link", name="Logga in").is_visible()


def test_an_app_can_be_made_the_second_step_and_is_then_asked_for(new_page, letterbox, axe):
    user, page = build.a_user(), new_page()
    log_in(page, letterbox, user)
    page.goto(reverse("mfa_activate_totp"))
    secret = page.locator(".code").inner_text()
    page.get_by_label("Autentiseringskod").fill(code_from(secret))
    page.get_by_role("button", name="Börja använda appen").click()
    page.get_by_role("heading", name="Reservkoder").first.wait_for()
    assert axe(page) == []
    assert Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).count() == 1


def code_from(secret):
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def test_a_passkey_can_be_added_and_logs_one_in(page, letterbox, axe):
    user = build.a_user()
    log_in(page, letterbox, user)
    give_a_key(page)
    page.goto(reverse("mfa_add_webauthn"))
    page.get_by_label("Använd nyckeln även utan kod i e-posten").check()
    page.get_by_role("button", name="Lägg till").click()
    page.get_by_role("heading", name="Reservkoder").first.wait_for()
    page.goto(reverse("mfa_list_webauthn"))
    assert axe(page) == []
    page.get_by_role("button", name="Logga ut").click()
    page.goto(reverse("account_login"))
    page.get_by_role("button", name="Logga in med en passnyckel").click()
    page.wait_for_url("**/ansok/**")
