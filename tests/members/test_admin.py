"""The secretariat's registers: lists without a query per row, and buttons that call actions."""

from datetime import date

import pytest
from django.contrib.auth.models import Group as StaffGroup
from django.urls import reverse

from lattvikt.lib.org_number import Fault
from lattvikt.roles import AUDITOR, SECRETARIAT
from members.models import (
    Contact,
    FeeTier,
    Group,
    Industry,
    Membership,
    Organisation,
    OrganisationKind,
    Programme,
    Relation,
)
from tests.build import (
    LONG_NAME,
    a_contact,
    a_member,
    a_person,
    a_schedule,
    a_secretary,
    a_user,
    an_agenda,
    an_organisation,
    the_programme,
    with_second_factor,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    """The browser of somebody with every permission."""
    client.force_login(a_secretary())
    return client


def of_the_staff(group):
    user = with_second_factor(a_user(is_staff=True))
    user.groups.add(StaffGroup.objects.get(name=group))
    return user


def list_of(model):
    return reverse(f"admin:members_{model}_changelist")


def page_of(obj, name="change"):
    return reverse(f"admin:members_{obj._meta.model_name}_{name}", args=[obj.pk])


def names_in(response):
    return [str(row) for row in response.context["cl"].result_list]


def make_everything(number):
    """A row of each kind, whole."""
    member = a_member(f"Medlem {number} AB", employees=40 * number)
    contact = a_contact(member, person=a_person(f"Person {number}"))
    Relation.objects.create(organisation=member, kind=Relation.Kind.PARTNER)
    group = Group.objects.create(name=f"Fokusgrupp {number}")
    group.memberships.create(person=contact.person)
    a_schedule(2024 + number)
    an_agenda(f"{2024 + number}")


# The session, the user and the second factor are three of each.
@pytest.mark.parametrize(
    ("model", "queries"),
    [
        ("organisation", 8),
        ("person", 6),
        ("contact", 5),
        ("group", 6),
        ("membership", 5),
        ("feeschedule", 6),
        ("agendaversion", 5),
        ("organisationkind", 5),
        ("industry", 5),
        ("programme", 5),
    ],
)
def test_a_list_takes_the_same_few_queries_for_three_rows_as_for_one(
    desk, model, queries, django_assert_num_queries
):
    the_programme()
    make_everything(1)
    desk.get(list_of(model))
    with django_assert_num_queries(queries):
        assert desk.get(list_of(model)).status_code == 200
    make_everything(2)
    make_everything(3)
    with django_assert_num_queries(queries):
        assert desk.get(list_of(model)).status_code == 200


def test_the_list_of_organisations_tells_what_matters(desk):
    a_schedule()
    member = a_member(LONG_NAME, employees=250, since=date(2026, 3, 1), org_number="5560160680")
    a_contact(member, Contact.Role.CONTACT)
    row = desk.get(list_of("organisation")).context["cl"].result_list[0]
    page = desk.get(list_of("organisation")).content.decode()
    assert (row.fee, row.since, row.roles) == (15_000, date(2026, 3, 1), ["contact"])
    for text in [
        LONG_NAME,
        "556016-0680",
        "250",
        "15\u00a0000\u00a0kr",
        "1 mars 2026",
        "röstombud",
    ]:
        assert text in page


def test_organisations_stand_in_swedish_order(desk):
    for name in ["Östra AB", "Ärlinge AB", "Ålunda AB", "zeta AB", "Alfa AB"]:
        an_organisation(name)
    assert names_in(desk.get(list_of("organisation"))) == [
        "Alfa AB",
        "zeta AB",
        "Ålunda AB",
        "Ärlinge AB",
        "Östra AB",
    ]


@pytest.mark.parametrize("text", ["556016-0680", "5560160680", "5560160", "åmåls", "ÅMÅLS MEK"])
def test_an_organisation_is_found_by_number_and_by_name(desk, text):
    an_organisation("Åmåls Mekaniska AB", org_number="5560160680")
    an_organisation("Någon Annan AB")
    assert names_in(desk.get(list_of("organisation"), {"q": text})) == ["Åmåls Mekaniska AB"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("member=now", ["Kvar AB", "Vill lämna AB"]),
        ("member=asked", ["Vill lämna AB"]),
        ("member=former", ["Borta AB"]),
        ("member=never", ["Partner AB"]),
        ("fee=5000.00", ["Kvar AB"]),
        ("fee=none", ["Partner AB"]),
        ("sme=yes", ["Kvar AB"]),
        ("relation=partner", ["Partner AB"]),
        ("lacks=contact", ["Vill lämna AB"]),
        ("lacks=voter", ["Kvar AB", "Vill lämna AB"]),
        ("lacks=invoice", ["Vill lämna AB"]),
        ("lacks=employees", []),
        ("kind__sector=academia", ["Borta AB"]),
        ("region__exact=14", ["Kvar AB"]),
    ],
)
def test_the_filters_of_the_organisations(desk, query, names):
    a_schedule()
    a_contact(a_member("Kvar AB", region="14"))
    asked = a_member("Vill lämna AB", employees=300, invoice_email="").memberships
    asked.update(end_asked_for_at="2026-11-01T10:00Z")
    university = OrganisationKind.objects.get(name="Universitet")
    a_member("Borta AB", until=date(2026, 2, 1), kind=university, employees=600)
    partner = an_organisation("Partner AB", employees=None, is_for_profit=None)
    Relation.objects.create(organisation=partner, kind=Relation.Kind.PARTNER)
    assert names_in(desk.get(f"{list_of('organisation')}?{query}")) == names


def test_an_organisation_is_saved_with_number_and_code_as_people_write_them(desk):
    organisation = an_organisation(org_number="5560160680")
    data = {
        **form_of(desk, organisation),
        "org_number": "556036-0793",
        "postal_code": "411 01",
        "website": "lattvikt.example",
    }
    assert desk.post(page_of(organisation), data).status_code == 302
    organisation.refresh_from_db()
    assert organisation.org_number == "5560360793"
    assert organisation.postal_code == "41101"
    assert organisation.website == "https://lattvikt.example"


def form_of(desk, obj):
    """What stands in the form of the object's page."""
    context = desk.get(page_of(obj)).context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    values = {form.add_prefix(name): form[name].value() for form in forms for name in form.fields}
    return {name: value for name, value in values.items() if value is not None}


@pytest.mark.parametrize(
    ("number", "fault", "is_shown"),
    [
        ("850101-1234", Fault.PERSONAL, False),
        ("556016-0681", Fault.CHECK_DIGIT, True),
        ("abc", Fault.LENGTH, True),
    ],
)
def test_a_number_that_is_none_is_refused_and_a_person_s_is_not_shown_again(
    desk, number, fault, is_shown
):
    organisation = an_organisation()
    response = desk.post(
        page_of(organisation), {**form_of(desk, organisation), "org_number": number}
    )
    faults = response.context["adminform"].form.errors.as_data()["org_number"]
    assert [one.code for one in faults] == [fault]
    assert (number in response.content.decode()) == is_shown


def test_two_organisations_abroad_have_no_number(desk):
    an_organisation("NTNU", org_number=None, country="NO")
    other = an_organisation("DTU", country="DK", postal_code="2800")
    assert desk.post(page_of(other), {**form_of(desk, other), "org_number": ""}).status_code == 302
    other.refresh_from_db()
    assert other.org_number is None


def test_a_membership_is_begun_and_ended_by_buttons(desk):
    organisation = an_organisation()
    start = page_of(organisation, "gor-till-medlem")
    assert start in desk.get(page_of(organisation)).content.decode()
    desk.post(start, {"starts_on": "2026-02-01", "admitted_by": "Styrelsen 2026-01-30"})
    membership = organisation.memberships.get()
    end = page_of(membership, "avsluta")
    assert end in desk.get(page_of(membership)).content.decode()
    assert "-12-31" in desk.get(end).content.decode()
    desk.post(end, {"ends_on": "2026-12-31", "reason": "Egen begäran"})
    membership.refresh_from_db()
    assert (membership.ends_on, membership.end_reason) == (date(2026, 12, 31), "Egen begäran")


def test_what_an_action_refuses_is_told(desk):
    membership = a_member(since=date(2026, 2, 1)).memberships.get()
    data = {"ends_on": "2026-01-01", "reason": "Fel datum"}
    response = desk.post(page_of(membership, "avsluta"), data, follow=True)
    assert [str(message) for message in response.context["messages"]] == [
        "Medlemskapet började den 2026-02-01 och kan inte upphöra före det."
    ]


def test_a_request_to_leave_is_taken_away_by_a_button(desk):
    membership = a_member().memberships.get()
    Membership.objects.update(end_asked_for_at="2026-11-01T10:00Z")
    desk.post(page_of(membership, "behall"))
    membership.refresh_from_db()
    assert membership.end_asked_for_at is None


def test_no_date_of_a_membership_is_typed_over(desk):
    membership = a_member().memberships.get()
    assert desk.get(page_of(membership)).context["adminform"].form.fields == {}


def test_a_role_is_ended_by_a_button(desk):
    member = a_member()
    a_contact(member)
    second = a_contact(member, Contact.Role.COMMUNICATOR)
    desk.post(page_of(second, "avsluta"))
    assert list(member.contacts.current().values_list("role", flat=True)) == ["contact"]


def test_the_last_day_of_a_role_is_not_typed_past_the_button(desk):
    contact = a_contact(a_member())
    desk.post(page_of(contact), {"since": "2026-01-01", "until": "2026-01-02"})
    contact.refresh_from_db()
    assert contact.until is None


def test_the_fees_are_adopted_by_a_button(desk):
    schedule = a_schedule(2027, adopted=False)
    desk.post(
        page_of(schedule, "faststall"), {"on": "2026-11-10", "reference": "Årsstämman 2026, § 12"}
    )
    schedule.refresh_from_db()
    assert schedule.adopted_on == date(2026, 11, 10)


@pytest.mark.parametrize(("is_approved", "may_change"), [(False, True), (True, False)])
def test_the_tiers_of_an_approved_year_stand_as_they_are(desk, is_approved, may_change):
    schedule = a_schedule(2027, approved=is_approved)
    tier = schedule.tiers.first()
    data = {
        "tiers-TOTAL_FORMS": 1,
        "tiers-INITIAL_FORMS": 1,
        "tiers-0-id": tier.pk,
        "tiers-0-schedule": schedule.pk,
        "tiers-0-from_employees": 1,
        "tiers-0-amount": "1",
    }
    desk.post(page_of(schedule), data)
    assert FeeTier.objects.get(pk=tier.pk).amount == (1 if may_change else 5_000)


def test_there_is_one_programme(desk):
    the_programme()
    assert desk.get(reverse("admin:members_programme_add")).status_code == 403


def test_what_every_invoice_says_of_us_is_checked_and_kept_as_digits(desk):
    page = reverse("admin:members_programme_change", args=[the_programme().pk])
    facts = {"name": "Lättvikt", "email": "kansli@lattvikt.example", "days_to_pay": 30}
    giro = {"org_number": "802406-2310", "postal_code": "411 01", "bankgiro": "991-2347"}
    refused = desk.post(page, facts | giro).content.decode()
    assert "Det här är inget bankgironummer. Det skrivs som 991-2346." in refused
    desk.post(page, facts | giro | {"bankgiro": "991-2346"})
    us = Programme.objects.get()
    assert (us.org_number, us.postal_code, us.bankgiro) == ("8024062310", "41101", "9912346")


def test_the_auditor_reads_and_presses_nothing(client):
    client.force_login(of_the_staff(AUDITOR))
    member = a_member()
    membership = member.memberships.get()
    assert client.get(page_of(member)).status_code == 200
    assert "avsluta" not in client.get(page_of(membership)).content.decode()
    assert client.post(page_of(membership, "avsluta")).status_code == 403
    assert client.post(page_of(member), {"name": "Ändrat AB"}).status_code == 403
    assert Organisation.objects.get().name == member.name


def test_the_secretariat_changes_but_deletes_no_organisation_person_or_membership(client):
    client.force_login(of_the_staff(SECRETARIAT))
    contact = a_contact(a_member())
    membership = contact.organisation.memberships.get()
    for obj in [contact.organisation, contact.person, contact, membership]:
        assert client.get(page_of(obj)).status_code == 200
        assert client.post(page_of(obj, "delete")).status_code == 403


def test_one_organisation_takes_few_queries(desk, django_assert_num_queries):
    member = a_member()
    for role in [Contact.Role.CONTACT, Contact.Role.INVOICE, Contact.Role.DELEGATE]:
        a_contact(member, role)
    desk.get(page_of(member))
    with django_assert_num_queries(12):
        desk.get(page_of(member))


def test_people_are_found_whatever_their_accents(desk):
    a_person("Örjan Åkesson")
    a_person("Anna Andersson")
    assert names_in(desk.get(list_of("person"), {"q": "åkess"})) == ["Örjan Åkesson"]
    assert Industry.objects.count() > 0
