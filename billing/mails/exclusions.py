"""To a member whose fee is unpaid: what has been put before the board, and what can be done."""

from members.models import Contact
from outbox.actions import write_letter


def exclusion_proposed(proposal, *, today):
    """To the contact persons, each in their own language."""
    organisation = proposal.membership.organisation
    contacts = organisation.contacts.on(today).filter(role=Contact.Role.CONTACT)
    for contact in contacts.exclude(person__email="").select_related("person"):
        write_letter(
            "billing/mail/exclusion_proposed.txt",
            key=f"exclusion-{proposal.pk}-proposed-{contact.person_id}",
            to=contact.person.email,
            language=contact.person.language,
            context={
                "organisation": organisation,
                "invoice": proposal.invoice,
                "body": proposal.matter.body,
            },
        )
