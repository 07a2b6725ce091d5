"""The letters about a project, to the member's contact persons, each in their own language."""

from django.urls import reverse

from members.models import Contact
from outbox.actions import write_letter

PDF = "application/pdf"


def agreement_to_sign(agreement, *, today):
    write("agreement_to_sign", agreement.project, f"agreement-{agreement.number}", today=today)


def agreement_signed(agreement, *, today):
    """With the document."""
    write(
        "agreement_signed",
        agreement.project,
        f"agreement-{agreement.number}-signed",
        today=today,
        attachments=[(agreement.file_name, PDF, agreement.document)],
    )


def payout_asked(payout, *, today):
    write_of(payout, "asked", today=today)


def payout_paid(payout, *, today):
    write_of(payout, "paid", today=today)


def payout_refused(payout, *, today):
    write_of(payout, "refused", today=today)


def write_of(payout, what, *, today):
    key = f"payout-{payout.pk}-{what}"
    write(f"payout_{what}", payout.project, key, today=today, payout=payout)


def write(letter, project, fact, *, today, attachments=(), **context):
    """The key names the fact, and who is told."""
    contacts = project.organisation.contacts.on(today).filter(role=Contact.Role.CONTACT)
    for contact in contacts.exclude(person__email="").select_related("person"):
        write_letter(
            f"checks/mail/{letter}.txt",
            key=f"check-project-{project.pk}-{fact}-{contact.person_id}",
            to=contact.person.email,
            language=contact.person.language,
            attachments=attachments,
            context={
                "project": project,
                "organisation": project.organisation,
                "person": contact.person,
                "path": reverse("checks:project", args=[project.pk]),
                **context,
            },
        )
