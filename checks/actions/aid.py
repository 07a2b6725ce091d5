"""State aid of minor importance: the certificate before the agreement, and the limit."""

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from checks import rules
from checks.actions.applying import lock as lock_application
from checks.actions.calls import lock as lock_call
from checks.models import (
    AidCertificate,
    Call,
    LinkedUndertaking,
    OtherAid,
    Project,
    aid_overview,
    grants_without_rate,
)
from lattvikt.lib.money import euros
from lattvikt.lib.refused import Refused
from members.models import Contact


@transaction.atomic
def note_euro_rate(call, *, rate, on, now) -> Call:
    """Kronor per euro on a day, by which the call's checks are told in euro.

    Raises Refused for a call without state aid, when the decisions are announced (they were told
    by it), and for a day that has not come.
    """
    call = lock_call(call)
    if not call.is_state_aid:
        raise Refused(_("The checks of the call are not state aid."))
    if call.announced_at:
        raise Refused(_("The decisions of the call are announced already."))
    if on > localdate(now):
        raise Refused(_("The day has not come yet."))
    call.euro_rate, call.euro_rate_on = rate, on
    call.save(update_fields=["euro_rate", "euro_rate_on"])
    return call


@transaction.atomic
def certify_aid(application, *, others, linked, by, now) -> AidCertificate:
    """Keep what a contact person tells and signs of other aid; until there is an agreement.

    `others` are triples of giver, day and euro, `linked` pairs of name and organisation number.
    Raises Refused for who is no contact person, when nothing is asked, and when it is too late.
    """
    application = lock_application(application)
    contacts = application.organisation.contacts.on(localdate(now))
    if not contacts.filter(role=Contact.Role.CONTACT, person__user=by).exists():
        raise Refused(_("Only a contact person of the member signs for it."))
    if not application.may_tell_of_aid:
        raise Refused(_("No certificate of other aid is asked for."))
    if Project.objects.filter(application=application).exists():
        raise Refused(_("The agreement is written, and the certificate stands as it is."))
    certificate = AidCertificate.objects.create(
        application=application, by=by, name=by.get_full_name() or by.email, at=now
    )
    OtherAid.objects.bulk_create(
        OtherAid(certificate=certificate, giver=giver, granted_on=day, euros=amount)
        for giver, day, amount in others
    )
    LinkedUndertaking.objects.bulk_create(
        LinkedUndertaking(certificate=certificate, name=name, org_number=number)
        for name, number in linked
    )
    return certificate


def why_no_aid(application) -> str | None:
    """Why there can be no agreement for the sake of the rules on state aid, or None."""
    if not application.call.is_state_aid:
        return None
    certificate = application.aid_certificates.last()
    if certificate is None:
        return _("The member has not given its certificate of other aid yet.")
    if unrated := grants_without_rate(certificate).first():
        return _("Note the euro rate of the call “%(call)s” first.") % {"call": unrated.call}
    overview = aid_overview(certificate)
    if overview.is_too_much:
        return _(
            "With this check the member has %(total)s of aid in three years, and %(most)s is the "
            "most (Regulation (EU) 2023/2831). The board has to decide anew."
        ) % {"total": euros(overview.total), "most": euros(rules.MOST_AID)}
    return None
