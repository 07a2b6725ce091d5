"""Before a meeting: the notice and its answers, or that the meeting is called off."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from board import mails
from board.actions.agenda import take_up_follow_ups
from board.actions.deputies import see_to_deputy
from board.actions.matters import lock as lock_matter
from board.actions.matters import take_off
from board.actions.meetings import lock
from board.models import MeetingAnswer, Seat, StandIn, told_of
from lattvikt.lib.refused import Refused


@transaction.atomic
def send_notice(meeting, *, now):
    """Call everybody with a seat, the deputies apart, to the meeting (sv. kallelse).

    When something has changed since the last time, all are told anew; otherwise only who has not
    been called yet. Raises Refused for a meeting that has been, or is without hours or points.
    """
    meeting = lock(meeting)
    refuse_past(meeting)
    if meeting.starts_at is None:
        raise Refused(_("Say when the meeting begins and ends before the notice is sent."))
    take_up_follow_ups(meeting)
    if not meeting.items.exists():
        raise Refused(_("Put a point on the agenda before the notice is sent."))
    note_what_is_told(meeting, now)
    for seat in called(meeting):
        mails.notice(meeting, seat)
    return meeting


def note_what_is_told(meeting, now):
    told = told_of(meeting)
    if told == meeting.notice_told:
        return
    meeting.notice_told, meeting.notice_sent_at = told, now
    meeting.notice_version += 1
    meeting.save(update_fields=["notice_told", "notice_sent_at", "notice_version"])


@transaction.atomic
def cancel_meeting(meeting, *, because, now):
    """Call it off, and tell those who were called. Wishes for follow-up wait for the next one.

    Its matters wait for another meeting, as if postponed. Raises Refused for a meeting where
    something has been decided.
    """
    matters = [lock_matter(one) for one in meeting.matters.open().order_by("pk")]
    meeting = lock(meeting)
    if meeting.matters.exclude(decision=None).exists():
        raise Refused(_("Something has been decided at the meeting."))
    if {one.pk for one in matters} != set(meeting.matters.open().values_list("pk", flat=True)):
        raise Refused(_("A matter has just been sent to the meeting. Look at it again."))
    for matter in matters:
        take_off(matter, meeting=None)
    meeting.cancelled_at, meeting.cancelled_because = now, because
    meeting.save(update_fields=["cancelled_at", "cancelled_because"])
    meeting.items.filter(ending="").update(follows_up=None)
    for seat in called(meeting) if meeting.notice_version else []:
        mails.told_cancelled(meeting, seat)
    return meeting


@transaction.atomic
def answer_notice(meeting, *, seat, choice, reason="", now) -> MeetingAnswer:
    """Whether the holder of the seat comes. It may be changed until the day of the meeting."""
    meeting = lock(meeting)
    refuse_past(meeting)
    if not meeting.notice_version or seat not in called(meeting):
        raise Refused(_("You have not been called to the meeting."))
    if choice == MeetingAnswer.Choice.BY_LINK and not meeting.link:
        raise Refused(_("Nobody can take part by link in this meeting."))
    facts = {"choice": choice, "reason": reason, "answered_at": now}
    answer, _is_new = MeetingAnswer.objects.update_or_create(
        meeting=meeting, seat=seat, defaults=facts
    )
    see_to_deputy(meeting, seat, choice, now)
    return answer


def refuse_past(meeting):
    if not meeting.is_to_come:
        raise Refused(_("The meeting has already been."))


def called(meeting):
    """Those with a seat today; of the deputies, who has been asked to stand in."""
    seats = Seat.objects.sitting().of(meeting.body_id)
    asked = meeting.stand_ins.exclude(state=StandIn.State.RELEASED).values("deputy")
    return seats.filter(~Q(role=Seat.Role.DEPUTY) | Q(pk__in=asked)).in_order_of_role()
