from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models.functions import Collate
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events import actions
from events.models import Event, Invitation
from lattvikt.lib.admin_pages import FinalAdmin
from lattvikt.lib.sort_name import sort_name
from outbox.models import Message


class SilentFilter(admin.SimpleListFilter):
    title = gettext_lazy("silence")
    parameter_name = "silent"

    def lookups(self, request, model_admin):
        return [("1", _("has not answered")), ("remind", _("may be reminded today"))]

    def queryset(self, request, queryset):
        if self.value() == "remind":
            return queryset.to_remind(timezone.now())
        return queryset.silent() if self.value() else queryset


@admin.register(Invitation)
class InvitationAdmin(FinalAdmin):
    """Who has been asked and what each answers. They are made from an audience."""

    list_display = ["person", "event", "answer", "letter", "reminded_at", "organisation", "told"]
    list_filter = [SilentFilter, "answer", ("event", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["person", "event", "organisation"]
    search_fields = ["person__sort_name", "person__email", "organisation__sort_name"]
    ordering = ["-event__starts_at", "event", Collate("person__sort_name", "C"), "pk"]
    actions = ["remind"]
    fields = [
        "person",
        "event",
        "organisation",
        "reason",
        "forwarded_from",
        "made_at",
        "written_at",
        "letter",
        "reminded_at",
        "answer",
        "answered_at",
        "declined_because",
    ]

    def get_urls(self):
        own = [
            path(f"traff/<int:pk>/{address}", self.admin_site.admin_view(page), name=name)
            for address, page, name in [
                ("", self.of_event, "events_invitation_of_event"),
                ("forlopp/", self.progress, "events_invitation_progress"),
            ]
        ]
        return own + super().get_urls()

    def get_queryset(self, request):
        return super().get_queryset(request).with_letter()

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, sort_name(search_term))

    @admin.display(description=gettext_lazy("letter"))
    def letter(self, invitation):
        return dict(Message.State.choices).get(invitation.letter_state, "–")

    @admin.display(description=gettext_lazy("reason for no"))
    def told(self, invitation):
        return invitation.declined_because or "–"

    def has_remind_permission(self, request):
        return request.user.has_perm("events.change_invitation")

    @admin.action(description=gettext_lazy("Remind the silent among them"), permissions=["remind"])
    def remind(self, request, queryset):
        chosen = Invitation.objects.filter(pk__in=queryset.values("pk"))
        messages.info(request, reminded(actions.remind(chosen, now=timezone.now())))

    def of_event(self, request, pk):
        """How the invitations to an event stand, and the button that reminds all the silent."""
        event = self.event_of(request, pk)
        if request.method == "POST" and not self.has_remind_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self.act(
                request,
                lambda: actions.remind(event.invitations.all(), now=timezone.now()),
                done=reminded,
                back=reverse("admin:events_invitation_of_event", args=[pk]),
            )
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Invitations"),
            "may_remind": self.has_remind_permission(request),
            "to_remind": event.invitations.to_remind(timezone.now()).count(),
            **standing_of(event),
        }
        return TemplateResponse(request, "events/admin/invitations.html", context)

    def progress(self, request, pk):
        """The bars alone, for a page that asks again and again."""
        context = standing_of(self.event_of(request, pk))
        return TemplateResponse(request, "events/admin/_invitations_progress.html", context)

    def event_of(self, request, pk):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return get_object_or_404(Event, pk=pk)


def standing_of(event):
    """In numbers, and whether something more will happen by itself."""
    standing, now = event.invitations.standing(), timezone.now()
    waits = event.invitations.to_write(now).exists()
    is_over = not waits and standing["owed"] == standing["sent"] + standing["troubled"]
    return {"event": event, "standing": standing, "is_over": is_over}


def reminded(number):
    return ngettext("%(n)d is reminded.", "%(n)d are reminded.", number) % {"n": number}
