"""An event's goals: written beside its programme, read on pages of their own."""

from django import forms
from django.contrib import admin
from django.core.paginator import Paginator
from django.http import Http404
from django.utils.translation import gettext as _

from events.gauges import gauge_of
from events.models import Goal, Registration, missing_of, outcome_of
from events.models.standing import MISSING, stands
from events.results import results_of

PER_PAGE = 50


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
        goals, results = goals_of(event), results_of(event)
        return self.ask_first(
            request,
            event,
            template="events/admin/goals.html",
            title=_("Goals"),
            gauges=[gauge_of(goal) for goal in goals if not goal.in_words],
            in_words=[(goal, told_of(goal, results)) for goal in goals if goal.in_words],
            untied=untied_to(event),
        )

    def show_missing(self, request, pk):
        """Of the goal with the number in the address: whom nobody comes for."""
        event = self.one_to_act_on(request, pk, "events.view_event")
        number = request.GET.get("nummer", "")
        goal = next((one for one in goals_of(event) if str(one.number) == number), None)
        if goal is None or goal.in_words:
            raise Http404
        page = Paginator(absent_from(goal), PER_PAGE).get_page(request.GET.get("page"))
        return self.ask_first(
            request,
            event,
            template="events/admin/goal_missing.html",
            title=_("Organisations missing"),
            goal=goal,
            gauge=gauge_of(goal),
            outcome=outcome_of(goal),
            page=page,
            rows=[(one, MISSING[stands(one)]) for one in page] if outcome_of(goal) is None else [],
        )


def goals_of(event) -> list[Goal]:
    goals = list(event.goals.select_related("outcome"))
    for goal in goals:
        goal.event = event
    return goals


def told_of(goal, results):
    """The answers to the questions that tell of it."""
    return [one for one in results if one.question.goal_id == goal.pk]


def absent_from(goal):
    """Live rows have whom to call; what was frozen is names alone."""
    if outcome := outcome_of(goal):
        return outcome.organisations.filter(**{goal.measure.value: False})
    return missing_of(goal)


def untied_to(event) -> int:
    """How many come for an organisation that is not in the register, and so are not counted."""
    registered = event.registrations.filter(state=Registration.State.REGISTERED)
    return registered.filter(organisation=None).exclude(said_organisation="").count()
