from functools import partial

from django.contrib import admin
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from board import actions
from board.forms import EndSeatForm, InterestForm, SeatForm
from board.models import (
    Body,
    CompositionRule,
    Interest,
    Seat,
    StandingItem,
    composition_warnings,
)
from lattvikt.lib import org_number
from lattvikt.lib.admin_pages import ButtonAdmin, NamedFieldsFormSet
from lattvikt.lib.history import TrackedAdmin
from lattvikt.lib.sort_name import sort_name


class CurrentFilter(admin.SimpleListFilter):
    title = gettext_lazy("time")
    parameter_name = "current"

    def lookups(self, request, model_admin):
        return [("1", _("today")), ("0", _("earlier or later"))]

    def queryset(self, request, queryset):
        today = queryset.model.objects.current().values("pk")
        if self.value() == "1":
            return queryset.filter(pk__in=today)
        return queryset.exclude(pk__in=today) if self.value() == "0" else queryset


class EndingFilter(admin.SimpleListFilter):
    title = gettext_lazy("end")
    parameter_name = "ending"

    def lookups(self, request, model_admin):
        return [("1", _("within a month"))]

    def queryset(self, request, queryset):
        return queryset.ending_soon() if self.value() else queryset


class CompositionRuleInline(admin.TabularInline):
    model = CompositionRule
    formset = NamedFieldsFormSet
    extra = 0


class StandingItemInline(admin.TabularInline):
    model = StandingItem
    formset = NamedFieldsFormSet
    extra = 0


@admin.register(Body)
class BodyAdmin(TrackedAdmin):
    change_form_template = "board/admin/body.html"
    list_display = ["name", "name_en", "slug", "seats_today", "quorum", "one_seat_suffices"]
    history_parts = [CompositionRule, StandingItem]
    inlines = [CompositionRuleInline, StandingItemInline]
    fieldsets = [
        (None, {"fields": ["name", "name_en", "slug", "purpose", "ended_on"]}),
        (
            gettext_lazy("At a meeting"),
            {"fields": ["quorum", "majority", "has_casting_vote", "one_seat_suffices"]},
        ),
        (
            gettext_lazy("Between meetings"),
            {"fields": ["may_decide_between_meetings", "consent"]},
        ),
    ]
    search_fields = ["name", "name_en"]

    def get_queryset(self, request):
        today = Q(seats__in=Seat.objects.sitting())
        return super().get_queryset(request).annotate(today=Count("seats", filter=today))

    def get_readonly_fields(self, request, obj=None):
        return ["slug"] if obj else []  # addresses in letters that have been sent lead there

    def has_delete_permission(self, request, obj=None):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        body = self.get_object(request, object_id)
        context = {"composition_warnings": composition_warnings(body) if body else []}
        return super().change_view(request, object_id, form_url, context)

    @admin.display(description=gettext_lazy("seats today"), ordering="today")
    def seats_today(self, body):
        return body.today


@admin.register(Seat)
class SeatAdmin(ButtonAdmin):
    form = SeatForm
    change_form_template = "board/admin/seat.html"
    buttons = {"avsluta": "end"}
    list_display = ["person", "role", "body", "organisation", "since", "until"]
    list_filter = [CurrentFilter, EndingFilter, "body", "role"]
    list_select_related = ["person", "body", "organisation"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["person__sort_name", "person__email", "organisation__sort_name"]
    ordering = ["body__name", "-since", "pk"]
    fields = ["body", "person", "role", "organisation", "area", "no_vote_in", "since", "until"]

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, sort_name(search_term))

    def get_readonly_fields(self, request, obj=None):
        """A seat ends by its button, which hands over what waits."""
        return ["body", "person", "until"] if obj else []

    def has_delete_permission(self, request, obj=None):
        return False

    def end(self, request, pk):
        seat, today = self.one_to_act_on(request, pk), timezone.localdate()
        return self.press(
            request,
            seat,
            partial(actions.end_seat, today=today),
            form=EndSeatForm(request.POST or None, seat=seat),
            title=_("End the seat"),
            text=what_ending_does(actions.held_by(seat)),
            button=_("End the seat"),
            done=_("The seat has a last day, and what waited is handed over."),
        )


def what_ending_does(held):
    if not held:
        return _("Nothing waits for the holder of the seat, who gets a letter.")
    text = _(
        "The tasks go to the successor, or else to the chair; both get a letter. Tasks not done: "
        "%(tasks)d. Matters without an answer: %(matters)d; a vote is not handed over."
    )
    return text % {"tasks": len(held.tasks), "matters": len(held.matters)}


@admin.register(Interest)
class InterestAdmin(TrackedAdmin):
    form = InterestForm
    list_display = ["person", "name", "shown_number", "nature", "since", "until"]
    list_filter = [CurrentFilter]
    list_select_related = ["person"]
    search_fields = ["person__sort_name", "name", "org_number"]
    ordering = ["person__sort_name", "pk"]

    def get_search_results(self, request, queryset, search_term):
        """By the person or the organisation, by name or number."""
        digits = org_number.compact(search_term)
        found = Q(person__sort_name__contains=sort_name(search_term.strip()))
        found |= Q(name__icontains=search_term.strip())
        if digits.isdecimal():
            found |= Q(org_number__startswith=digits)
        return queryset.filter(found), False

    @admin.display(description=gettext_lazy("organisation number"), ordering="org_number")
    def shown_number(self, interest):
        return interest.shown_org_number
