"""Who acts for an organisation: invited, given roles, handing over, leaving."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from lattvikt.lib.refused import Refused
from members import mails
from members.models import Contact, Organisation, Person
from members.rules import can_be_invoiced


@transaction.atomic
def link_login(user) -> Person | None:
    """Tie a person without a login to the user who has verified the person's e-mail address.

    Returns the user's person, old or new, or None when we know nobody by that address.
    """
    User.objects.select_for_update().get(pk=user.pk)
    person = Person.objects.filter(user=user).first() or find_unlinked(user)
    if person and person.user is None:
        person.user = user
        person.save(update_fields=["user"])
    return person


def find_unlinked(user) -> Person | None:
    verified = EmailAddress.objects.filter(user=user, verified=True).order_by("-primary")
    people = Person.objects.select_for_update().filter(user=None)
    return people.with_address(*verified.values_list("email", flat=True)).first()


@transaction.atomic
def follow_login(user):
    """Write to the person where they now log in.

    Not when we know another person by that address: the secretariat finds out who is who.
    """
    others = Person.objects.with_address(user.email).exclude(user=user)
    if not others.exists():
        for person in Person.objects.filter(user=user).exclude(email__iexact=user.email):
            person.email = user.email
            person.save(update_fields=["email"])


@transaction.atomic
def invite_contact(organisation, *, name, email, roles, by, today) -> Person:
    """Give somebody roles for the organisation, and owe the letter that invites them in.

    A person we already know by the address is the same person, and keeps the name we have.
    """
    lock(organisation)
    person = find_or_add_person(name=name, email=email, language=organisation.language)
    missing = set(roles) - roles_of(person, organisation, today)
    if not missing:
        raise Refused(_("%(name)s already has that role.") % {"name": person.name})
    give_roles(person, organisation, missing, today)
    mails.invited(person, organisation, roles=in_order(roles), by=by, today=today)
    return person


def find_or_add_person(*, name, email, language) -> Person:
    known = Person.objects.with_address(email)
    return known.get_or_create(defaults={"name": name, "email": email, "language": language})[0]


@transaction.atomic
def set_roles(person, *, organisation, roles, by, today):
    """Let the person have exactly these roles for the organisation from today; none: they leave.

    Refused when it would leave the organisation without a contact person or without anywhere to
    send its invoices. A vote that is left without its delegate falls to the deputy.
    """
    lock(organisation)
    before = organisation.roles_on(today)
    old, new = roles_of(person, organisation, today), set(roles)
    take_roles(person, organisation, old - new, today)
    give_roles(person, organisation, new - old, today)
    let_deputy_step_in(organisation, before, today)
    refuse_new_gaps(organisation, before, today)
    if old and not new and person != getattr(by, "person", None) and person.email:
        mails.roles_ended(person, organisation, today=today)


@transaction.atomic
def end_contact(contact, *, by, today):
    """End one role. Refused, and the vote handed on, as in `set_roles`."""
    organisation = contact.organisation
    lock(organisation)
    kept = roles_of(contact.person, organisation, today) - {contact.role}
    set_roles(contact.person, organisation=organisation, roles=kept, by=by, today=today)


@transaction.atomic
def hand_over(contact, *, to, today) -> Contact:
    """Let one role go from its holder to another of the organisation's people, in one step."""
    organisation = contact.organisation
    lock(organisation)
    if contact.role not in roles_of(contact.person, organisation, today):
        raise Refused(_("That role has already been left."))
    if not roles_of(to, organisation, today):
        raise Refused(_("Invite %(name)s to the organisation first.") % {"name": to.name})
    take_roles(contact.person, organisation, {contact.role}, today)
    if contact.role not in roles_of(to, organisation, today):
        give_roles(to, organisation, {contact.role}, today)
    received = organisation.contacts.on(today).get(person=to, role=contact.role)
    if to.email:
        mails.role_received(received, today=today)
    return received


def lock(organisation):
    """One change at a time: two last contact persons may not leave at once."""
    organisation.refresh_from_db(from_queryset=Organisation.objects.select_for_update())


def roles_of(person, organisation, today) -> set[str]:
    held = Contact.objects.on(today).filter(person=person, organisation=organisation)
    return set(held.values_list("role", flat=True))


def in_order(roles) -> list[str]:
    return [role for role in Contact.Role.values if role in roles]


def give_roles(person, organisation, roles, today):
    """From today; a role that was to begin later begins now."""
    named = {"person": person, "organisation": organisation, "until": None}
    for role in in_order(roles):
        Contact.objects.update_or_create(**named, role=role, defaults={"since": today})


def take_roles(person, organisation, roles, today):
    """From now on: yesterday was the last day. A role that was given today was never held."""
    held = Contact.objects.on(today).filter(
        person=person, organisation=organisation, role__in=roles
    )
    held.filter(since=today).delete()
    held.update(until=today - timedelta(days=1))


def let_deputy_step_in(organisation, before, today):
    """The vote outlives its delegate: it falls to the one who has been deputy longest."""
    if Contact.Role.DELEGATE not in before - organisation.roles_on(today):
        return
    deputies = organisation.contacts.on(today).filter(role=Contact.Role.DEPUTY)
    if deputy := deputies.order_by("since", "pk").select_related("person").first():
        take_roles(deputy.person, organisation, {Contact.Role.DEPUTY}, today)
        give_roles(deputy.person, organisation, {Contact.Role.DELEGATE}, today)
        tell_new_delegate(deputy.person, organisation, today)


def tell_new_delegate(person, organisation, today):
    if person.email:
        contact = organisation.contacts.on(today).get(person=person, role=Contact.Role.DELEGATE)
        mails.role_received(contact, today=today)


def refuse_new_gaps(organisation, before, today):
    """What the organisation lacked already is not the fault of who changes something now."""
    after = organisation.roles_on(today)
    if Contact.Role.CONTACT in before - after:
        raise Refused(
            _(
                "An organisation must have a contact person. Invite a colleague, or make one a "
                "contact person, before the last one leaves."
            )
        )
    if Contact.Role.INVOICE in before - after:
        refuse_uninvoiced(roles=after, invoice_email=organisation.invoice_email)


def refuse_uninvoiced(*, roles, invoice_email):
    if not can_be_invoiced(roles=roles, invoice_email=invoice_email):
        raise Refused(
            _(
                "There would be nowhere to send the invoices. First give the organisation an "
                "invoice email, or another invoice recipient."
            )
        )
