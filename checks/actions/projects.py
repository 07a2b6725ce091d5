"""A granted application becomes a project, with an agreement that both sides sign."""

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from archive.actions import store
from checks import agreement_pdf, mails
from checks.actions.aid import why_no_aid
from checks.actions.applying import Status
from checks.actions.applying import lock as lock_application
from checks.models import Agreement, Project, Side, Signature
from lattvikt.lib.refused import Refused
from members.models import Contact


def start_project(application, *, starts_on, ends_on, report_due_on, language, by, now) -> Project:
    """Make the project of a granted and announced application, with its agreement to sign.

    The document is made before the transaction. Raises Refused for what is not granted, not yet
    announced, or a project already, while what the rules on state aid ask for is not met, and for a
    person without the permission.
    """
    guard_may_start(by)
    guard_start(application)
    project = Project(
        application=application,
        starts_on=starts_on,
        ends_on=ends_on,
        report_due_on=report_due_on,
        started_by=by,
        started_at=now,
    )
    guard_days(project)
    content = as_document(project, number=1, language=language, now=now)
    return save_project(project, content=content, language=language)


def guard_may_start(by):
    if not by.has_perm("checks.start_project"):
        raise Refused(_("You may not make projects."))


def guard_start(application):
    if application.status != Status.GRANTED:
        raise Refused(_("The application has not been granted."))
    if not application.call.announced_at:
        raise Refused(_("The decisions of the call have not been announced yet."))
    if Project.objects.filter(application=application).exists():
        raise Refused(_("The project exists already."))
    if refusal := why_no_aid(application):
        raise Refused(refusal)


def guard_days(project):
    if not project.starts_on < project.ends_on <= project.report_due_on:
        raise Refused(_("A project ends after it has started, and is reported when it has ended."))


def as_document(project, *, number, language, now) -> bytes:
    return agreement_pdf.render(project, number=number, language=language, day=localdate(now))


@transaction.atomic
def save_project(project, *, content, language) -> Project:
    guard_start(lock_application(project.application))
    project.save()
    keep_agreement(
        project, 1, content, language=language, by=project.started_by, now=project.started_at
    )
    return project


def keep_agreement(project, number, content, *, language, by, now) -> Agreement:
    agreement = Agreement.objects.create(
        project=project,
        number=number,
        language=language,
        document=store(content, keep_until=project.kept_until),
        made_at=now,
        made_by=by,
    )
    mails.agreement_to_sign(agreement, today=localdate(now))
    return agreement


def write_agreement_anew(
    project, *, starts_on, ends_on, report_due_on, language, by, now
) -> Agreement:
    """Other days or another language, as long as nobody has signed. Raises Refused otherwise."""
    guard_may_start(by)
    latest = project.agreement
    project.starts_on, project.ends_on = starts_on, ends_on
    project.report_due_on = report_due_on
    guard_days(project)
    number = latest.number + 1
    content = as_document(project, number=number, language=language, now=now)
    with transaction.atomic():
        lock(project)
        guard_unsigned(project, latest)
        project.save(update_fields=["starts_on", "ends_on", "report_due_on"])
        return keep_agreement(project, number, content, language=language, by=by, now=now)


def guard_unsigned(project, latest):
    if project.agreement != latest:
        raise Refused(_("The agreement has been written anew meanwhile."))
    if latest.signatures.exists():
        raise Refused(_("The agreement has been signed, and stands as it is."))


@transaction.atomic
def sign_for_member(agreement, *, by, now) -> Signature:
    """Raises Refused for who is not a contact person of the member today."""
    organisation = agreement.project.organisation
    contacts = organisation.contacts.on(localdate(now)).filter(role=Contact.Role.CONTACT)
    if not contacts.filter(person__user=by).exists():
        raise Refused(_("Only a contact person of the member signs for it."))
    return sign(agreement, side=Side.MEMBER, by=by, now=now)


@transaction.atomic
def sign_for_programme(agreement, *, by, now) -> Signature:
    """Raises Refused without the permission, and before the member has signed."""
    if not by.has_perm("checks.sign_agreement"):
        raise Refused(_("You may not sign for the programme."))
    if not agreement.of_member:
        raise Refused(_("The member signs first."))
    return sign(agreement, side=Side.PROGRAMME, by=by, now=now)


def sign(agreement, *, side, by, now) -> Signature:
    project = lock(agreement.project)
    if project.agreement != agreement:
        raise Refused(_("The agreement has been written anew meanwhile."))
    signatures = list(Signature.objects.filter(agreement=agreement))
    if any(one.side == side for one in signatures):
        raise Refused(_("The agreement has been signed already."))
    if any(one.by_id == by.pk for one in signatures):
        raise Refused(_("You have signed for the member. Somebody else signs for the programme."))
    signature = Signature.objects.create(
        agreement=agreement,
        side=side,
        by=by,
        name=by.get_full_name() or by.email,
        at=now,
        sha256=agreement.document.sha256,
    )
    if len(signatures) == 1:
        mails.agreement_signed(agreement, today=localdate(now))
    return signature


def lock(project) -> Project:
    rows = Project.objects.select_for_update(of=["self"], no_key=True)
    return rows.with_application().get(pk=project.pk)
