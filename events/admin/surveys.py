"""An event's surveys: its questions, the buttons that send and close them, and what came back."""

from datetime import timedelta
from functools import partial

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext as _

from events import actions
from events.admin.goals import is_open
from events.forms import OpenSurveyForm
from events.models import Goal, Question, Survey, registrations_to_ask, taking_surveys
from events.results import results_of

DAYS_TO_ANSWER = 14
NAMES = {Survey.Moment.BEFORE: "enkat-fore", Survey.Moment.AFTER: "enkat-efter"}


class QuestionInline(admin.StackedInline):
    """New ones may come until the event is closed; none is changed once a survey has been sent."""

    model = Question
    extra = 1
    fields = ["number", "text", "kind", "is_before", "is_after", "goal"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "text":
            kwargs["widget"] = forms.Textarea({"rows": 2, "cols": 40})
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and not field.widget.is_hidden:
            field.widget.attrs["aria-label"] = field.label
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Among the event's own goals in words."""
        event = request.resolver_match.kwargs.get("object_id")
        goals = Goal.objects.filter(event=event, kind=Goal.Kind.QUALITY)
        return db_field.formfield(queryset=goals)

    def has_add_permission(self, request, obj=None):
        return is_open(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return is_unsent(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return is_unsent(obj) and super().has_delete_permission(request, obj)


def is_unsent(event) -> bool:
    return event is None or not event.surveys.exists()


class SurveyPages:
    """What the event's page leads to: how the surveys stand, and their results."""

    survey_buttons = {
        "enkater": "show_surveys",
        NAMES[Survey.Moment.BEFORE]: "survey_before",
        NAMES[Survey.Moment.AFTER]: "survey_after",
    }

    def show_surveys(self, request, pk):
        event = self.one_to_act_on(request, pk, "events.view_event")
        return self.ask_first(
            request,
            event,
            template="events/admin/surveys.html",
            title=_("Surveys"),
            surveys=surveys_of(event),
            results=results_of(event),
            may_act=request.user.has_perm("events.change_event"),
        )

    def survey_before(self, request, pk):
        return self.send_or_close(request, pk, Survey.Moment.BEFORE)

    def survey_after(self, request, pk):
        return self.send_or_close(request, pk, Survey.Moment.AFTER)

    def send_or_close(self, request, pk, moment):
        event = self.one_to_act_on(request, pk)
        sent = event.surveys.filter(moment=moment, closed_at=None).first()
        return self.close_early(request, event, sent) if sent else self.send(request, event, moment)

    def send(self, request, event, moment):
        is_before = moment == Survey.Moment.BEFORE
        last = event.starts_at if is_before else timezone.now() + timedelta(days=DAYS_TO_ANSWER)
        return self.press(
            request,
            event,
            partial(actions.open_survey, moment=moment, now=timezone.now()),
            form=OpenSurveyForm(request.POST or None, initial={"closes_at": last}),
            title=_("Send the survey before the event")
            if is_before
            else _("Send the survey after the event"),
            text=_(
                "Each gets a letter with a link, and is reminded once. Who comes to the list later "
                "gets it too. The questions cannot be changed afterwards."
            ),
            facts=whom(event, moment),
            button=_("Send the survey"),
            done=_("The letters are on their way."),
        )

    def close_early(self, request, event, survey):
        return self.press(
            request,
            event,
            lambda _event: actions.close_survey(survey, now=timezone.now()),
            title=_("Close the survey"),
            text=_(
                "No more answers are taken, who answered what is erased, and the results are shown."
            ),
            button=_("Close the survey"),
            done=_("The survey is closed."),
        )


def whom(event, moment):
    asked = registrations_to_ask(event, moment)
    number, reached = asked.count(), taking_surveys(asked).count()
    return [(_("Get the survey"), reached), (_("Have declined surveys"), number - reached)]


def surveys_of(event):
    """Both moments, each with its survey, how many were asked and how many have answered."""
    found = {one.moment: one for one in event.surveys.with_numbers()}
    return [(moment, NAMES[moment], found.get(moment)) for moment in Survey.Moment]
