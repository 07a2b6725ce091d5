"""«Under mötet»: one point at a time, for who keeps the meeting and for those who follow it."""

from hashlib import sha256

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from board import actions
from board.actions.meetings import may_keep_meetings
from board.doors import seat_required
from board.forms import PresenceForm
from board.models import AgendaItem, Bench, Matter, presences_at, turnout_at
from board.rules import Presence, Way
from board.views.agenda import the_item, writing_of
from board.views.meetings import refuse_others
from lattvikt.lib.refused import said_if_refused


@require_safe
@seat_required
def live(request, pk):
    """To the point that the meeting has come to: the first that is not finished, else the last."""
    meeting = get_object_or_404(request.seat.body.meetings, pk=pk)
    points = meeting.items.order_by("position")
    point = points.unfinished().first() or points.last()
    if point is None:
        return redirect("board:meeting", request.seat.body.slug, pk)
    return redirect("board:live_item", request.seat.body.slug, pk, point.pk)


@require_safe
@seat_required
def live_item(request, pk, item):
    return show(request, pk, item)


@require_POST
@seat_required
def presence(request, pk, item):
    refuse_others(request)
    point = the_item(request, pk, item)
    form = PresenceForm(request.POST, item=point)
    if not form.is_valid():
        return show(request, pk, item, form)
    with said_if_refused(request):
        actions.note_presence(point, form.presences)
        messages.success(request, _("Noted who is there."))
    return redirect("board:live_item", request.seat.body.slug, pk, item)


@require_POST
@seat_required
def stand_aside(request, pk, item):
    with said_if_refused(request):
        actions.stand_aside(the_item(request, pk, item), seat=request.seat)
        messages.success(request, _("You are recused. The point is no longer shown to you."))
    return redirect("board:live_item", request.seat.body.slug, pk, item)


def show(request, pk, item, form=None):
    """The point, or from who is recused only its number.

    Who has the page open asks again every few seconds and says what was shown (`seen`): then only
    a change is answered, and a point that is withheld meanwhile has the whole page loaded anew.
    """
    points = AgendaItem.objects.filter(meeting=pk, meeting__body=request.seat.body_id)
    points = points.withheld_from(request.seat).select_related("meeting__body", "presenter")
    point = get_object_or_404(points, pk=item)
    seen = request.GET.get("seen")
    if point.is_withheld:
        answer = render(request, "board/live_withheld.html", around(point, request.seat))
        if seen:
            answer["HX-Refresh"] = "true"
        return answer
    context = around(point, request.seat) | under(request, point)
    # The part that is asked for again has no form of its own, and is the same for the same facts.
    shown = render_to_string("board/_live.html", {**context, "request": request})
    digest = sha256(shown.encode()).hexdigest()[:16]
    if seen == digest:
        return HttpResponse(status=204)
    context |= {"shown": shown, "digest": digest} | of_the_keeper(request, point, form)
    return render(request, "board/live.html", context)


def around(point, seat):
    """The points before and after, and how far the meeting has come."""
    others = list(point.meeting.items.withheld_from(seat).with_end().order_by("position"))
    place = next(index for index, one in enumerate(others) if one.pk == point.pk)
    return {
        "item": point,
        "meeting": point.meeting,
        "before": others[place - 1] if place else None,
        "after": others[place + 1] if place + 1 < len(others) else None,
        "done": sum(one.is_finished for one in others),
        "total": len(others),
        "points": others,
    }


def under(request, point):
    """What is known of the point now; a fixed number of queries whatever stands under it."""
    seat = request.seat
    matters = Matter.objects.visible_to(seat).filter(item=point, withdrawn_at=None)
    matters = matters.with_answer_of(seat).with_case()
    matters = list(matters.select_related("vote_asked_by__person").annotate(answers=Count("votes")))
    open_ones = [matter for matter in matters if matter.is_open]
    bench = Bench(open_ones[0]) if open_ones else None
    presences = presences_at(point)
    mine = dict(presences).get(seat, Presence.ABSENT)
    return {
        "matters": matters,
        "presides": is_presiding(seat, bench),
        "turnout": turnout_at(point, presences, bench),
        "may_vote": mine == Presence.HERE and any(one.is_answered_by(seat) for one in open_ones),
        "there": [seat for seat, one in presences if one == Presence.HERE],
        "gone": [(seat, one) for seat, one in presences if one not in (Presence.HERE, "")],
        "is_there": mine == Presence.HERE,
        "notes": point.notes.select_related("seat__person"),
        "tasks": point.tasks.select_related("owner"),
        "follow_ups": point.follow_ups.select_related("body"),
    }


def is_presiding(seat, bench):
    return bench is not None and bench.matter.way == Way.MEETING and bench.chair == seat


def of_the_keeper(request, point, form):
    if not may_keep_meetings(request.seat):
        return {"may_keep": False}
    return {
        "may_keep": True,
        "presence_form": form or PresenceForm(item=point),
        "writing": [one for one in writing_of(point, {}) if one["what"] in AT_THE_MEETING],
    }


AT_THE_MEETING = ["anteckning", "uppdrag", "uppfoljning", "adjungerad", "avslut"]
