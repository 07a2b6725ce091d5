"""The members' way in: whom one acts for, and in which roles."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from members.actions import link_login
from members.models import Contact, Membership

CHOSEN = "organisation"  # in the session
ACTING_FOR = "acting_for"  # hidden in each form (templates/parts/form.html)


def member_required(view=None, *, roles=()):
    """Lets in who acts for an organisation that is or has been a member.

    Sets `request.organisation` (the one chosen, when there are several), `request.organisations`
    (all there is to choose among), `request.roles` and `request.is_member` (whether a membership
    runs today). A contact person may do all; with `roles`, others need one of them or get 403.
    """
    if view is None:
        return lambda view: member_required(view, roles=roles)

    @login_required
    @wraps(view)
    def door(request, *args, **kwargs):
        contacts = contacts_of(request.user)
        if not contacts:
            return render(request, "members/no_organisation.html", status=403)
        if not choose(request, contacts):
            return redirect(f"{reverse('members:choose')}?{urlencode({'next': request.path})}")
        if is_for_another(request):
            messages.error(request, _("You have changed organisation. Nothing was saved."))
            return redirect("our_pages")
        if roles and not request.roles & {Contact.Role.CONTACT, *roles}:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return door


def contacts_of(user) -> list[Contact]:
    """The user's roles today, with their organisations in Swedish order."""
    return find_contacts(user) or (find_contacts(user) if link_login(user) else [])


def find_contacts(user) -> list[Contact]:
    memberships = Membership.objects.filter(organisation=OuterRef("organisation"))
    contacts = Contact.objects.current().filter(Exists(memberships), person__user=user)
    return list(
        contacts.annotate(is_member=Exists(memberships.current()))
        .select_related("organisation", "organisation__kind", "person")
        .in_swedish_order()
    )


def choose(request, contacts) -> bool:
    """Put the organisation on the request; False when the person must say which."""
    request.organisations = list({c.organisation_id: c.organisation for c in contacts}.values())
    chosen = request.session.get(CHOSEN)
    mine = [c for c in contacts if c.organisation_id == chosen or len(request.organisations) == 1]
    if not mine:
        return False
    request.organisation = mine[0].organisation
    request.roles = {contact.role for contact in mine}
    request.is_member = mine[0].is_member
    return True


def is_for_another(request) -> bool:
    """Whether this form was opened for another organisation than the one chosen since."""
    meant = request.POST.get(ACTING_FOR)
    return meant is not None and meant != str(request.organisation.pk)
