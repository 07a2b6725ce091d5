from dataclasses import dataclass

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events import actions
from events.forms import InviteForm
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
    buttons = {"forhandsvisa": "preview", "utan-mottagare": "unreached", "bjud-in": "invite"}
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

    def invite(self, request, pk):
        """Ask everybody whom it reaches to one of the coming events."""
        audience, now = self.one_to_act_on(request, pk, "events.add_invitation"), timezone.now()
        form = InviteForm(request.POST or None, now=now)
        if form.is_valid():
            event = form.cleaned_data["event"]
            return self.act(
                request,
                lambda: actions.invite(event, audience, now=now),
                done=told,
                back=reverse("admin:events_invitation_of_event", args=[event.pk]),
            )
        reached = audience.reached(timezone.localdate(now)).count()
        return self.ask_first(
            request,
            audience,
            form=form,
            title=_("Invite the audience"),
            text=_(
                "Everybody whom it reaches today gets a letter with a calendar file and a link to "
                "answer by. Who has been invited to the meeting already gets no other."
            ),
            facts=[
                (
                    _("A letter would reach"),
                    ngettext("%(number)s person", "%(number)s people", reached)
                    % {"number": reached},
                )
            ],
            button=_("Invite them"),
        )


def told(invited) -> str:
    """What came of it."""
    text = _(
        "%(new)d are invited, and the letters are soon written. "
        "Invited or registered before: %(before)d."
    )
    return text % {"new": invited.new, "before": invited.before}


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
