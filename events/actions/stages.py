"""An event's life: it is published, and closed when what it came to is known."""

from django.db import transaction
from django.utils.translation import gettext as _

from events.actions.goals import freeze_goals
from events.actions.surveys import close_survey
from events.models import Event, facts_of
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
    event.published_at, event.told, event.told_at = now, facts_of(event), now
    event.save(update_fields=["published_at", "told", "told_at"])
    return event


@transaction.atomic
def close(event, *, now) -> Event:
    """Freeze what it came to. Raises Refused for what has not been held, or is closed already."""
    event = lock(event)
    if event.stage_at(now) != Stage.HELD:
        raise Refused(_("Only an event that has been held can be closed."))
    event.closed_at = now
    event.save(update_fields=["closed_at"])
    for survey in event.surveys.filter(closed_at=None):
        close_survey(survey, now=now)
    freeze_goals(event, now=now)
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
