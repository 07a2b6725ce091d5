"""The agenda: its points, their order, and what comes onto it by itself."""

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from board.models import AgendaItem, FollowUp, Guest, Meeting, Paper
from lattvikt.lib.refused import Refused


@transaction.atomic
def add_item(meeting, *, title, kind=AgendaItem.Kind.INFORMATION, **facts) -> AgendaItem:
    """A new point, last on the agenda."""
    lock(meeting)
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    return AgendaItem.objects.create(
        meeting=meeting, position=last + 1, title=title, kind=kind, **facts
    )


@transaction.atomic
def change_item(item, *, title, kind, presenter, background) -> AgendaItem:
    """Change what a point is about. Raises Refused when it has been treated."""
    lock(item.meeting)
    item = AgendaItem.objects.get(pk=item.pk)
    if item.ending:
        raise Refused(_("The point has been treated already."))
    item.title, item.kind, item.presenter, item.background = title, kind, presenter, background
    item.save(update_fields=["title", "kind", "presenter", "background"])
    return item


@transaction.atomic
def move_item(item, *, up):
    """Let a point change places with the one above it, or below it. At the end nothing happens."""
    lock(item.meeting)
    item = AgendaItem.objects.get(pk=item.pk)
    above, below = (
        item.meeting.items.filter(position__lt=item.position),
        item.meeting.items.filter(position__gt=item.position),
    )
    other = above.last() if up else below.first()
    if other:
        item.position, other.position = other.position, item.position
        # The places are compared when the transaction ends.
        item.save(update_fields=["position"])
        other.save(update_fields=["position"])


@transaction.atomic
def order_items(meeting, *, order, was):
    """Let the points stand in another order: all of their keys, as they were and as they are to be.

    Raises Refused when somebody has changed the agenda meanwhile.
    """
    lock(meeting)
    points = {item.pk: item for item in meeting.items.order_by("position")}
    if list(points) != was or sorted(order) != sorted(was):
        raise Refused(_("The agenda has been changed meanwhile. Look at it again."))
    for place, key in enumerate(order, 1):
        points[key].position = place
    AgendaItem.objects.bulk_update(points.values(), ["position"])


@transaction.atomic
def remove_item(item):
    """Take a point off the agenda. Raises Refused when something stands under it."""
    lock(item.meeting)
    if not is_bare(item):
        raise Refused(_("Something is written under the point, or a matter stands there."))
    take_away(item)


def is_bare(item):
    """Whether nothing stands under the point that somebody has written or sent."""
    written = [item.matters, item.notes, item.tasks, item.follow_ups, item.papers]
    under = [*written, item.arrivals, item.departures]
    has_number = hasattr(item, "paragraph")
    return not (has_number or item.follows_up_id or any(rows.exists() for rows in under))


def take_away(item):
    meeting, position = item.meeting, item.position
    item.delete()
    meeting.items.filter(position__gt=position).update(position=F("position") - 1)


def give_item(matter):
    """A matter that is put on a meeting gets a point of its own; the caller has locked it."""
    matter.item = add_item(matter.meeting, title=matter.title, kind=AgendaItem.Kind.DECISION)
    matter.save(update_fields=["item"])


def leave_item(matter):
    """Off its point; one that held nothing else goes too."""
    item = matter.item
    if item is None:
        return
    lock(item.meeting)
    item.refresh_from_db(fields=["position", "ending"])
    matter.item = None
    matter.save(update_fields=["item"])
    if is_bare(item) and not item.ending:
        take_away(item)


@transaction.atomic
def take_up_follow_ups(meeting):
    """Put on the agenda what the body has wished to hear of again by then. Safe to run twice."""
    lock(meeting)
    for wish in FollowUp.objects.due(meeting).select_related("item__presenter"):
        add_item(
            meeting,
            title=wish.wish,
            presenter=wish.item.presenter,
            follows_up=wish,
        )


@transaction.atomic
def invite_guest(item, *, name, role="", organisation="") -> Guest:
    """Somebody without a seat takes part in the point (sv. adjungering)."""
    return Guest.objects.create(item=item, name=name, role=role, organisation=organisation)


@transaction.atomic
def add_paper(item, *, title, file, mimetype, by) -> Paper:
    """A file for the point, judged by who sends it here (`lattvikt.lib.uploads`)."""
    return Paper.objects.create(item=item, title=title, file=file, mimetype=mimetype, added_by=by)


def lock(meeting):
    Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
