"""What is written down at a meeting, point by point."""

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from board import mails
from board.actions.agenda import lock, take_up_follow_ups
from board.actions.matters import lock as lock_matter
from board.actions.matters import take_off
from board.models import AgendaItem, Decision, FollowUp, Note, Task
from lattvikt.lib.refused import Refused


@transaction.atomic
def write_note(item, *, kind, text, seat=None) -> Note:
    """An opinion, input, advice or a reservation. A reservation is somebody's who was there."""
    if kind == Note.Kind.RESERVATION:
        if seat is None:
            raise Refused(_("Say whose reservation it is."))
        if not item.has_taken_part(seat):
            raise Refused(_("Who was not there for the point has no reservation."))
    return Note.objects.create(item=item, kind=kind, text=text, seat=seat)


@transaction.atomic
def give_task(item, *, text, owner, due_on=None) -> Task:
    """Somebody takes something on, and gets a letter about it."""
    task = Task.objects.create(item=item, text=text, owner=owner, due_on=due_on)
    mails.task_given(task)
    return task


@transaction.atomic
def remind_of_tasks(*, today):
    """Write once the day before a task's day, and once when it is late. Safe to run often."""
    waiting = Task.objects.to_remind(today).select_related("owner", "item__meeting__body")
    for task in waiting.order_by("pk"):
        mails.task_soon(task, is_late=task.due_on < today)


@transaction.atomic
def finish_task(task, *, today) -> Task:
    """It is done. Raises Refused when it was already."""
    task = Task.objects.select_for_update().get(pk=task.pk)
    if task.done_on:
        raise Refused(_("The task is done already."))
    task.done_on = today
    task.save(update_fields=["done_on"])
    return task


@transaction.atomic
def wish_follow_up(item, *, wish, due_on, body=None) -> FollowUp:
    """The body wishes that it, or another body, hears of it again.

    At the first meeting of that body on or after the day. Raises Refused for a day that has passed
    when the meeting was held.
    """
    if due_on <= item.meeting.held_on:
        raise Refused(_("Choose a day after the meeting."))
    body = body or item.meeting.body
    follow_up = FollowUp.objects.create(body=body, item=item, wish=wish, due_on=due_on)
    # A meeting that is set already takes it up at once; otherwise the next one that is set.
    to_come = body.meetings.filter(held_on__gte=due_on, cancelled_at=None)
    meeting = to_come.order_by("held_on", "number").first()
    if meeting:
        take_up_follow_ups(meeting)
    return follow_up


@transaction.atomic
def end_item(item, *, ending, reason="", by=None):
    """What became of the point. Postponed, the matters under it wait for another meeting.

    Referred back, they go back undecided to where they came from; that takes a reason. Raises
    Refused when something under the point has been decided: that stands.
    """
    matters = [lock_matter(matter) for matter in item.matters.open().order_by("pk")]
    if matters and ending == AgendaItem.Ending.TREATED:
        raise Refused(_("A matter under the point is not decided. Decide it, or postpone."))
    if ending == AgendaItem.Ending.REFERRED_BACK:
        guard_referring_back(item, reason)
    lock(item.meeting)
    item = AgendaItem.objects.get(pk=item.pk)
    item.ending, item.ending_reason = ending, reason
    item.save(update_fields=["ending", "ending_reason"])
    for matter in matters:
        if ending == AgendaItem.Ending.REFERRED_BACK:
            refer_back(matter, reason=reason, by=by)
        else:
            take_off(matter, meeting=None)
    return item


def guard_referring_back(item, reason):
    if not reason.strip():
        raise Refused(_("Say why it is referred back."))
    if Decision.objects.filter(matter__item=item).exists():
        raise Refused(_("What has been decided is not referred back. Postpone the rest instead."))


def refer_back(matter, *, reason, by):
    """Off the table undecided, and back to the app whose case it is; the caller has locked it."""
    matter.withdrawn_at = timezone.now()
    matter.save(update_fields=["withdrawn_at"])
    if case := matter.case:
        import_string(case.referred_back_by)(case, reason=reason, by=by)
