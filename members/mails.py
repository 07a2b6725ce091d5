"""The letters about members: which, to whom, under which key."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from members.models import Contact, Programme
from outbox.actions import write_letter

INVITATION_SALT = "members.invitation"
HEAD_COUNT_SALT = "members.head_count"
LETTERS_SALT = "members.letters"


def invited(person, organisation, *, roles, by, today):
    """To somebody who has been asked to act for an organisation. Again on another day, if asked."""
    write_letter(
        "members/mail/invited.txt",
        key=f"invited-{organisation.pk}-{person.pk}-{today}",
        to=person.email,
        language=person.language,
        context={
            "person": person,
            "organisation": organisation,
            "roles": [Contact.Role(role).label for role in roles],
            "by": by.get_full_name(),
            "link": invitation_link(person, organisation),
        },
    )


def invitation_link(person, organisation):
    signed = signing.dumps([person.pk, organisation.pk], salt=INVITATION_SALT)
    return settings.SITE_URL + reverse("members:invitation", args=[signed])


def roles_ended(person, organisation, *, today):
    """To somebody who no longer acts for an organisation."""
    write_letter(
        "members/mail/roles_ended.txt",
        key=f"roles-ended-{organisation.pk}-{person.pk}-{today}",
        to=person.email,
        language=person.language,
        context={"person": person, "organisation": organisation},
    )


def role_received(contact, *, today):
    """To somebody who has taken over a role, or to whom the vote fell."""
    write_letter(
        "members/mail/role_received.txt",
        key=f"role-received-{contact.pk}-{today}",
        to=contact.person.email,
        language=contact.person.language,
        context={
            "person": contact.person,
            "organisation": contact.organisation,
            "role": Contact.Role(contact.role).label,
        },
    )


def end_asked(membership, *, by, ends_on):
    """To the secretariat, and a receipt to who asked."""
    at = f"{membership.end_asked_for_at:%Y%m%d%H%M%S}"
    context = {
        "membership": membership,
        "organisation": membership.organisation,
        "by": by,
        "ends_on": ends_on,
    }
    write_letter(
        "members/mail/end_asked.txt",
        key=f"membership-end-asked-{membership.pk}-{at}",
        to=Programme.objects.current().email,
        language=settings.LANGUAGE_CODE,
        context=context,
    )
    write_letter(
        "members/mail/end_asked_receipt.txt",
        key=f"membership-end-asked-receipt-{membership.pk}-{at}",
        to=by.email,
        language=by.language,
        context=context,
    )


def membership_ended(membership, *, today):
    """To the contact persons, each in their own language."""
    contacts = membership.organisation.contacts.on(today).filter(role=Contact.Role.CONTACT)
    for contact in contacts.exclude(person__email="").select_related("person"):
        write_letter(
            "members/mail/membership_ended.txt",
            key=f"membership-ended-{membership.pk}-{membership.ends_on}-{contact.person_id}",
            to=contact.person.email,
            language=contact.person.language,
            context={"membership": membership, "organisation": membership.organisation},
        )


def head_count_asked(head_count, person, *, times, answer):
    """To a contact person: the question the first time, then a reminder.

    `answer` is what the number that we know costs (members.rules.FeeAnswer), None outside the
    table and without one.
    """
    organisation, the_round = head_count.organisation, head_count.round
    write_letter(
        "members/mail/head_count_asked.txt",
        key=f"head-count-{the_round.year}-{organisation.pk}-{person.pk}-{times}",
        to=person.email,
        language=person.language,
        context={
            "person": person,
            "organisation": organisation,
            "round": the_round,
            "is_reminder": times > 1,
            "answer": answer,
            "link": organisation.employees and head_count_link(head_count, person),
        },
    )


def head_count_link(head_count, person):
    """To the page where the number that the letter shows, and no other, is confirmed."""
    facts = [head_count.pk, person.pk, head_count.organisation.employees]
    signed = signing.dumps(facts, salt=HEAD_COUNT_SALT)
    return settings.SITE_URL + reverse("members:head_count", args=[signed])


def letters_link(person):
    """To the page where the person chooses which letters to have."""
    return settings.SITE_URL + letters_path(person)


def letters_path(person):
    return reverse("members:letters_by_link", args=[signing.dumps(person.pk, salt=LETTERS_SALT)])
