from functools import partial

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import actions
from events.models import AddOnPlace, Registration
from lattvikt.lib.admin_pages import ButtonAdmin


class AtTheEvent(admin.SimpleListFilter):
    title = gettext_lazy("at the event")
    parameter_name = "there"

    def lookups(self, request, model_admin):
        return [("yes", _("came")), ("no", _("did not come")), ("tie", _("to tie to the register"))]

    def queryset(self, request, queryset):
        found = {
            "yes": queryset.at_the_event,
            "no": queryset.who_did_not_come,
            "tie": queryset.to_tie,
        }.get(self.value())
        return found() if found else queryset


class AddOnPlaceInline(admin.TabularInline):
    """What is chosen beside the event: by oneself, or by who takes an offer."""

    model = AddOnPlace
    fields = readonly_fields = ["add_on", "state", "queued_at", "offered_until"]
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Registration)
class RegistrationAdmin(ButtonAdmin):
    """Who comes and who waits. Only the organisation is tied by hand, where we are not sure of it.

    What somebody needs is on the event's page of needs, and nowhere else.
    """

    change_form_template = "events/admin/registration.html"
    buttons = {"lamna": "leave"}
    history_parts = [AddOnPlace]
    list_display = ["name", "shown_organisation", "event", "state", "checked_in_at"]
    list_filter = [
        AtTheEvent,
        "is_walk_in",
        "state",
        ("organisation", admin.EmptyFieldListFilter),
        "event",
    ]
    list_select_related = ["event", "organisation"]
    search_fields = ["name", "email", "organisation__name", "said_organisation", "event__title"]
    date_hierarchy = "queued_at"
    raw_id_fields = ["organisation"]
    inlines = [AddOnPlaceInline]
    fields = [
        "event",
        "name",
        "email",
        "said_organisation",
        "organisation",
        "state",
        "queued_at",
        "offered_until",
        "left_at",
        "checked_in_at",
        "checked_in_by",
        "is_walk_in",
        "person",
        "invitation",
        "registered_by",
        "is_shown",
        "language",
    ]
    readonly_fields = [name for name in fields if name != "organisation"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("organisation"))
    def shown_organisation(self, registration):
        return registration.shown_organisation or "–"

    def render_change_form(self, request, context, *args, obj=None, **options):
        may_leave = obj.may_change_at(timezone.now()) and self.has_change_permission(request)
        context = {**context, "may_leave": may_leave}
        return super().render_change_form(request, context, *args, obj=obj, **options)

    def leave(self, request, pk):
        """For who calls and says that they cannot come."""
        return self.press(
            request,
            self.one_to_act_on(request, pk),
            partial(actions.leave, now=timezone.now()),
            title=_("Leave the place"),
            text=_("The place goes to the next in line, and the person is told by a letter."),
            button=_("Leave the place"),
            done=_("The place is left."),
        )
