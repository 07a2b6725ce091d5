"""Minutes: read, written, sent out, signed, opened again."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from accounts.second_factor import shown_just_now
from board import actions
from board.doors import seat_required
from board.forms import ChangeRequestForm, MinutesForm, ReopenForm
from board.models import Minutes, content_of
from board.views.meetings import refuse_others
from lattvikt.lib.refused import said_if_refused

TOGETHER = [
    "meeting__body",
    "meeting__chair__person",
    "written_by__person",
    "document",
    "signed_document",
]


@require_safe
@seat_required
def minutes(request, pk):
    return show(request, the_meeting(request, pk))


def show(request, meeting, **forms):
    """The newest version that the holder of the seat may see, and what can be done with it."""
    versions = list(visible(request, meeting))
    newest = versions[0] if versions else None
    context = {
        "meeting": meeting,
        "minutes": newest,
        "older": versions[1:],
        "may_keep": request.seat.keeps,
        "may_begin": request.seat.keeps and timezone.localdate() >= meeting.held_on,
    }
    if newest:
        context |= standing_of(newest, request.seat) | forms
    return render(request, "board/minutes.html", context)


def standing_of(minutes, seat):
    """What they say, who has signed, and the forms for what the seat may do next."""
    waits_for = minutes.waits_for if minutes.document else []
    may_sign = minutes.is_adjusting and seat in waits_for
    may_ask = minutes.is_adjusting and seat in minutes.signers
    return {
        "content": content_of(minutes) if minutes.is_draft else minutes.content,
        "withheld": withheld_from(seat, minutes) if minutes.is_draft else set(),
        "signatures": [] if minutes.is_draft else minutes.standing_signatures,
        "waits_for": waits_for,
        "change_requests": minutes.change_requests.select_related("seat__person"),
        "may_sign": may_sign,
        "is_factor_needed": settings.SECOND_FACTOR_REQUIRED,
        "change_form": ChangeRequestForm() if may_ask else None,
        "reopen_form": ReopenForm() if minutes.is_locked and seat.keeps else None,
    }


def withheld_from(seat, minutes):
    """The keys of the points from which the holder is recused."""
    points = minutes.meeting.items.withheld_from(seat)
    return set(points.filter(is_withheld=True).values_list("pk", flat=True))


@seat_required
def write_minutes(request, pk):
    refuse_others(request)
    minutes = the_newest(request, the_meeting(request, pk))
    items = minutes.meeting.items.visible_to(request.seat).order_by("position")
    form = MinutesForm(request.POST or None, minutes=minutes, items=items)
    if form.is_valid():
        with said_if_refused(request):
            adjusters = form.cleaned_data["adjusters"]
            actions.write_minutes(minutes, by=request.seat, texts=form.texts, adjusters=adjusters)
            messages.success(request, _("The minutes are saved."))
        return back_to(minutes.meeting)
    return render(request, "board/write_minutes.html", {"form": form, "meeting": minutes.meeting})


@cache_control(private=True)
@require_safe
@seat_required
def minutes_pdf(request, pk, version):
    """As they were sent out; once locked, with the signatures."""
    meeting = the_meeting(request, pk)
    minutes = get_object_or_404(visible(request, meeting), version=version)
    if minutes.kept is None:
        raise Http404
    headers = {"Content-Disposition": f'inline; filename="{minutes.file_name}"'}
    return HttpResponse(minutes.kept.content, content_type="application/pdf", headers=headers)


@require_POST
@seat_required
def minutes_step(request, pk, what):
    """What is done with them: `what` is its name in the address."""
    meeting = the_meeting(request, pk)
    if what not in STEPS:
        raise Http404
    with said_if_refused(request):
        if answer := STEPS[what](request, meeting):
            return answer
    return back_to(meeting)


def begin(request, meeting):
    actions.begin_minutes(meeting, by=request.seat, today=timezone.localdate())
    messages.success(request, _("The minutes have written themselves. Read and complete them."))


def send(request, meeting):
    minutes = the_newest(request, meeting)
    actions.send_minutes(minutes, by=request.seat, today=timezone.localdate())
    messages.success(request, _("The minutes are sent to those who sign them."))


def ask_for_change(request, meeting):
    form = ChangeRequestForm(request.POST)
    if not form.is_valid():
        return show(request, meeting, change_form=form)
    minutes = the_newest(request, meeting)
    actions.ask_for_change(minutes, seat=request.seat, **form.cleaned_data)
    messages.success(request, _("The minutes go back to who keeps them."))
    return None


def sign(request, meeting):
    """With a second factor that is shown now, or first on the way to showing it."""
    factor = shown_just_now(request)
    if settings.SECOND_FACTOR_REQUIRED and not factor:
        messages.info(request, _("Show your second factor, and then sign."))
        here = reverse("board:minutes", args=[meeting.body.slug, meeting.pk])
        return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': here})}")
    sha256 = request.POST.get("sha256", "")
    minutes = the_newest(request, meeting)
    signed = actions.sign_minutes(minutes, seat=request.seat, sha256=sha256, factor=factor)
    messages.success(request, signed_text(signed))
    return None


def signed_text(minutes):
    if minutes.is_locked:
        return _("Everybody has signed. The minutes are locked and sent to the body.")
    return _("You have signed.")


def reopen(request, meeting):
    form = ReopenForm(request.POST)
    if not form.is_valid():
        return show(request, meeting, reopen_form=form)
    minutes = the_newest(request, meeting)
    actions.reopen_minutes(minutes, by=request.seat, **form.cleaned_data)
    messages.success(request, _("There is a new version to write on. The old one is kept."))
    return None


STEPS = {
    "borja": begin,
    "skicka": send,
    "andring": ask_for_change,
    "underteckna": sign,
    "oppna": reopen,
}


def the_meeting(request, pk):
    return get_object_or_404(request.seat.body.meetings.select_related("body"), pk=pk)


def visible(request, meeting):
    """The versions, newest first."""
    mine = Minutes.objects.visible_to(request.seat).filter(meeting=meeting)
    return mine.select_related(*TOGETHER).order_by("-version")


def the_newest(request, meeting):
    newest = visible(request, meeting).first()
    if newest is None:
        raise Http404
    return newest


def back_to(meeting):
    return redirect("board:minutes", meeting.body.slug, meeting.pk)
