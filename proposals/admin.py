from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lattvikt.lib.admin_pages import FinalAdmin
from proposals import actions, rules
from proposals.forms import AnswerForm, NoteForm, ResultForm
from proposals.models import STAGES, Remark


class WaitsFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "waits"

    def lookups(self, request, model_admin):
        return [
            ("answer", STAGES[rules.Stage.NEW]),
            ("late", _("has waited long for an answer")),
            ("result", STAGES[rules.Stage.ANSWERED]),
            ("nothing", STAGES[rules.Stage.DONE]),
        ]

    def queryset(self, request, queryset):
        chosen = {
            "answer": queryset.unanswered,
            "late": queryset.late,
            "result": queryset.without_result,
            "nothing": queryset.done,
        }.get(self.value())
        return chosen() if chosen else None


@admin.register(Remark)
class RemarkAdmin(FinalAdmin):
    """Noted here after an event, or for somebody who called; answered by the buttons."""

    change_form_template = "proposals/admin/remark.html"
    buttons = {"svara": "answer", "resultat": "tell_result", "dolj": "hide"}
    list_display = ["said_at", "__str__", "stage", "kind", "organisation", "event", "is_shown"]
    list_display_links = ["said_at", "__str__"]
    list_filter = [WaitsFilter, "kind", ("event", admin.RelatedOnlyFieldListFilter), "is_shown"]
    list_select_related = ["organisation", "event"]
    search_fields = ["text", "about", "answer", "result", "organisation__name"]

    def has_add_permission(self, request):
        return request.user.has_perm("proposals.add_remark")

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = NoteForm if obj is None else self.form
        return super().get_form(request, obj, change, **{"form": form, **kwargs})

    def get_fields(self, request, obj=None):
        if obj is None:
            return NoteForm.Meta.fields
        said = ["stage", "kind", "text", "about", "event", "organisation", "person", "noted_by"]
        answer = ["answer", "answered_at", "answered_by", "result", "result_at", "result_by"]
        return [*said, "way", "said_at", "is_shown", *answer, "item"]

    def get_readonly_fields(self, request, obj=None):
        return [] if obj is None else self.get_fields(request, obj)

    def get_changeform_initial_data(self, request):
        """The event and the kind of the last one: several are noted after each other."""
        last = Remark.objects.filter(noted_by=request.user).first()
        return {"event": last.event_id, "kind": last.kind} if last else {}

    def save_model(self, request, obj, form, change):
        noted = actions.note(by=request.user, now=timezone.now(), **form.cleaned_data)
        obj.pk, obj.said_at = noted.pk, noted.said_at

    @admin.display(description=gettext_lazy("state"))
    def stage(self, remark):
        return remark.stage_label

    @admin.display(description=gettext_lazy("how it came"))
    def way(self, remark):
        return remark.way_label

    def render_change_form(self, request, context, *args, obj=None, **options):
        may_act = obj is not None and request.user.has_perm("proposals.change_remark")
        return super().render_change_form(
            request, {**context, "may_act": may_act}, *args, obj=obj, **options
        )

    def answer(self, request, pk):
        return self.press(
            request,
            self.one_to_act_on(request, pk),
            lambda remark, answer: actions.answer(
                remark, answer=answer, by=request.user, now=timezone.now()
            ),
            form=AnswerForm(request.POST or None),
            title=_("Answer it"),
            text=_("Members read the answer, if it is shown to them."),
            button=_("Send the answer"),
            done=_("It is answered."),
        )

    def tell_result(self, request, pk):
        return self.press(
            request,
            self.one_to_act_on(request, pk),
            lambda remark, result: actions.tell_result(
                remark, result=result, by=request.user, now=timezone.now()
            ),
            form=ResultForm(request.POST or None),
            title=_("Tell what came of it"),
            text=_("Members read it, if it is shown to them."),
            button=_("Tell what came of it"),
            done=_("What came of it is told."),
        )

    def hide(self, request, pk):
        return self.press(
            request,
            self.one_to_act_on(request, pk),
            actions.hide,
            title=_("Hide it from other members"),
            text=_("Only who said it, those who answer and the secretariat can then read it."),
            button=_("Hide it"),
            done=_("It is no longer shown to members."),
        )
