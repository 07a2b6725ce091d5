"""What happens to an application, from the first draft to the decision."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from admission import mails, papers, rules
from admission.models import Application, Event
from board.actions import open_matter, withdraw_matter
from board.models import Body
from lattvikt.lib.refused import Refused
from members.actions import link_login
from members.models import Contact, Membership, Organisation, Person, Relation, Support

Status = Application.Status
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
ONE_OPEN = "one_open_application_per_org_number"
WHY_NOT = {
    Status.DRAFT: gettext_lazy("The application has not been sent yet."),
    Status.SUBMITTED: gettext_lazy("The application has already been sent."),
    Status.RETURNED: gettext_lazy("The application waits for the applicant's answer."),
    Status.REFERRED: gettext_lazy("The application already lies before the deciding body."),
    Status.APPROVED: gettext_lazy("The application has already been approved."),
    Status.REJECTED: gettext_lazy("The application has already been rejected."),
    Status.WITHDRAWN: gettext_lazy("The application has been withdrawn."),
}


@transaction.atomic
def start_draft(*, by, language) -> Application:
    """The person's draft: the one already begun, or a new one."""
    application, is_new = Application.objects.get_or_create(
        applicant=by,
        status=Status.DRAFT,
        defaults={"language": language, "contact_name": by.name},
    )
    if is_new:
        application.events.create(status=Status.DRAFT, by=by)
    return application


@transaction.atomic
def save_step(application, *, answers, by) -> Application:
    """Keep what one step of the form has said. `answers` are cleaned fields by name."""
    application = lock(application)
    if not application.is_editable:
        raise Refused(_("The application has been sent and can no longer be changed."))
    for name, value in answers.items():
        setattr(application, name, value)
    save(application, answers)
    return application


@transaction.atomic
def submit_application(application, *, by, language="") -> Application:
    """Take a filled-in draft into our care; letters come in the language it is sent in."""
    application = lock(application)
    guard(application, Status.DRAFT)
    refuse_unfinished(application)
    application.language = language or application.language
    application.submitted_at = timezone.now()
    move(application, Status.SUBMITTED, by=by)
    mails.received(application)
    mails.new_application(application)
    return application


@transaction.atomic
def return_with_question(application, *, question, by) -> Application:
    """Give it back to the applicant, who may answer and correct."""
    application = lock(application)
    guard(application, Status.SUBMITTED)
    if not question.strip():
        raise Refused(_("Write what the applicant should answer."))
    event = move(application, Status.RETURNED, by=by, text=question)
    mails.question(application, event)
    return application


@transaction.atomic
def answer_question(application, *, answer, by) -> Application:
    """Send the application again, with the answer to the secretariat's question."""
    application = lock(application)
    guard(application, Status.RETURNED)
    refuse_unfinished(application)
    if not answer.strip():
        raise Refused(_("Write an answer to the question."))
    event = move(application, Status.SUBMITTED, by=by, text=answer)
    mails.answered(application, event)
    return application


@transaction.atomic
def refer(application, *, by) -> Application:
    """Put it before the body that decides on membership (the setting ADMISSION_BODY)."""
    application = lock(application)
    guard(application, Status.SUBMITTED)
    refuse_who_is_a_member(application)
    if reasons := rules.reasons_not_to_admit(application):
        raise Refused(" ".join(reasons))
    with override(papers.LANGUAGE):
        application.matter = open_matter(
            body=deciding_body(),
            title=papers.title(application),
            resolution=papers.resolution(application),
            background=papers.background(application),
            presented_by=by.get_full_name(),
            parties=application.parties(),
        )
    move(application, Status.REFERRED, by=by)
    return application


def deciding_body() -> Body:
    """The body that the setting names; one without such a body is a fault of the installation."""
    return Body.objects.get(slug=settings.ADMISSION_BODY)


@transaction.atomic
def withdraw(application, *, by) -> Application:
    """End it without a decision; what lies before the body is taken back too."""
    application.refresh_from_db()
    # The matter is locked before the case, as where the body decides.
    if application.status == Status.REFERRED:
        withdraw_matter(application.matter)
    matter_id = application.matter_id
    application = lock(application)
    guard(application, Status.DRAFT, *Application.OPEN)
    if application.matter_id != matter_id:
        raise Refused(_("The application has just been changed. Look at it again."))
    was_sent = application.status != Status.DRAFT
    move(application, Status.WITHDRAWN, by=by)
    if was_sent:
        mails.withdrawn(application, by=by)
    return application


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


def admit(application, decision) -> Membership:
    """The organisation, its membership from the day of the decision, its contact, its support."""
    organisation = register_organisation(application)
    refuse_overlap(organisation, decision.decided_on)
    membership = organisation.memberships.create(
        starts_on=decision.decided_on, admitted_by=admitted_by(decision)
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


def refuse_overlap(organisation, day):
    if organisation.memberships.exclude(ends_on__lt=day).exists():
        raise Refused(_("%(name)s is already a member.") % {"name": organisation})


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


def lock(application) -> Application:
    """The row as it is now, kept from others until the transaction ends."""
    rows = Application.objects.select_related("applicant", "kind", "industry", "agenda_version")
    return rows.select_for_update(of=("self",)).get(pk=application.pk)


def guard(application, *statuses):
    if application.status not in statuses:
        raise Refused(str(WHY_NOT[application.status]))


def refuse_unfinished(application):
    if rules.unfinished_steps(application):
        raise Refused(_("Something is missing. Go through the steps once more."))
    refuse_who_is_a_member(application)


def refuse_who_is_a_member(application):
    if Organisation.objects.members().filter(org_number=application.org_number).exists():
        raise Refused(_("%(name)s is already a member.") % {"name": application})


def move(application, status, *, by, text="") -> Event:
    """Give it its new status and its timeline a row."""
    application.status = status
    save(application, ["status", "matter", "language", "submitted_at"])
    return application.events.create(status=status, by=by, text=text)


def save(application, fields):
    """Two may send for one organisation at once: the one who comes last reads why not."""
    try:
        with transaction.atomic():
            application.save(update_fields=list(fields))
    except IntegrityError as error:
        if ONE_OPEN not in str(error):
            raise
        raise Refused(open_already()) from None


def open_already() -> str:
    return _(
        "There is already an open application for this organisation number. Ask a colleague, or "
        "the secretariat."
    )
