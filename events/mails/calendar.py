"""An event as an entry in a calendar: one uid for all its letters, a sequence that only rises."""

from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone

from lattvikt.lib.calendar_file import CalendarEntry, CalendarMethod, calendar_file
from members.models import Programme


def entry(event, *, method, to=None, page="", video_link="", programme=None, now=None):
    """What one person's calendar is told. `to` is (name, address), None when nobody is told.

    `page` is the path of one's own page, without which it is the event's. The video link is given
    only for who is registered; otherwise the calendar does not know it.
    """
    programme = programme or Programme.objects.current()
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2]
    url = settings.SITE_URL + (page or event.path)
    return CalendarEntry(
        method=method,
        uid=f"event-{event.pk}@{domain}",
        sequence=event.version,
        written_at=now or timezone.now(),
        begins=event.starts_at,
        ends=event.ends_at,
        title=event.title,
        where=event.where,
        text="\n".join(filter(None, [event.summary, video_link, url])),
        url=url,
        organiser=(programme.name, programme.email),
        invited=to,
    )


def published_file(event) -> bytes:
    """For anybody's calendar, as the event stands now."""
    is_off = event.cancelled_at is not None
    method = CalendarMethod.CANCEL if is_off else CalendarMethod.PUBLISH
    return calendar_file(entry(event, method=method, now=event.told_at or event.published_at))
