from functools import partial

from django.contrib import admin, messages
from django.forms import SplitDateTimeField
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from board.models import person_of
from checks import actions, mails
from checks.admin.aid import NotesEuroRate
from checks.forms import CloseLaterForm, ReferForm
from checks.models import Call, Criterion, Spending, calls_to_announce, calls_to_refer, spending_of
from checks.rules import Stage
from lattvikt.lib.admin_pages import NamedFieldsFormSet, name_parts


class CriterionInline(admin.TabularInline):
    """Once the call is published its criteria stand: applications are written to meet them."""

    model = Criterion
    formset = NamedFieldsFormSet
    fields = ["position", "text", "text_en", "weight"]
    extra = 3

    def has_add_permission(self, request, obj=None):
        return is_open(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return is_open(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return is_open(obj) and super().has_delete_permission(request, obj)


def is_open(call):
    """Whether it may still be changed."""
    return call is None or call.published_at is None


class WaitsFilter(admin.SimpleListFilter):
    title = gettext_lazy("what waits")
    parameter_name = "waits"

    def lookups(self, request, model_admin):
        return [
            ("publishing", pgettext("call", "to be published")),
            ("closing", pgettext("call", "closes within a week")),
            ("referring", pgettext("call", "has something for the board")),
        ]

    def queryset(self, request, queryset):
        if self.value() == "referring":
            return queryset.filter(pk__in=calls_to_refer())
        found = {"publishing": queryset.to_publish, "closing": queryset.closing_soon}
        return found[self.value()]() if self.value() in found else queryset


class ToAnnounceFilter(admin.SimpleListFilter):
    title = gettext_lazy("decisions announced")
    parameter_name = "to_announce"

    def lookups(self, request, model_admin):
        return [("1", pgettext("decisions", "all made, not announced"))]

    def queryset(self, request, queryset):
        return queryset.filter(pk__in=calls_to_announce()) if self.value() else queryset


def spending_for(request, call) -> Spending | None:
    """For a published call; not for who has jäv in some of it, whom the sums would tell of that."""
    if call is None or not call.published_at:
        return None
    person = person_of(request.user)
    seen = call.applications.open_to(person.pk) if person else call.applications.all()
    return spending_of(call) if seen.count() == call.applications.count() else None


@admin.register(Call)
class CallAdmin(NotesEuroRate):
    change_form_template = "checks/admin/call.html"
    buttons = {
        "publicera": "publish",
        "ta-tillbaka": "take_back",
        "forlang": "close_later",
        "till-styrelsen": "refer",
        "meddela": "announce",
        **NotesEuroRate.buttons,
    }
    history_parts = [Criterion]
    list_display = ["name", "stage", "opens_at", "closes_at", "budget", "published_at"]
    list_filter = [WaitsFilter, ToAnnounceFilter]
    search_fields = ["name"]
    search_help_text = gettext_lazy("Name or search word, also the former PP-check")
    inlines = [CriterionInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "name",
                    "name_en",
                    "text",
                    "text_en",
                    "search_words",
                    "published_at",
                    "received",
                    "announced_at",
                ]
            },
        ),
        (
            gettext_lazy("Terms"),
            {
                "fields": [
                    "opens_at",
                    "closes_at",
                    "budget",
                    "largest_amount",
                    "own_percent",
                    "is_sealed",
                    "is_state_aid",
                    "euro_rate",
                    "euro_rate_on",
                ]
            },
        ),
    ]
    readonly_fields = ["published_at", "received", "announced_at", "euro_rate", "euro_rate_on"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, SplitDateTimeField):
            name_parts(field)
        return field

    def get_search_results(self, request, queryset, search_term):
        return queryset.search(search_term), False

    @admin.display(description=gettext_lazy("stage"))
    def stage(self, call):
        return call.stage_in_words if call.published_at else pgettext("call", "not published")

    @admin.display(description=gettext_lazy("applications received"))
    def received(self, call):
        return call.applications.sent().count()

    def has_change_permission(self, request, obj=None):
        return is_open(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return False

    def render_change_form(self, request, context, *args, obj=None, **options):
        may_act = obj is not None and request.user.has_perm("checks.change_call")
        stage = obj.stage if may_act and obj.published_at else None
        buttons = {
            "may_publish": may_act and not obj.published_at,
            "may_take_back": stage == Stage.COMING,
            "may_close_later": stage == Stage.OPEN,
            "may_refer": stage == Stage.CLOSED and obj.applications.to_refer().exists(),
            "may_announce": may_act and calls_to_announce().filter(pk=obj.pk).exists(),
        }
        context = {**context, **buttons, "spending": spending_for(request, obj)}
        return super().render_change_form(request, context, *args, obj=obj, **options)

    def publish(self, request, pk):
        return self.press(
            request,
            self.one_to_act_on(request, pk),
            partial(actions.publish, now=timezone.now()),
            title=_("Publish the call"),
            text=_(
                "The members see it at once. From then on it stands as it is; until it opens it "
                "can be taken back."
            ),
            button=_("Publish the call"),
            done=_("The call is published."),
        )

    def take_back(self, request, pk):
        return self.press(
            request,
            self.one_to_act_on(request, pk),
            partial(actions.take_back, now=timezone.now()),
            title=_("Take the call back"),
            text=_("The members no longer see it, and it can be changed."),
            button=_("Take the call back"),
            done=_("The call is taken back."),
        )

    def refer(self, request, pk):
        return self.press(
            request,
            self.one_to_act_on(request, pk),
            partial(actions.refer_all, by=request.user, now=timezone.now()),
            form=ReferForm(request.POST or None, body=actions.deciding_body()),
            title=_("Put the applications before the board"),
            text=_(
                "Each application that has a statement becomes a matter on the meeting, in the "
                "order of the ranking."
            ),
            button=_("Put them before the board"),
            done=lambda referred: (
                _("Put before the board: %(number)d applications.") % {"number": len(referred)}
            ),
        )

    def announce(self, request, pk):
        """Every letter as it will go, and the button that lets them go."""
        call = self.one_to_act_on(request, pk)
        if refusal := actions.why_not_announced(call, by=request.user):
            messages.error(request, refusal)
            return redirect(self.url_of(call))
        return self.press(
            request,
            call,
            partial(actions.announce, by=request.user, now=timezone.now()),
            template="checks/admin/announce.html",
            told=mails.decision_letters(call, today=timezone.localdate()),
            title=_("Announce the decisions"),
            text=_(
                "All letters go at once, as they stand here, and the members see the decisions on "
                "their pages. It cannot be taken back."
            ),
            button=_("Announce the decisions"),
            done=_("The decisions are announced, and the letters are on their way."),
        )

    def close_later(self, request, pk):
        return self.press(
            request,
            self.one_to_act_on(request, pk),
            partial(actions.close_later, now=timezone.now()),
            form=CloseLaterForm(request.POST or None),
            title=_("Keep the call open longer"),
            text=_("The closing moment can be moved to a later one, never to an earlier."),
            button=_("Keep it open longer"),
            done=_("The closing moment is moved."),
        )
