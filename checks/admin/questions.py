from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from board.admin.recused import without_recused
from checks import actions
from checks.forms import AnswerForm, PassOnForm
from checks.models import Question
from lattvikt.lib.admin_pages import FinalAdmin


class WaitsFilter(admin.SimpleListFilter):
    title = gettext_lazy("what waits")
    parameter_name = "waits"

    def lookups(self, request, model_admin):
        return [("us", _("to answer or pass on")), ("researcher", _("with a researcher"))]

    def queryset(self, request, queryset):
        found = {"us": queryset.to_pass_on, "researcher": queryset.with_researcher}
        return found[self.value()]() if self.value() in found else queryset


@admin.register(Question)
class QuestionAdmin(FinalAdmin):
    """What projects ask: answered here, or passed on to a researcher."""

    change_form_template = "checks/admin/question.html"
    buttons = {"vidare": "pass_on", "svara": "answer"}
    list_display = ["asked_at", "organisation", "state", "researcher", "answered_at"]
    list_filter = [WaitsFilter]
    list_select_related = ["project__application__organisation", "researcher"]
    search_fields = ["project__application__organisation__name", "text", "answer"]
    fields = readonly_fields = [
        "link_to_project",
        "state",
        "text",
        "asked_by",
        "asked_at",
        "researcher",
        "passed_on_by",
        "passed_on_at",
        "answer",
        "answered_by",
        "answered_at",
    ]

    def get_queryset(self, request):
        return without_recused(super().get_queryset(request), request)

    @admin.display(description=gettext_lazy("organisation"))
    def organisation(self, question):
        return question.project.organisation

    @admin.display(description=gettext_lazy("status"))
    def state(self, question):
        return question.state.label

    @admin.display(description=pgettext_lazy("check", "project"))
    def link_to_project(self, question):
        url = reverse("admin:checks_project_change", args=[question.project_id])
        return format_html('<a href="{}">{}</a>', url, question.project)

    def render_change_form(self, request, context, *args, obj=None, **options):
        is_open = obj.state != Question.State.ANSWERED
        may_answer = is_open and request.user.has_perm("checks.answer_question")
        context = {**context, "may_answer": may_answer}
        return super().render_change_form(request, context, *args, obj=obj, **options)

    def pass_on(self, request, pk):
        return self.press(
            request,
            question := self.one_to_act_on(request, pk, "checks.answer_question"),
            lambda question, researcher: actions.pass_on_question(
                question, researcher=researcher, by=request.user, now=timezone.now()
            ),
            form=PassOnForm(request.POST or None),
            title=_("Pass the question on to a researcher"),
            text=_(
                "The researcher gets the question by letter, with the names of the organisation "
                "and the project and a link to answer by. An earlier link no longer holds."
            ),
            facts=[(_("question"), question.text)],
            button=_("Pass it on"),
            done=_("The question is on its way to the researcher."),
        )

    def answer(self, request, pk):
        return self.press(
            request,
            question := self.one_to_act_on(request, pk, "checks.answer_question"),
            lambda question, text: actions.answer_question(
                question, text=text, by=request.user, now=timezone.now()
            ),
            form=AnswerForm(request.POST or None),
            title=_("Answer the question"),
            text=_("The member gets the answer by letter, and so does the researcher who had it."),
            facts=[(_("question"), question.text)],
            button=_("Answer"),
            done=_("The question is answered, and the member is told."),
        )
