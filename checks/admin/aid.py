"""State aid of minor importance: the certificates of other aid, and the rate of a call."""

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from board.admin.recused import without_recused
from checks import actions
from checks.forms import EuroRateForm
from checks.models import (
    AidCertificate,
    LinkedUndertaking,
    OtherAid,
    aid_overview,
    grants_without_rate,
)
from lattvikt.lib.admin_pages import ButtonAdmin, FinalAdmin, ReadInline
from lattvikt.lib.money import euros


class NotesEuroRate(ButtonAdmin):
    """The button on a call whose checks are state aid."""

    buttons = {"eurokurs": "note_rate"}

    def render_change_form(self, request, context, *args, obj=None, **options):
        may_note = (
            obj is not None
            and obj.is_state_aid
            and not obj.announced_at
            and request.user.has_perm("checks.change_call")
        )
        context = {**context, "may_note_rate": may_note}
        return super().render_change_form(request, context, *args, obj=obj, **options)

    def note_rate(self, request, pk):
        return self.press(
            request,
            self.one_to_act_on(request, pk),
            lambda call, rate, on: actions.note_euro_rate(
                call, rate=rate, on=on, now=timezone.now()
            ),
            form=EuroRateForm(request.POST or None),
            title=_("Note the euro rate"),
            text=_(
                "The members are told by it what their checks are in euro, and by it we see that "
                "nobody gets more than the rules on state aid allow. It stands once the decisions "
                "are announced."
            ),
            button=_("Note the rate"),
            done=_("The rate is noted."),
        )


class OfCertificate(ReadInline):
    def has_view_permission(self, request, obj=None):
        return True  # who sees the certificate sees what it says


class OtherAidInline(OfCertificate):
    model = OtherAid
    fields = readonly_fields = ["giver", "granted_on", "sum"]
    verbose_name_plural = gettext_lazy("aid that others have granted")

    @admin.display(description=gettext_lazy("euro"))
    def sum(self, aid):
        return euros(aid.euros)


class LinkedInline(OfCertificate):
    model = LinkedUndertaking
    fields = readonly_fields = ["name", "org_number"]
    verbose_name_plural = gettext_lazy("the single undertaking")


@admin.register(AidCertificate)
class AidCertificateAdmin(FinalAdmin):
    """What members have certified before their agreements. The last of an application counts."""

    list_display = ["at", "organisation", "call", "name"]
    list_filter = ["application__call"]
    list_select_related = ["application__organisation", "application__call"]
    search_fields = ["application__organisation__name"]
    ordering = ["-at", "-pk"]
    fields = readonly_fields = ["link_to_application", "name", "at", "ours", "total"]
    inlines = [OtherAidInline, LinkedInline]

    def get_queryset(self, request):
        return without_recused(super().get_queryset(request), request)

    @admin.display(description=gettext_lazy("organisation"))
    def organisation(self, certificate):
        return certificate.application.organisation

    @admin.display(description=gettext_lazy("call"))
    def call(self, certificate):
        return certificate.application.call

    @admin.display(description=gettext_lazy("application"))
    def link_to_application(self, certificate):
        url = reverse("admin:checks_application_change", args=[certificate.application_id])
        return format_html('<a href="{}">{}</a>', url, certificate.application)

    @admin.display(description=gettext_lazy("granted by us"))
    def ours(self, certificate):
        lines = (
            (one.giver, one.granted_on, euros(one.euros)) for one in aid_overview(certificate).ours
        )
        return format_html_join("", "<p>{}, {}: {}</p>", lines) or "–"

    @admin.display(description=gettext_lazy("in three years"))
    def total(self, certificate):
        """With what lacks a rate named: the sum is then less than it will be."""
        unrated = grants_without_rate(certificate)
        lacking = format_html_join("", "; {}", ((lacks_rate(one.call),) for one in unrated))
        return format_html("{}{}", euros(aid_overview(certificate).total), lacking)


def lacks_rate(call) -> str:
    return _("the euro rate of “%(call)s” is not noted") % {"call": call}
