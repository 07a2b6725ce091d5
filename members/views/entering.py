"""The way in: whom one acts for, and the page that an invitation leads to."""

from django.contrib.auth.decorators import login_required
from django.core import signing
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from accounts.models import User
from members.doors import CHOSEN, contacts_of
from members.mails import INVITATION_SALT
from members.models import Contact

INVITATION_HOLDS = 30 * 24 * 3600  # seconds


@login_required
def choose(request):
    """Whom to act for, when one acts for several."""
    contacts = {contact.organisation_id: contact for contact in contacts_of(request.user)}
    if not contacts:
        return render(request, "members/no_organisation.html", status=403)
    chosen = request.POST.get("organisation", "")
    if chosen.isdecimal() and int(chosen) in contacts:
        request.session[CHOSEN] = int(chosen)
        return redirect(next_page(request.POST.get("next")))
    context = {
        "organisations": [contact.organisation for contact in contacts.values()],
        "chosen": request.session.get(CHOSEN),
        "next": next_page(request.GET.get("next")),
    }
    return render(request, "members/choose.html", context)


def next_page(url) -> str:
    """The page of ours that was asked for, or the overview."""
    return url if url_has_allowed_host_and_scheme(url, allowed_hosts=None) else "/medlem/"


@require_safe
def invitation(request, signed):
    """Where the link in an invitation leads: who invites, and the way to log in.

    It opens nothing by itself. Who logs in with the invited address is let in by that.
    """
    contact = find_invited(signed)
    if contact is None:
        return render(request, "members/invitation_over.html", status=404)
    has_login = User.objects.filter(email__iexact=contact.person.email).exists()
    context = {
        "person": contact.person,
        "organisation": contact.organisation,
        "has_login": has_login,
        "is_somebody_else": request.user.is_authenticated
        and request.user.email.lower() != contact.person.email.lower(),
    }
    return render(request, "members/invitation.html", context)


def find_invited(signed) -> Contact | None:
    """A role that the invited person still holds, or None when the link is old or withdrawn."""
    try:
        person, organisation = signing.loads(signed, salt=INVITATION_SALT, max_age=INVITATION_HOLDS)
    except signing.BadSignature:
        return None
    roles = Contact.objects.current().filter(person=person, organisation=organisation)
    return roles.select_related("person", "organisation").first()
