"""An audience of three segments: looked at, invited, its letters owed and sent."""

import time
from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks.fees_and_invoices import make_members
from benchmarks.ground import machine
from benchmarks.letters import a_server
from benchmarks.the_run import see_a_letter, shared
from events.actions import invite, write_invitations
from events.models import reach_of, unreached
from members.models import Contact, Group, GroupMembership, Organisation, Person
from outbox.actions import send_due
from outbox.models import Message
from tests import build

SIZES = [1_000, 10_000]  # organisations; each has five people with roles
ROLES = ["contact", "communicator", "invoice", "delegate", "deputy"]


def main() -> None:
    build.the_programme()
    print(f"{machine()}\n")
    print("| organisations | contacts | preview | unreached | invited | made | owed/s | queries |")
    print("|---|---|---|---|---|---|---|---|")
    audience = make_audience()
    for size in SIZES:
        make_people(size)
        show(audience)
    send()


def make_audience():
    """Contact persons, everybody with a role in one county, and a group that overlaps both."""
    group = Group.objects.create(name="Fokusgrupp")
    return build.an_audience(
        {"source": "contacts"},
        {"source": "any_role", "region": "14"},
        {"source": "group", "group": group},
    )


def make_people(size: int) -> None:
    make_members(size)
    Organisation.objects.filter(pk__in=Organisation.objects.order_by("pk")[: size // 10]).update(
        region="14"
    )
    organisations = list(Organisation.objects.filter(contacts=None))
    people = Person.objects.bulk_create(
        Person(name=name, sort_name=name, email=f"{name}@medlem.example")
        for one in organisations
        for name in (f"{role}-{one.pk}" for role in ROLES)
    )
    holders = zip(people, ((one, role) for one in organisations for role in ROLES), strict=True)
    Contact.objects.bulk_create(
        Contact(person=person, organisation=one, role=role) for person, (one, role) in holders
    )
    group = Group.objects.get()
    GroupMembership.objects.bulk_create(
        GroupMembership(group=group, person=person) for person in people[:: len(ROLES)][:200]
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def show(audience) -> None:
    """One row: what the secretariat waits for, and what the sweep does a second."""
    today, now = timezone.localdate(), timezone.now()
    seen, _ = timed(lambda: reach_of(audience, today))
    missing, _ = timed(lambda: list(unreached(audience, today)[:50]))
    event = build.an_event()
    with CaptureQueriesContext(connection) as queries:
        made, invited = timed(lambda: invite(event, audience, now=now))
    owed, written = timed(write_invitations)
    assert written == invited.new == event.invitations.count()
    sizes = f"{Organisation.objects.count()} | {Contact.objects.count()}"
    times = f"{seen:.2f} s | {missing:.2f} s | {invited.new} | {made:.2f} s"
    print(f"| {sizes} | {times} | {written / owed:.0f} | {len(queries)} |", flush=True)


def send() -> None:
    """Those of the larger round, shared by one and by two."""
    print("\n| letters | workers | sent/s |\n|---|---|---|")
    latest = Message.objects.filter(state="queued").order_by("-pk")
    with a_server():
        for workers in (1, 2):
            keys = list(latest.values_list("pk", flat=True)[:2_000])
            Message.objects.filter(state="queued").exclude(pk__in=keys).update(state="withdrawn")
            took = shared(send_due, warm_up=see_a_letter, workers=workers)
            assert Message.objects.filter(pk__in=keys, state="sent").count() == len(keys)
            print(f"| {len(keys)} | {workers} | {len(keys) / took:.0f} |", flush=True)
            Message.objects.filter(state="withdrawn").update(state="queued")


def timed(job: Callable) -> tuple[float, object]:
    start = time.perf_counter()
    answer = job()
    return time.perf_counter() - start, answer
