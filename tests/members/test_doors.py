"""Who comes in to a member's pages, and whom they act for."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse

from members.actions import link_login
from members.doors import CHOSEN, member_required
from members.models import Contact, Person
from tests.build import a_contact, a_member, a_person, a_user, an_organisation

pytestmark = pytest.mark.django_db


@member_required
def a_view(request):
    return HttpResponse("in")


@member_required(roles=[Contact.Role.INVOICE])
def an_invoice_view(request):
    return HttpResponse("in")


@pytest.fixture
def knock(rf):
    """A request by the user's browser, at an inner door."""

    def make(user, view=a_view, **session):
        request = rf.get("/medlem/sida/")
        request.user, request.session = user, session
        return request, view(request)

    return make


def test_who_is_not_logged_in_is_asked_to(knock):
    _, response = knock(AnonymousUser())
    assert response.url == f"{reverse('account_login')}?next=/medlem/sida/"


def test_a_contact_comes_in_and_acts_for_the_organisation(knock):
    member = a_member()
    contact = a_contact(member)
    a_contact(member, Contact.Role.DELEGATE, person=contact.person)
    request, _ = knock(contact.person.user)
    assert request.organisation == member
    assert request.organisations == [member]
    assert request.roles == {Contact.Role.CONTACT, Contact.Role.DELEGATE}
    assert request.is_member is True


def test_a_stranger_is_told_what_to_do(client):
    a_contact(a_member())
    client.force_login(a_user())
    assert client.get("/medlem/").status_code == 403


@pytest.mark.parametrize(
    "dates", [{"until": date(2026, 6, 1)}, {"since": date(2099, 1, 1)}], ids=["past", "future"]
)
def test_a_role_that_does_not_hold_today_opens_nothing(client, dates):
    contact = a_contact(a_member(), **dates)
    client.force_login(contact.person.user)
    assert client.get("/medlem/").status_code == 403


def test_the_contact_of_one_who_was_never_a_member_has_no_pages(client):
    contact = a_contact(an_organisation())
    client.force_login(contact.person.user)
    assert client.get("/medlem/").status_code == 403


def test_after_a_membership_has_ended_its_contacts_still_come_in(knock):
    contact = a_contact(a_member(until=date(2026, 6, 30)))
    request, response = knock(contact.person.user)
    assert response.content == b"in"
    assert request.is_member is False


def test_who_acts_for_two_must_say_for_whom(knock):
    contact = a_contact(a_member("Åkes Aluminium AB"))
    a_contact(a_member("Örjans Ostkompositer AB"), person=contact.person)
    _, response = knock(contact.person.user)
    assert response.url == f"{reverse('members:choose')}?next=%2Fmedlem%2Fsida%2F"


def test_the_one_chosen_is_the_one_acted_for_and_its_roles_alone(knock):
    first = a_contact(a_member("Åkes Aluminium AB"))
    second = a_contact(a_member("Örjans AB"), Contact.Role.INVOICE, person=first.person)
    request, _ = knock(first.person.user, **{CHOSEN: second.organisation_id})
    assert request.organisation == second.organisation
    assert request.organisations == [first.organisation, second.organisation]
    assert request.roles == {Contact.Role.INVOICE}


def test_somebody_elses_organisation_cannot_be_chosen(knock):
    other = a_member("Någon Annans AB")
    contact = a_contact(a_member())
    request, _ = knock(contact.person.user, **{CHOSEN: other.pk})
    assert request.organisation == contact.organisation


@pytest.mark.parametrize("role", [Contact.Role.CONTACT, Contact.Role.INVOICE])
def test_a_contact_person_may_do_all_and_another_what_the_role_says(knock, role):
    contact = a_contact(a_member(), role)
    assert knock(contact.person.user, an_invoice_view)[1].content == b"in"


def test_a_role_that_does_not_reach_here_is_refused(knock):
    contact = a_contact(a_member(), Contact.Role.COMMUNICATOR)
    with pytest.raises(PermissionDenied):
        knock(contact.person.user, an_invoice_view)


def test_an_invited_person_comes_in_by_the_verified_address(knock):
    person = a_person(user=None, email="Maja@Example.org")
    contact = a_contact(a_member(), person=person)
    request, _ = knock(a_user("maja@example.org"))
    assert request.organisation == contact.organisation
    assert Person.objects.get(pk=person.pk).user == request.user


def test_an_address_that_is_not_verified_opens_nothing():
    person = a_person(user=None, email="maja@example.org")
    assert link_login(a_user("maja@example.org", verified=False)) is None
    assert Person.objects.get(pk=person.pk).user is None


def test_a_person_with_a_login_is_never_taken_over():
    person = a_person()
    intruder = a_user()
    intruder.emailaddress_set.create(email=f"x{person.email}", verified=True)
    person.email = f"x{person.email}"
    person.save()
    assert link_login(intruder) is None


def test_who_has_a_person_keeps_it():
    person = a_person()
    a_person(user=None, email="other@example.org")
    person.user.emailaddress_set.create(email="other@example.org", verified=True)
    assert link_login(person.user) == person
