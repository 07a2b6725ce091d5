"""«Våra sidor»: the events that a member's people may come to, and those one is invited to."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Subquery
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from events import actions
from events.models import Event, Invitation, Registration
from events.views.public import PER_PAGE
from events.views.showing import calendar_of, page_of, participants_for, picture_of
from lattvikt.lib.refused import said_if_refused
from members.doors import member_required


@require_safe
@member_required
def our_events(request):
    """Those to come, each with how one stands to it, and a page of those that have been."""
    shown = with_own_part(shown_to(request), request.user.person)
    past = Paginator(shown.past(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "events/our_events.html", {"ahead": shown.ahead(), "page": past})


@require_safe
@member_required
def our_event(request, pk):
    """The same page as anybody's, with what concerns oneself."""
    person = request.user.person
    event = one_shown(request, pk)
    own = Registration.objects.filter(event=event, person=person).live().first()
    invitation = Invitation.objects.filter(event=event, person=person).first()
    context = {
        **page_of(event, person),
        "own": own,
        "invitation": invitation,
        "is_ours": True,
        "participants": participants_for(own),
    }
    return render(request, "events/event.html", context)


@require_safe
@member_required
def our_picture(request, pk):
    return picture_of(one_shown(request, pk))


@require_safe
@member_required
def our_calendar(request, pk):
    return calendar_of(one_shown(request, pk))


@require_POST
@member_required
def say_interest(request, pk, item):
    """One would come to a lecture that is held if there is interest, or no longer would."""
    item = get_object_or_404(one_shown(request, pk).programme, pk=item)
    would_come = "would_come" in request.POST
    with said_if_refused(request):
        actions.set_interest(item, person=request.user.person, would_come=would_come)
        said = _("Your interest is counted.") if would_come else _("Your interest is taken back.")
        messages.success(request, said)
    return redirect("events:our_event", pk)


def shown_to(request):
    """A former member's people see what a guest sees."""
    person = request.user.person
    events = Event.objects.with_names()
    return events.for_members(person) if request.is_member else events.for_guests(person)


def one_shown(request, pk) -> Event:
    return get_object_or_404(shown_to(request), pk=pk)


def with_own_part(events, person):
    """With one's own registration and invitation, where there is one."""
    own = Registration.objects.filter(event=OuterRef("pk"), person=person).live()
    invited = Invitation.objects.filter(event=OuterRef("pk"), person=person)
    return events.annotate(
        own_state=Subquery(own.values("state")[:1]),
        is_invited=Exists(invited),
        waits_for_answer=Exists(invited.filter(answer="")),
    )
