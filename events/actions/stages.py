"""An event's life: it is published."""

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import Event
from events.rules import Stage
from lattvikt.lib.refused import Refused


@transaction.atomic
def publish(event, *, now) -> Event:
    """Show it to those whom it is for. Raises Refused when something is missing or it is shown."""
    event = lock(event)
    if event.stage_at(now) != Stage.DRAFT:
        raise Refused(_("Only a draft can be published."))
    if reason := why_not_published(event, now):
        raise Refused(reason)
    event.published_at = now
    event.save(update_fields=["published_at"])
    return event


def why_not_published(event, now) -> str | None:
    """What a reader would miss."""
    if event.starts_at <= now:
        return _("It would have begun already.")
    if not event.place and not event.video_link:
        return _("Say where it is: a place, or a video link.")
    if event.linked_title and not event.linked_timing:
        return _("Say how it stands in time to what it is in connection with.")
    if not event.programme.exists():
        return _("Put at least one item on the programme.")
    return None


def lock(event) -> Event:
    return Event.objects.select_for_update(no_key=True).get(pk=event.pk)
