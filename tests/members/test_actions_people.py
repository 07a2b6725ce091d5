"""Who acts for an organisation: invited, given roles, handing over, leaving."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection, connections

from lattvikt.lib.refused import Refused
from members.actions import end_contact, hand_over, invite_contact, set_roles
from members.models import Contact, Person
from outbox.models import Message
from tests.build import a_contact, a_member, a_person, a_user

Role = Contact.Role
TODAY = date(2026, 11, 22)
YESTERDAY = date(2026, 11, 21)


@pytest.fixture
def member(db):
    return a_member()


@pytest.fixture
def boss(member):
    """The member's contact person."""
    return a_contact(member).person


def held(member):
    """Who has which role today."""
    contacts = member.contacts.on(TODAY).values_list("person__name", "role")
    return sorted(contacts)


def invite(member, by, **fields):
    defaults = {"name": "Maja Gräddnos", "email": "maja@example.org", "roles": [Role.DELEGATE]}
    return invite_contact(member, by=by.user, today=TODAY, **{**defaults, **fields})


def change(member, person, roles, by=None):
    set_roles(person, organisation=member, roles=roles, by=by or a_user(), today=TODAY)


def test_an_invited_colleague_has_the_roles_and_a_letter_with_the_way_in(member, boss):
    maja = invite(member, boss, roles=[Role.DELEGATE, Role.COMMUNICATOR])
    assert maja.user is None
    assert held(member) == [
        ("Anna Åkesson", Role.CONTACT),
        ("Maja Gräddnos", Role.COMMUNICATOR),
        ("Maja Gräddnos", Role.DELEGATE),
    ]
    letter = Message.objects.get()
    assert letter.to == "maja@example.org"
    assert letter.subject == "Du är inbjuden att företräda Verkstaden i Åmål AB i Lättvikt"
    assert "– kommunikatör\n– röstombud" in letter.text
    assert "http://localhost/medlem/inbjudan/" in letter.text


def test_an_invitation_to_an_english_speaking_organisation_is_in_english(boss, member):
    member.language = "en"
    member.save()
    invite(member, boss)
    letter = Message.objects.get()
    assert letter.subject == "You have been invited to act for Verkstaden i Åmål AB in Lättvikt"
    assert "– voting delegate" in letter.text


def test_somebody_we_know_by_the_address_is_the_same_person(member, boss):
    known = a_person("Maja G.", user=None, email="Maja@Example.org")
    assert invite(member, boss, email="maja@example.ORG") == known
    assert Person.objects.get(pk=known.pk).name == "Maja G."


def test_inviting_again_to_the_same_role_is_refused(member, boss):
    invite(member, boss)
    with pytest.raises(Refused, match="Maja Gräddnos har redan den rollen"):
        invite(member, boss)


def test_a_role_that_was_to_begin_later_begins_when_one_is_invited_to_it(member, boss):
    maja = a_person("Maja", user=None, email="maja@example.org")
    a_contact(member, Role.COMMUNICATOR, person=maja, since=date(2027, 1, 1))
    invite(member, boss, email="maja@example.org", roles=[Role.COMMUNICATOR])
    assert [contact.since for contact in maja.contacts.all()] == [TODAY]


def test_roles_are_changed_from_today_and_yesterday_stays_as_it_was(member, boss):
    maja = a_contact(member, Role.COMMUNICATOR, person=a_person("Maja")).person
    change(member, maja, [Role.INVOICE, Role.CONTACT])
    assert held(member) == [
        ("Anna Åkesson", Role.CONTACT),
        ("Maja", Role.CONTACT),
        ("Maja", Role.INVOICE),
    ]
    assert member.contacts.get(role=Role.COMMUNICATOR).until == YESTERDAY
    assert member.roles_on(YESTERDAY) == {Role.CONTACT, Role.COMMUNICATOR}


def test_a_role_that_was_given_today_and_taken_back_was_never_held(member, boss):
    maja = invite(member, boss)
    change(member, maja, [])
    assert not Contact.objects.filter(person=maja).exists()


def test_who_is_taken_off_gets_a_letter(member, boss):
    maja = a_contact(member, Role.COMMUNICATOR, person=a_person("Maja")).person
    change(member, maja, [], by=boss.user)
    letter = Message.objects.get()
    assert letter.to == maja.email
    assert letter.subject == "Du företräder inte längre Verkstaden i Åmål AB i Lättvikt"


def test_who_leaves_gets_no_letter_about_it(member, boss):
    maja = a_contact(member, Role.COMMUNICATOR, person=a_person("Maja")).person
    change(member, maja, [], by=maja.user)
    assert not Message.objects.exists()


def test_the_last_contact_person_cannot_leave_and_is_told_the_way_out(member, boss):
    a_contact(member, Role.DELEGATE)
    with pytest.raises(Refused, match="Bjud in en kollega"):
        change(member, boss, [])
    assert Role.CONTACT in member.roles_on(TODAY)


def test_one_of_two_contact_persons_may_leave(member, boss):
    second = a_contact(member, person=a_person("Maja"))
    end_contact(second, by=boss.user, today=TODAY)
    assert held(member) == [("Anna Åkesson", Role.CONTACT)]


def test_the_last_invoice_recipient_cannot_leave_when_there_is_no_invoice_email(member, boss):
    member.invoice_email = ""
    member.save()
    recipient = a_contact(member, Role.INVOICE)
    with pytest.raises(Refused, match="fakturorna"):
        end_contact(recipient, by=boss.user, today=TODAY)


def test_an_invoice_recipient_may_leave_when_there_is_an_invoice_email(member, boss):
    recipient = a_contact(member, Role.INVOICE)
    end_contact(recipient, by=boss.user, today=TODAY)
    assert held(member) == [("Anna Åkesson", Role.CONTACT)]


def test_what_was_missing_before_stops_nobody(member):
    """The organisation has no contact person and no invoice address to begin with."""
    member.invoice_email = ""
    member.save()
    lone = a_contact(member, Role.COMMUNICATOR)
    end_contact(lone, by=a_user(), today=TODAY)
    assert held(member) == []


def test_when_the_delegate_leaves_the_vote_falls_to_the_first_deputy(member, boss):
    delegate = a_contact(member, Role.DELEGATE, person=a_person("Delia"))
    a_contact(member, Role.DEPUTY, person=a_person("Senare"), since=date(2026, 3, 1))
    a_contact(member, Role.DEPUTY, person=a_person("Tidigare"), since=date(2026, 2, 1))
    end_contact(delegate, by=delegate.person.user, today=TODAY)
    assert held(member) == [
        ("Anna Åkesson", Role.CONTACT),
        ("Senare", Role.DEPUTY),
        ("Tidigare", Role.DELEGATE),
    ]
    assert Message.objects.get().subject == "Du är nu röstombud för Verkstaden i Åmål AB"


def test_a_new_deputy_stays_deputy_though_there_is_no_delegate(member, boss):
    maja = a_contact(member, Role.COMMUNICATOR, person=a_person("Maja")).person
    change(member, maja, [Role.DEPUTY])
    assert held(member) == [("Anna Åkesson", Role.CONTACT), ("Maja", Role.DEPUTY)]


def test_a_role_is_handed_over_in_one_step(member, boss):
    """Also that of the last contact person, which could not be left."""
    maja = a_contact(member, Role.COMMUNICATOR, person=a_person("Maja")).person
    contact = member.contacts.get(person=boss)
    hand_over(contact, to=maja, today=TODAY)
    assert held(member) == [("Maja", Role.COMMUNICATOR), ("Maja", Role.CONTACT)]
    assert Message.objects.get().to == maja.email


def test_a_role_cannot_be_handed_to_somebody_outside(member, boss):
    outsider = a_contact(a_member("Någon Annans AB")).person
    with pytest.raises(Refused, match="Bjud först in"):
        hand_over(member.contacts.get(person=boss), to=outsider, today=TODAY)


def test_a_role_is_handed_over_once(member, boss):
    maja = a_contact(member, Role.COMMUNICATOR).person
    contact = member.contacts.get(person=boss)
    hand_over(contact, to=maja, today=TODAY)
    with pytest.raises(Refused, match="redan lämnad"):
        hand_over(contact, to=maja, today=TODAY)


@pytest.mark.django_db(transaction=True)
def test_of_two_last_contact_persons_who_leave_at_once_one_stays():
    member = a_member()
    people = [a_contact(member).person, a_contact(member).person]
    barrier, refusals = Barrier(2), []

    def leave(person):
        barrier.wait()
        try:
            change(member, person, [], by=person.user)
        except Refused as refused:
            refusals.append(str(refused))
        finally:
            connections.close_all()

    threads = [Thread(target=leave, args=[person]) for person in people]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    connection.close()
    assert len(refusals) == 1
    assert member.contacts.on(TODAY).count() == 1
