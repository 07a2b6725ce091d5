"""An event's goals: written beside its programme, read on pages of their own."""

from django import forms
from django.contrib import admin
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from events import gauges
from events.models import Goal


class GoalInline(admin.StackedInline):
    """Fixed when the event is closed."""

    model = Goal
    extra = 1
    fields = [
        ("number", "kind"),
        "text",
        ("target", "counts"),
        ("counted_on", "only_important"),
        "afterwards",
    ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        rows = {"text": 2, "afterwards": 3}.get(db_field.name)
        if rows:
            kwargs["widget"] = forms.Textarea({"rows": rows, "cols": 80})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def has_add_permission(self, request, obj=None):
        return is_open(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return is_open(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return is_open(obj) and super().has_delete_permission(request, obj)


def is_open(event) -> bool:
    return event is None or event.closed_at is None


class GoalPages:
    """What the event's page leads to: the gauges, and for each whom it lacks."""

    goal_buttons = {"mal": "show_goals", "mal-saknas": "show_missing"}

    def show_goals(self, request, pk):
        event = self.one_to_act_on(request, pk, "events.view_event")
        return self.ask_first(
            request,
            event,
            template="events/admin/goals.html",
            title=_("Goals"),
            missing_path=self.path_of(event, "mal-saknas"),
            **gauges.of_event(event),
        )

    def show_missing(self, request, pk):
        """Of the goal with the number in the address: whom nobody comes for."""
        event = self.one_to_act_on(request, pk, "events.view_event")
        asked = request.GET.get("nummer", ""), request.GET.get("page")
        if (missing := gauges.missing_from(event, *asked)) is None:
            raise Http404
        return self.ask_first(
            request,
            event,
            template="events/admin/goal_missing.html",
            title=_("Organisations missing"),
            goals_path=self.path_of(event, "mal"),
            is_desk=True,
            **missing,
        )

    def path_of(self, event, page):
        return reverse(f"admin:events_event_{page}", args=[event.pk])
