"""One's own events in one's own calendar, by a secret address that can be exchanged."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from events import actions
from events.mails import own_feed
from events.models import CalendarFeed
from members.doors import member_required


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def our_feed(request):
    """The address, and the button that makes a first or a new one."""
    person = request.user.person
    if request.method == "POST":
        actions.renew_feed(person, now=timezone.now())
        messages.success(request, _("You have a new calendar address."))
        return redirect("events:our_feed")
    feed = CalendarFeed.objects.filter(person=person).first()
    return render(request, "events/our_feed.html", {"feed": feed, "address": address_of(feed)})


@never_cache
@require_safe
def feed(request, token):
    found = get_object_or_404(CalendarFeed.objects.select_related("person"), token=token)
    content = own_feed(found.person, now=timezone.now())
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


def address_of(feed) -> str:
    return feed and settings.SITE_URL + reverse("events:feed", args=[feed.token])
