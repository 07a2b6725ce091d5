"""A meeting: its number and day, who is present and who can preside."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from board import rules
from board.actions.agenda import lock as lock_agenda
from board.actions.agenda import take_up_follow_ups
from board.models import Attendance, Body, Meeting
from lattvikt.lib.refused import Refused


@transaction.atomic
def open_meeting(body, *, held_on, present=(), chair=None, **facts):
    """Set a meeting, with the next number in its year."""
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    last = body.meetings.filter(year=held_on.year).aggregate(last=Max("number"))["last"] or 0
    meeting = Meeting.objects.create(
        body=body, year=held_on.year, number=last + 1, held_on=held_on, **facts
    )
    take_up_follow_ups(meeting)
    return set_attendance(meeting, present=present, chair=chair)


@transaction.atomic
def change_meeting(meeting, **facts):
    """Another day, hour or place. Who has been called hears of it when the notice is sent anew."""
    meeting = lock(meeting)
    for name, value in facts.items():
        setattr(meeting, name, value)
    meeting.save(update_fields=list(facts))
    take_up_follow_ups(meeting)
    return meeting


@transaction.atomic
def set_attendance(meeting, *, present, chair=None):
    """Note who is there now, and who is the meeting's chair (sv. mötesordförande).

    People come and go: each decision keeps who took part in it. Unless somebody is named, the
    meeting's chair is the body's chair, else its vice chair, of those present.
    """
    meeting = lock(meeting)
    if any(seat.body_id != meeting.body_id for seat in present):
        raise Refused(_("Only seats of the body are noted as present."))
    if refusal := why_not_chair(chair, present):
        raise Refused(refusal)
    meeting.attendances.exclude(seat__in=present).delete()
    Attendance.objects.bulk_create(
        [Attendance(meeting=meeting, seat=seat) for seat in present], ignore_conflicts=True
    )
    meeting.chair = chair or rules.who_presides(present)
    meeting.save(update_fields=["chair"])
    return meeting


def lock(meeting):
    """The meeting as it is now, locked. Raises Refused for one that has been called off."""
    lock_agenda(meeting)
    meeting = Meeting.objects.select_related("body", "host").get(pk=meeting.pk)
    if meeting.cancelled_at:
        raise Refused(_("The meeting has been called off."))
    return meeting


def why_not_chair(chair, present):
    """Why the seat cannot be the meeting's chair, or None."""
    if chair is None:
        return None
    if chair not in present:
        return _("Who chairs the meeting must be present.")
    return None if chair.votes else _("Who chairs the meeting must have a vote.")


def may_keep_meetings(seat):
    """Whether the seat sets meetings and notes who is present."""
    return seat.keeps
