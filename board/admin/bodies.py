from django.contrib import admin
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from board.forms import InterestForm
from board.models import Body, Interest, Seat
from lattvikt.lib import org_number
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


@admin.register(Body)
class BodyAdmin(TrackedAdmin):
    list_display = ["name", "name_en", "slug", "seats_today", "quorum", "one_seat_suffices"]
    search_fields = ["name", "name_en"]

    def get_queryset(self, request):
        today = Q(seats__in=Seat.objects.sitting())
        return super().get_queryset(request).annotate(today=Count("seats", filter=today))

    def get_readonly_fields(self, request, obj=None):
        return ["slug"] if obj else []  # addresses in letters that have been sent lead there

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("seats today"), ordering="today")
    def seats_today(self, body):
        return body.today


@admin.register(Seat)
class SeatAdmin(TrackedAdmin):
    list_display = ["person", "role", "body", "organisation", "since", "until"]
    list_filter = [CurrentFilter, "body", "role"]
    list_select_related = ["person", "body", "organisation"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["person__sort_name", "person__email", "organisation__sort_name"]
    ordering = ["body__name", "-since", "pk"]
    fields = ["body", "person", "role", "organisation", "since", "until"]

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, sort_name(search_term))

    def get_readonly_fields(self, request, obj=None):
        return ["body", "person"] if obj else []

    def has_delete_permission(self, request, obj=None):
        return False


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
