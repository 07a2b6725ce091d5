"""«Våra sidor»: the local networks, to read of, to follow and to propose."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models.functions import Collate
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events import actions
from events.forms import ProposeForm
from events.models import LocalNetwork, NetworkOwner
from events.views.ours import shown_to
from events.views.public import PER_PAGE
from lattvikt.lib.refused import said_if_refused, said_in
from members.doors import member_required


def for_members(view):
    """Networks are for the people of those who are members today."""

    @member_required
    @wraps(view)
    def door(request, *args, **kwargs):
        if not request.is_member:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return door


@require_safe
@for_members
def networks(request):
    """The liveliest first, those that look for an owner, and a page of earlier attempts."""
    seen = LocalNetwork.objects.for_member(request.organisation).with_meetings()
    ended = Paginator(seen.ended(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "live": seen.live().liveliest_first(),
        "proposed": seen.proposed(),
        "page": ended,
    }
    return render(request, "events/networks.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def propose_network(request):
    """Beside the form: earlier attempts in the region or about the theme (R13.32)."""
    form = ProposeForm(
        request.POST or None,
        organisation=request.organisation,
        initial={name: request.GET.get(name, "") for name in ("region", "theme")},
    )
    if form.is_valid():
        with said_in(form):
            network = actions.propose_network(
                form.idea(),
                by=request.user.person,
                organisation=request.organisation,
                asked=[form.cleaned_data["other"]],
                meant=form.cleaned_data["meant"],
                now=timezone.now(),
            )
            said = _("The network is proposed, and we have written to %(name)s.")
            messages.success(request, said % {"name": form.cleaned_data["other"]})
            return redirect("events:network", network.pk)
    near = {name: str(form[name].value() or "") for name in ("region", "theme")}
    attempts = LocalNetwork.objects.ended().near(**near).with_meetings()
    context = {"form": form, "attempts": attempts, "is_narrowed": any(near.values())}
    return render(request, "events/propose_network.html", context)


@never_cache
@require_safe
@for_members
def network(request, pk):
    """Who owns it, its meetings, and what one may do; the owners see who follows it."""
    one = one_network(request, pk)
    person = request.user.person
    own = one.owners.held_by(person, request.organisation).first()
    followers = one.group.memberships.current().select_related("person")
    followers = list(followers.order_by(Collate("person__sort_name", "C"), "pk"))
    meetings = shown_to(request).filter(network=one)
    context = {
        "network": one,
        "own": own,
        "owners": one.owners.having_part().with_names(),
        "declined": one.owners.filter(answer=NetworkOwner.Answer.NO).with_names(),
        "followers": followers,
        "follows": any(each.person_id == person.pk for each in followers),
        "ahead": meetings.ahead(),
        "past": meetings.past(),
        "drafts": one.meetings.network_drafts().order_by("starts_at"),
    }
    return render(request, "events/network.html", context)


@require_POST
@for_members
def follow_network(request, pk):
    """Hear of its meetings, or no longer."""
    one, follows = one_network(request, pk), "follow" in request.POST
    act = actions.follow_network if follows else actions.stop_following
    with said_if_refused(request):
        act(one, person=request.user.person, today=timezone.localdate())
        said = _("You follow the network.") if follows else _("You follow the network no longer.")
        messages.success(request, said)
    return redirect("events:network", pk)


def one_network(request, pk) -> LocalNetwork:
    seen = LocalNetwork.objects.for_member(request.organisation).with_meetings()
    return get_object_or_404(seen, pk=pk)
