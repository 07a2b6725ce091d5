"""An event's gauge, the first page of the missing and freezing, and how they grow."""

from time import perf_counter

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.actions import freeze_goals
from events.gauges import gauge_of
from events.models import Invitation, Registration, missing_of
from members.models import Contact, Membership, Organisation, Person
from tests import build

SIZES = [1_000, 10_000]
PER_PAGE = 50
REGISTERED = 2  # every second organisation has somebody who comes


def main() -> None:
    print("| organisations and invitations | gauge | queries | missing | queries | frozen |")
    print("|---|---|---|---|---|---|")
    for size in SIZES:
        with transaction.atomic():
            print(measured(size), flush=True)
            transaction.set_rollback(True)


def measured(size: int) -> str:
    goal = build.a_goal(counts="registered")
    fill(goal.event, size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    gauge, of_gauge = timed(lambda: gauge_of(goal))
    missing, of_missing = timed(lambda: list(missing_of(goal)[:PER_PAGE]))
    frozen, _queries = timed(lambda: freeze_goals(goal.event, now=timezone.now()), times=1)
    return (
        f"| {size} | {gauge:.0f} ms | {of_gauge} | {missing:.0f} ms | {of_missing} "
        f"| {frozen / 1000:.2f} s |"
    )


def fill(event, size: int) -> None:
    """Members, each with a contact person who is invited; every second one comes."""
    now, day = timezone.now(), timezone.localdate()
    organisations = Organisation.objects.bulk_create(
        Organisation(name=f"Verkstad {n}", sort_name=f"verkstad {n:05}") for n in range(size)
    )
    Membership.objects.bulk_create(
        Membership(organisation=one, starts_on=day) for one in organisations
    )
    people = Person.objects.bulk_create(
        Person(name=f"Person {n}", sort_name=f"person {n}", email=f"p{n}@exempel.se")
        for n in range(size)
    )
    both = list(zip(organisations, people, strict=True))
    Contact.objects.bulk_create(Contact(organisation=o, person=p, since=day) for o, p in both)
    Invitation.objects.bulk_create(
        Invitation(event=event, person=p, organisation=o, reason="-", made_at=now, written_at=now)
        for o, p in both
    )
    Registration.objects.bulk_create(
        Registration(
            event=event,
            person=p,
            organisation=o,
            name=p.name,
            email=p.email,
            state=Registration.State.REGISTERED,
            queued_at=now,
        )
        for o, p in both[::REGISTERED]
    )


def timed(action, times=5) -> tuple[float, int]:
    """Milliseconds of the quickest of some runs, and the queries of one."""
    spent = []
    for _ in range(times):
        with CaptureQueriesContext(connection) as queries:
            begun = perf_counter()
            action()
            spent.append(perf_counter() - begun)
    return 1000 * min(spent), len(queries)
