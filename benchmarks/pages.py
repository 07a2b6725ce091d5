"""Server time and queries of the pages people open most, with 100 and with 10 000 organisations."""

from datetime import date
from decimal import Decimal

from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from benchmarks.ground import Figures, measure, milliseconds
from billing.models import AnnualFee, Invoice, InvoiceLine
from lattvikt.lib import ocr
from lattvikt.lib.sort_name import sort_name
from members.models import Contact, Membership, Organisation, OrganisationKind, Person
from tests import build

SIZES = [100, 10_000]


def main() -> None:
    year = timezone.localdate().year
    build.the_programme()
    build.a_schedule(year)
    client, member = signed_in(build.a_secretary()), signed_in(a_member_login())
    found: dict[str, list[Figures]] = {}
    made = Organisation.objects.count()
    for size in SIZES:
        make_organisations(made, size, year)
        made = size
        for name, (browser, path) in pages(client, member).items():
            found.setdefault(name, []).append(measure(lambda b=browser, p=path: opened(b, p)))
    show(found)


def opened(browser: Client, path: str) -> None:
    response = browser.get(path)
    assert response.status_code == 200, (path, response.status_code)


def pages(secretary: Client, member: Client) -> dict[str, tuple[Client, str]]:
    organisations = reverse("admin:members_organisation_changelist")
    last = Organisation.objects.latest("pk")
    return {
        "the desk": (secretary, reverse("admin:index")),
        "member list": (secretary, organisations),
        "its search": (secretary, organisations + "?q=organisation+77"),
        "one organisation": (
            secretary,
            reverse("admin:members_organisation_change", args=[last.pk]),
        ),
        "invoice list": (secretary, reverse("admin:billing_invoice_changelist")),
        "financial overview": (secretary, reverse("admin:billing_annualfee_overview")),
        "our pages": (member, reverse("our_pages")),
        "our invoices": (member, reverse("billing:invoices")),
    }


def signed_in(user) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client


def a_member_login():
    contact = build.a_contact(build.a_member())
    return contact.person.user


def make_organisations(start: int, end: int, year: int) -> None:
    """Each with a membership, a contact person with two roles, a fee and an invoice."""
    kind = OrganisationKind.objects.first()
    organisations = Organisation.objects.bulk_create(
        Organisation(
            name=f"Organisation {n} i Östra Ärlinge AB",
            sort_name=sort_name(f"Organisation {n} i Östra Ärlinge AB"),
            org_number=f"{5_570_000_000 + n}",
            kind=kind,
            region="14",
            is_for_profit=True,
            employees=1 + n * 7 % 700,
            street="Storgatan 1",
            postal_code="41101",
            city="Göteborg",
            invoice_email=f"faktura{n}@medlem.example",
        )
        for n in range(start, end)
    )
    Membership.objects.bulk_create(
        Membership(organisation=one, starts_on=date(year, 1, 1)) for one in organisations
    )
    people = Person.objects.bulk_create(
        Person(name=f"Person {n}", sort_name=f"person {n}", email=f"person{n}@medlem.example")
        for n in range(start, end)
    )
    Contact.objects.bulk_create(
        Contact(person=person, organisation=one, role=role, since=date(year, 1, 1))
        for person, one in zip(people, organisations, strict=True)
        for role in (Contact.Role.CONTACT, Contact.Role.INVOICE)
    )
    make_invoices(organisations, start, year)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def make_invoices(organisations: list[Organisation], start: int, year: int) -> None:
    amount = Decimal(5_000)
    fees = AnnualFee.objects.bulk_create(
        AnnualFee(
            organisation=one,
            year=year,
            employees=one.employees or 1,
            from_employees=1,
            to_employees=50,
            amount=amount,
        )
        for one in organisations
    )
    invoices = Invoice.objects.bulk_create(
        Invoice(
            number=f"{year}-{start + place:05}",
            ocr=ocr.reference(f"{year}{start + place:05}"),
            organisation=fee.organisation,
            fee=fee,
            language="sv",
            issued_on=date(year, 1, 15),
            due_on=date(year, 2, 15),
            days_to_pay=30,
            period=year,
            seller_name="Medlemsprogram Lättvikt",
            seller_org_number="8024062310",
            seller_bankgiro="9912346",
            buyer_name=fee.organisation.name,
            buyer_org_number=fee.organisation.org_number,
            net=amount,
            vat=0,
            total=amount,
        )
        for place, fee in enumerate(fees, 1)
    )
    InvoiceLine.objects.bulk_create(
        InvoiceLine(invoice=one, text="Medlemsavgift", unit_price=amount, net=amount)
        for one in invoices
    )


def show(found: dict[str, list[Figures]]) -> None:
    few, many = SIZES
    print(f"| page | queries at {few} | p50 | p95 | queries at {many} | p50 | p95 | p50 ratio |")
    print("|---|---|---|---|---|---|---|---|")
    for name, (small, large) in found.items():
        cells = [name]
        for figures in (small, large):
            cells += [
                str(figures.queries),
                milliseconds(figures.median),
                milliseconds(figures.p95),
            ]
        print(f"| {' | '.join(cells)} | {large.median / small.median:.2f} |")
