"""The letters about an application for a medlemscheck, to the member's contact persons."""

from django.urls import reverse

from members.models import Contact
from outbox.actions import write_letter


def received(application, revision, *, today):
    write("received", application, str(revision.number), today=today, revision=revision)


def withdrawn(application, *, by, today):
    write("withdrawn", application, "", today=today, by=by)


def write(letter, application, number, *, today, **context):
    """To each in their own language. The key names the fact: which letter, of which version."""
    for contact in contacts_of(application.organisation, today):
        facts = ["check", str(application.pk), letter, number, str(contact.person_id)]
        write_letter(
            f"checks/mail/{letter}.txt",
            key="-".join(filter(None, facts)),
            to=contact.person.email,
            language=contact.person.language,
            context={
                "application": application,
                "organisation": application.organisation,
                "person": contact.person,
                "path": reverse("checks:application", args=[application.pk]),
                **context,
            },
        )


def contacts_of(organisation, today):
    """The contact persons who have an address."""
    contacts = organisation.contacts.on(today).filter(role=Contact.Role.CONTACT)
    return contacts.exclude(person__email="").select_related("person")
