"""A matter comes to the table, is changed, sent to a meeting, or taken away."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from board import mails
from board.actions.agenda import give_item, leave_item
from board.actions.meetings import lock as lock_meeting
from board.models import Bench, Matter, Party, Subject
from lattvikt.lib.refused import Refused

DAYS_TO_ANSWER = 14


@transaction.atomic
def open_matter(
    *,
    body,
    title,
    resolution,
    subject=Subject.OTHER,
    background="",
    presented_by="",
    parties=(),
    answer_by=None,
    meeting=None,
):
    """Put a resolution before a body, and ask those who may answer at once.

    `parties` are unsaved rows: whose interest it is. Between meetings there are two weeks to
    answer unless `answer_by` says otherwise. With a meeting it gets a point on its agenda.
    """
    matter = Matter.objects.create(
        body=body,
        subject=subject,
        title=title,
        resolution=resolution,
        background=background,
        presented_by=presented_by,
        meeting=meeting,
        answer_by=None if meeting else answer_by or default_answer_by(body),
    )
    if meeting:
        give_item(matter)
    for party in parties:
        party.matter = matter
    Party.objects.bulk_create(parties)
    for seat in Bench(matter).able:
        mails.vote_wanted(matter, seat)
    return matter


def default_answer_by(body):
    """The last day to answer between meetings; None where nothing is decided between them."""
    if body.one_seat_suffices or not body.may_decide_between_meetings:
        return None
    return timezone.localdate() + timedelta(days=DAYS_TO_ANSWER)


@transaction.atomic
def withdraw_matter(matter):
    """Take it off the table undecided. Call it before locking the case: matter, then case."""
    matter = lock(matter)
    matter.withdrawn_at = timezone.now()
    matter.save(update_fields=["withdrawn_at"])
    return matter


@transaction.atomic
def amend(matter, *, resolution, background=None):
    """Change what is voted on. Votes for the old text are dropped, and their owners asked anew."""
    matter = lock(matter)
    if (resolution, background) in [
        (matter.resolution, None),
        (matter.resolution, matter.background),
    ]:
        raise Refused(_("Nothing was changed."))
    matter.resolution = resolution
    matter.background = matter.background if background is None else background
    matter.save(update_fields=["resolution", "background"])
    told = drop_votes(matter, because=mails.AMENDED)
    for seat in Bench(matter).able:
        if seat not in told:
            mails.vote_wanted_anew(matter, seat)
    return matter


@transaction.atomic
def put_on_meeting(matter, *, meeting, by):
    """Let a meeting decide it. Votes given for another way of deciding are dropped."""
    matter = lock(matter)
    if not Bench(matter).may_lead(by):
        raise Refused(_("Only who presides or the secretary sends a matter to a meeting."))
    if meeting.body_id != matter.body_id:
        raise Refused(_("The meeting is another body's."))
    if meeting.pk == matter.meeting_id:
        raise Refused(_("The matter is already on that meeting."))
    meeting = lock_meeting(meeting)
    take_off(matter, meeting=meeting)
    return matter


def take_off(matter, *, meeting):
    """Away from where it is, to a meeting or (None) until one is set."""
    leave_item(matter)
    matter.meeting, matter.answer_by = meeting, None
    matter.bundle = matter.vote_asked_by = None
    matter.save(update_fields=["meeting", "answer_by", "bundle", "vote_asked_by"])
    if meeting:
        give_item(matter)
    drop_votes(matter, because=mails.SENT_TO_MEETING if meeting else mails.POSTPONED)


def drop_votes(matter, *, because):
    """Drop them and tell those who gave them, but not the recused. Returns the seats told."""
    told = [seat for seat in Bench(matter).unbiased if seat.vote]
    for seat in told:
        mails.vote_dropped(matter, seat, because)
    matter.votes.all().delete()
    return told


def lock(matter):
    """The matter's row, locked and still open, with its case."""
    # Read after the lock is held: a join in the locking query would show what was before the wait.
    Matter.objects.select_for_update().get(pk=matter.pk)
    matter = Matter.objects.with_case().get(pk=matter.pk)
    if matter.withdrawn_at:
        raise Refused(_("The matter has been withdrawn."))
    if not matter.is_open:
        raise Refused(_("The matter has already been decided."))
    return matter


def lock_bundle(matter):
    """As `lock`, and the matters that are taken in one with it; all of them, in order of key."""
    keys = keys_in_one_with(matter)
    matters = [lock(one) for one in Matter.objects.filter(pk__in=keys).order_by("pk")]
    if keys != keys_in_one_with(matter):
        raise Refused(_("What is taken in one has just been changed. Look at it again."))
    return matters


def keys_in_one_with(matter):
    with_it = Q(pk=matter.pk) | Q(bundle__matters=matter.pk)
    return set(Matter.objects.open().filter(with_it).values_list("pk", flat=True)) | {matter.pk}


def lock_benches(matter):
    """The bench of each, or Refused when they are no longer for the same seats to answer."""
    benches = [Bench(one) for one in lock_bundle(matter)]
    if not all(bench.is_like(benches[0]) for bench in benches):
        raise Refused(
            _("The matters are no longer for the same members to decide. Take them one by one.")
        )
    return benches
