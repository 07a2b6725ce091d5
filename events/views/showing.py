"""What an event's page shows, whoever reads it."""

from django.http import FileResponse, Http404, HttpResponse
from django.utils.translation import gettext as _

from events import rules
from events.mails import published_file
from events.models import Registration, add_ons_of, shown_participants


def page_of(event, person=None) -> dict:
    """The event with its programme and places, in a fixed number of queries."""
    taken = Registration.objects.filter(event=event).taking_places().count()
    return {
        "event": event,
        "items": event.programme.with_interest(person),
        "add_ons": add_ons_of(event),
        "together_with": event.co_arrangers.all(),
        "left": rules.places_left(capacity=event.capacity, taken=taken),
    }


def picture_of(event):
    if not event.picture:
        raise Http404
    return FileResponse(event.picture.open(), content_type="image/webp")


def calendar_of(event):
    """For one's own calendar: the same entry as in the letters, without a receiver."""
    name = _("event.ics")
    answer = HttpResponse(published_file(event), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def participants_for(own: Registration | None) -> list[Registration]:
    """Those who come and may be shown to the others: for who comes too, and for nobody else."""
    if own is None or own.state != Registration.State.REGISTERED:
        return []
    return shown_participants(own.event)
