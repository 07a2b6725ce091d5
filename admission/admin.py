"""The secretariat's desk for applications: read, ask, put before the body, withdraw.

Nothing that the applicant has written can be changed here. The head-count decides the fee and the
support is a statement, so both are the applicant's own words; what seems wrong is asked about, and
the applicant corrects it. Drafts are their writers' own and are not shown.
"""

from functools import partial

from django.contrib import admin
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admission import actions, rules
from admission.forms import QuestionForm
from admission.models import Application, Event
from admission.timeline import inside_a_sentence
from board.admin.cited import CitesDecision
from board.admin.recused import without_recused
from board.models import Matter
from lattvikt.lib.admin_pages import FinalAdmin, ReadInline
from lattvikt.lib.money import kronor
from members.models import Membership


class EventInline(ReadInline):
    model = Event
    verbose_name_plural = gettext_lazy("The application's way")
    fields = ["at", "status", "by", "text"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by")

    def has_view_permission(self, request, obj=None):
        return True  # who sees the application sees its way


class SentStatusFilter(admin.ChoicesFieldListFilter):
    """Every status but the draft, which is not shown here."""

    def choices(self, changelist):
        draft = str(Application.Status.DRAFT.label)
        return (choice for choice in super().choices(changelist) if choice["display"] != draft)


@admin.register(Application)
class ApplicationAdmin(CitesDecision, FinalAdmin):
    """Nothing is changed here but by the buttons, which ask for the permission themselves."""

    change_form_template = "admission/admin/application.html"
    act_template = "admission/admin/act.html"
    buttons = {"fraga": "ask", "hanskjut": "refer", "aterkalla": "withdraw"}
    list_display = [
        "name",
        "status",
        "days_waited",
        "to_consider",
        "number",
        "kind",
        "employees",
        "yearly_fee",
    ]
    list_filter = [("status", SentStatusFilter), "is_for_profit", "kind"]
    list_select_related = ["kind"]
    search_fields = ["name", "org_number"]
    search_help_text = gettext_lazy("Name or organisation number, with or without its hyphen")
    ordering = ["-submitted_at"]
    inlines = [EventInline]
    fieldsets = [
        (None, {"fields": ["status", "decision", "submitted_at", "applicant", "language"]}),
        (
            gettext_lazy("The organisation"),
            {
                "fields": [
                    "number",
                    "name",
                    "kind",
                    "is_for_profit",
                    "industry",
                    "region",
                    "employees",
                    "yearly_fee",
                ]
            },
        ),
        (
            gettext_lazy("The invoice"),
            {"fields": ["invoice_address", "invoice_email", "buyer_reference", "accepts_pdf"]},
        ),
        (
            gettext_lazy("Contact and support"),
            {"fields": ["contact_name", "contact_phone", "motivation", "support"]},
        ),
    ]
    readonly_fields = [
        "status",
        "decision",
        "submitted_at",
        "number",
        "yearly_fee",
        "invoice_address",
        "support",
    ]

    # --- what is shown

    def get_queryset(self, request):
        """Without those that lie before a body in which the reader is recused."""
        open_to_reader = without_recused(Matter.objects.all(), request)
        sent = super().get_queryset(request).sent().with_fee()
        return sent.filter(Q(matter=None) | Q(matter__in=open_to_reader))

    def get_search_results(self, request, queryset, search_term):
        return queryset.search(search_term) if search_term else queryset, False

    @admin.display(description=gettext_lazy("organisation number"), ordering="org_number")
    def number(self, application):
        return application.shown_org_number

    @admin.display(description=gettext_lazy("fee per year"), ordering="fee")
    def yearly_fee(self, application):
        return kronor(application.fee) or "–"

    @admin.display(description=gettext_lazy("days waited"), ordering="submitted_at")
    def days_waited(self, application):
        if application.status not in Application.OPEN:
            return None
        return (timezone.localdate() - timezone.localdate(application.submitted_at)).days

    @admin.display(description=gettext_lazy("to consider"))
    def to_consider(self, application):
        return len(application.things_to_look_at) or None

    @admin.display(description=gettext_lazy("invoice address"))
    def invoice_address(self, application):
        return application.address

    @admin.display(description=gettext_lazy("support for Lättviktsagendan"))
    def support(self, application):
        return application.support_in_words

    # --- one application and its buttons

    def change_view(self, request, object_id, form_url="", extra_context=None):
        application = self.get_object(request, object_id)
        context = self.beside(request, application) if application else {}
        return super().change_view(request, object_id, form_url, context)

    def beside(self, request, application):
        """The buttons that may be pressed now, and what to consider before."""
        may_act = request.user.has_perm("admission.change_application")
        is_new = application.status == Application.Status.SUBMITTED
        may_prepare = may_act and is_new
        recused = may_prepare and actions.why_not_prepared_by(application, request.user)
        return {
            "may_prepare": may_prepare and not recused,
            "recused": recused,
            "may_withdraw": may_act and application.may_be_withdrawn,
            "body_name": inside_a_sentence(actions.deciding_body()),
            "reasons": rules.reasons_not_to_admit(application) if is_new else [],
            "notes": notes_on(application) if application.status in Application.OPEN else [],
        }

    def ask(self, request, pk):
        return self.press(
            request,
            self.one_to_act_on(request, pk),
            partial(actions.return_with_question, by=request.user),
            form=QuestionForm(request.POST or None),
            title=_("Ask the applicant"),
            text=_("The application goes back to the applicant, who may answer and correct it."),
            button=_("Send the question"),
            done=_("The question has been sent to the applicant."),
        )

    def refer(self, request, pk):
        application = self.one_to_act_on(request, pk)
        body = {"body": inside_a_sentence(actions.deciding_body())}
        return self.press(
            request,
            application,
            partial(actions.refer, by=request.user),
            done=_("The application has been put before %(body)s.") % body,
            title=_("Put the application before %(body)s") % body,
            text=_("What the applicant has written is from now on as it stands. A matter opens."),
            button=_("Put the application before %(body)s") % body,
            notes=notes_on(application),
        )

    def withdraw(self, request, pk):
        return self.press(
            request,
            self.one_to_act_on(request, pk),
            partial(actions.withdraw, by=request.user),
            done=_("The application has been withdrawn."),
            title=_("Withdraw the application"),
            text=_(
                "Do it when the applicant has asked you to. It ends without a decision, what lies "
                "before a body is taken back, and the applicant gets a letter. It cannot be undone."
            ),
            button=_("Withdraw the application"),
        )


def notes_on(application) -> list[str]:
    """What to judge before it goes on, and what we know of the organisation since before."""
    return [*application.things_to_look_at, *known_before(application.known_organisation)]


def known_before(organisation) -> list[str]:
    if organisation is None:
        return []
    last = Membership.objects.filter(organisation=organisation).order_by("-starts_on").first()
    if last is None:
        return [_("We know the organisation since before, not as a member.")]
    if last.ends_on is None:
        return [_("The organisation is a member.")]
    day = date_format(last.ends_on, "DATE_FORMAT")
    return [_("The organisation has been a member, until %(day)s.") % {"day": day}]
