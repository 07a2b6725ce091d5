"""Who sits in a body today, and where else: what jäv may come from (R2.16)."""

from collections import defaultdict
from dataclasses import dataclass

from board.models.bodies import Interest, Seat
from lattvikt.lib.sort_name import sort_name
from members.models import Contact


@dataclass(frozen=True)
class Sitting:
    """A seat today, the other bodies its holder sits in, and the organisations acted for."""

    seat: Seat
    bodies: list[str]
    organisations: list[str]


def sitting_in(body) -> list[Sitting]:
    """The body's seats today in order of role; four queries whatever their number."""
    seats = list(Seat.objects.sitting().of(body).in_order_of_role().select_related("organisation"))
    people = [seat.person_id for seat in seats]
    bodies, organisations = other_bodies(people, body), organisations_of(people)
    return [
        Sitting(
            seat,
            bodies=bodies[seat.person_id],
            organisations=in_order(organisations[seat.person_id] - {str(seat.organisation)}),
        )
        for seat in seats
    ]


def other_bodies(people, body):
    found = defaultdict(list)
    seats = Seat.objects.sitting().filter(person__in=people).exclude(body=body)
    for seat in seats.select_related("body").order_by("body__name"):
        found[seat.person_id].append(str(seat.body))
    return found


def organisations_of(people):
    """By contact and by declared interest."""
    found = defaultdict(set)
    contacts = Contact.objects.current().filter(person__in=people)
    interests = Interest.objects.current().filter(person__in=people)
    for person, name in [
        *contacts.values_list("person", "organisation__name"),
        *interests.values_list("person", "name"),
    ]:
        found[person].add(name)
    return found


def in_order(names):
    return sorted(names, key=sort_name)
