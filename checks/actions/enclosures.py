"""A draft gets partners and files, and loses them again."""

from functools import partial
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from checks import mails
from checks.actions.applying import guard_open, lock
from checks.models import ApplicationFile, Partner
from lattvikt.lib.refused import Refused
from lattvikt.lib.uploads import Judged
from members.models import Organisation

MOST_PARTNERS, MOST_FILES = 10, 10


@transaction.atomic
def ask_partner(application, *, role, by, now, organisation=None, **facts) -> Partner:
    """Put a partner on the application and ask it by letter whether it takes part.

    `organisation` is a member of ours; of another `facts` has name, org_number, contact_name,
    email and language. Raises Refused for who has a part in it already.
    """
    application = lock_to_write(application)
    guard_open(application.call, now)
    organisation = organisation or the_member(facts.get("org_number"), localdate(now))
    if organisation:
        facts = {"name": organisation.name, "org_number": organisation.org_number or ""}
    guard_new(application, facts)
    partner = Partner.objects.create(
        application=application,
        organisation=organisation,
        role=role,
        added_by=by,
        added_at=now,
        **facts,
    )
    if not mails.consent_asked(partner, by=by, today=localdate(now)):
        raise Refused(_("We know no contact person of %(name)s to ask.") % {"name": partner.name})
    return partner


@transaction.atomic
def ask_partner_again(partner, *, by, now) -> Partner:
    """Another letter to who has not answered. Raises Refused within a week of the one before."""
    application = lock_to_write(partner.application)
    guard_open(application.call, now)
    partner = Partner.objects.select_for_update(of=["self"], no_key=True).get(pk=partner.pk)
    if partner.removed_at or partner.answered_at:
        raise Refused(_("The partner has answered, or is taken away."))
    if now < partner.may_be_asked_from:
        raise Refused(
            _("The partner was asked %(day)s. It may be asked again a week later.")
            % {"day": localdate(partner.asked_at)}
        )
    partner.asked_again_at = now
    partner.save(update_fields=["asked_again_at"])
    mails.consent_asked(partner, by=by, today=localdate(now))
    return partner


def the_member(org_number, today) -> Organisation | None:
    """The member with the number, whose contact persons are asked whoever was named."""
    if not org_number:
        return None
    return Organisation.objects.members(today).filter(org_number=org_number).first()


def guard_new(application, facts):
    number = facts.get("org_number")
    partners = application.partners.standing()
    if partners.count() >= MOST_PARTNERS:
        raise Refused(_("There is room for %(most)d partners.") % {"most": MOST_PARTNERS})
    if number and number == application.organisation.org_number:
        raise Refused(_("You are the applicant yourselves."))
    if number and partners.filter(org_number=number).exists():
        raise Refused(_("%(name)s is a partner already.") % {"name": facts["name"]})


@transaction.atomic
def answer_for_partner(partner, *, consents, by_name, now) -> Partner:
    """Take the partner's answer, once. The applicant's people are told by letter."""
    application = lock(partner.application)
    partner = Partner.objects.select_for_update(no_key=True).get(pk=partner.pk)
    if partner.answered_at:
        raise Refused(_("You have answered already."))
    if partner.removed_at or not application.may_be_written:
        raise Refused(_("The question is no longer asked."))
    guard_open(application.call, now)
    partner.consents, partner.answered_at, partner.answered_by = consents, now, by_name
    partner.save(update_fields=["consents", "answered_at", "answered_by"])
    mails.partner_answered(partner, application, today=localdate(now))
    return partner


@transaction.atomic
def add_file(application, *, judged: Judged, title, by, now) -> ApplicationFile:
    """Keep a file that has been judged by its content (`lattvikt.lib.uploads`)."""
    application = lock_to_write(application)
    if application.files.standing().count() >= MOST_FILES:
        raise Refused(_("There is room for %(most)d files.") % {"most": MOST_FILES})
    last = application.files.aggregate(last=Max("number"))["last"] or 0
    return ApplicationFile.objects.create(
        application=application,
        number=last + 1,
        title=title,
        file=ContentFile(judged.content, name=f"{uuid4().hex}{judged.ending}"),
        mimetype=judged.mimetype,
        size=len(judged.content),
        added_by=by,
        added_at=now,
    )


@transaction.atomic
def take_away(enclosure, *, now):
    """From the application as it is written; what has been sent keeps what it had."""
    application = lock_to_write(enclosure.application)
    last = application.last_revision
    if last and enclosure.added_at <= last.at:
        same = type(enclosure).objects.standing().filter(pk=enclosure.pk)
        same.update(removed_at=now)
        return
    if isinstance(enclosure, ApplicationFile):
        transaction.on_commit(partial(enclosure.file.storage.delete, str(enclosure.file.name)))
    enclosure.delete()


def lock_to_write(application):
    application = lock(application)
    if not application.may_be_written:
        raise Refused(_("The application can no longer be changed."))
    return application
