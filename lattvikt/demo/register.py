"""The demonstration's register: programme, lists, fee schedules, agenda, organisations, people."""

from datetime import date
from decimal import Decimal

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.utils import timezone
from stdnum import luhn

from accounts.models import User
from board.models import Body, Interest, Seat
from lattvikt.demo.logins import LOGINS, OTHER_SEATS, PASSWORD, contact_name
from lattvikt.demo.organisations import (
    COMPANY_START,
    MEMBERS,
    NEWCOMERS,
    NUMBER_STARTS,
    Member,
)
from members.models import (
    AgendaVersion,
    Contact,
    FeeSchedule,
    Industry,
    Membership,
    Organisation,
    OrganisationKind,
    Person,
    Programme,
    Relation,
    Support,
)

TIERS = {1: 5_000, 51: 15_000, 251: 25_000, 501: 120_000}

AGENDA = """# Lättviktsagendan

Ett styrdokument som beskriver hur vi jobbar och vart vi är på väg.

## Mål

1. Nå globala hållbarhetsmål.
2. Skapa ekonomisk tillväxt i Sverige.
3. Skapa en effektivare utvecklings- och innovationsinfrastruktur i Sverige.

*Texten är påhittad för demonstrationen.*
"""

AGENDA_EN = """# The Lightweight Agenda

A steering document that describes how we work and where we are heading.

## Goals

1. Reach global sustainability goals.
2. Create economic growth in Sweden.
3. Create a more efficient infrastructure for development and innovation in Sweden.

*The text is invented for the demonstration.*
"""


def with_check_digit(body: str) -> str:
    return body + luhn.calc_check_digit(body)


def org_number_of(kind: str, place: int) -> str:
    start = NUMBER_STARTS.get(kind, COMPANY_START)
    return with_check_digit(f"{start}{place:03}")


def make_programme():
    Programme.objects.update_or_create(
        pk=1,
        defaults={
            "name": "Medlemsprogram Lättvikt",
            "org_number": "8024062310",
            "street": "Lättviktsgatan 1",
            "postal_code": "41101",
            "city": "Göteborg",
            "email": "kansliet@lattvikt.example",
            "phone": "031-12 34 56",
            "website": "lattvikt.example",
            "bankgiro": "9912346",
            "our_reference": "Karin Sjögren",
            "seat": "Göteborg",
        },
    )


def make_schedules(year: int):
    """Last year's and this year's, adopted; next year's as a draft."""
    for each in (year - 1, year, year + 1):
        is_draft = each > year
        schedule = FeeSchedule.objects.create(
            year=each,
            adopted_on=None if is_draft else date(each - 1, 11, 12),
            decision_reference="" if is_draft else f"Årsstämman {each - 1}, § 12",
        )
        for bound, amount in TIERS.items():
            schedule.tiers.create(from_employees=bound, amount=Decimal(amount))


def make_agenda(year: int) -> AgendaVersion:
    AgendaVersion.objects.create(
        label=f"{year - 3}", adopted_on=date(year - 3, 9, 1), text=AGENDA, text_en=AGENDA_EN
    )
    return AgendaVersion.objects.create(
        label=f"{year - 1}", adopted_on=date(year - 1, 11, 12), text=AGENDA, text_en=AGENDA_EN
    )


def details_of(member: Member, place: int) -> dict:
    """What the organisation and an application for it have in common."""
    kind = OrganisationKind.objects.get(name=member.kind)
    return {
        "name": member.name,
        "org_number": org_number_of(member.kind, place),
        "kind": kind,
        "industry": Industry.objects.get(name=member.industry),
        "region": member.region,
        "is_for_profit": member.is_for_profit,
        "employees": member.employees,
        "street": member.street,
        "postal_code": member.postal_code,
        "city": member.city,
        "invoice_email": f"faktura{place}@medlem.example",
        "buyer_reference": f"Kostnadsställe {4100 + place}" if kind.is_public_body else "",
    }


def make_members(year: int, agenda: AgendaVersion) -> list[Organisation]:
    """All but the newcomers, who apply (applications.py)."""
    organisations = [
        Organisation.objects.create(
            **details_of(member, place), accepts_pdf_since=date(year - 1, 1, 1)
        )
        for place, member in enumerate(MEMBERS, 1)
        if member.name not in NEWCOMERS
    ]
    Membership.objects.bulk_create(
        Membership(organisation=organisation, starts_on=start_of(place, year))
        for place, organisation in enumerate(organisations)
    )
    Support.objects.bulk_create(
        Support(
            organisation=organisation,
            version=agenda,
            stated_by="Firmatecknare",
            stated_at=timezone.now(),
        )
        for organisation in organisations
    )
    return organisations


def start_of(place: int, year: int) -> date:
    """Spread from 2014, when the programme began, to last year."""
    return date(max(2014, year - 1 - place % 12), 1 + place % 12, 1)


def make_contacts(organisations: list[Organisation]):
    """A contact person for each, who is also its invoice recipient; a delegate for every other."""
    for place, organisation in enumerate(organisations, 1):
        person = Person.objects.create(
            name=contact_name(place), email=f"kontakt{place}@medlem.example"
        )
        roles = [Contact.Role.CONTACT, Contact.Role.INVOICE]
        if place % 2:
            roles.append(Contact.Role.DELEGATE)
        Contact.objects.bulk_create(
            Contact(person=person, organisation=organisation, role=role, since=date(2020, 1, 1))
            for role in roles
        )


def make_outsiders():
    """No members: a partner, a financier, a prospect, a guest from abroad."""
    for name, kind, country in [
        ("Nordisk Lättviktskonferens AB", Relation.Kind.PARTNER, "SE"),
        ("Stiftelsen för Strategisk Omställning", Relation.Kind.FINANCIER, "SE"),
        ("Ångpannebolaget i Österlen AB", Relation.Kind.PROSPECT, "SE"),
        ("Norsk Lettvektforum", Relation.Kind.STAKEHOLDER, "NO"),
    ]:
        organisation = Organisation.objects.create(
            name=name, country=country, is_important_prospect=kind == Relation.Kind.PROSPECT
        )
        organisation.relations.create(kind=kind)


def make_people() -> dict[str, Person]:
    """The logins, by e-mail address, each with a person and the same password."""
    password = make_password(PASSWORD)
    everybody = [(one.email, one.name, one.group) for one in LOGINS]
    everybody += [(email, name, "") for email, name in OTHER_SEATS]
    return {email: make_person(email, name, group, password) for email, name, group in everybody}


def make_person(email: str, name: str, group: str, password: str) -> Person:
    user = User.objects.create(email=email, name=name, password=password, is_staff=bool(group))
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return Person.objects.create(name=name, email=email, user=user)


def make_board(people: dict[str, Person], organisations: list[Organisation], since: date):
    """Nine from nine members, a secretary and a deputy; one of the nine has an interest."""
    board = Body.objects.get(slug="styrelsen")
    emails = ["ordforande", "vice", "ledamot", "javig"]
    addresses = [f"{name}@lattvikt.example" for name in emails]
    addresses += [email for email, _name in OTHER_SEATS]
    roles = [Seat.Role.CHAIR, Seat.Role.VICE_CHAIR] + [Seat.Role.MEMBER] * 7
    roles += [Seat.Role.SECRETARY, Seat.Role.DEPUTY]
    for place, (address, role) in enumerate(zip(addresses, roles, strict=True)):
        Seat.objects.create(
            body=board,
            person=people[address],
            organisation=organisations[place * 7] if role in Seat.VOTING_ROLES else None,
            role=role,
            since=since,
        )


def declare_interest(person: Person, *, org_number: str, name: str):
    Interest.objects.create(
        person=person, org_number=org_number, name=name, nature="Ledamot i bolagets styrelse"
    )


def give_logins_their_members(people: dict[str, Person], organisations: list[Organisation]):
    """Lena acts for one member in every role, Ahmed for two."""
    by_name = {organisation.name: organisation for organisation in organisations}
    lena, ahmed = people["medlem@lattvikt.example"], people["tva@lattvikt.example"]
    pairs = [
        (lena, by_name["Åkerlund & Ångström Lättvagnar AB"]),
        (ahmed, by_name["Aluprofil i Vetlanda AB"]),
        (ahmed, by_name["Svenska Additiva Komponenter i Norra Bohuslän Aktiebolag (publ)"]),
    ]
    for person, organisation in pairs:
        for role in [Contact.Role.CONTACT, Contact.Role.INVOICE, Contact.Role.DELEGATE]:
            Contact.objects.get_or_create(
                person=person, organisation=organisation, role=role, since=date(2023, 1, 1)
            )


def make_applicant(org_number: str) -> User:
    """Who writes an organisation's applications; never logs in."""
    place = int(org_number[-4:])
    email = f"sokande{place}@sokande.example"
    user, is_new = User.objects.get_or_create(
        email=email, defaults={"name": contact_name(place), "password": "!"}
    )
    if is_new:
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user
