"""The notice of a meeting, and the answers to it: on its page, or by the link in the letter."""

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from board import actions, rules
from board.actions.meetings import may_keep_meetings
from board.actions.notices import called
from board.doors import seat_required
from board.forms import CancelMeetingForm, NoticeAnswerForm
from board.mails import ANSWER_SALT
from board.models import Meeting, MeetingAnswer, told_of
from board.package import package as made_package
from lattvikt.lib.refused import said_if_refused


@require_POST
@seat_required
def send_notice(request, pk):
    meeting = kept_by(request, pk)
    with said_if_refused(request):
        actions.send_notice(meeting, now=timezone.now())
        messages.success(request, _("The notice is on its way to everybody who had not got it."))
    return redirect("board:meeting", request.seat.body.slug, pk)


@require_POST
@seat_required
def cancel_meeting(request, pk):
    meeting, form = kept_by(request, pk), CancelMeetingForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why the meeting is called off."))
        return redirect("board:meeting", request.seat.body.slug, pk)
    with said_if_refused(request):
        actions.cancel_meeting(meeting, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The meeting is called off, and those called are told."))
    return redirect("board:meeting", request.seat.body.slug, pk)


@require_POST
@seat_required
def answer(request, pk):
    meeting = get_object_or_404(request.seat.body.meetings, pk=pk)
    take_answer(request, meeting, request.seat)
    return redirect("board:meeting", request.seat.body.slug, pk)


@require_safe
@seat_required
def package(request, pk):
    """The agenda and its papers as one PDF, as the holder of the seat may see them now."""
    meetings = request.seat.body.meetings.select_related("body", "host")
    meeting = get_object_or_404(meetings, pk=pk)
    answer = HttpResponse(made_package(meeting, request.seat), content_type="application/pdf")
    name = f"handlingar-{meeting.year}-{meeting.number}.pdf"
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def answer_notice(request, signed):
    """A visit changes nothing, so that a scanner of letters may follow the link.

    It tells the hour and the place and nothing of the agenda: a link may be sent on.
    """
    meeting, seat = find_called(signed)
    if seat is None:
        return render(request, "board/answer_over.html", status=404)
    if request.method == "POST":
        take_answer(request, meeting, seat)
        return redirect(request.path)
    given = meeting.answers.filter(seat=seat).first()
    context = {"meeting": meeting, "seat": seat, "form": form_of(given), "given": given}
    return render(request, "board/answer_notice.html", context)


def find_called(signed):
    """The meeting and the seat that the link is for; no seat when it does not hold."""
    try:
        key, seat = signing.loads(signed, salt=ANSWER_SALT)
    except signing.BadSignature:
        return None, None
    meetings = Meeting.objects.to_come().select_related("body", "host")
    meeting = meetings.exclude(notice_version=0).filter(pk=key).first()
    return meeting, meeting and called(meeting).filter(pk=seat).first()


def take_answer(request, meeting, seat):
    form = NoticeAnswerForm(request.POST)
    with said_if_refused(request):
        if form.is_valid():
            actions.answer_notice(meeting, seat=seat, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Thank you for your answer."))


def kept_by(request, pk):
    """The meeting, for who may keep it."""
    if not may_keep_meetings(request.seat):
        raise PermissionDenied
    return get_object_or_404(request.seat.body.meetings, pk=pk)


def around_notice(meeting, seat, *, may_keep):
    """Who has answered what, one's own answer, and whether the notice tells it as it is."""
    answers = {one.seat_id: one for one in meeting.answers.all()}
    seats = list(called(meeting)) if meeting.notice_version else []
    given = answers.get(seat.pk)
    return {
        "called": [(one, answers.get(one.pk)) for one in seats],
        "stand_ins": meeting.stand_ins.select_related("seat__person", "deputy__person"),
        "number_answered": sum(one.pk in answers for one in seats),
        "given": given,
        "answer_form": form_of(given) if meeting.is_to_come and seat in seats else None,
        **(for_the_keeper(meeting) if may_keep and meeting.is_to_come else {}),
    }


def for_the_keeper(meeting):
    return {
        "is_told": meeting.notice_told == told_of(meeting),
        "is_short": rules.is_short_notice(meeting.held_on, today=timezone.localdate()),
        "cancel_form": CancelMeetingForm(),
    }


def form_of(given: MeetingAnswer | None):
    return NoticeAnswerForm(initial={"reason": given.reason} if given else None)
