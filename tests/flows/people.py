"""The people of a browser story: each at a browser of their own, doing one thing at a time."""

import re
import time
from collections.abc import Callable

from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client

SECONDS_TO_WAIT = 60


def wait_until(answer: Callable, *, seconds: float = SECONDS_TO_WAIT):
    """What `answer` gives as soon as it gives something."""
    deadline = time.monotonic() + seconds
    while not (found := answer()):
        assert time.monotonic() < deadline, "It never happened."
        time.sleep(0.2)
    return found


def sign_up(page, letterbox, *, email: str) -> None:
    """Begin from the front page with an address, and write the code that comes to it."""
    page.goto("/")
    page.get_by_role("link", name="Ansök om medlemskap").first.click()
    page.get_by_label("E-post").fill(email)
    page.get_by_role("button", name="Skicka en kod till mig").click()
    code = wait_until(lambda: code_in(letterbox, email))
    page.get_by_label("Kod").fill(code)
    page.locator("form:has(#id_code) button[type=submit]").first.click()


def code_in(letterbox, email: str) -> str | None:
    letters = letterbox.to(email)
    found = letters and re.search(r"^    (\S+)\s*$", body_of(letters[-1]), re.M)
    return found[1] if found else None


def body_of(letter) -> str:
    """The plain text of a letter."""
    return letter.get_body(["plain"]).get_content()


def log_in_with_second_factor(page, user, *, password: str) -> None:
    """With a password, and then the code that an authenticator app shows."""
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(user, secret)
    log_in(page, user, password=password)
    counter = next(iter(yield_hotp_counters_from_time()))
    page.locator("#id_code").fill(format_hotp_value(hotp_value(secret, counter)))
    page.locator("form:has(#id_code) button[type=submit]").first.click()


def log_in(page, user, *, password: str) -> None:
    page.goto("/konto/login/")
    page.get_by_text("Logga in med lösenord i stället").click()
    page.locator("#id_login").fill(user.email)
    page.locator("#id_password").fill(password)
    page.get_by_role("button", name="Logga in med lösenordet").click()


def come_in(page, user) -> None:
    """Be logged in already, as on any other evening."""
    client = Client()
    client.force_login(user)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": base_of(page)}]
    )


def base_of(page) -> str:
    page.goto("/")
    return page.url
