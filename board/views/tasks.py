"""What one has taken on in the body."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from board import actions
from board.doors import seat_required
from board.models import Task
from lattvikt.lib.refused import said_if_refused


@require_safe
@seat_required
def tasks(request):
    """Mine that are not done, and then everybody's in the body."""
    every = Task.objects.open().filter(item__meeting__body=request.seat.body)
    every = every.select_related("owner", "item__meeting")
    context = {
        "mine": every.of(request.seat.person_id),
        "others": every.exclude(owner=request.seat.person_id),
        "today": timezone.localdate(),
    }
    return render(request, "board/tasks.html", context)


@require_POST
@seat_required
def finish_task(request, pk):
    mine = Task.objects.of(request.seat.person_id).filter(item__meeting__body=request.seat.body)
    with said_if_refused(request):
        actions.finish_task(get_object_or_404(mine, pk=pk), today=timezone.localdate())
        messages.success(request, _("The task is done."))
    return redirect("board:tasks", request.seat.body.slug)
