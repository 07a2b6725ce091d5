"""The events that anybody may come to."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from events.models import Event
from events.views.showing import calendar_of, page_of, picture_of

PER_PAGE = 20


@require_safe
def events(request):
    """Those to come, and a page of those that have been."""
    open_ones = Event.objects.for_anybody().with_names()
    past = Paginator(open_ones.past(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "events/events.html", {"ahead": open_ones.ahead(), "page": past})


@require_safe
def event(request, pk):
    return render(request, "events/event.html", page_of(open_event(pk)))


@require_safe
def picture(request, pk):
    return picture_of(open_event(pk))


@require_safe
def calendar(request, pk):
    return calendar_of(open_event(pk))


def open_event(pk) -> Event:
    """What is not for anybody does not exist to a stranger."""
    return get_object_or_404(Event.objects.for_anybody().with_names(), pk=pk)
