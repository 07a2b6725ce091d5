"""Whom an audience would reach, why, and whom it would not."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch

from events.models.audiences import Audience, Segment
from members.models import Contact, Organisation, Purpose


@dataclass(frozen=True)
class Part:
    """What a segment finds: how many, and how many that no other joined segment finds."""

    segment: Segment
    people: int
    alone: int = 0


@dataclass(frozen=True)
class Reach:
    """An audience in numbers, on a day. `overlaps` has how many people so many segments find."""

    parts: list[Part]
    overlaps: list[tuple[int, int]]
    people: int
    declined: int
    without_address: int

    @property
    def reached(self) -> int:
        return self.people - self.declined - self.without_address


@dataclass(frozen=True)
class Why:
    """A segment that has found somebody, for which organisation and in which role, if any."""

    segment: Segment
    organisation: int | None = None
    organisation_name: str = ""
    role: str = ""


def reach_of(audience: Audience, day: date) -> Reach:
    """A query for each segment, and three."""
    joined = {one: ids_of(one, day) for one in audience.joined()}
    away = {one: ids_of(one, day) for one in audience.subtracted()}
    times = Counter(person for ids in joined.values() for person in ids)
    kept = {person: n for person, n in times.items() if not any(person in a for a in away.values())}
    people = audience.people(day)
    without = people.filter(email="").count()
    return Reach(
        parts=[
            *(
                Part(one, len(ids), sum(times[who] == 1 for who in ids))
                for one, ids in joined.items()
            ),
            *(Part(one, len(ids)) for one, ids in away.items()),
        ],
        overlaps=sorted(Counter(kept.values()).items()),
        people=len(kept),
        declined=len(kept) - without - people.reached_for(Purpose.EVENTS).count(),
        without_address=without,
    )


def alone_in(ids: set[int], times: Counter) -> int:
    return sum(times[person] == 1 for person in ids)


def ids_of(segment: Segment, day: date) -> set[int]:
    return set(segment.found(day).values_list("person", flat=True))


def whys_of(audience: Audience, people: Iterable, day: date) -> dict[int, list[Why]]:
    """Why each of the people is found, in the order of the segments. A query for each segment.

    `people` is a list of keys, or a queryset of people.
    """
    whys: dict[int, list[Why]] = defaultdict(list)
    for segment in audience.joined():
        for person, *facts in facts_found(segment, people, day):
            if (why := Why(segment, *facts)) not in whys[person]:
                whys[person].append(why)
    return whys


def facts_found(segment: Segment, people, day: date):
    """(person, organisation, its name, role), as far as the segment's rows know."""
    rows = segment.found(day).filter(person__in=people).order_by("pk")
    names = ["person"]
    if segment.source in Segment.ROLES:
        names += ["organisation", "organisation__name", "role"]
    elif segment.event_id:
        names += ["organisation", "organisation__name"]
    return rows.values_list(*names)


def unreached(audience: Audience, day: date):
    """The member organisations nobody of which would be reached, each with whom to call.

    In Swedish order. One is reached for every organisation where one has a role on the day.
    """
    reached = audience.reached(day).values("pk")
    roles = Contact.objects.on(day).filter(organisation=OuterRef("pk"), person__in=reached)
    without = Organisation.objects.members(day).filter(~Exists(roles))
    return with_people_to_call(without.in_swedish_order(), day)


def with_people_to_call(organisations, day: date):
    """Each with its contact persons on the day, in the order in which they became it."""
    people = Contact.objects.on(day).filter(role=Contact.Role.CONTACT).select_related("person")
    called = Prefetch("contacts", people.order_by("pk"), to_attr="people_to_call")
    return organisations.prefetch_related(called)
