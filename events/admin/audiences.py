from dataclasses import dataclass

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Audience, Segment, reach_of, unreached, whys_of
from events.words import reason_of
from lattvikt.lib.admin_pages import ButtonAdmin
from members.models import OptOut, Person, Purpose

PER_PAGE = 50


class SegmentInline(admin.StackedInline):
    model = Segment
    extra = 1
    fields = [
        ("source", "is_subtracted"),
        ("group", "event"),
        ("relation", "only_important"),
        ("region", "industry", "kind"),
        ("employees_from", "employees_to"),
    ]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """What is chosen here is kept on pages of its own: no buttons for it beside each choice."""
        return db_field.formfield(**kwargs)


@admin.register(Audience)
class AudienceAdmin(ButtonAdmin):
    """Put together here, and looked at before anybody is asked."""

    change_form_template = "events/admin/audience.html"
    buttons = {"forhandsvisa": "preview", "utan-mottagare": "unreached"}
    history_parts = [Segment]
    list_display = ["name", "number_of_segments", "note"]
    search_fields = ["name", "note"]
    fields = ["name", "note"]
    inlines = [SegmentInline]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(number=Count("segments"))

    @admin.display(description=gettext_lazy("segments"), ordering="number")
    def number_of_segments(self, audience):
        return audience.number

    def preview(self, request, pk):
        """Who it is today, and why each; nothing is done."""
        audience = self.one_to_act_on(request, pk, "events.view_audience")
        day = timezone.localdate()
        page = page_of(request, with_hindrances(audience.people(day)))
        return self.ask_first(
            request,
            audience,
            template="events/admin/audience_preview.html",
            title=_("Who it is today"),
            reach=reach_of(audience, day),
            number_unreached=unreached(audience, day).count(),
            page=page,
            rows=rows_of(audience, page.object_list, day),
        )

    def unreached(self, request, pk):
        """The members that would be represented by nobody, and whom to call."""
        audience = self.one_to_act_on(request, pk, "events.view_audience")
        return self.ask_first(
            request,
            audience,
            template="events/admin/audience_unreached.html",
            title=_("Members whom nobody would reach"),
            page=page_of(request, unreached(audience, timezone.localdate())),
        )


@dataclass(frozen=True)
class Row:
    """A person of an audience as the preview shows it."""

    person: Person
    reason: str


def rows_of(audience, people, day):
    whys = whys_of(audience, [one.pk for one in people], day)
    return [Row(one, reason_of(whys[one.pk])) for one in people]


def with_hindrances(people):
    """In Swedish order, each with whether invitations have been declined."""
    declined = OptOut.objects.filter(person=OuterRef("pk"), purpose=Purpose.EVENTS)
    return people.annotate(has_declined=Exists(declined)).in_swedish_order()


def page_of(request, rows):
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
