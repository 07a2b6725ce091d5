"""Asking people to come: each once, and the letters owed by claim, some at a time."""

from dataclasses import dataclass

import structlog
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from archive.actions import store_all
from events import mails
from events.models import Audience, Event, Invitation, Registration, whys_of
from events.words import reason_of
from lattvikt.lib.refused import Refused
from lattvikt.lib.stopping import stop_if_asked
from lattvikt.lib.wake import wake
from members.models import Contact
from outbox.actions import enqueue_all, for_every_letter

logger = structlog.get_logger(__name__)

SWEEP = "events.tasks.write_invitations"
AT_A_TIME = 100


@dataclass(frozen=True)
class Invited:
    """What came of it: how many were asked now, and how many had been asked or come anyhow."""

    new: int
    before: int


@transaction.atomic
def invite(event: Event, audience: Audience, *, now) -> Invited:
    """Ask everybody whom the audience reaches, each once; who has been asked is left in peace.

    So is who has a place, or a place in the line, without having been asked.
    The letters are owed by the sweep, within moments. Raises Refused when nobody can register.
    """
    event = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    if not event.takes_registrations_at(now):
        raise Refused(_("The event is not published, or takes no more registrations."))
    day = timezone.localdate(now)
    reached = audience.reached(day)
    there = Registration.objects.live().filter(event=event, person__isnull=False)
    fresh = reached.exclude(invitations__event=event).exclude(pk__in=there.values("person"))
    asked = invitations_for(event, audience, fresh, now=now)
    Invitation.objects.bulk_create(asked, batch_size=500)
    wake(SWEEP)
    return Invited(new=len(asked), before=reached.count() - len(asked))


def invitations_for(event, audience, people, *, now) -> list[Invitation]:
    day = timezone.localdate(now)
    whys = whys_of(audience, people.values("pk"), day)
    acts_for = organisations_of(people, day)
    return [
        Invitation(
            event=event,
            person_id=person,
            organisation_id=asked_for(whys[person]) or acts_for.get(person),
            reason=in_words(whys[person], language),
            made_at=now,
        )
        for person, language in people.order_by("pk").values_list("pk", "language")
    ]


def asked_for(whys) -> int | None:
    """The first organisation that a segment found the person by."""
    return next((why.organisation for why in whys if why.organisation), None)


def organisations_of(people, day) -> dict[int, int]:
    """The organisation that each acts for today, the oldest role first."""
    roles = Contact.objects.on(day).filter(person__in=people.values("pk")).order_by("-since", "-pk")
    return dict(roles.values_list("person", "organisation"))


def in_words(whys, language) -> str:
    with translation.override(language):
        return reason_of(whys)


def write_invitations() -> int:
    """Owe the first letter of every invitation that lacks it; how many were written.

    Any number of these may run at once. One that cannot be written is logged and passed over: it
    stays in `to_write()`, which the page of the event's invitations shows.
    """
    written, last = 0, 0
    while claimed := claim_and_write(after=last, now=timezone.now()):
        last, count = claimed
        written += count
        stop_if_asked()
    return written


@transaction.atomic
def claim_and_write(*, after, now):
    """Write the next hundred that nobody else is writing: the last one's key and how many.

    The row locks are the claim: what a killed worker held is free again at once, and unwritten.
    """
    waiting = Invitation.objects.to_write(now).filter(pk__gt=after).order_by("pk")
    claim = waiting.select_for_update(skip_locked=True, no_key=True, of=("self",))
    keys = list(claim.values_list("pk", flat=True)[:AT_A_TIME])
    if not keys:
        return None
    # Asked again under the locks: what we saw may be older than they are.
    written = owe(waiting.filter(pk__in=keys), mails.invitation)
    Invitation.objects.filter(pk__in=written).update(written_at=now)
    return keys[-1], len(written)


@transaction.atomic
def remind(invitations, *, now) -> int:
    """Write again to those of the invitations who are silent, once a day at most; how many."""
    chosen = invitations.to_remind(now).order_by("pk")
    claim = chosen.select_for_update(no_key=True, of=("self",))
    keys = list(claim.values_list("pk", flat=True))
    written = owe(chosen.filter(pk__in=keys), mails.invitation_reminder)
    Invitation.objects.filter(pk__in=written).update(reminded_at=now)
    return len(written)


def owe(invitations, letter) -> list[int]:
    """Owe each its letter with its calendar file; the keys of those that could be written."""
    found = invitations.select_related("person", "event__host", "event__body", "organisation")
    everywhere, drafts = for_every_letter(), []
    for invitation in found.prefetch_related("event__programme"):
        try:
            drafts.append((invitation.pk, letter(invitation, everywhere=everywhere)))
        except Exception:
            logger.exception("An invitation could not be written.", invitation=invitation.pk)
    owe_all([draft for _key, draft in drafts])
    return [key for key, _draft in drafts]


def owe_all(drafts):
    """The letters and their files, in a few questions for all of them."""
    if not drafts:
        return
    keep_until = max(draft.keep_until for draft in drafts)
    files = store_all([draft.calendar for draft in drafts], keep_until=keep_until)
    enqueue_all([draft.with_file(file) for draft, file in zip(drafts, files, strict=True)])
