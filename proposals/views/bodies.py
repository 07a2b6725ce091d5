"""The pages of those who are to hear views and needs: noted, answered, taken up, told of."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from board.actions.meetings import may_keep_meetings
from lattvikt.lib.refused import said_if_refused
from proposals import actions
from proposals.doors import listeners_only
from proposals.forms import AnswerForm, NoteForm, ResultForm
from proposals.models import Remark

PER_PAGE = 20
SHOWN_WHILE_NOTING = 5


@never_cache
@require_safe
@listeners_only
def remarks(request):
    """What waits for an answer, then for a result; those that are done a page at a time."""
    every = Remark.objects.select_related("event", "organisation")
    done = Paginator(every.done(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "unanswered": every.unanswered(),
        "without_result": every.without_result(),
        "page": done,
        "late": set(Remark.objects.late().values_list("pk", flat=True)),
    }
    return render(request, "proposals/answering/remarks.html", context)


@never_cache
@listeners_only
def note(request):
    """One after the other: the form comes back with the same event and kind."""
    kept = {"event": request.GET.get("traff"), "kind": request.GET.get("slag")}
    form = NoteForm(request.POST or None, initial={key: one for key, one in kept.items() if one})
    if form.is_valid():
        noted = actions.note(by=request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Noted. Write the next one."))
        return redirect(f"{request.path}?{urlencode(kept_from(noted))}")
    latest = Remark.objects.filter(noted_by=request.user).select_related("event", "organisation")
    context = {"form": form, "latest": latest[:SHOWN_WHILE_NOTING]}
    return render(request, "proposals/answering/note.html", context)


def kept_from(noted) -> dict:
    event = {"traff": noted.event_id} if noted.event_id else {}
    return {**event, "slag": noted.kind}


@never_cache
@require_safe
@listeners_only
def remark(request, pk):
    return show(request, the_remark(pk))


@require_POST
@listeners_only
def answer(request, pk):
    remark, form = the_remark(pk), AnswerForm(request.POST)
    if not form.is_valid():
        return show(request, remark, answer_form=form)
    with said_if_refused(request):
        actions.answer(remark, by=request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("It is answered."))
    return back_to(request, pk)


@require_POST
@listeners_only
def tell_result(request, pk):
    remark, form = the_remark(pk), ResultForm(request.POST)
    if not form.is_valid():
        return show(request, remark, result_form=form)
    with said_if_refused(request):
        actions.tell_result(remark, by=request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("What came of it is told."))
    return back_to(request, pk)


@require_POST
@listeners_only
def take_up(request, pk):
    """For those who keep the body's meetings: a point on the next one."""
    if not may_keep_meetings(request.seat):
        raise PermissionDenied
    with said_if_refused(request):
        item = actions.take_up(the_remark(pk), body=request.seat.body)
        messages.success(
            request, _("It is on the agenda of %(meeting)s.") % {"meeting": item.meeting}
        )
    return back_to(request, pk)


def the_remark(pk) -> Remark:
    related = ["event", "organisation", "person", "noted_by", "answered_by", "result_by"]
    return get_object_or_404(Remark.objects.select_related(*related, "item__meeting__body"), pk=pk)


def show(request, remark, *, answer_form=None, result_form=None):
    """Its page, with the form that is next."""
    may_take_up = may_keep_meetings(request.seat) and remark.item is None and not remark.result_at
    context = {
        "remark": remark,
        "answer_form": None if remark.answered_at else answer_form or AnswerForm(),
        "result_form": (result_form or ResultForm())
        if remark.answered_at and not remark.result_at
        else None,
        "meeting": request.seat.body.meetings.to_come().first() if may_take_up else None,
        "is_our_meeting": remark.item and remark.item.meeting.body_id == request.seat.body_id,
    }
    return render(request, "proposals/answering/remark.html", context)


def back_to(request, pk):
    return redirect(reverse("answering:remark", args=[request.seat.body.slug, pk]))
