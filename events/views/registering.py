"""To ask for a place at an event: a guest on the open page, members' people on «Våra sidor»."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events import actions, rules
from events.forms import ColleagueForm, RegisterForm
from events.models import Registration, add_ons_of
from events.views.ours import one_shown
from events.views.public import open_event
from lattvikt.lib.refused import said_in
from members.doors import member_required
from members.models import Person


@require_http_methods(["GET", "HEAD", "POST"])
def register(request, pk):
    """Whether an address is registered already is told by a letter to it, never by the page."""
    event = open_event(pk)
    form = RegisterForm(request.POST or None, add_ons=add_ons_of(event))
    if form.is_valid():
        with said_in(form):
            actions.register(event, form.coming(), now=timezone.now())
            return redirect("events:asked", pk)
    return render(request, "events/register.html", {**registering(event), "form": form})


@require_safe
def asked(request, pk):
    """What comes next: a letter, whether there was a place or not."""
    return render(request, "events/asked.html", {"event": open_event(pk)})


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def register_ours(request, pk):
    """Oneself or a colleague, one at a time, for the organisation that one acts for."""
    event, organisation = one_shown(request, pk), request.organisation
    coming = Registration.objects.filter(event=event, organisation=organisation).live()
    form = ColleagueForm(
        request.POST or None,
        add_ons=add_ons_of(event),
        organisation=organisation,
        people=people_to_register(request, coming),
    )
    if form.is_valid():
        with said_in(form):
            who = form.coming()
            actions.register(event, who, by=request.user, now=timezone.now())
            said = _("We have written to %(name)s, who now sees how it stands.")
            messages.success(request, said % {"name": who.name})
            return redirect("events:register_ours", pk)
    context = {**registering(event), "form": form, "coming": coming, "is_ours": True}
    return render(request, "events/register.html", context)


def people_to_register(request, coming):
    """Oneself first, then those who act for the organisation and are not registered by it."""
    acting = Person.objects.filter(contacts__in=request.organisation.contacts.current())
    people = acting.exclude(email="").exclude(registrations__in=coming).distinct()
    return sorted(people, key=lambda one: (one.user_id != request.user.pk, one.sort_name))


def registering(event) -> dict:
    """What is told before one asks: whether it is open, and whether there are places."""
    taken = Registration.objects.filter(event=event).taking_places().count()
    return {
        "event": event,
        "is_open": event.takes_registrations,
        "left": rules.places_left(capacity=event.capacity, taken=taken),
    }
