"""A meeting's points: what they are about, and what is written under them at the meeting."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.files.base import ContentFile
from django.forms import BaseForm
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from board import actions
from board.actions.meetings import may_keep_meetings
from board.doors import seat_required
from board.forms import (
    EndingForm,
    FollowUpForm,
    GuestForm,
    ItemForm,
    NoteForm,
    PaperForm,
    TaskForm,
)
from board.models import AgendaItem, Matter, Paper
from board.views.meetings import refuse_others
from lattvikt.lib.refused import said_if_refused


@seat_required
def new_item(request, pk):
    refuse_others(request)
    meeting = get_object_or_404(request.seat.body.meetings, pk=pk)
    form = ItemForm(request.POST or None)
    if form.is_valid():
        item = actions.add_item(meeting, **form.cleaned_data)
        messages.success(request, _("The point is on the agenda."))
        return back_to(item)
    return render(request, "board/new_item.html", {"form": form, "meeting": meeting})


@require_safe
@seat_required
def item(request, pk, item):
    return show(request, the_item(request, pk, item))


@seat_required
def change_item(request, pk, item):
    refuse_others(request)
    item = the_item(request, pk, item)
    form = ItemForm(request.POST or None, instance=item)
    if form.is_valid():
        with said_if_refused(request):
            actions.change_item(item, **form.cleaned_data)
            messages.success(request, _("The point is changed."))
        return back_to(item)
    return render(request, "board/change_item.html", {"form": form, "item": item})


@require_POST
@seat_required
def remove_item(request, pk, item):
    refuse_others(request)
    with said_if_refused(request):
        actions.remove_item(the_item(request, pk, item))
        messages.success(request, _("The point is taken off the agenda."))
    return redirect("board:meeting", request.seat.body.slug, pk)


@require_POST
@seat_required
def write(request, pk, item, what):
    """One of the small forms under a point: `what` is its name in the address."""
    refuse_others(request)
    item, kind = the_item(request, pk, item), WRITING.get(what)
    if kind is None:
        raise Http404
    form = kind.form_for(item, request.POST, request.FILES)
    if not form.is_valid():
        return show(request, item, {what: form})
    with said_if_refused(request):
        kind.act(item, form, request.user)
        messages.success(request, str(kind.done))
    if "under" in request.GET:
        return redirect("board:live_item", item.meeting.body.slug, item.meeting_id, item.pk)
    return back_to(item)


@require_safe
@seat_required
def paper(request, pk):
    """A file of a point, to those who may see the point."""
    paper = get_object_or_404(Paper.objects.visible_to(request.seat), pk=pk)
    return FileResponse(paper.file.open(), filename=file_name(paper), content_type=paper.mimetype)


def file_name(paper):
    return f"underlag-{paper.pk}.{paper.file.name.rpartition('.')[2]}"


def the_item(request, pk, item):
    """The point of the URL; to the recused it does not exist."""
    points = AgendaItem.objects.visible_to(request.seat)
    points = points.select_related("meeting__body", "presenter", "follows_up__item__meeting__body")
    return get_object_or_404(points, pk=item, meeting=pk)


def show(request, item, tried=None):
    """The page of a point; `tried` has the forms that were sent and refused."""
    may_keep = may_keep_meetings(request.seat)
    matters = Matter.objects.visible_to(request.seat).filter(item=item)
    context = {
        "item": item,
        "matters": matters.with_answer_of(request.seat).with_case(),
        "guests": item.guests.all(),
        "papers": item.papers.all(),
        "notes": item.notes.select_related("seat__person"),
        "tasks": item.tasks.select_related("owner"),
        "follow_ups": item.follow_ups.select_related("body", "taken_up_as__meeting__body"),
        "absences": item.absences.select_related("seat__person"),
        "earlier": earlier_of(item, request.seat),
        "may_keep": may_keep,
        "writing": writing_of(item, tried or {}) if may_keep else [],
    }
    return render(request, "board/item.html", context)


def earlier_of(item, seat):
    """The same presenter's earlier points in the body, latest first, as far as one may see."""
    if item.presenter_id is None:
        return []
    earlier = AgendaItem.objects.visible_to(seat).filter(
        presenter=item.presenter_id, meeting__held_on__lt=item.meeting.held_on
    )
    return earlier.select_related("meeting").order_by("-meeting__held_on")[:5]


def back_to(item):
    return redirect("board:item", item.meeting.body.slug, item.meeting_id, item.pk)


@dataclass(frozen=True)
class Writing:
    """A small form under a point: its name, its button, and what it does."""

    form: Callable[..., BaseForm]
    name: str
    title: Promise
    button: Promise
    done: Promise
    action: Callable
    needs_item: bool = False

    def form_for(self, item, *sent):
        """Its fields have ids of their own: there are several forms on the page."""
        options = {"auto_id": f"{self.name}_%s"} | ({"item": item} if self.needs_item else {})
        return self.form(*sent, **options)

    def act(self, item, form, user):
        self.action(item, **form.cleaned_data)


class Sending(Writing):
    """A paper: what was judged is what is kept."""

    def act(self, item, form, user):
        judged = form.judged
        name = f"{item.meeting_id}-{item.pk}{judged.ending}"
        self.action(
            item,
            title=form.cleaned_data["title"],
            file=ContentFile(judged.content, name=name),
            mimetype=judged.mimetype,
            by=user,
        )


class Ending(Writing):
    """What became of the point; a case that is referred back is told by whom."""

    def act(self, item, form, user):
        self.action(item, by=user, **form.cleaned_data)


WRITING = {
    "anteckning": Writing(
        NoteForm,
        "note",
        gettext_lazy("Write down"),
        gettext_lazy("Write it down"),
        gettext_lazy("It is written down."),
        actions.write_note,
        needs_item=True,
    ),
    "uppdrag": Writing(
        TaskForm,
        "task",
        gettext_lazy("Give a task"),
        gettext_lazy("Give the task"),
        gettext_lazy("The task is given, and a letter sent."),
        actions.give_task,
    ),
    "uppfoljning": Writing(
        FollowUpForm,
        "wish",
        gettext_lazy("Wish to hear of it again"),
        gettext_lazy("Wish for follow-up"),
        gettext_lazy("It comes back on the agenda of that meeting by itself."),
        actions.wish_follow_up,
        needs_item=True,
    ),
    "adjungerad": Writing(
        GuestForm,
        "guest",
        gettext_lazy("A guest for the point"),
        gettext_lazy("Add the guest"),
        gettext_lazy("The guest is noted."),
        actions.invite_guest,
    ),
    "underlag": Sending(
        PaperForm,
        "paper",
        gettext_lazy("Papers"),
        gettext_lazy("Add the file"),
        gettext_lazy("The file is there."),
        actions.add_paper,
    ),
    "avslut": Ending(
        EndingForm,
        "ending",
        gettext_lazy("End the point"),
        gettext_lazy("End the point"),
        gettext_lazy("The point is ended."),
        actions.end_item,
    ),
}


def writing_of(item, tried):
    """Each small form with its address, its texts and whether it was just refused."""
    return [
        {
            "what": what,
            "kind": kind,
            "form": tried.get(what) or kind.form_for(item),
            "is_tried": what in tried,
        }
        for what, kind in WRITING.items()
    ]
