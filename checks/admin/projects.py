"""The projects of granted medlemscheckar: signed for the programme, followed to the end."""

from django.contrib import admin
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from board.admin.recused import without_recused
from checks import actions
from checks.admin.later import DecidedLater
from checks.forms import ProjectForm
from checks.models import Agreement, Payout, Project, Side
from checks.views.projects import as_file
from lattvikt.lib.admin_pages import FinalAdmin, ReadInline
from lattvikt.lib.money import kronor


class WaitsFilter(admin.SimpleListFilter):
    title = pgettext_lazy("check", "what is waited for")
    parameter_name = "waits"

    def lookups(self, request, model_admin):
        return [
            ("member", _("the member’s signature")),
            ("us", _("the programme’s signature")),
            ("report", _("a late final report")),
        ]

    def queryset(self, request, queryset):
        if self.value() == "member":
            return queryset.to_sign(Side.MEMBER)
        if self.value() == "report":
            return queryset.report_late()
        return queryset.to_sign_for_us() if self.value() == "us" else queryset


class AgreementInline(ReadInline):
    model = Agreement
    fields = readonly_fields = ["number", "language", "made_at", "made_by", "signed"]
    verbose_name_plural = gettext_lazy("agreements")

    def get_queryset(self, request):
        found = super().get_queryset(request).select_related("made_by")
        return found.prefetch_related("signatures")

    def has_view_permission(self, request, obj=None):
        return True  # who sees the project sees its agreement

    @admin.display(description=gettext_lazy("signed"))
    def signed(self, agreement):
        return "; ".join(map(str, agreement.signatures.all())) or "–"


class PayoutInline(ReadInline):
    model = Payout
    fields = readonly_fields = ["asked_at", "sum", "note", "state", "paid_on"]
    show_change_link = True

    @admin.display(description=gettext_lazy("amount"))
    def sum(self, payout):
        return kronor(payout.amount)

    @admin.display(description=gettext_lazy("status"))
    def state(self, payout):
        return payout.state.label


@admin.register(Project)
class ProjectAdmin(DecidedLater):
    change_form_template = "checks/admin/project.html"
    buttons = {
        "avtal": "agreement",
        "underteckna": "sign",
        "nytt-avtal": "write_anew",
        **DecidedLater.buttons,
    }
    list_display = ["organisation", "title", "granted_sum", "starts_on", "ends_on", "report_due_on"]
    list_filter = [WaitsFilter, "application__call"]
    search_fields = ["application__organisation__name"]
    fields = readonly_fields = [
        "link_to_application",
        "granted_sum",
        "starts_on",
        "ends_on",
        "report_due_on",
        "started_by",
        "started_at",
    ]
    inlines = [AgreementInline, PayoutInline]

    def get_queryset(self, request):
        found = super().get_queryset(request).with_application().select_related("started_by")
        return without_recused(found.prefetch_related("application__revisions"), request)

    @admin.display(description=gettext_lazy("organisation"), ordering="application__organisation")
    def organisation(self, project):
        return project.organisation

    @admin.display(description=gettext_lazy("title"))
    def title(self, project):
        return list(project.application.revisions.all())[-1].title

    @admin.display(description=gettext_lazy("amount granted"), ordering="application__granted")
    def granted_sum(self, project):
        return kronor(project.granted)

    @admin.display(description=gettext_lazy("application"))
    def link_to_application(self, project):
        url = reverse("admin:checks_application_change", args=[project.application_id])
        return format_html('<a href="{}">{}</a>', url, project.application)

    def render_change_form(self, request, context, *args, obj=None, **options):
        agreement = obj.agreement
        buttons = {
            "may_sign": request.user.has_perm("checks.sign_agreement")
            and agreement.of_member
            and not agreement.of_programme,
            "may_write_anew": request.user.has_perm("checks.start_project")
            and not agreement.signatures.all(),
        }
        return super().render_change_form(
            request, {**context, **buttons}, *args, obj=obj, **options
        )

    def agreement(self, request, pk):
        """The document that counts."""
        return as_file(self.one_to_act_on(request, pk, "checks.view_project").agreement)

    def sign(self, request, pk):
        project = self.one_to_act_on(request, pk, "checks.sign_agreement")
        agreement = project.agreement
        return self.press(
            request,
            project,
            lambda _project: actions.sign_for_programme(
                agreement, by=request.user, now=timezone.now()
            ),
            title=_("Sign the agreement for the programme"),
            text=_(
                "Read the agreement first. Your name, the moment and the document’s fingerprint "
                "are kept, and the member gets the agreement by letter."
            ),
            facts=[(_("fingerprint (SHA-256)"), agreement.document.sha256)],
            button=_("Sign"),
            done=_("The agreement is signed by both, and in force."),
        )

    def write_anew(self, request, pk):
        project = self.one_to_act_on(request, pk, "checks.start_project")
        initial = {
            "starts_on": project.starts_on,
            "ends_on": project.ends_on,
            "report_due_on": project.report_due_on,
            "language": project.agreement.language,
        }
        return self.press(
            request,
            project,
            lambda project, **terms: actions.write_agreement_anew(
                project, by=request.user, now=timezone.now(), **terms
            ),
            form=ProjectForm(request.POST or None, initial=initial),
            title=_("Write the agreement anew"),
            text=_("With other days or in another language, as long as nobody has signed it."),
            button=_("Write it anew"),
            done=_("The agreement is written anew, and the member is told."),
        )


class ToStartFilter(admin.SimpleListFilter):
    """On the list of applications."""

    title = pgettext_lazy("check", "project")
    parameter_name = "to_start"

    def lookups(self, request, model_admin):
        return [("1", _("to make"))]

    def queryset(self, request, queryset):
        return queryset.to_start() if self.value() else queryset


class StartsProjects(FinalAdmin):
    """The button on a granted application."""

    change_form_template = "checks/admin/application.html"
    buttons = {"starta-projekt": "start_project"}

    def render_change_form(self, request, context, *args, obj=None, **options):
        may_start = request.user.has_perm("checks.start_project") and (
            type(obj).objects.to_start().filter(pk=obj.pk).exists()
        )
        context = {**context, "may_start": may_start}
        return super().render_change_form(request, context, *args, obj=obj, **options)

    def start_project(self, request, pk):
        application = self.one_to_act_on(request, pk, "checks.start_project")
        response = self.press(
            request,
            application,
            lambda application, **terms: actions.start_project(
                application, by=request.user, now=timezone.now(), **terms
            ),
            form=ProjectForm(request.POST or None),
            title=_("Make the project and its agreement"),
            text=_("The agreement is written as a PDF, and the member is asked to sign it."),
            button=_("Make the project"),
            done=_("The project is made, and its agreement waits to be signed."),
        )
        project = Project.objects.filter(application=application).first()
        if request.method == "POST" and project:
            return redirect("admin:checks_project_change", project.pk)
        return response
