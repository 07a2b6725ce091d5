"""The letters about an application for a medlemscheck, to the member's contact persons."""

from django.urls import reverse

from checks.mails.assessing import asked_to_assess, assessment_reminder, to_assess_anew
from checks.mails.deciding import decision_letters
from members.models import Contact
from outbox.actions import write_letter

__all__ = [
    "asked_to_assess",
    "assessment_reminder",
    "decision_letters",
    "received",
    "to_assess_anew",
    "withdrawn",
]


def received(application, revision, *, today):
    write("received", application, str(revision.number), today=today, revision=revision)


def withdrawn(application, *, by, today):
    write("withdrawn", application, "", today=today, by=by)


def write(letter, application, number, *, today, **context):
    """To each in their own language. The key names the fact: which letter, of which version."""
    contacts = application.organisation.contacts.on(today).filter(role=Contact.Role.CONTACT)
    for contact in contacts.exclude(person__email="").select_related("person"):
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
