"""A seat ends, and what waited for its holder goes to somebody else."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from board import mails
from board.models import Matter, Seat, Task
from lattvikt.lib.refused import Refused


@dataclass(frozen=True)
class Held:
    """What waits for the holder of a seat: matters without an answer, and tasks not done."""

    matters: list[Matter]
    tasks: list[Task]

    def __bool__(self):
        return bool(self.matters or self.tasks)


def held_by(seat) -> Held:
    """Two queries. Matters are those the holder may see; tasks those of the body's meetings."""
    open_ones = Matter.objects.visible_to(seat).open().with_answer_of(seat)
    unanswered = open_ones.filter(my_choice=None).order_by("opened_at", "pk")
    return Held(matters=list(unanswered) if seat.votes else [], tasks=list(tasks_of(seat)))


def tasks_of(seat):
    return Task.objects.open().filter(owner=seat.person_id, item__meeting__body=seat.body_id)


@transaction.atomic
def end_seat(seat, *, on, successor=None, today) -> Seat:
    """Let the seat end, `on` being its last day. Its tasks go to the successor, or to the chair.

    Votes are never handed over: who holds a seat votes for it. Raises Refused for a seat that has
    a last day already, for a day before it began, and for a successor from another body.
    """
    seat = Seat.objects.select_for_update().select_related("body", "person").get(pk=seat.pk)
    if refusal := why_not_end(seat, on, successor, today):
        raise Refused(refusal)
    held = held_by(seat)
    seat.until = on
    seat.save(update_fields=["until"])
    heir = successor or chair_after(seat)
    if heir:
        hand_over(held.tasks, heir)
    mails.seat_ended(seat, held, heir)
    if heir and held:
        mails.seat_taken_over(seat, held, heir)
    return seat


def why_not_end(seat, on, successor, today):
    if seat.until and seat.until <= today:
        return _("The seat has ended already.")
    if on < seat.since:
        return _("A seat cannot end before it began.")
    if successor and (successor.body_id != seat.body_id or successor.pk == seat.pk):
        return _("The successor has another seat in the same body.")
    return None


def chair_after(seat):
    """The body's chair or vice chair, unless it is the seat that ends."""
    others = Seat.objects.sitting().of(seat.body).exclude(pk=seat.pk)
    leading = others.filter(role__in=[Seat.Role.CHAIR, Seat.Role.VICE_CHAIR])
    return leading.in_order_of_role().first()


def hand_over(tasks, heir):
    for task in tasks:
        task.owner = heir.person
        task.save(update_fields=["owner"])
