"""The secretariat's pages as a browser and a screen reader meet them.

A breach of the Content-Security-Policy on any of them fails the test too (tests/browser.py).
"""

from functools import partial

import pytest

from tests import build, one_of_each
from tests.browser import DESK, PHONE
from tests.flows.people import come_in


@pytest.fixture
def rows(transactional_db):
    return one_of_each.make()


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_desk_and_each_list_and_form_is_accessible(
    new_page, rows, axe, scrolls_sideways, width
):
    page = new_page(width=width)
    come_in(page, build.a_secretary())
    wide, findings, seen = [], [], set()
    for address in pages_of_the_admin(page, rows):
        wide += [address] if scrolls_sideways(page) else []
        findings += axe(page)
        seen.add(address)
    assert (wide, findings) == ([], [])
    lists = {one_of_each.admin_url(model, "changelist") for model in one_of_each.registered()}
    assert lists - seen == set()


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_way_in_to_the_admin_is_accessible(new_page, rows, axe, scrolls_sideways, width):
    page = new_page(width=width)
    page.goto("/kansli/")
    assert page.url.endswith("/konto/login/?next=%2Fkansli%2F")
    assert (axe(page), scrolls_sideways(page)) == ([], False)


def test_who_joins_a_group_is_chosen_without_scripts(new_page, rows):
    page = new_page(javascript=False)
    come_in(page, build.a_secretary())
    group = rows[one_of_each.Group]
    page.goto(one_of_each.admin_url(one_of_each.Group, "change", group.pk))
    newcomer = rows[one_of_each.Seat].person
    page.get_by_label("Person", exact=True).first.select_option(label=str(newcomer))
    page.get_by_role("button", name="Spara", exact=True).click()
    page.wait_for_url("**/kansli/members/group/")
    assert group.memberships.filter(person=newcomer).count() == 1


def pages_of_the_admin(page, rows):
    """Visit desk and overview, and of each model a row, its history, the list and the new form."""
    yield visit(page, "/kansli/")
    yield visit(page, "/kansli/billing/annualfee/oversikt/")
    next_year = rows[one_of_each.FeeSchedule].year
    yield visit(page, f"/kansli/billing/annualfee/forhandsvisning/{next_year}/")
    yield from (visit(page, address) for address in pages_of_a_run(rows))
    answered = rows[one_of_each.HeadCount]
    yield visit(page, one_of_each.admin_url(one_of_each.HeadCount, "svar", answered.pk))
    audience = rows[one_of_each.Audience]
    for name in ["forhandsvisa", "utan-mottagare", "bjud-in"]:
        yield visit(page, one_of_each.admin_url(one_of_each.Audience, name, audience.pk))
    event = rows[one_of_each.Event]
    for name in ["mal", "mal-saknas", "enkater", "enkat-fore"]:
        yield visit(page, one_of_each.admin_url(one_of_each.Event, name, event.pk) + "?nummer=1")
    invitation = rows[one_of_each.Invitation]
    of_event = one_of_each.admin_url(one_of_each.Invitation, "of_event", invitation.event_id)
    yield visit(page, of_event)
    for model, row in rows.items():
        yield visit(page, one_of_each.admin_url(model, "change", row.pk))
        yield visit(page, one_of_each.admin_url(model, "history", row.pk))
        yield visit(page, one_of_each.admin_url(model, "changelist"))
        if page.locator("a.addlink").count():
            yield visit(page, one_of_each.admin_url(model, "add"))


def pages_of_a_run(rows):
    """The year's run and its report, a new invoice, and what corrects a fee or an invoice."""
    fee, invoice = rows[one_of_each.AnnualFee], rows[one_of_each.Invoice]
    of_fee = partial(one_of_each.admin_url, one_of_each.AnnualFee)
    of_invoice = partial(one_of_each.admin_url, one_of_each.Invoice)
    return [
        of_fee("run", fee.year),
        of_fee("report", fee.year),
        of_fee("ratta-antal", fee.pk),
        of_fee("efterskank", fee.pk),
        of_invoice("kreditera", invoice.pk),
        of_invoice("kreditera-och-fakturera", invoice.pk),
        of_invoice("new"),
    ]


def visit(page, address):
    assert page.goto(address).status == 200
    return address
