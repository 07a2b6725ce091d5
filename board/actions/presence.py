"""Who is there for a point: those who come and leave, are away from it, or stand aside for jäv."""

from django.db import transaction
from django.utils.translation import gettext as _

from board.actions.agenda import lock
from board.actions.matters import lock as lock_matter
from board.models import Absence, Attendance, Decision, Vote
from board.rules import Presence
from lattvikt.lib.refused import Refused


@transaction.atomic
def note_presence(item, presences):
    """How each seat of the body stands to the point: a dictionary from seat to Presence.

    Who was not noted at the meeting, or had left it, comes now. From then on who is recused sees
    neither the point's papers nor what is written under it, and has no vote in its matters.
    """
    lock_under(item)
    by_presence = {kind: [s for s, one in presences.items() if one == kind] for kind in Presence}
    there = [seat for seat, one in presences.items() if one != Presence.ABSENT]
    come(item, [seat for seat in there if seat not in by_presence[Presence.LEFT]])
    leave(item, by_presence[Presence.LEFT])
    note_absences(item, left=by_presence[Presence.AWAY], recused=by_presence[Presence.RECUSED])


@transaction.atomic
def note_absences(item, *, left=(), recused=()):
    """Who of those at the meeting was not there for the point: for jäv, or for another reason.

    Raises Refused when one to be recused has taken part in a decision under the point.
    """
    lock_under(item)
    refuse_who_took_part(item, recused)
    item.absences.all().delete()
    gone = [*[(seat, True) for seat in recused], *[(s, False) for s in left if s not in recused]]
    Absence.objects.bulk_create(
        Absence(item=item, seat=seat, is_recused=is_recused) for seat, is_recused in gone
    )
    Vote.objects.filter(matter__item=item, matter__decision=None, seat__in=recused).delete()


@transaction.atomic
def stand_aside(item, *, seat):
    """The holder of the seat is recused from the point, and says so."""
    lock_under(item)
    refuse_who_took_part(item, [seat])
    Absence.objects.update_or_create(item=item, seat=seat, defaults={"is_recused": True})
    Vote.objects.filter(matter__item=item, matter__decision=None, seat=seat).delete()


def lock_under(item):
    """The open matters, then the meeting: so that no decision is made meanwhile."""
    for matter in item.matters.open().order_by("pk"):
        lock_matter(matter)
    lock(item.meeting)


def refuse_who_took_part(item, seats):
    decided = Decision.objects.filter(matter__item=item)
    took_part = {key for decision in decided for key in decision.took_part}
    for seat in seats:
        if seat.pk in took_part:
            text = _("%(name)s has taken part in a decision under the point.")
            raise Refused(text % {"name": seat.person})


def come(item, seats):
    """They are at the meeting from this point on, unless they were there already."""
    meeting = item.meeting
    has_begun = meeting.items.filter(position__lt=item.position).exclude(ending="").exists()
    known = {one.seat_id: one for one in attendances(meeting)}
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, seat=seat, came_at=item if has_begun else None)
        for seat in seats
        if seat.pk not in known
    )
    for attendance in [known[seat.pk] for seat in seats if seat.pk in known]:
        come_earlier(attendance, item)
        come_back(attendance, item)


def attendances(meeting):
    return meeting.attendances.select_related("came_at", "left_at")


def come_earlier(attendance, item):
    if attendance.came_at and attendance.came_at.position > item.position:
        attendance.came_at = item
        attendance.save(update_fields=["came_at"])


def come_back(attendance, item):
    """Who had left is back: and was away from the points between."""
    left_at = attendance.left_at
    if left_at is None or left_at.position > item.position:
        return
    between = item.meeting.items.filter(position__gte=left_at.position, position__lt=item.position)
    Absence.objects.bulk_create(
        [Absence(item=one, seat_id=attendance.seat_id) for one in between], ignore_conflicts=True
    )
    attendance.left_at = None
    attendance.save(update_fields=["left_at"])


def leave(item, seats):
    """They are gone from this point on, unless they had left before."""
    gone = {seat.pk for seat in seats}
    for attendance in attendances(item.meeting):
        left_at = attendance.left_at
        is_later = left_at is None or left_at.position > item.position
        if attendance.seat_id in gone and is_later:
            attendance.left_at = item
            attendance.save(update_fields=["left_at"])
