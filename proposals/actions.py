"""What is done with views and needs: said or noted, answered, taken up, and told what came of."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from board.actions import add_item
from board.models import AgendaItem
from lattvikt.lib.refused import Refused
from proposals import mails
from proposals.models import SENDER_IS_KEPT, Remark, responsible_seats

LONGEST_TITLE = 250


@transaction.atomic
def say(organisation, *, by, now, **facts) -> Remark:
    """A person of the organisation tells of a view or a need."""
    return Remark.objects.create(organisation=organisation, person=by, said_at=now, **facts)


@transaction.atomic
def note(*, by, now, **facts) -> Remark:
    """Somebody notes what was said in the room, without a name; `by` is the login."""
    return Remark.objects.create(noted_by=by, said_at=now, **facts)


@transaction.atomic
def answer(remark, *, answer, by, now) -> Remark:
    """Answer it, and write to who said it. Raises Refused when it has been answered."""
    remark = lock(remark)
    if remark.answered_at:
        raise Refused(_("It has been answered already."))
    remark.answer, remark.answered_by, remark.answered_at = answer, by, now
    remark.save(update_fields=["answer", "answered_by", "answered_at"])
    mails.answered(remark)
    return remark


@transaction.atomic
def tell_result(remark, *, result, by, now) -> Remark:
    """Tell what came of it, and write to who said it.

    Raises Refused before it has been answered, and when the result has been told.
    """
    remark = lock(remark)
    if not remark.answered_at:
        raise Refused(_("Answer it first."))
    if remark.result_at:
        raise Refused(_("What came of it has been told already."))
    remark.result, remark.result_by, remark.result_at = result, by, now
    remark.save(update_fields=["result", "result_by", "result_at"])
    mails.result_told(remark)
    return remark


@transaction.atomic
def take_up(remark, *, body) -> AgendaItem:
    """A point on the body's next meeting, last on its agenda; it names nobody.

    Raises Refused when it is on an agenda already, and when no meeting is set.
    """
    remark = lock(remark)
    if remark.item_id:
        raise Refused(_("It is on an agenda already."))
    if (meeting := body.meetings.to_come().first()) is None:
        raise Refused(_("No meeting is set. Set one first."))
    remark.item = add_item(
        meeting,
        title=str(remark)[:LONGEST_TITLE],
        kind=AgendaItem.Kind.DISCUSSION,
        background=remark.text,
    )
    remark.save(update_fields=["item"])
    return remark.item


@transaction.atomic
def hide(remark) -> Remark:
    """Show it no longer to other members. Raises Refused when it is not shown."""
    remark = lock(remark)
    if not remark.is_shown:
        raise Refused(_("It is not shown to members."))
    remark.is_shown = False
    remark.save(update_fields=["is_shown"])
    return remark


@transaction.atomic
def write_digests(*, today):
    """Tell the responsible persons what was said until yesterday, once. Safe to run twice.

    What nobody is there to be told of waits.
    """
    seats = {seat.person_id: seat for seat in reversed(responsible_seats())}
    remarks = Remark.objects.to_tell_of(today).select_for_update(skip_locked=True, of=["self"])
    remarks = list(remarks.select_related("event", "organisation")) if seats else []
    if not remarks:
        return
    for seat in seats.values():
        mails.digest(seat.person, seat.body, remarks, today=today)
    Remark.objects.filter(pk__in=[one.pk for one in remarks]).update(told_on=today)


def forget_senders(*, now=None):
    """Take away who said what was answered two years ago; what was said stays."""
    long_ago = (now or timezone.now()) - SENDER_IS_KEPT
    old = Remark.objects.filter(answered_at__lt=long_ago).exclude(person=None)
    old.update(person=None)


def lock(remark) -> Remark:
    remarks = Remark.objects.select_for_update(of=["self"])
    return remarks.select_related("person").get(pk=remark.pk)
