"""The agenda as a whole: the order of its points, and those that stand on every one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from board import actions
from board.doors import seat_required
from board.forms import OrderForm
from board.models import AgendaItem
from board.views.meetings import refuse_others, the_meeting
from lattvikt.lib.refused import said_if_refused


@require_POST
@seat_required
def move_item(request, pk, item, way):
    refuse_others(request)
    point = get_object_or_404(AgendaItem, pk=item, meeting=pk, meeting__body=request.seat.body_id)
    actions.move_item(point, up=way == "upp")
    return to_agenda(request, pk)


@require_POST
@seat_required
def order_items(request, pk):
    """The whole order, as the points were dragged; refused when it has been changed meanwhile."""
    refuse_others(request)
    meeting, form = the_meeting(request, pk), OrderForm(request.POST)
    if form.is_valid():
        with said_if_refused(request):
            actions.order_items(meeting, **form.cleaned_data)
    return to_agenda(request, pk)


@require_POST
@seat_required
def add_standing_items(request, pk):
    refuse_others(request)
    with said_if_refused(request):
        number = len(actions.add_standing_items(the_meeting(request, pk)))
        text = ngettext(
            "%(number)d standing point is on the agenda.",
            "%(number)d standing points are on the agenda.",
            number,
        )
        messages.success(request, text % {"number": number})
    return to_agenda(request, pk)


def to_agenda(request, pk):
    return redirect(f"{reverse('board:meeting', args=[request.seat.body.slug, pk])}#agenda")
