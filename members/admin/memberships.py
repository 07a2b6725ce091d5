from functools import partial

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lattvikt.lib.admin_pages import ButtonAdmin
from members import actions
from members.admin.filters import EndAskedFilter, RunningFilter
from members.forms import LastDayForm
from members.models import Membership


@admin.register(Membership)
class MembershipAdmin(ButtonAdmin):
    """A membership begins and ends by an action, never by typing over a date."""

    change_form_template = "members/admin/membership.html"
    buttons = {"avsluta": "end", "behall": "keep"}
    list_display = ["organisation", "number", "starts_on", "ends_on", "end_asked_for_at"]
    list_filter = [RunningFilter, EndAskedFilter]
    list_select_related = ["organisation"]
    search_fields = ["organisation__name", "organisation__org_number"]
    search_help_text = gettext_lazy("Name or organisation number, with or without its hyphen")
    ordering = ["-starts_on", "-pk"]
    fields = readonly_fields = [
        "organisation",
        "starts_on",
        "ends_on",
        "end_asked_for_at",
        "end_reason",
        "admitted_by",
    ]

    def get_search_results(self, request, queryset, search_term):
        return queryset.search(search_term) if search_term else queryset, False

    def has_add_permission(self, request):
        return False  # from the organisation's page

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(
        description=gettext_lazy("organisation number"), ordering="organisation__org_number"
    )
    def number(self, membership):
        return membership.organisation.shown_org_number

    def end(self, request, pk):
        membership = self.one_to_act_on(request, pk, "members.change_membership")
        today = timezone.localdate()
        form = LastDayForm(
            request.POST or None,
            initial={
                "ends_on": membership.ends_on or actions.last_day_of_year(today),
                "reason": membership.end_reason,
            },
        )
        return self.press(
            request,
            membership,
            partial(actions.end_membership, today=today),
            form=form,
            title=_("End the membership"),
            text=_("The contact persons get a letter with the last day and the reason."),
            button=_("End the membership"),
            done=_("The last day of the membership is set."),
        )

    def keep(self, request, pk):
        return self.press(
            request,
            self.one_to_act_on(request, pk, "members.change_membership"),
            actions.keep_membership,
            title=_("The member stays"),
            text=_("The request to leave is taken away. Do it when the member has said so."),
            button=_("Take away the request"),
            done=_("The request to leave is taken away."),
        )
