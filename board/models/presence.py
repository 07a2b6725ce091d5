"""How each seat of a body stands to one point of a meeting."""

from dataclasses import dataclass

from board.models.bodies import Seat
from board.models.recusals import Recusal
from board.rules import Presence, needed


@dataclass(frozen=True)
class Turnout:
    """How many of the votes are there for a point, of how many, and how many that takes."""

    there: int
    seats: int
    needed: int

    @property
    def is_quorate(self):
        return self.there >= self.needed


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


def turnout_at(item, presences, bench=None) -> Turnout:
    """`presences` are those of `presences_at`; the bench is that of an open matter under the point.

    A vote is there by its holder, or by the deputy who stands in. One query without a bench.
    """
    quorum = item.meeting.body.quorum
    if bench:
        seats = len(bench.voters)
        return Turnout(len(bench.able), seats, needed(seats, quorum))
    here = {seat.pk for seat, presence in presences if presence == Presence.HERE}
    deputies = dict(item.meeting.stand_ins.accepted().values_list("seat", "deputy"))
    votes = [seat.pk for seat, _presence in presences if seat.votes]
    there = [key for key in votes if key in here or deputies.get(key) in here]
    return Turnout(len(there), len(votes), needed(len(votes), quorum))


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
