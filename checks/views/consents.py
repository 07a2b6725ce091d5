"""The page that a letter to a partner leads to: one question, two buttons, no login."""

from django.contrib import messages
from django.core import signing
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from checks import actions
from checks.mails import CONSENT_SALT
from checks.models import Partner
from lattvikt.lib.refused import said_if_refused
from members.models import Contact

ANSWERS = {"yes": True, "no": False}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request, signed):
    """A visit changes nothing, so that a scanner of letters may follow the link."""
    if (asked := find_asked(signed)) is None:
        return render(request, "checks/consent_over.html", status=404)
    partner, name = asked
    if request.POST.get("answer") in ANSWERS:
        answer(request, partner, ANSWERS[request.POST["answer"]], name)
        return redirect(request.path)
    context = {
        "partner": partner,
        "application": partner.application,
        "is_asked": Partner.objects.asked().filter(pk=partner.pk).exists(),
    }
    return render(request, "checks/consent.html", context)


def find_asked(signed) -> tuple[Partner, str] | None:
    """The partner and who answers for it; None when the link does not hold.

    A link to a member is for the person it was sent to, as long as that is a contact person.
    """
    try:
        key, person = signing.loads(signed, salt=CONSENT_SALT)
    except signing.BadSignature:
        return None
    partners = Partner.objects.standing().select_related(
        "organisation", "application__call", "application__organisation"
    )
    partner = partners.filter(pk=key).first()
    if partner is None or partner.organisation is None:
        return partner and (partner, partner.contact_name)
    roles = Contact.objects.current().filter(person=person, role=Contact.Role.CONTACT)
    contact = roles.for_organisation(partner.organisation).select_related("person").first()
    return contact and (partner, contact.person.name)


def answer(request, partner, consents, name):
    with said_if_refused(request):
        actions.answer_for_partner(partner, consents=consents, by_name=name, now=timezone.now())
        messages.success(request, _("Thank you. We have told the applicant."))
