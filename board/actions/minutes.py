"""Minutes: written, sent out, changed or signed, locked, and opened again."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.actions import store
from board import mails, minutes_paper
from board.actions.agenda import lock as lock_meeting
from board.models import (
    Body,
    ChangeRequest,
    MinutedDecision,
    Minutes,
    MinutesText,
    Paragraph,
    ParagraphSeries,
    Signature,
    content_of,
    decisions_between,
)
from lattvikt.lib.refused import Refused

FOREVER = date.max  # an association keeps its minutes
KEPT_UNSIGNED = timedelta(days=366)  # editions that somebody wanted changed


@transaction.atomic
def begin_minutes(meeting, *, by, today) -> Minutes:
    """The first draft. Raises Refused before the meeting, and when there is one already."""
    refuse_unless_keeps(by)
    lock_meeting(meeting)
    if today < meeting.held_on:
        raise Refused(_("The meeting has not been held yet."))
    if meeting.minutes.exists():
        raise Refused(_("The minutes have been begun already."))
    return Minutes.objects.create(meeting=meeting, written_by=by)


@transaction.atomic
def write_minutes(minutes, *, by, texts, adjusters):
    """What the keeper says under the points (text by the point's key), and who adjusts."""
    refuse_unless_keeps(by)
    minutes = lock(minutes, Minutes.State.DRAFT)
    for seat in adjusters:
        refuse_as_adjuster(minutes.meeting, seat)
    minutes.adjusters.set(adjusters)
    minutes.texts.filter(item__in=texts).delete()
    MinutesText.objects.bulk_create(
        MinutesText(minutes=minutes, item_id=item, text=text.strip())
        for item, text in texts.items()
        if text.strip()
    )


def refuse_as_adjuster(meeting, seat):
    """An adjuster has been there for all, and vouches for all of it."""
    if not meeting.attendances.filter(seat=seat).exists():
        raise Refused(_("%(name)s was not at the meeting.") % {"name": seat.person})
    if meeting.items.withheld_from(seat).filter(is_withheld=True).exists():
        raise Refused(
            _("%(name)s was recused from a point. Choose somebody who was there for all of them.")
            % {"name": seat.person}
        )


@transaction.atomic
def send_minutes(minutes, *, by, today) -> Minutes:
    """Number the paragraphs, print, and ask those who sign to read.

    Raises Refused while a point is not ended, nobody is to adjust or chaired, or the minutes of an
    earlier meeting of the year have no numbers yet.
    """
    refuse_unless_keeps(by)
    Body.objects.select_for_update(no_key=True).get(pk=minutes.meeting.body_id)
    lock_meeting(minutes.meeting)
    minutes = lock(minutes, Minutes.State.DRAFT)
    refuse_unfinished(minutes)
    number_paragraphs(minutes.meeting)
    minutes.edition += 1
    minutes.content = content_of(minutes)
    minutes.document = store(minutes_paper.edition(minutes), keep_until=today + KEPT_UNSIGNED)
    minutes.state = Minutes.State.ADJUSTING
    minutes.save(update_fields=["edition", "content", "document", "state"])
    for seat in minutes.signers:
        mails.minutes_to_sign(minutes, seat)
    return minutes


def refuse_unfinished(minutes):
    meeting = minutes.meeting
    if not minutes.adjusters.exists() or meeting.chair is None:
        raise Refused(_("Say who chaired the meeting and who adjusts the minutes."))
    if item := meeting.items.unfinished().order_by("position").first():
        raise Refused(_("Point %(position)d is not ended.") % {"position": item.position})
    earlier = meeting.body.meetings.filter(
        year=meeting.year,
        number__lt=meeting.number,
        cancelled_at=None,
        attendances__isnull=False,
        paragraphs=None,
    )
    if other := earlier.first():
        raise Refused(
            _("The minutes of %(meeting)s come first: paragraphs are numbered through the year.")
            % {"meeting": other}
        )


def number_paragraphs(meeting):
    """The next numbers of the year to what has none: decisions between meetings, then points."""
    between = list(decisions_between(meeting).filter(minuted=None))
    has_own = Paragraph.objects.filter(meeting=meeting, item=None).exists()
    items = [None] if between and not has_own else []
    items += meeting.items.filter(paragraph=None).order_by("position")
    series = f"{meeting.body.slug} {meeting.year}"
    facts = {"body": meeting.body, "year": meeting.year, "meeting": meeting}
    Paragraph.objects.bulk_create(
        Paragraph(item=item, number=number, **facts)
        for item, number in zip(items, take(series, len(items)), strict=True)
    )
    minute_decisions(meeting, between)


def take(series, count):
    return ParagraphSeries.objects.take(series, count) if count else []


def minute_decisions(meeting, between):
    """Say of each decision in which paragraph it stands."""
    paragraphs = {one.item_id: one for one in Paragraph.objects.filter(meeting=meeting)}
    at_meeting = meeting.decisions.filter(minuted=None).select_related("matter")
    MinutedDecision.objects.bulk_create(
        MinutedDecision(decision=decision, paragraph=paragraphs[key])
        for decision, key in [
            *((decision, None) for decision in between),
            *((decision, decision.matter.item_id) for decision in at_meeting),
        ]
    )


@transaction.atomic
def ask_for_change(minutes, *, seat, text) -> ChangeRequest:
    """Back to the keeper as a draft. Signatures on this edition count no more."""
    minutes = lock(minutes, Minutes.State.ADJUSTING)
    refuse_unless_signs(minutes, seat)
    signed = [one.seat for one in minutes.standing_signatures]
    request = ChangeRequest.objects.create(
        minutes=minutes, edition=minutes.edition, seat=seat, text=text
    )
    minutes.state = Minutes.State.DRAFT
    minutes.save(update_fields=["state"])
    for told in dict.fromkeys([minutes.written_by, *signed]):
        mails.minutes_to_change(minutes, told, request=request, has_signed=told in signed)
    return request


@transaction.atomic
def sign_minutes(minutes, *, seat, sha256, factor) -> Minutes:
    """Sign exactly the bytes that were read. The last signature locks the minutes for good.

    `factor` is the kind of second factor that was shown just now. Raises Refused when something
    else is out for signing than what was read, or when the seat has signed it already.
    """
    minutes = lock(minutes, Minutes.State.ADJUSTING)
    refuse_unless_signs(minutes, seat)
    if sha256 != minutes.document.sha256:
        raise Refused(_("The minutes have been sent out anew. Read them again."))
    if seat not in minutes.waits_for:
        raise Refused(_("You have signed already."))
    Signature.objects.create(minutes=minutes, seat=seat, document=minutes.document, factor=factor)
    if not minutes.waits_for:
        lock_for_good(minutes)
    return minutes


def lock_for_good(minutes):
    """With the page of signatures, in the archive. The body is told."""
    signed = minutes_paper.with_signatures(minutes)
    minutes.signed_document = store(signed, keep_until=FOREVER)
    minutes.state, minutes.locked_at = Minutes.State.LOCKED, timezone.now()
    minutes.save(update_fields=["signed_document", "state", "locked_at"])
    for seat in minutes.meeting.body.seats.sitting().select_related("person"):
        mails.minutes_locked(minutes, seat)


@transaction.atomic
def reopen_minutes(minutes, *, by, because) -> Minutes:
    """A new version to write on. The old one stays as it was signed; paragraphs keep their numbers.

    Raises Refused when it is not the newest version, or not locked.
    """
    refuse_unless_keeps(by)
    lock_meeting(minutes.meeting)
    minutes = lock(minutes, Minutes.State.LOCKED)
    if minutes.meeting.minutes.filter(version__gt=minutes.version).exists():
        raise Refused(_("There is a newer version."))
    anew = Minutes.objects.create(
        meeting=minutes.meeting,
        version=minutes.version + 1,
        written_by=by,
        reopened_because=because,
    )
    anew.adjusters.set(minutes.adjusters.all())
    MinutesText.objects.bulk_create(
        MinutesText(minutes=anew, item_id=one.item_id, text=one.text) for one in minutes.texts.all()
    )
    return anew


def refuse_unless_keeps(seat):
    if not seat.keeps:
        raise Refused(_("Only the chair, the vice chair and the secretary keep the minutes."))


def refuse_unless_signs(minutes, seat):
    if seat not in minutes.signers:
        raise Refused(_("You are not among those who sign these minutes."))


def lock(minutes, state) -> Minutes:
    """The row, locked and in the state."""
    Minutes.objects.select_for_update(no_key=True).get(pk=minutes.pk)
    minutes = Minutes.objects.select_related(*TOGETHER).get(pk=minutes.pk)
    if minutes.state != state:
        raise Refused(
            _("That cannot be done now: the minutes are %(state)s.")
            % {"state": minutes.get_state_display()}
        )
    return minutes


TOGETHER = ["meeting__body", "meeting__chair__person", "written_by__person", "document"]
