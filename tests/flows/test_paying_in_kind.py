"""A university pays its fee with work: asked for, decided, delivered in part, the rest in cash."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from billing.actions import issue_invoices
from billing.models import AnnualFee, InKindApplication, Invoice, Terms
from billing.tasks import bill_members
from tests import build
from tests.flows.people import come_in

NAME = build.LONG_NAME
KURS = "Kurs i limning av aluminium för konstruktörer, två halvdagar"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def year():
    """Next year's, which one may always apply for; its run is approved."""
    year = timezone.localdate().year + 1
    Terms.objects.update(non_profit_waits=False)
    build.the_programme()
    build.a_schedule(year)
    return year


@pytest.fixture
def university(year):
    """A member that has its invoice already."""
    university = build.a_non_profit(NAME, employees=120)
    build.a_fee(university, year=year, amount=15_000)
    issue_invoices(AnnualFee.objects.all(), today=timezone.localdate())
    return university


@pytest.mark.parametrize("javascript", [True, False], ids=["JavaScript", "no JavaScript"])
def test_a_university_pays_a_part_with_work_and_the_rest_in_cash(
    new_page, axe, year, university, javascript
):
    contact, board = build.a_contact(university), build.a_board(3)
    member = new_page(javascript=javascript, width=360)
    come_in(member, contact.person.user)
    # axe is a script, and so needs a browser that runs them.
    findings = axe if javascript else no_findings
    apply(member, findings, javascript=javascript)

    desk = new_page(javascript=javascript)
    come_in(desk, build.a_secretary(name="Kajsa Kansli"))
    put_before_the_board(desk)
    decide(new_page, board, javascript=javascript)

    note = Invoice.objects.credit_notes().get()
    assert note.total == -15_000
    assert "in-kind" in note.credit_reason

    report(member, findings)
    judge(desk)
    bill_members()
    rest = Invoice.objects.live().get()
    assert (rest.total, rest.period) == (4_800, year)
    member.goto(reverse("billing:invoice", args=[rest.number]))
    assert "10 200 kr har betalats in-kind" in words(member)


def no_findings(page):
    return []


def apply(page, axe, *, javascript):
    page.goto("/medlem/")
    page.get_by_role("link", name="Betalning in-kind").click()
    page.get_by_role("link", name=re.compile("Ansök för")).click()
    page.get_by_label("Arbetsuppgift 1").fill(KURS)
    page.get_by_label("Timmar 1").fill("12")
    if not javascript:
        page.get_by_role("button", name="Räkna ut").click()
    page.get_by_text("Det saknas 4 800 kr.").wait_for()
    assert axe(page) == []
    page.get_by_label("Arbetsuppgift 2").fill("Granskning av handboken")
    page.get_by_label("Timmar 2").fill("6,5")
    page.get_by_label("Vilken nytta har").fill("Alla medlemmar får gå kursen.")
    page.get_by_role("button", name="Skicka ansökan").click()
    page.get_by_text("Tack. Ansökan är skickad.").wait_for()
    assert "15 725 kr" in words(page)


def words(page):
    return page.locator("main").inner_text().replace("\u00a0", " ")


def put_before_the_board(page):
    page.goto(reverse("admin:index"))
    page.get_by_role("link", name=re.compile("Nya in-kind-ansökningar")).click()
    page.get_by_role("link", name=NAME).click()
    page.get_by_role("link", name=re.compile("Till styrelsen", re.I)).click()
    page.locator("#content form input[type=submit]").click()
    page.get_by_text("Ansökan är lämnad till").first.wait_for()


def decide(new_page, board, *, javascript):
    """All three answer, between meetings, and all of them yes."""
    chair, *others = board
    for seat in [*others, chair]:
        page = new_page(javascript=javascript)
        come_in(page, seat.person.user)
        page.goto("/organ/styrelsen/")
        page.get_by_role("link", name=re.compile("In-kind")).click()
        assert "Granskning av handboken: 6,5 timmar, 5 525 kr" in words(page)
        page.locator("#ballot input[name=choice][value=for]").check()
        page.locator("#ballot form:has([name=choice]) button").click()
        page.get_by_text("Din röst").first.wait_for()
    page.get_by_role("button", name="Besluta: bifall").click()
    page.get_by_text("-1").first.wait_for()


def report(page, axe):
    page.goto("/medlem/")
    page.get_by_role("link", name="Redovisa leveransen").click()
    page.get_by_label(KURS).fill("12")
    page.get_by_label("Granskning av handboken").fill("0")
    page.get_by_label("Vad har gjorts?").fill("Kursen hölls i maj för 40 personer.")
    assert axe(page) == []
    page.get_by_role("button", name="Skicka redovisningen").click()
    page.get_by_text("Tack. Nu bedömer kansliet leveransen.").wait_for()


def judge(page):
    page.goto(reverse("admin:index"))
    page.get_by_role("link", name=re.compile("leveranser att bedöma")).click()
    page.get_by_role("link", name=NAME).click()
    page.get_by_role("link", name=re.compile("Bedöm leveransen", re.I)).click()
    assert page.locator("#id_value").input_value() == "10200"
    page.locator("#id_reason").fill("Granskningen blev inte av.")
    page.locator("#content form input[type=submit]").click()
    page.get_by_text("återstår att betala kontant").wait_for()
    assert InKindApplication.objects.get().status == "partly"
