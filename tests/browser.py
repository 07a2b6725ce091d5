"""A real Chromium. A missing browser fails the test that asked for it: it is never skipped."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest

PLACES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
OPTIONS = ["--disable-background-networking", "--disable-component-update", "--no-first-run"]
WCAG_2_2_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DESK, PHONE = 1280, 360


@pytest.fixture(scope="session")
def browser():
    """One Chromium for the worker's whole run; CHROMIUM in the environment may name another."""
    from playwright.sync_api import sync_playwright

    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PLACES)), None)
    if program is None:
        pytest.fail("The browser stories need Chromium: apt-get install chromium (or set CHROMIUM)")
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=OPTIONS + as_root)
        yield browser
        browser.close()


@pytest.fixture
def new_page(browser, live_server) -> Iterator[Callable]:
    """`new_page()` is one more person at a browser of their own, on our site.

    `width=360` gives a phone, `javascript=False` a browser without it, `locale="en-GB"` English.
    A script error or a breach of the Content-Security-Policy fails the test.
    """
    contexts, complaints = [], []

    def open_page(*, width: int = DESK, javascript: bool = True, locale: str = "sv-SE"):
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 800},
            java_script_enabled=javascript,
            locale=locale,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: _note_breach(message, complaints))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _note_breach(message, complaints: list[str]) -> None:
    if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
        complaints.append(f"{message.text} ({message.location})")


@pytest.fixture
def page(new_page):
    return new_page()


@pytest.fixture
def phone_page(new_page):
    return new_page(width=PHONE)


@pytest.fixture
def no_js_page(new_page):
    return new_page(javascript=False)


@pytest.fixture(scope="session")
def axe() -> Callable[..., list[str]]:
    """`axe(page) == []`: what axe-core finds on the page by the WCAG 2.2 AA rules."""
    from axe_playwright_python.sync_playwright import Axe

    # Without preload: axe would copy style sheets into the page, which our own policy refuses.
    rules = {"runOnly": {"type": "tag", "values": WCAG_2_2_AA}, "preload": False}

    def findings(page) -> list[str]:
        return [
            f"{page.url}: {violation['id']}: {node['html']}"
            for violation in Axe().run(page, options=rules).response["violations"]
            for node in violation["nodes"]
        ]

    return findings


@pytest.fixture(scope="session")
def scrolls_sideways() -> Callable[..., bool]:
    """Whether the page as a whole is wider than its window."""
    return lambda page: page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
