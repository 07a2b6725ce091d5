"""Before an event is shown to anybody."""

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from events.models import AddOn, Event, ProgrammeItem
from events.rules import moved


@transaction.atomic
def complete_draft(event) -> None:
    """Put the standing item on its programme, where members say what they need (R13.7)."""
    if event.programme.filter(kind=ProgrammeItem.Kind.VIEWS).exists():
        return
    with translation.override(event.language):
        title = _("Your views and needs")
    event.programme.create(kind=ProgrammeItem.Kind.VIEWS, title=title)


def throw_away(picture, name: str) -> None:
    """The file of a picture that another has taken the place of, once that is certain."""
    if name and name != picture.name:
        transaction.on_commit(lambda: picture.storage.delete(name))


@transaction.atomic
def draft_from(event, *, starts_at) -> Event:
    """A new draft with all that an earlier one said, as long after the new begin."""
    copy = Event(**taken_over(event), starts_at=starts_at)
    copy.ends_at = moved(event.ends_at, event.starts_at, starts_at)
    if event.picture:
        with event.picture.open() as picture:
            copy.picture = ContentFile(picture.read(), name="event.webp")
    copy.save()
    copy.co_arrangers.set(event.co_arrangers.all())
    for item in event.programme.all():
        item.pk, item.event, item._state.adding = None, copy, True
        item.save()
    for add_on in event.add_ons.all():
        begins, ends = [
            moved(one, event.starts_at, starts_at) for one in (add_on.starts_at, add_on.ends_at)
        ]
        AddOn.objects.create(
            **{name: getattr(add_on, name) for name in OF_ADD_ON},
            event=copy,
            starts_at=begins,
            ends_at=ends,
        )
    return copy


def taken_over(event) -> dict:
    return {name: getattr(event, name) for name in OF_EVENT}


OF_ADD_ON = ["title", "text", "host", "place", "capacity"]
OF_EVENT = [
    "kind",
    "title",
    "summary",
    "text",
    "purpose",
    "language",
    "openness",
    "body",
    "responsible",
    "series",
    "host",
    "place",
    "map_link",
    "house_rules",
    "video_link",
    "capacity",
    "offer_hours",
    "fee",
    "alt",
]
