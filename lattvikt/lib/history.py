"""What has happened to a row, read from the events that PostgreSQL's own triggers write.

So a change shows whoever made it and however: in the admin, by a member, or in bulk.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.contrib.admin.utils import unquote
from django.contrib.auth import get_user_model
from django.db.models import Field, Model
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from pghistory.models import Event

from lattvikt.lib.list_files import ListFiles

MOST = 300  # events of a kind that one page shows
UNTOLD = {"id", "sort_name"}
Row = dict[str, Any]


@dataclass(frozen=True)
class Difference:
    """One field's part in a change, in words."""

    name: str
    old: str
    new: str


@dataclass(frozen=True)
class Change:
    """A row that was added, changed or deleted: when, by whom, on which page."""

    at: datetime
    kind: str
    what: str
    who: str
    page: str
    differences: list[Difference]


@dataclass(frozen=True)
class Step:
    """An event beside the row as it was before it."""

    event: Event
    before: Row

    def changed(self) -> Iterator[tuple[Field, Any, Any]]:
        for field in told_fields(type(self.event)):
            old, new = self.before.get(field.attname), getattr(self.event, field.attname)
            if self.event.pgh_label == "delete":
                old, new = new, None
            if (old or None) != (new or None):
                yield field, old, new


def changes_of(obj: Model, parts: Sequence[type[Model]] = ()) -> list[Change]:
    """What has happened to the row and to its rows of the kinds in `parts`, latest first.

    A query per kind of row, one per kind of row named in a change, and one for the users.
    """
    steps = [step for kind in (type(obj), *parts) for step in steps_of(obj, kind)]
    # Events of one transaction have one time: those of a kind keep the order they were written in.
    steps = sorted(steps, key=lambda step: step.event.pgh_created_at)[::-1]
    names, users = names_in(steps), users_in(steps)
    return [in_words(step, names, users) for step in steps]


def steps_of(obj: Model, kind: type[Model]) -> list[Step]:
    events = event_model(kind)._default_manager.select_related("pgh_context")
    own = {"pgh_obj": obj.pk} if isinstance(obj, kind) else {link_to(obj, kind): obj.pk}
    latest = events.filter(**own).order_by("-pgh_id")[:MOST]
    before: dict[Any, Row] = defaultdict(dict)
    steps = []
    for event in reversed(latest):
        steps.append(Step(event, before[event.pgh_obj_id]))
        before[event.pgh_obj_id] = {
            field.attname: getattr(event, field.attname) for field in told_fields(type(event))
        }
    return steps


def event_model(kind: type[Model]) -> type[Event]:
    """The model of the events that are written of this kind of row."""
    return next(
        model
        for model in apps.get_models()
        if issubclass(model, Event) and model.pgh_tracked_model is kind
    )


def link_to(obj: Model, kind: type[Model]) -> str:
    """The field by which rows of the kind belong to the object."""
    return next(field.name for field in kind._meta.fields if field.related_model is type(obj))


def told_fields(model: type[Event]) -> list[Field]:
    fields = model._meta.fields
    return [f for f in fields if not f.name.startswith("pgh_") and f.name not in UNTOLD]


def names_in(steps: list[Step]) -> dict[type[Model], dict[Any, Model]]:
    """The rows that the changes point to, by kind, so that they can be named."""
    keys: dict[type[Model], set] = defaultdict(set)
    for step in steps:
        for field, old, new in step.changed():
            if field.is_relation:
                keys[field.related_model] |= {old, new} - {None}
    return {model: model._base_manager.in_bulk(found) for model, found in keys.items()}


def users_in(steps: list[Step]) -> dict[Any, Model]:
    keys = {user_of(step.event) for step in steps} - {None}
    return get_user_model()._base_manager.in_bulk(keys)


def user_of(event: Event):
    return event.pgh_context.metadata.get("user") if event.pgh_context else None


def in_words(step: Step, names, users) -> Change:
    event = step.event
    user = users.get(user_of(event))
    return Change(
        at=event.pgh_created_at,
        kind=event.pgh_label,
        what=str(event.pgh_tracked_model._meta.verbose_name),
        who=user.get_full_name() if user else _("the system"),
        page=event.pgh_context.metadata.get("url", "") if event.pgh_context else "",
        differences=[
            Difference(str(field.verbose_name), shown(field, old, names), shown(field, new, names))
            for field, old, new in step.changed()
        ],
    )


def shown(field: Field, value: Any, names) -> str:
    """A value as people read it."""
    if value is None or value == "":
        return "–"
    if field.is_relation:
        return str(names[field.related_model].get(value, f"({value})"))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return shown_time(value)
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return str(dict(field.flatchoices).get(value, value))


def shown_time(value: date) -> str:
    if isinstance(value, datetime):
        return date_format(localtime(value), "SHORT_DATETIME_FORMAT")
    return date_format(value, "SHORT_DATE_FORMAT")


class TrackedAdmin(ListFiles):
    """An admin page whose «Historik» tells every change, also those made elsewhere.

    `history_parts` names the kinds of rows that belong to this one and are told with it.
    """

    list_per_page = 50
    show_full_result_count = False
    object_history_template = "admin/history.html"
    history_parts: Sequence[type[Model]] = ()

    def history_view(self, request, object_id, extra_context=None):
        obj = self.get_object(request, unquote(object_id))
        changes = changes_of(obj, self.history_parts) if obj else []
        return super().history_view(
            request, object_id, {**(extra_context or {}), "changes": changes}
        )
