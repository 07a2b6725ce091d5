"""Every page of ours, in both languages, on a phone and at a desk: axe finds nothing (WCAG 2.2 AA)
and no page scrolls sideways."""

import pytest
from django.urls import reverse

from admission import rules
from admission.models import Application
from tests import build
from tests.browser import DESK, PHONE
from tests.flows.people import come_in
from tests.test_access import ROLES, ROWS
from tests.world import the_world

# What is no page: a picture of the state, a file, a piece of a page, or only a way on.
NO_PAGES = {
    "manifest",
    "robots",
    "health",
    "billing:pdf",
    "billing:einvoice",
    "board:package",
    "board:paper",
    "checks:file",
    "checks:agreement",
    "events:calendar",
    "events:door_worker",
    "events:badges",
    "events:participants_pdf",
    "events:participants_xlsx",
    "events:our_calendar",
    "events:registration_calendar",
    "events:feed",
    "admission:fee",
    "fee",
}
STATES = ["stranger", "applicant", "member", "board", "secretary"]

pytestmark = pytest.mark.django_db(transaction=True)


def pages():
    """Each address with the first role that it shows something to."""
    for row in ROWS:
        if row.method == "get" and row.address not in NO_PAGES:
            answers = dict(zip(ROLES, row.answers, strict=True))
            if shown_to := [role for role in STATES if answers[role] == "200"]:
                yield row.address, shown_to[0]


def pages_of_a_draft(applicant):
    """The steps of a form that has been filled in and not yet sent."""
    draft = build.an_application(
        applicant=applicant, status=Application.Status.DRAFT, submitted_at=None
    )
    for step in rules.STEPS:
        if step != rules.REVIEW:
            yield "applicant", reverse("admission:step", args=[draft.pk, step])
    yield "applicant", reverse("admission:review", args=[draft.pk])


@pytest.mark.parametrize("locale", ["sv-SE", "en-GB"])
def test_every_page_is_accessible_and_fits_a_phone(new_page, axe, scrolls_sideways, locale):
    users, objects = the_world()
    browsers = {role: new_page(locale=locale) for role in STATES}
    for role, page in browsers.items():
        if users[role]:
            come_in(page, users[role])
    shown = [(role, reverse(address, kwargs=objects.get(address, {}))) for address, role in pages()]
    found = []
    for role, path in [*shown, *pages_of_a_draft(users["applicant"])]:
        page = browsers[role]
        for width in (DESK, PHONE):
            page.set_viewport_size({"width": width, "height": 800})
            answer = page.goto(path)
            assert answer.status == 200, path
            found += axe(page)
            found += [f"{path} scrolls sideways at {width}"] if scrolls_sideways(page) else []
        language = page.locator("html").get_attribute("lang")
        assert language == locale[:2], path
    assert found == []


def test_every_address_that_shows_a_page_is_looked_at():
    assert len(list(pages())) > 25
