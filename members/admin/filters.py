from django.contrib import admin
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lattvikt.lib.money import kronor
from members.models import FeeTier, Membership, Organisation, Relation, lacks
from members.rules import CHECK_EMPLOYEES_BELOW, GAP_WORDS


class MemberFilter(admin.SimpleListFilter):
    title = _("membership")
    parameter_name = "member"

    def lookups(self, request, model_admin):
        return [
            ("now", _("member today")),
            ("asked", _("has asked to leave")),
            ("former", _("former member")),
            ("never", _("never a member")),
        ]

    def queryset(self, request, queryset):
        memberships = Membership.objects.filter(organisation=OuterRef("pk"))
        now, ever = Exists(memberships.on(timezone.localdate())), Exists(memberships)
        conditions = {
            "now": Q(now),
            "asked": Q(Exists(memberships.end_asked())),
            "former": Q(ever) & ~Q(now),
            "never": ~Q(ever),
        }
        return queryset.filter(conditions.get(self.value(), Q()))


class TierFilter(admin.SimpleListFilter):
    """By fee this year; the list's own annotation."""

    title = _("fee this year")
    parameter_name = "fee"

    def lookups(self, request, model_admin):
        tiers = FeeTier.objects.in_force(timezone.localdate().year)
        amounts = sorted(set(tiers.values_list("amount", flat=True)))
        return [*((str(amount), kronor(amount)) for amount in amounts), ("none", _("no fee"))]

    def queryset(self, request, queryset):
        if self.value() == "none":
            return queryset.filter(fee=None)
        known = {value for value, _word in self.lookup_choices}
        return queryset.filter(fee=self.value()) if self.value() in known else queryset


class SmeFilter(admin.SimpleListFilter):
    """By head-count of the Swedish number (rules.is_sme)."""

    title = _("small and medium-sized companies")
    parameter_name = "sme"

    def lookups(self, request, model_admin):
        return [("yes", _("fewer than 250 employees, for profit"))]

    def queryset(self, request, queryset):
        if self.value() != "yes":
            return queryset
        return queryset.filter(
            is_for_profit=True, employees__gte=1, employees__lt=CHECK_EMPLOYEES_BELOW
        )


class RelationFilter(admin.SimpleListFilter):
    title = _("relation")
    parameter_name = "relation"

    def lookups(self, request, model_admin):
        return Relation.Kind.choices

    def queryset(self, request, queryset):
        if self.value() not in Relation.Kind.values:
            return queryset
        open_ones = Relation.objects.filter(until=None, kind=self.value())
        return queryset.filter(Exists(open_ones.filter(organisation=OuterRef("pk"))))


class GapFilter(admin.SimpleListFilter):
    """Members that cannot be reached, invoiced or heard."""

    title = _("what members lack")
    parameter_name = "lacks"

    def lookups(self, request, model_admin):
        return GAP_WORDS.items()

    def queryset(self, request, queryset):
        if self.value() not in GAP_WORDS:
            return queryset
        today = timezone.localdate()
        members = Organisation.objects.members(on=today).filter(lacks(self.value(), today))
        return queryset.filter(pk__in=members.values("pk"))


class EndAskedFilter(admin.SimpleListFilter):
    title = _("wants to leave")
    parameter_name = "end_asked"

    def lookups(self, request, model_admin):
        return [("1", _("Has asked, and no last day is set"))]

    def queryset(self, request, queryset):
        return queryset.end_asked() if self.value() else queryset


class RunningFilter(admin.SimpleListFilter):
    title = _("runs")
    parameter_name = "runs"

    def lookups(self, request, model_admin):
        return [("now", _("today")), ("ended", _("ended")), ("to_end", _("has a last day ahead"))]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        conditions = {
            "now": queryset.on(today),
            "ended": queryset.filter(ends_on__lt=today),
            "to_end": queryset.filter(ends_on__gte=today),
        }
        return conditions.get(self.value(), queryset)


class CurrentFilter(admin.SimpleListFilter):
    """Rows with a first and perhaps a last day."""

    title = _("holds")
    parameter_name = "holds"

    def lookups(self, request, model_admin):
        return [("now", _("today"))]

    def queryset(self, request, queryset):
        return queryset.current() if self.value() else queryset
