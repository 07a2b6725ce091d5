"""Meetings: when, and who is there."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from board import actions
from board.actions.meetings import may_keep_meetings
from board.doors import seat_required
from board.forms import AttendanceForm, InOneForm, MeetingForm
from board.models import Matter, Meeting, StandingItem
from board.views.notices import around_notice
from lattvikt.lib.refused import said_if_refused

PER_PAGE = 20


@require_safe
@seat_required
def meetings(request):
    meetings = request.seat.body.meetings.annotate(matter_count=Count("matters"))
    newest_first = meetings.order_by("-held_on", "-number")
    page = Paginator(newest_first, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "may_keep": may_keep_meetings(request.seat)}
    return render(request, "board/meetings.html", context)


@seat_required
def new_meeting(request):
    refuse_others(request)
    form = MeetingForm(request.POST or None)
    if form.is_valid():
        meeting = actions.open_meeting(request.seat.body, **form.cleaned_data)
        messages.success(request, _("The meeting is set. Note who is present when it begins."))
        return redirect("board:meeting", request.seat.body.slug, meeting.pk)
    return render(request, "board/new_meeting.html", {"form": form})


@seat_required
def change_meeting(request, pk):
    refuse_others(request)
    meeting = the_meeting(request, pk)
    form = MeetingForm(request.POST or None, instance=meeting)
    if form.is_valid():
        with said_if_refused(request):
            actions.change_meeting(meeting, **form.cleaned_data)
            messages.success(request, _("The meeting is changed."))
        return redirect("board:meeting", request.seat.body.slug, pk)
    return render(request, "board/change_meeting.html", {"form": form, "meeting": meeting})


@seat_required
def meeting(request, pk):
    """Who is present, and the matters on the meeting that the holder of the seat may see."""
    meeting = the_meeting(request, pk)
    if request.method == "POST":
        return note_attendance(request, meeting)
    return show(request, meeting, AttendanceForm(meeting=meeting))


def show(request, meeting, form):
    matters = Matter.objects.visible_to(request.seat).filter(meeting=meeting, withdrawn_at=None)
    matters = list(matters.with_answer_of(request.seat).with_case())
    may_keep = may_keep_meetings(request.seat)
    items = list(meeting.items.withheld_from(request.seat).select_related("presenter"))
    for item in items:
        item.shown_matters = [matter for matter in matters if matter.item_id == item.pk]
    context = {
        "meeting": meeting,
        "present": meeting.present.in_order_of_role(),
        "items": items,
        "matters": [matter for matter in matters if matter.item_id is None],
        "form": form,
        "may_keep": may_keep,
        "posts": meeting.posts.all(),
        "standing": may_keep and StandingItem.objects.left_for(meeting).count(),
        "in_one_form": in_one_form(meeting, request.seat, matters),
        **around_notice(meeting, request.seat, may_keep=may_keep),
    }
    return render(request, "board/meeting.html", context)


def in_one_form(meeting, seat, matters):
    """For who keeps the meeting, when there are several matters to choose from."""
    open_ones = [matter for matter in matters if matter.is_open and matter.bundle_id is None]
    may_choose = may_keep_meetings(seat) and len(open_ones) > 1
    return InOneForm(meeting=meeting, seat=seat) if may_choose else None


def note_attendance(request, meeting):
    refuse_others(request)
    form = AttendanceForm(request.POST, meeting=meeting)
    if not form.is_valid():
        return show(request, meeting, form)
    with said_if_refused(request):
        actions.set_attendance(meeting, **form.cleaned_data)
        messages.success(request, _("Noted who is present."))
    return redirect("board:meeting", request.seat.body.slug, meeting.pk)


def the_meeting(request, pk):
    meetings = Meeting.objects.filter(body=request.seat.body_id).select_related("body", "host")
    return get_object_or_404(meetings.select_related("chair__person"), pk=pk)


def refuse_others(request):
    """Only the chair, the vice chair and the secretary set meetings and note who is there."""
    if not may_keep_meetings(request.seat):
        raise PermissionDenied
