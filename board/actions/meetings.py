"""A meeting is, so far, a number, a day and who is present."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from board.models import Attendance, Body, Meeting, Seat
from lattvikt.lib.refused import Refused

MAY_KEEP = (Seat.Role.CHAIR, Seat.Role.VICE_CHAIR, Seat.Role.SECRETARY)


@transaction.atomic
def open_meeting(body, *, held_on, place="", present=()):
    """Set a meeting, with the next number in its year."""
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    last = body.meetings.filter(year=held_on.year).aggregate(last=Max("number"))["last"] or 0
    meeting = Meeting.objects.create(
        body=body, year=held_on.year, number=last + 1, held_on=held_on, place=place
    )
    return set_attendance(meeting, present=present)


@transaction.atomic
def set_attendance(meeting, *, present):
    """Note who is there now. People come and go: each decision keeps who took part in it."""
    meeting = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    if any(seat.body_id != meeting.body_id for seat in present):
        raise Refused(_("Only seats of the body are noted as present."))
    meeting.attendances.exclude(seat__in=present).delete()
    Attendance.objects.bulk_create(
        [Attendance(meeting=meeting, seat=seat) for seat in present], ignore_conflicts=True
    )
    return meeting


def may_keep_meetings(seat):
    """Whether the seat sets meetings and notes who is present."""
    return seat.role in MAY_KEEP
