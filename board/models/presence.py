"""How each seat of a body stands to one point of a meeting."""

from board.models.bodies import Seat
from board.models.recusals import Recusal
from board.rules import Presence


def presences_at(item) -> list[tuple[Seat, Presence]]:
    """The body's seats today in order of role, each with its presence; four queries."""
    seats = Seat.objects.sitting().of(item.meeting.body_id).in_order_of_role()
    noted = {
        one.seat_id: one for one in item.meeting.attendances.select_related("came_at", "left_at")
    }
    absences = dict(item.absences.values_list("seat", "is_recused"))
    recusals = Recusal.objects.standing().filter(matter__item=item)
    recused = set(recusals.values_list("seat", flat=True))
    return [
        (seat, presence_of(noted.get(seat.pk), item, is_recused(seat, absences, recused)))
        for seat in seats
    ]


def is_recused(seat, absences, recused) -> bool | None:
    """None: there for the point as far as its absences say."""
    return True if seat.pk in recused else absences.get(seat.pk)


def presence_of(attendance, item, recused) -> Presence:
    if attendance is None:
        return Presence.ABSENT
    if attendance.came_at and attendance.came_at.position > item.position:
        return Presence.ABSENT
    if attendance.left_at and attendance.left_at.position <= item.position:
        return Presence.LEFT
    if recused is None:
        return Presence.HERE
    return Presence.RECUSED if recused else Presence.AWAY
