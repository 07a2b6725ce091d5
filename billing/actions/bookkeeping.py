"""Handing what has happened to the bookkeeping: each event once, in files that never change."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.actions import store
from billing import rules, sie
from billing.actions.booked import Event, accounts_of, unbooked_events
from billing.models import BookedEvent, BookkeepingBatch, Terms
from lattvikt.lib.batches import in_batches
from lattvikt.lib.refused import Refused
from members.models import Programme


@dataclass(frozen=True)
class Contents:
    """What a batch of a period holds, or would hold, and what stands in its way."""

    events: list[Event]
    vouchers: list[rules.Voucher]
    earlier: list[Event] = field(default_factory=list)

    @property
    def debit(self) -> Decimal:
        return sum((voucher.debit for voucher in self.vouchers), Decimal(0))

    @property
    def balances(self) -> dict[str, Decimal]:
        return rules.balances(self.vouchers)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many events there are of each kind, in words."""
        found = Counter(event.kind for event in self.events)
        return [(str(kind.label), found[kind]) for kind in BookedEvent.Kind if found[kind]]


def preview_batch(*, from_day: date, to_day: date) -> Contents:
    """What the period's batch would hold now: the events of its days that are in none yet."""
    accounts = accounts_of(Terms.objects.current())
    known = unbooked_events(
        through=to_day,
        closed_through=BookkeepingBatch.objects.closed_through(),
        accounts=accounts,
    )
    within = [event for event in known if event.on >= from_day]
    earlier = [event for event in known if event.on < from_day]
    vouchers = list(vouchers_of(within, advance=accounts.advance))
    return Contents(events=within, vouchers=vouchers, earlier=earlier)


@transaction.atomic
def make_batch(*, from_day: date, to_day: date, by, now) -> BookkeepingBatch:
    """Put the period's events in a batch, and its file in the archive.

    Raises Refused for a period that is not over or not within one year, while something earlier is
    in no batch, and when there is nothing to book. Two at once make one: the other finds nothing.
    """
    guard_period(from_day, to_day, today=timezone.localdate(now))
    # The terms say the accounts, and are the lock: who comes second sees what the first has taken.
    Terms.objects.get_or_create(pk=1)
    Terms.objects.select_for_update().get(pk=1)
    contents = preview_batch(from_day=from_day, to_day=to_day)
    guard_contents(contents)
    batch = write(contents, from_day=from_day, to_day=to_day, by=by, now=now)
    for some in in_batches(contents.events):
        BookedEvent.objects.bulk_create(
            BookedEvent(
                batch=batch, kind=event.kind, source=event.source, turn=event.turn, on=event.on
            )
            for event in some
        )
    return batch


def guard_period(from_day, to_day, *, today):
    if to_day < from_day:
        raise Refused(_("The period ends before it begins."))
    if to_day >= today:
        raise Refused(_("The period ends yesterday at the latest: today is not over."))
    if to_day.year != from_day.year:
        raise Refused(_("A batch is of one financial year: make one for each."))


def guard_contents(contents):
    if contents.earlier:
        first = min(event.on for event in contents.earlier)
        raise Refused(
            _("Something from %(day)s is in no batch yet: begin the period there or earlier.")
            % {"day": first}
        )
    if not contents.events:
        raise Refused(_("There is nothing in the period that is not in a batch already."))


def write(contents, *, from_day, to_day, by, now):
    programme = Programme.objects.current()
    file = sie.write(
        contents.vouchers,
        company=programme.name,
        company_number=programme.org_number,
        made_on=timezone.localdate(now),
    )
    kept_until = rules.kept_until(to_day, years=settings.DOCUMENTS_KEPT_YEARS)
    return BookkeepingBatch.objects.create(
        number=BookkeepingBatch.objects.next_number(),
        from_day=from_day,
        to_day=to_day,
        made_by=by,
        vouchers=len(contents.vouchers),
        debit=contents.debit,
        document=store(file, keep_until=kept_until),
    )


def vouchers_of(found: Iterable[Event], *, advance: str) -> Iterator[rules.Voucher]:
    """A voucher an event, in the order of the days; a payment and what it settles at once is one.

    An allocation joins its payment's voucher when both are booked in the same batch and day.
    """
    paid_on = {event.source: event.on for event in found if event.kind == BookedEvent.Kind.PAYMENT}
    together: dict[tuple, list[Event]] = {}
    for event in found:
        joins = event.payment is not None and paid_on.get(event.payment) == event.on
        key = (BookedEvent.Kind.PAYMENT, event.payment) if joins else (event.kind, event.source)
        together.setdefault(key, []).append(event)
    for first, *rest in together.values():
        entries = [entry for event in (first, *rest) for entry in event.entries]
        yield rules.Voucher(first.series, first.on, first.text, rules.netted(entries, advance))


def next_period(today: date) -> tuple[date, date]:
    """What to suggest: from the day after the last batch through the last month that is over."""
    last = today.replace(day=1) - timedelta(days=1)
    closed = BookkeepingBatch.objects.closed_through()
    first = closed + timedelta(days=1) if closed else last.replace(month=1, day=1)
    if first > last:
        last = today - timedelta(days=1)
    return first, min(last, first.replace(month=12, day=31))
