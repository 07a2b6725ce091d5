"""How those present at a meeting are asked: together, one by one, or in several matters in one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from board import actions
from board.doors import seat_required
from board.forms import AcclaimForm, InOneForm
from board.views.matters import back_to as to_the_matter
from board.views.matters import the_matter, what_happened
from board.views.meetings import refuse_others
from lattvikt.lib.refused import said_if_refused


def back_to(request, matter):
    """To the point at the meeting, when the question was answered there; else to the matter."""
    if "under" in request.GET and matter.item_id:
        return redirect("board:live_item", matter.body.slug, matter.meeting_id, matter.item_id)
    return to_the_matter(matter)


@require_POST
@seat_required
def acclaim(request, pk):
    matter = the_matter(request, pk)
    form = AcclaimForm(request.POST)
    if form.is_valid():
        with said_if_refused(request):
            decision = actions.acclaim(
                matter, by=request.seat, today=timezone.localdate(), **form.cleaned_data
            )
            messages.success(request, what_happened(decision))
    return back_to(request, matter)


@require_POST
@seat_required
def ask_for_vote(request, pk):
    matter = the_matter(request, pk)
    with said_if_refused(request):
        actions.ask_for_vote(matter, seat=request.seat)
        messages.success(request, _("There will be a vote: answer when you are ready."))
    return back_to(request, matter)


@require_POST
@seat_required
def take_in_one(request, pk):
    refuse_others(request)
    meeting = get_object_or_404(request.seat.body.meetings, pk=pk)
    form = InOneForm(request.POST, meeting=meeting, seat=request.seat)
    with said_if_refused(request):
        chosen = form.cleaned_data["matters"] if form.is_valid() else []
        actions.take_in_one(chosen, by=request.seat)
        messages.success(request, _("The matters are taken in one, unless somebody objects."))
    return redirect("board:meeting", request.seat.body.slug, pk)


@require_POST
@seat_required
def take_apart(request, pk):
    matter = the_matter(request, pk)
    with said_if_refused(request):
        actions.take_apart(matter, seat=request.seat)
        messages.success(request, _("The matters are decided one by one."))
    return back_to(request, matter)
