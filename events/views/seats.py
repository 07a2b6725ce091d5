"""What a body arranges, and how near it is to its goals: for those who sit in it."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from board.doors import seat_required
from events import gauges
from events.models import Event

PER_PAGE = 20


@never_cache
@require_safe
@seat_required
def body_events(request):
    """The latest first, drafts too."""
    page = Paginator(arranged_by(request), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "events/body/events.html", {"page": page})


@never_cache
@require_safe
@seat_required
def body_goals(request, pk):
    event = get_object_or_404(arranged_by(request), pk=pk)
    missing_path = reverse("events:body_missing", args=[request.seat.body.slug, pk])
    context = {"missing_path": missing_path, **gauges.of_event(event)}
    return render(request, "events/body/goals.html", context)


@never_cache
@require_safe
@seat_required
def body_missing(request, pk):
    """Of the goal with the number in the address: whom nobody comes for, and whom to call."""
    event = get_object_or_404(arranged_by(request), pk=pk)
    asked = request.GET.get("nummer", ""), request.GET.get("page")
    if (missing := gauges.missing_from(event, *asked)) is None:
        raise Http404
    goals_path = reverse("events:body_goals", args=[request.seat.body.slug, pk])
    return render(request, "events/body/missing.html", {"goals_path": goals_path, **missing})


def arranged_by(request):
    """Those of the seat's own body: another's do not exist here."""
    return Event.objects.filter(body=request.seat.body).with_names().order_by("-starts_at", "-pk")
