"""An audience of three segments that overlap, and those of it that have answered an invitation."""

from datetime import date

from events.actions import answer, invite
from events.models import Audience, Event
from lattvikt.demo.events import at
from members.models import Group, Person

# The contact persons of the first members; the others have not answered.
COME, CANNOT = range(1, 6), range(6, 9)


def invite_to_the_next(*, days):
    now, audience = at(days.today, 9), make_audience()
    for event in Event.objects.to_come(now).filter(kind__name="Nätverksträff")[:1]:
        invite(event, audience, now=now)
        for one in event.invitations.filter(person__in=people_of(COME)):
            answer(one, comes=True, now=now)
        for one in event.invitations.filter(person__in=people_of(CANNOT)):
            answer(one, comes=False, reason="Vi är på mässa de dagarna.", now=now)


def make_audience():
    """Contact persons, everybody with a role in a small member, and a focus group that is over."""
    group = Group.objects.create(
        name="Fokusgrupp fordon", purpose="Intressentdialogen om fordonsindustrins behov."
    )
    for person in people_of(range(1, 13)):
        group.memberships.create(person=person, since=date(2024, 1, 1), until=date(2024, 12, 31))
    audience = Audience.objects.create(name="Medlemmar och fokusgrupper")
    audience.segments.create(source="contacts")
    audience.segments.create(source="any_role", employees_to=50)
    audience.segments.create(source="former_group", group=group)
    return audience


def people_of(places):
    return Person.objects.filter(email__in=[f"kontakt{place}@medlem.example" for place in places])
