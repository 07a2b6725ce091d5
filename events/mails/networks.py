"""The letters about local networks, to those who are asked to own one and to those who do."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from members.models import Contact
from outbox.actions import write_letter

OWNER_SALT = "events-network-owner"


def owner_asked(owner, *, today) -> int:
    """To each contact person of the organisation. How many."""
    contacts = owner.organisation.contacts.on(today).filter(role=Contact.Role.CONTACT)
    contacts = contacts.exclude(person__email="").select_related("person")
    for contact in contacts:
        write(
            "network_owner_asked",
            owner.network,
            contact.person,
            key=f"network-owner-{owner.pk}-{contact.person_id}",
            owner=owner,
            link=settings.SITE_URL + owner_path(owner, contact.person_id),
        )
    return len(contacts)


def owner_path(owner, person: int) -> str:
    """To the page where a contact person of the organisation answers."""
    return reverse(
        "events:answer_for_owner", args=[signing.dumps([owner.pk, person], salt=OWNER_SALT)]
    )


def owner_answered(owner, *, by) -> None:
    """To the other owners."""
    for other in owners_of(owner.network).exclude(pk=owner.pk):
        write(
            "network_owner_answered",
            owner.network,
            other.person,
            key=f"network-owner-{owner.pk}-answered-{other.person_id}",
            owner=owner,
            by=by,
        )


def network_started(network) -> None:
    to_owners("network_started", network)


def network_ended(network) -> None:
    to_owners("network_ended", network)


def to_owners(letter, network, *, key="", **facts) -> None:
    for owner in owners_of(network):
        name = f"{key or letter.replace('_', '-')}-{network.pk}-{owner.person_id}"
        write(letter, network, owner.person, key=name, owner=owner, **facts)


def owners_of(network):
    """Those whom a letter reaches, each once."""
    owners = network.owners.standing().exclude(person__email="").select_related("person")
    return owners.order_by("pk")


def write(letter, network, person, *, key, **facts) -> None:
    write_letter(
        f"events/mail/{letter}.txt",
        key=key,
        to=person.email,
        language=person.language,
        context={
            "network": network,
            "person": person,
            "page": settings.SITE_URL + reverse("events:network", args=[network.pk]),
            **facts,
        },
    )
