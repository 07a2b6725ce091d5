"""What the decision does: an organisation becomes a member, or is told why not."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from admission import mails, papers
from admission.actions.moving import Status, guard, lock, move
from lattvikt.lib.refused import Refused
from members.actions import link_login, start_membership
from members.models import Contact, Membership, Organisation, Person, Relation, Support

# What the organisation's row takes over from the application that made it a member.
TAKEN_OVER = [
    "name",
    "kind",
    "industry",
    "region",
    "is_for_profit",
    "employees",
    "language",
    "street",
    "postal_code",
    "city",
    "invoice_email",
    "buyer_reference",
]


@transaction.atomic
def admit_or_decline(application, decision):
    """Carry out what the body decided, in its transaction: a refusal undoes the decision too."""
    application = lock(application)
    guard(application, Status.REFERRED)
    if application.matter_id != decision.matter_id:
        raise Refused(_("The decision is about another matter."))
    by = decision.decided_by.person.user
    if decision.is_approved:
        admit(application, decision)
        move(application, Status.APPROVED, by=by)
        mails.approved(application, decision)
    else:
        move(application, Status.REJECTED, by=by, text=decision.reason)
        mails.rejected(application, decision)
    return application


@transaction.atomic
def take_back(application, *, reason, by):
    """The body has referred it back: the secretariat prepares it anew."""
    application = lock(application)
    guard(application, Status.REFERRED)
    move(application, Status.SUBMITTED, by=by, text=reason)
    return application


def admit(application, decision) -> Membership:
    """The organisation, its membership from the day of the decision, its contact, its support."""
    organisation = register_organisation(application)
    membership = start_membership(
        organisation, starts_on=decision.decided_on, admitted_by=admitted_by(decision)
    )
    end_as_prospect(organisation, decision.decided_on)
    person = register_person(application)
    for role in (Contact.Role.CONTACT, Contact.Role.INVOICE):
        Contact.objects.get_or_create(
            person=person,
            organisation=organisation,
            role=role,
            until=None,
            defaults={"since": decision.decided_on},
        )
    state_support(organisation, application)
    return membership


def register_organisation(application) -> Organisation:
    """The row with that number, known before or new, with what the application says."""
    organisation = (
        Organisation.objects.select_for_update().filter(org_number=application.org_number).first()
    ) or Organisation(org_number=application.org_number)
    for name in TAKEN_OVER:
        setattr(organisation, name, getattr(application, name))
    if application.accepts_pdf:
        organisation.accepts_pdf_since = timezone.localdate(application.submitted_at)
    organisation.save()
    return organisation


def admitted_by(decision) -> str:
    with override(papers.LANGUAGE):
        facts = {"body": decision.body, "number": decision.reference}
        return _("%(body)s, decision %(number)s") % facts


def end_as_prospect(organisation, day):
    """History sees each row, so they are saved one by one; there is at most one."""
    open_ones = organisation.relations.filter(kind=Relation.Kind.PROSPECT, until=None)
    for relation in open_ones.filter(since__lte=day):
        relation.until = day
        relation.save(update_fields=["until"])


def register_person(application) -> Person:
    """The applicant as a person: known by login, by verified address, or new."""
    user = application.applicant
    if person := link_login(user):
        return person
    # The address may be another login's person: that one keeps it, and this one has the login.
    is_taken = Person.objects.filter(email__iexact=user.email).exists()
    return Person.objects.create(
        name=application.contact_name,
        email="" if is_taken else user.email,
        phone=application.contact_phone,
        user=user,
        language=application.language,
    )


def state_support(organisation, application):
    Support.objects.get_or_create(
        organisation=organisation,
        version=application.agenda_version,
        defaults={
            "stated_by": application.support_stated_by,
            "user": application.applicant,
            "stated_at": application.support_stated_at,
        },
    )
