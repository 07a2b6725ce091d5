"""The organisation's people and their roles."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models.functions import Collate
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lattvikt.lib.refused import said_if_refused, said_in
from members import actions
from members.doors import member_required
from members.forms import HandOverForm, InvitationForm, RolesForm
from members.models import Contact, Person


@member_required
@require_safe
def contacts(request):
    """Everybody who acts for the organisation today."""
    people: dict[Person, list[Contact]] = {}
    for contact in contacts_today(request).select_related("person"):
        people.setdefault(contact.person, []).append(contact)
    context = {
        "people": people.items(),
        "may_change": may_change(request),
        "gaps": request.organisation.gaps_on(timezone.localdate()),
    }
    return render(request, "members/contacts.html", context)


def contacts_today(request):
    roles = Contact.objects.current().for_organisation(request.organisation)
    return roles.order_by(Collate("person__sort_name", "C"), "person", "pk")


def may_change(request) -> bool:
    return Contact.Role.CONTACT in request.roles


@member_required(roles=[Contact.Role.CONTACT])
def invite(request):
    form = InvitationForm(request.POST or None)
    if form.is_valid():
        with said_in(form, "roles"):
            person = actions.invite_contact(
                request.organisation,
                **form.cleaned_data,
                by=request.user,
                today=timezone.localdate(),
            )
            told = _("%(name)s is invited. The letter goes to %(email)s.")
            messages.success(request, told % {"name": person.name, "email": person.email})
            return redirect("members:contacts")
    return render(request, "members/invite.html", {"form": form})


@member_required(roles=[Contact.Role.CONTACT])
def roles(request, pk):
    """Somebody's roles for the organisation."""
    person = find_colleague(request, pk)
    held = contacts_today(request).filter(person=person)
    form = RolesForm(request.POST or None, initial={"roles": [contact.role for contact in held]})
    if form.is_valid():
        with said_in(form, "roles"):
            set_roles(request, person, form.cleaned_data["roles"])
            messages.success(request, _("The roles are saved."))
            return redirect("members:contacts")
    context = {"form": form, "person": person, "held": held}
    return render(request, "members/roles.html", context)


def find_colleague(request, pk) -> Person:
    people = Person.objects.filter(pk__in=contacts_today(request).values("person"))
    return get_object_or_404(people, pk=pk)


def set_roles(request, person, roles):
    actions.set_roles(
        person,
        organisation=request.organisation,
        roles=roles,
        by=request.user,
        today=timezone.localdate(),
    )


@member_required
def leave(request, pk):
    """End all of somebody's roles: one's own, or as a contact person a colleague's."""
    person = find_colleague(request, pk)
    refuse_others(request, person)
    if request.method == "POST":
        with said_if_refused(request):
            set_roles(request, person, [])
            told = _("%(name)s no longer acts for %(organisation)s.")
            messages.success(
                request, told % {"name": person.name, "organisation": request.organisation}
            )
        return redirect("members:contacts")
    return render(request, "members/leave.html", {"person": person})


def refuse_others(request, person):
    """A role is its holder's to leave, or a contact person's to move."""
    if not may_change(request) and person.user != request.user:
        raise PermissionDenied


@member_required
def hand_over(request, pk):
    """A role goes from one to another in one step."""
    contact = get_object_or_404(contacts_today(request).select_related("person"), pk=pk)
    refuse_others(request, contact.person)
    people = Person.objects.filter(pk__in=contacts_today(request).values("person"))
    colleagues = people.exclude(pk=contact.person_id).order_by(Collate("sort_name", "C"))
    form = HandOverForm(request.POST or None, colleagues=colleagues)
    if form.is_valid():
        with said_in(form, "to"):
            actions.hand_over(contact, **form.cleaned_data, today=timezone.localdate())
            told = _("%(name)s is now %(role)s.")
            name = form.cleaned_data["to"].name
            messages.success(request, told % {"name": name, "role": contact.get_role_display()})
            return redirect("members:contacts")
    context = {"form": form, "contact": contact, "colleagues": colleagues}
    return render(request, "members/hand_over.html", context)
