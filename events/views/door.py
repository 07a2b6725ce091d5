"""The door of an event: who has come. Every press is a plain form that posts."""

from django.contrib import messages
from django.http import HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events import actions
from events.doors import door_required
from events.forms import WalkInForm, presses_in
from events.models import Event, Place, people_at_the_door
from lattvikt.lib.refused import Refused, said_if_refused, said_in

DOOR = "door"  # in the session: the event whose door this device stands at


@never_cache
@require_safe
@door_required
def door(request, pk):
    event = event_with_a_door(pk)
    request.session[DOOR] = event.pk
    searched = request.GET.get("sok", "")
    people = people_at_the_door(event)
    coming = [one for one in people if one.state == Place.State.REGISTERED]
    missing = [one for one in coming if one.checked_in_at is None]
    now = timezone.now()
    context = {
        "event": event,
        "people": people_at_the_door(event, searched) if searched else people,
        "searched": searched,
        "closed": actions.why_closed(event, now),
        "is_over": event.ends_at <= now,
        "number_coming": len(coming),
        "number_come": len(coming) - len(missing),
        "number_missing": len(missing),
        "number_unregistered": sum(one.is_walk_in for one in coming),
    }
    return render(request, "events/door.html", context)


@require_POST
@door_required
def door_press(request, pk, registration):
    """Has come, or has not; by the list, or by the page that the code opens."""
    one = one_at_the_door(pk, registration)
    has_come = request.POST.get("press") == "in"
    with said_if_refused(request):
        actions.press(one, has_come=has_come, by=request.user, now=timezone.now())
        said = _("%(name)s is checked in.") if has_come else _("%(name)s is not checked in.")
        messages.success(request, said % {"name": one.name})
    return back(request, one)


@require_POST
@door_required
def door_let_in(request, pk, registration):
    """Somebody who waits for a place gets one at the door."""
    one = one_at_the_door(pk, registration)
    with said_if_refused(request):
        actions.let_in(one, by=request.user, now=timezone.now())
        messages.success(request, _("%(name)s is checked in.") % {"name": one.name})
    return back(request, one)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@door_required
def door_walk_in(request, pk):
    event = event_with_a_door(pk)
    form = WalkInForm(request.POST or None)
    if form.is_valid():
        with said_in(form):
            one = actions.walk_in(event, **form.cleaned_data, by=request.user, now=timezone.now())
            messages.success(request, _("%(name)s is checked in.") % {"name": one.name})
            return redirect("events:door", pk)
    return render(request, "events/door_walk_in.html", {"event": event, "form": form})


@require_POST
@door_required
def door_sync(request, pk):
    """What a device has kept while the net was gone; told twice it counts once."""
    event, now = event_with_a_door(pk), timezone.now()
    try:
        told = presses_in(request.body, now)
    except ValueError:
        return HttpResponseBadRequest()
    try:
        refused = list(actions.hear(event, told, by=request.user, now=now).values())
    except Refused as refusal:
        refused = [str(refusal)]
    return JsonResponse({"refused": refused})


@never_cache
@require_safe
@door_required
def door_worker(request, pk):
    """The script that gives this door's page when the net is gone; it reaches no other page."""
    event_with_a_door(pk)
    return render(request, "events/door_worker.js", content_type="text/javascript")


def at_the_door(request, one):
    """What the code opens for who checks people in: one button, or why there is none."""
    stands_at = request.session.get(DOOR)
    context = {
        "one": one,
        "event": one.event,
        "add_ons": one.add_ons.filter(state=Place.State.REGISTERED).select_related("add_on"),
        "closed": actions.why_closed(one.event, timezone.now()),
        "why_not": actions.why_not(one),
        "is_elsewhere": stands_at is not None and stands_at != one.event_id,
    }
    return render(request, "events/door_one.html", context)


def event_with_a_door(pk) -> Event:
    return get_object_or_404(Event.objects.published().with_names(), pk=pk)


def one_at_the_door(pk, registration):
    people = event_with_a_door(pk).registrations.select_related("event")
    return get_object_or_404(people, pk=registration)


def back(request, one):
    """To where the press was made: the page of the code, or the list as it was searched."""
    if "by_code" in request.POST:
        return redirect(one.path)
    searched = request.POST.get("sok", "")
    query = {"sok": searched} if searched else None
    return redirect(reverse("events:door", args=[one.event_id], query=query))
