"""What a member's people see and do about their organisation."""

from datetime import date

import pytest
import time_machine
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from members.actions import freeze_round
from members.doors import CHOSEN
from members.mails import INVITATION_SALT, invitation_link
from members.models import Contact, HeadCount, Organisation, OrganisationKind, Person
from outbox.models import Message
from tests.build import (
    LONG_NAME,
    a_contact,
    a_member,
    a_person,
    a_round,
    a_schedule,
    a_user,
    the_programme,
)

pytestmark = pytest.mark.django_db
Role = Contact.Role
HARD = "\u00a0"


@pytest.fixture
def boss(client):
    """A contact person in her browser."""
    contact = a_contact(a_member("Saras Lätta AB"), person=a_person("Sara Åberg"))
    client.force_login(contact.person.user)
    return contact


def to(name, *args):
    return reverse(f"members:{name}", args=args)


def text_of(response):
    return response.content.decode()


def told(response):
    return [str(message) for message in response.context["messages"]]


# --- whom one acts for


def test_who_acts_for_two_chooses_and_comes_to_the_page_that_was_asked_for(client, boss):
    second = a_contact(a_member(LONG_NAME), person=boss.person).organisation
    asked = client.get(to("contacts"))
    assert asked.url == f"{to('choose')}?next=%2Fmedlem%2Fkontakter%2F"
    page = client.get(asked.url)
    assert page.context["organisations"] == [second, boss.organisation]
    chosen = client.post(to("choose"), {"organisation": second.pk, "next": to("contacts")})
    assert chosen.url == to("contacts")
    assert client.get(to("contacts")).wsgi_request.organisation == second


def test_an_organisation_of_somebody_elses_cannot_be_chosen(client, boss):
    other = a_contact(a_member("Någon Annans AB")).organisation
    assert client.post(to("choose"), {"organisation": other.pk}).status_code == 200
    assert CHOSEN not in client.session


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_choosing_leads_to_no_foreign_page(client, boss, away):
    data = {"organisation": boss.organisation_id, "next": away}
    assert client.post(to("choose"), data).url == "/medlem/"


def test_a_form_that_was_opened_for_the_other_organisation_changes_nothing(client, boss):
    """Two windows: opened for one, chosen the other since."""
    second = a_contact(a_member("Andra AB", employees=7), person=boss.person).organisation
    client.post(to("choose"), {"organisation": second.pk})
    data = {"acting_for": boss.organisation_id, "employees": 999}
    response = client.post(to("employees"), data, follow=True)
    assert told(response) == ["Du har bytt organisation sedan sidan öppnades. Inget sparades."]
    assert set(Organisation.objects.values_list("employees", flat=True)) == {7, 40}


# --- the organisation


def test_the_organisations_page_tells_what_it_is_and_what_it_costs(client, boss):
    the_programme()
    a_schedule()
    page = text_of(client.get(to("organisation")))
    for text in ["Saras Lätta AB", f"5{HARD}000{HARD}kr", "faktura@verkstaden.example"]:
        assert text in page


def test_details_are_changed(client, boss):
    data = {
        "street": "Nygatan 5",
        "postal_code": "411 01",
        "city": "Göteborg",
        "invoice_email": "ny@example.org",
        "buyer_reference": "Kst 12",
        "website": "saras.example",
        "language": "en",
    }
    assert client.post(to("details"), data).url == to("organisation")
    assert Organisation.objects.values(*data).get() == {
        **data,
        "postal_code": "41101",
        "website": "https://saras.example",
    }


def details(**changed):
    plain = {
        "street": "Nygatan 5",
        "postal_code": "411 01",
        "city": "Göteborg",
        "invoice_email": "ny@example.org",
        "language": "sv",
    }
    return {**plain, **changed}


@pytest.mark.parametrize(
    ("changed", "field", "text"),
    [
        ({"postal_code": "4110"}, "postal_code", "Skriv ett postnummer med fem siffror"),
        ({"invoice_email": "inte en adress"}, "invoice_email", "giltig e-postadress"),
        ({"invoice_email": ""}, "invoice_email", "Då skulle fakturorna inte ha någonstans"),
        ({"city": ""}, "city", "måste fyllas i"),
        ({"street": "x" * 100_000}, "street", "som mest 120 tecken"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_nothing_is_lost(
    client, boss, changed, field, text
):
    response = client.post(to("details"), details(**changed))
    assert text in response.context["form"].errors[field][0]
    assert response.context["form"]["street"].value() == details(**changed)["street"]
    assert Organisation.objects.get().street == "Storgatan 1"


def test_invoices_as_pdf_are_agreed_to_in_the_details(client, boss):
    assert "accepts_pdf" not in client.get(to("details")).context["form"].fields
    Organisation.objects.update(accepts_pdf_since=None)
    assert "Vi godkänner fakturor som PDF med e-post" in text_of(client.get(to("details")))
    client.post(to("details"), details(accepts_pdf="on"))
    assert Organisation.objects.get().accepts_pdf_since == timezone.localdate()


def test_a_public_body_must_give_its_reference(client, boss):
    kind = OrganisationKind.objects.get(name="Universitet")
    Organisation.objects.update(kind=kind)
    response = client.post(to("details"), details(buyer_reference=""))
    assert list(response.context["form"].errors) == ["buyer_reference"]


def test_what_a_new_head_count_costs_is_shown_before_it_is_sent(client, boss):
    a_schedule()
    response = client.get(to("employees"), {"employees": "250"})
    page = text_of(response)
    assert f"Avgiften höjs med 10{HARD}000{HARD}kr per år." in page
    assert "kräver färre än 250" in page
    next_year = timezone.localdate().year + 1
    assert f"Det nya antalet gäller från nästa avgift, i regel den för {next_year}." in page
    assert Organisation.objects.get().employees == 40


@pytest.mark.parametrize(
    ("employees", "text"),
    [
        ("51", f"höjs med 10{HARD}000{HARD}kr"),
        ("50", "blir densamma"),
        ("501", f"höjs med 115{HARD}000{HARD}kr"),
    ],
)
def test_the_difference_in_fee(client, boss, employees, text):
    a_schedule()
    assert text in text_of(client.get(to("employees"), {"employees": employees}))


def test_a_smaller_head_count_lowers_the_fee(client, boss):
    a_schedule()
    Organisation.objects.update(employees=300)
    page = text_of(client.get(to("employees"), {"employees": "50"}))
    assert f"Avgiften sänks med 20{HARD}000{HARD}kr per år." in page


def test_a_new_head_count_is_sent(client, boss):
    assert client.post(to("employees"), {"employees": "1 200"}).url == to("organisation")
    assert Organisation.objects.get().employees == 1_200


@pytest.mark.parametrize("employees", ["0", "-1", "många", "99999999", ""])
def test_a_head_count_that_cannot_be_is_refused_with_a_text(client, boss, employees):
    for response in [
        client.get(to("employees"), {"employees": employees}),
        client.post(to("employees"), {"employees": employees}),
    ]:
        assert list(response.context["form"].errors) == ["employees"]
    assert Organisation.objects.get().employees == 40


# --- the year's round


@pytest.fixture
def opened(boss):
    """Next year's round, which takes answers."""
    a_schedule()
    return a_round(opened=timezone.now())


def answer_of(boss):
    return HeadCount.objects.values_list("employees", "how", "said_by").get()


def test_the_years_question_is_answered_by_one_button(client, boss, opened):
    page = text_of(client.get(to("employees")))
    assert f"Avgiften för {opened.year}" in page
    assert "Ja, vi har 40 anställda" in page
    client.post(to("employees"), {"employees": 40})
    assert answer_of(boss) == (40, "pages", boss.person.user.get_full_name())
    again = text_of(client.get(to("employees")))
    assert "Ja, vi har 40 anställda" not in again
    assert "Ni kan ändra antalet till och med den" in again


@pytest.mark.parametrize(
    ("known", "given", "amount", "crosses"),
    [
        (40, 50, 5_000, False),
        (50, 51, 15_000, True),
        (51, 250, 15_000, False),
        (250, 251, 25_000, True),
        (251, 500, 25_000, False),
        (500, 501, 120_000, True),
        (501, 500, 25_000, True),
    ],
)
def test_a_change_across_a_boundary_shows_the_new_fee_before_it_is_confirmed(
    client, boss, opened, known, given, amount, crosses
):
    Organisation.objects.update(employees=known)
    response = client.get(to("employees"), {"employees": given})
    assert response.context["new"].amount == amount
    assert ("hamnar ni i en annan avgiftsnivå" in text_of(response)) == crosses
    assert f"Antalet blir ert svar för avgiften {opened.year}." in text_of(response)
    assert answer_of(boss) == (None, "", "")


@pytest.mark.parametrize(
    ("employees", "text"),
    [(249, "Ni får söka medlemscheckar"), (250, "en medlemscheck kräver färre än 250")],
)
def test_249_and_250_pay_the_same_and_differ_in_what_they_may(
    client, boss, opened, employees, text
):
    response = client.get(to("employees"), {"employees": employees})
    assert response.context["new"].amount == 15_000
    assert text in text_of(response)


def test_the_fee_is_by_next_years_table_only_when_the_annual_meeting_has_adopted_it(
    client, boss, opened
):
    draft = a_schedule(opened.year, adopted=False, fees={1: 9_000})
    fee = client.get(to("employees"), {"employees": 51}).context["new"].amount
    draft.adopted_on, draft.decision_reference = "2026-11-12", "Årsstämman 2026, § 12"
    draft.save()
    after = client.get(to("employees"), {"employees": 51}).context["new"].amount
    assert (fee, after) == (15_000, 9_000)


def test_after_the_freeze_a_change_acts_from_the_next_year(client, boss, opened):
    freeze_round(opened, now=timezone.now())
    page = text_of(client.get(to("employees")))
    assert "Uppgifterna är låsta: avgiften räknas på 40 anställda." in page
    assert "Ni bekräftade det inte." in page
    preview = text_of(client.get(to("employees"), {"employees": 51}))
    assert f"Det nya antalet gäller från avgiften för {opened.year + 1}." in preview
    client.post(to("employees"), {"employees": 51})
    assert (Organisation.objects.get().employees, answer_of(boss)[0]) == (51, 40)


def test_who_was_left_out_gives_the_number_afterwards(client, boss):
    opened = a_round(opened=timezone.now(), silent="left_out")
    freeze_round(opened, now=timezone.now())
    assert "Vi har inte fått något svar från er" in text_of(client.get(to("employees")))
    client.post(to("employees"), {"employees": 51})
    assert answer_of(boss)[:2] == (51, "pages")


def test_who_has_no_known_number_is_asked_for_it(client, boss, opened):
    Organisation.objects.update(employees=None)
    page = text_of(client.get(to("employees")))
    assert "Uppge antalet nedan, senast den" in page
    assert "Ja, vi har" not in page


def test_without_fees_the_head_count_can_still_be_changed(client, boss):
    page = text_of(client.get(to("employees"), {"employees": "51"}))
    assert "Spara 51 anställda" in page


def test_the_member_asks_to_leave(client, boss):
    the_programme()
    page = text_of(client.get(to("end")))
    assert f"den 31 december {timezone.localdate().year}" in page
    response = client.post(to("end"), {"reason": "Vi lägger ner."}, follow=True)
    assert told(response) == ["Er begäran är skickad. En bekräftelse kommer med e-post."]
    assert "Ni har bett att få lämna." in text_of(response)
    assert Message.objects.count() == 2
    again = client.post(to("end"), {"reason": "Igen"}, follow=True)
    assert told(again) == ["Medlemskapet är redan på väg att avslutas."]


def test_who_is_no_longer_a_member_cannot_ask_to_leave(client):
    contact = a_contact(a_member(until=date(2026, 6, 30)))
    client.force_login(contact.person.user)
    assert client.get(to("end")).status_code == 404
    assert client.get(to("organisation")).status_code == 200


# --- people


def test_the_people_and_their_roles_are_listed_in_swedish_order(client, boss):
    for name in ["Östen", "Åke", "Ärla", "Adam"]:
        a_contact(boss.organisation, Role.DELEGATE, person=a_person(name))
    a_contact(boss.organisation, Role.INVOICE, person=boss.person)
    a_contact(a_member("Någon Annans AB"), person=a_person("Främling"))
    people = client.get(to("contacts")).context["people"]
    assert [(person.name, len(roles)) for person, roles in people] == [
        ("Adam", 1),
        ("Sara Åberg", 2),
        ("Åke", 1),
        ("Ärla", 1),
        ("Östen", 1),
    ]


def test_the_list_of_people_takes_as_many_queries_for_three_as_for_one(
    client, boss, django_assert_num_queries
):
    with django_assert_num_queries(8):
        client.get(to("contacts"))
    a_contact(boss.organisation, Role.DELEGATE)
    a_contact(boss.organisation, Role.INVOICE)
    with django_assert_num_queries(8):
        client.get(to("contacts"))


def test_a_colleague_is_invited_and_comes_in_by_the_letter(client, boss):
    data = {"name": "Maja", "email": "maja@example.org", "roles": [Role.COMMUNICATOR]}
    response = client.post(to("invite"), data, follow=True)
    assert told(response) == ["Maja är inbjuden. Brevet går till maja@example.org."]
    assert "har inte loggat in än" in text_of(response)
    link = next(word for word in Message.objects.get().text.split() if "/inbjudan/" in word)
    client.logout()
    page = text_of(client.get(link))
    assert "Du är inbjuden att företräda Saras Lätta AB" in page
    assert "/konto/signup/?email=maja%40example.org" in page
    client.force_login(a_user("maja@example.org"))
    assert client.get("/medlem/").wsgi_request.organisation == boss.organisation


def test_an_invited_colleague_with_a_login_is_led_to_log_in(client, boss):
    contact = a_contact(boss.organisation, Role.DELEGATE)
    client.logout()
    page = text_of(client.get(invitation_link(contact.person, contact.organisation)))
    assert "/konto/login/?next=/medlem/" in page


def test_who_is_logged_in_as_somebody_else_is_told_so(client, boss):
    contact = a_contact(boss.organisation, Role.DELEGATE)
    page = text_of(client.get(invitation_link(contact.person, contact.organisation)))
    assert f"Du är inloggad som {boss.person.email}." in page


def test_an_invitation_that_was_taken_back_or_forged_or_is_old_opens_nothing(client, boss):
    contact = a_contact(boss.organisation, Role.DELEGATE)
    link = invitation_link(contact.person, contact.organisation)
    with time_machine.travel(timezone.now() + timezone.timedelta(days=31)):
        assert client.get(link).status_code == 404
    forged = signing.dumps([contact.person_id, contact.organisation_id], salt="other")
    assert client.get(to("invitation", forged)).status_code == 404
    assert client.get(link).status_code == 200
    Contact.objects.filter(pk=contact.pk).delete()
    assert client.get(link).status_code == 404
    assert INVITATION_SALT != "other"


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"email": "maja"}, "email"), ({"name": ""}, "name"), ({"roles": []}, "roles")],
)
def test_an_invitation_that_lacks_something_is_not_sent(client, boss, changed, field):
    data = {"name": "Maja", "email": "maja@example.org", "roles": [Role.DELEGATE], **changed}
    assert list(client.post(to("invite"), data).context["form"].errors) == [field]
    assert not Message.objects.exists()


def test_roles_are_changed(client, boss):
    maja = a_contact(boss.organisation, Role.DELEGATE, person=a_person("Maja")).person
    client.post(to("roles", maja.pk), {"roles": [Role.CONTACT, Role.INVOICE]})
    held = boss.organisation.contacts.current().filter(person=maja)
    assert set(held.values_list("role", flat=True)) == {Role.CONTACT, Role.INVOICE}


def test_the_last_contact_person_is_told_the_way_out(client, boss):
    response = client.post(to("roles", boss.person.pk), {"roles": [Role.DELEGATE]})
    assert "Bjud in en kollega" in response.context["form"].errors["roles"][0]
    response = client.post(to("leave", boss.person.pk), follow=True)
    assert "Bjud in en kollega" in told(response)[0]


def test_a_role_is_handed_over(client, boss):
    maja = a_contact(boss.organisation, Role.COMMUNICATOR, person=a_person("Maja")).person
    page = text_of(client.get(to("hand_over", boss.pk)))
    assert "Sara Åberg är kontaktperson i dag." in page
    client.post(to("hand_over", boss.pk), {"to": maja.pk})
    assert boss.organisation.contacts.current().get(role=Role.CONTACT).person == maja


def test_alone_one_is_led_to_invite_before_handing_over(client, boss):
    page = text_of(client.get(to("hand_over", boss.pk)))
    assert to("invite") in page
    assert client.post(to("hand_over", boss.pk), {"to": boss.person.pk}).status_code == 200


def test_a_communicator_may_leave_but_change_nothing(client, boss):
    contact = a_contact(boss.organisation, Role.COMMUNICATOR)
    client.force_login(contact.person.user)
    for name in ["invite", "employees", "end", "details"]:
        assert client.get(to(name)).status_code == 403
    assert client.get(to("roles", boss.person.pk)).status_code == 403
    assert client.post(to("leave", boss.person.pk)).status_code == 403
    assert client.get(to("hand_over", boss.pk)).status_code == 403
    client.post(to("leave", contact.person.pk))
    assert not contact.person.contacts.current().exists()


def test_an_invoice_recipient_may_change_where_invoices_go(client, boss):
    contact = a_contact(boss.organisation, Role.INVOICE)
    client.force_login(contact.person.user)
    assert client.post(to("details"), details()).url == to("organisation")


def test_another_organisations_people_are_not_found(client, boss):
    """Though the person acts for that one too, and has not chosen it."""
    second = a_contact(a_member("Andra AB"), person=boss.person).organisation
    stranger = a_contact(second, Role.DELEGATE, person=a_person("Främling"))
    client.post(to("choose"), {"organisation": boss.organisation_id})
    for url in [
        to("roles", stranger.person.pk),
        to("leave", stranger.person.pk),
        to("hand_over", stranger.pk),
    ]:
        assert client.get(url).status_code == 404
        assert client.post(url).status_code == 404
    assert Person.objects.get(pk=stranger.person_id).contacts.current().exists()


@pytest.mark.parametrize("name", ["organisation", "details", "employees", "contacts", "invite"])
def test_the_pages_are_there_in_english(client, boss, name):
    a_schedule()
    response = client.get(to(name), headers={"accept-language": "en"})
    assert 'lang="en"' in text_of(response)
