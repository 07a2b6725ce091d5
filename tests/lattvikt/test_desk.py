from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from admission.models import Application
from archive.actions import store
from billing.actions.einvoices import owe_einvoice
from billing.models import EInvoiceDelivery, InvoiceDocument
from board.models import Matter
from lattvikt import desk, tier_chart
from tests import build
from tests.billing.einvoices import a_public_body

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary():
    return build.a_secretary()


def waiting(user):
    return {work.title: work.count for work in desk.waiting_for(user) if work.count}


def test_nothing_waits_in_an_empty_programme(secretary):
    assert waiting(secretary) == {}


def test_what_waits_is_counted_by_what_it_waits_for(secretary):
    build.an_application()
    build.an_application(status=Application.Status.RETURNED)
    build.a_matter()
    build.an_invoice(build.a_member(), today=timezone.localdate() - timedelta(days=60))
    build.a_fee(build.a_member(accepts_pdf_since=None))
    build.a_payment(500)
    assert waiting(secretary) == {
        "Nya ansökningar": 1,
        "Ansökningar som väntar på svar på vår fråga": 1,
        "Väntar på styrelsen eller ett annat organ": 1,
        "Avgifter som inte kan faktureras": 1,
        "Förfallna fakturor": 1,
        "Betalningar som inte är avprickade": 1,
    }


def test_a_planned_round_waits_to_be_opened_and_the_silent_to_be_called(secretary):
    today = timezone.localdate()
    build.a_member()
    build.a_round(today.year + 2)
    long_ago = timezone.now() - timedelta(days=20)
    build.a_round(opened=long_ago, year=today.year + 1)
    assert waiting(secretary) == {
        "Uppgiftsrundor att öppna": 1,
        "Medlemmar att ringa om antalet anställda": 1,
    }


def test_the_oldest_says_how_long_it_has_waited(secretary):
    matter = build.a_matter()
    Matter.objects.filter(pk=matter.pk).update(opened_at=timezone.now() - timedelta(days=9))
    build.a_matter()
    assert [work.days for work in desk.waiting_for(secretary) if work.count] == [9]


@pytest.mark.parametrize(("days", "count"), [(-1, 0), (0, 1), (30, 1), (31, 0)])
def test_a_seat_is_told_of_a_month_before_it_ends(secretary, days, count):
    build.a_seat(until=timezone.localdate() + timedelta(days=days))
    build.a_seat()
    assert waiting(secretary).get("Platser som upphör inom en månad", 0) == count


def test_what_is_to_come_has_not_waited(secretary):
    build.a_seat(until=timezone.localdate() + timedelta(days=9))
    assert [work.days for work in desk.waiting_for(secretary) if work.count] == [None]


def test_somebody_sees_only_what_is_theirs_to_do():
    build.an_application()
    build.a_schedule(approved=False)
    treasurer = build.a_user(is_staff=True)
    treasurer.groups.add(Group.objects.get(name="Ekonomi"))
    assert waiting(treasurer) == {"År vars fakturering väntar på godkännande": 1}


def test_every_work_list_leads_to_a_list_of_the_admin(client, secretary):
    client.force_login(secretary)
    for work in desk.waiting_for(secretary):
        assert client.get(work.url).status_code == 200, work.title


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_asks_as_often_however_much_waits(client, secretary, rows):
    build.a_schedule()
    for _ in range(rows):
        build.an_application()
        build.a_member()
    client.force_login(secretary)
    client.get(reverse("admin:index"))
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse("admin:index")).status_code == 200
    assert len(queries) == 8, [query["sql"][:90] for query in queries]


def test_the_chart_counts_members_and_fees_per_tier():
    build.a_schedule(2026)
    for employees in (1, 50, 51, 250, 251, 501, 12_000, 0, None):
        build.a_member(employees=employees)
    build.an_organisation(employees=3)  # no member
    bars = [(bar.from_employees, bar.members, bar.fees) for bar in tier_chart.of_year(2026)]
    assert bars == [
        (1, 2, 10_000),
        (51, 2, 30_000),
        (251, 1, 25_000),
        (501, 2, 240_000),
        (None, 2, 0),
    ]


def test_the_chart_is_empty_before_the_first_schedule():
    assert tier_chart.of_year(2026) == []


def test_e_invoices_wait_for_a_person_an_access_point_or_a_reference(secretary):
    for state in ("failed", "uncertain", "queued", "sent"):
        an_einvoice_delivery(state, hours_ago=2)
    an_einvoice_delivery("queued", hours_ago=0)
    a_public_body(buyer_reference="")
    assert waiting(secretary) == {
        "E-fakturor som inte togs emot eller är osäkra": 2,
        "E-fakturor som väntar på accesspunkten": 1,
        "Medlemmar som saknar ”Er referens” för e-faktura": 1,
    }


def an_einvoice_delivery(state, *, hours_ago):
    invoice = build.an_invoice(a_public_body())
    InvoiceDocument.objects.create(
        invoice=invoice, document=store(b"%PDF", keep_until=build.in_seven_years()), name="x.pdf"
    )
    owe_einvoice(invoice, keep_until=build.in_seven_years())
    EInvoiceDelivery.objects.filter(invoice=invoice).update(
        state=state, queued_at=timezone.now() - timedelta(hours=hours_ago)
    )
