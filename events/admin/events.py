from datetime import timedelta
from functools import partial

from django.conf import settings
from django.contrib import admin, messages
from django.forms import SplitDateTimeField
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import actions, mails
from events.admin.goals import GoalInline, GoalPages
from events.admin.parts import AddOnInline, ProgrammeInline
from events.admin.surveys import QuestionInline, SurveyPages
from events.forms import CancelForm, DraftFromForm, EventForm
from events.models import (
    AddOn,
    Event,
    Goal,
    Needs,
    ProgrammeItem,
    Question,
    invitations_to_tell,
    is_untold,
    registrations_to_tell,
)
from events.models.events import STAGES
from events.rules import Stage
from events.views.showing import picture_of
from lattvikt.lib.admin_pages import ButtonAdmin, name_parts


class StageFilter(admin.SimpleListFilter):
    title = gettext_lazy("stage")
    parameter_name = "stage"

    def lookups(self, request, model_admin):
        return [(stage.value, name) for stage, name in STAGES.items()]

    def queryset(self, request, queryset):
        return queryset.at_stage(Stage(self.value())) if self.value() in set(Stage) else queryset


def written_by(form):
    """The columns that the form writes. A picture's size is written with it."""
    columns = [field.name for field in Event._meta.concrete_fields]
    written = [name for name in columns if name in form.cleaned_data]
    return [*written, "picture_width", "picture_height"]


@admin.register(Event)
class EventAdmin(GoalPages, SurveyPages, ButtonAdmin):
    change_form_template = "events/admin/event.html"
    form = EventForm
    buttons = {
        "bild": "picture_file",
        "publicera": "publish",
        "beratta": "tell",
        "stall-in": "cancel",
        "avsluta": "close",
        "ny": "draft_anew",
        "behov": "needs",
        **GoalPages.goal_buttons,
        **SurveyPages.survey_buttons,
    }
    history_parts = [ProgrammeItem, AddOn, Goal, Question]
    list_display = ["title", "kind", "starts_at", "where", "openness", "stage"]
    list_filter = [
        StageFilter,
        "kind",
        "openness",
        "body",
        "series",
        ("network", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["kind", "host"]
    search_fields = ["title", "summary", "place", "host__name"]
    date_hierarchy = "starts_at"
    inlines = [ProgrammeInline, AddOnInline, GoalInline, QuestionInline]
    readonly_fields = ["stage", "published_at", "shown_picture"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "stage",
                    "published_at",
                    "kind",
                    "title",
                    "summary",
                    "text",
                    "purpose",
                    "language",
                    "openness",
                ]
            },
        ),
        (
            gettext_lazy("When and where"),
            {
                "fields": [
                    "starts_at",
                    "ends_at",
                    "host",
                    "place",
                    "map_link",
                    "house_rules",
                    "video_link",
                ]
            },
        ),
        (
            gettext_lazy("Who arranges it"),
            {"fields": ["body", "responsible", "co_arrangers", "series", "network"]},
        ),
        (
            gettext_lazy("In connection with a workshop"),
            {"fields": ["linked_title", "linked_link", "linked_timing"]},
        ),
        (
            gettext_lazy("Places"),
            {"fields": ["capacity", "registration_closes_at", "offer_hours", "fee"]},
        ),
        (
            gettext_lazy("Picture"),
            {"fields": ["shown_picture", "picture", "drops_picture", "alt"]},
        ),
    ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, SplitDateTimeField):
            name_parts(field)
        return field

    def has_delete_permission(self, request, obj=None):
        """Only what nobody has seen."""
        is_draft = obj is not None and obj.published_at is None
        return is_draft and super().has_delete_permission(request, obj)

    def save_model(self, request, obj, form, change):
        """Only what stands in the form: what its buttons have set meanwhile stays as it is."""
        before = form.initial.get("picture")
        obj.save(update_fields=written_by(form) if change else None)
        actions.throw_away(obj.picture, before.name if before else "")

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change:
            actions.complete_draft(form.instance)
        actions.offer_free_places(form.instance, now=timezone.now())

    @admin.display(description=gettext_lazy("stage"))
    def stage(self, event):
        return event.stage_label if event.pk else STAGES[Stage.DRAFT]

    @admin.display(description=gettext_lazy("where"))
    def where(self, event):
        return event.where or "–"

    @admin.display(description=gettext_lazy("as it is shown"))
    def shown_picture(self, event):
        if not event.picture:
            return "–"
        markup = '<img src="{}bild/" alt="{}" width="320">'
        return format_html(markup, self.url_of(event).removesuffix("change/"), event.alt)

    def picture_file(self, request, pk):
        """The picture of a draft too."""
        return picture_of(self.one_to_act_on(request, pk, "events.view_event"))

    def render_change_form(self, request, context, *args, obj=None, **options):
        may_act = obj is not None and request.user.has_perm("events.change_event")
        stage = obj.stage if obj else None
        is_to_tell = stage == Stage.PUBLISHED and is_untold(obj)
        context = {**context, "may_act": may_act, "at_stage": stage, "is_to_tell": is_to_tell}
        return super().render_change_form(request, context, *args, obj=obj, **options)

    def needs(self, request, pk):
        """What the kitchen and the host must know. Not for who only reads: it may be of health."""
        event = self.one_to_act_on(request, pk)
        rows = list(Needs.objects.of_those_who_come(event))
        return self.ask_first(
            request,
            event,
            template="events/admin/needs.html",
            title=_("Food and accessibility"),
            rows=rows,
            number_with_food=sum(bool(one.food) for one in rows),
            number_with_access=sum(bool(one.access) for one in rows),
            days_kept=settings.EVENT_NEEDS_DAYS,
            number_coming=event.registrations.taking_places().count(),
        )

    def publish(self, request, pk):
        return self.press(
            request,
            self.one_to_act_on(request, pk),
            partial(actions.publish, now=timezone.now()),
            title=_("Publish the event"),
            text=_("Those whom it is for see it at once, and one can register."),
            button=_("Publish the event"),
            done=_("The event is published."),
        )

    def tell(self, request, pk):
        """The letter as it will go, and the button that lets it go."""
        event = self.one_to_act_on(request, pk)
        subject, letter = mails.change_as_written(event) if is_untold(event) else ("", "")
        return self.press(
            request,
            event,
            partial(actions.tell_changes, by=request.user, now=timezone.now()),
            template="events/admin/tell.html",
            subject=subject,
            letter=letter,
            title=_("Tell everybody"),
            text=_("Time or place has changed since people were told. This letter goes:"),
            facts=concerned(event),
            button=_("Tell everybody"),
            done=_("The letters are on their way."),
        )

    def cancel(self, request, pk):
        event = self.one_to_act_on(request, pk)
        return self.press(
            request,
            event,
            partial(actions.cancel, by=request.user, now=timezone.now()),
            form=CancelForm(request.POST or None),
            title=_("Cancel the event"),
            text=_("All whom it concerns are told at once. It cannot be taken back."),
            facts=concerned(event),
            button=_("Cancel the event"),
            done=_("The event is cancelled, and the letters are on their way."),
        )

    def close(self, request, pk):
        return self.press(
            request,
            self.one_to_act_on(request, pk),
            partial(actions.close, now=timezone.now()),
            title=_("Close the event"),
            text=_("What it came to is frozen as it stands now. It cannot be taken back."),
            button=_("Close the event"),
            done=_("The event is closed."),
        )

    def draft_anew(self, request, pk):
        """Leads to the new draft."""
        event = self.one_to_act_on(request, pk, "events.add_event")
        form = DraftFromForm(request.POST or None, initial={"starts_at": next_time(event)})
        if form.is_valid():
            copy = actions.draft_from(event, **form.cleaned_data)
            messages.success(request, _("This is the new draft. Nobody else sees it."))
            return redirect(self.url_of(copy))
        return self.ask_first(
            request,
            event,
            form=form,
            title=_("Make a new one of this"),
            text=_(
                "Texts, programme, add-ons and picture are taken over to a draft; times follow the "
                "new begin. Nobody is invited or registered."
            ),
            button=_("Make a draft"),
        )


def concerned(event):
    """How many are told."""
    return [
        (_("Registered or on the waiting list"), registrations_to_tell(event).count()),
        (_("Invited who have not said no"), invitations_to_tell(event).count()),
    ]


def next_time(event):
    """As many years later as its series says, else a year; the same day of the week."""
    years = event.series.every_years if event.series else None
    by_the_clock = localtime(event.starts_at).replace(tzinfo=None)
    return by_the_clock + timedelta(weeks=52 * (years or 1))
