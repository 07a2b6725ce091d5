from datetime import timedelta
from functools import partial

from django.contrib import admin
from django.db.models import F, Prefetch
from django.db.models.functions import Collate
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lattvikt.lib.admin_pages import ButtonAdmin, FinalAdmin
from members import actions
from members.forms import ToldHeadCountForm
from members.models import Contact, HeadCount, HeadCountRound


class SilentFilter(admin.SimpleListFilter):
    title = gettext_lazy("answer")
    parameter_name = "silent"

    def lookups(self, request, model_admin):
        return [("1", _("waited for")), ("call", _("reminded in vain, to be called"))]

    def queryset(self, request, queryset):
        waiting = {"1": HeadCount.objects.waiting, "call": HeadCount.objects.to_call}
        if self.value() not in waiting:
            return queryset
        return queryset.filter(pk__in=waiting[self.value()]().values("pk"))


class ToOpenFilter(admin.SimpleListFilter):
    title = gettext_lazy("opening")
    parameter_name = "to_open"

    def lookups(self, request, model_admin):
        return [("1", _("waits to be opened"))]

    def queryset(self, request, queryset):
        return queryset.to_open() if self.value() else queryset


@admin.register(HeadCountRound)
class HeadCountRoundAdmin(ButtonAdmin):
    """Planned by hand, opened by a button; from then on its days are only moved."""

    change_form_template = "members/admin/headcountround.html"
    buttons = {"oppna": "open", "las": "freeze"}
    list_display = ["year", "opens_on", "opened_at", "answer_by", "answers", "silent", "frozen_at"]
    list_filter = [ToOpenFilter]
    fields = ["year", "opens_on", "reminds_on", "reminds_again_on", "answer_by", "silent"]
    happened = ["opened_at", "opened_by", "frozen_at"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("opened_by").with_answers()

    def get_changeform_initial_data(self, request):
        """Next year's round: three weeks and a half to answer in, two reminders."""
        today = timezone.localdate()
        return {
            "year": today.year + 1,
            "opens_on": today,
            "reminds_on": today + timedelta(days=14),
            "reminds_again_on": today + timedelta(days=24),
            "answer_by": today + timedelta(days=28),
        }

    def get_fields(self, request, obj=None):
        return [*self.fields, *self.happened] if obj else self.fields

    def get_readonly_fields(self, request, obj=None):
        if obj and obj.frozen_at:
            return self.get_fields(request, obj)
        if obj and obj.opened_at:
            return ["year", "opens_on", *self.happened]
        return self.happened

    def has_delete_permission(self, request, obj=None):
        is_planned = obj is not None and obj.opened_at is None
        return is_planned and super().has_delete_permission(request, obj)

    def render_change_form(self, request, context, *args, obj=None, **options):
        if obj and obj.opened_at:
            context.update(standing=obj.head_counts.standing(), silent_ones=silent_in(obj))
        return super().render_change_form(request, context, *args, obj=obj, **options)

    @admin.display(description=gettext_lazy("answers"))
    def answers(self, one):
        if not one.opened_at:
            return "–"
        return _("%(answered)d of %(asked)d") % {"answered": one.answered, "asked": one.asked}

    def open(self, request, pk):
        return self.press(
            request,
            self.one_to_act_on(request, pk),
            partial(actions.open_round, by=request.user, now=timezone.now()),
            title=_("Open the round"),
            text=_(
                "Every member of the year is asked for its number of employees: its contact "
                "persons get a letter each, within some minutes. It cannot be undone."
            ),
            button=_("Open the round and send the letters"),
            done=_("The round is open. The letters are being written."),
        )

    def freeze(self, request, pk):
        return self.press(
            request,
            self.one_to_act_on(request, pk),
            partial(actions.freeze_round, now=timezone.now()),
            title=_("Freeze the numbers now"),
            text=_(
                "The clock does it when the last day has passed. From then on the fees of the year "
                "are reckoned on these numbers, and no answer changes them. It cannot be undone."
            ),
            button=_("Freeze the numbers"),
            done=_("The numbers are frozen."),
        )


def silent_in(head_count_round):
    """Those who have not answered, in Swedish order, each with the contact persons to call."""
    people = Contact.objects.current().filter(role=Contact.Role.CONTACT).select_related("person")
    silent = head_count_round.head_counts.silent().select_related("organisation")
    return silent.order_by(Collate("organisation__sort_name", "C"), "pk").prefetch_related(
        Prefetch("organisation__contacts", people.order_by("pk"), to_attr="people_to_call")
    )


@admin.register(HeadCount)
class HeadCountAdmin(FinalAdmin):
    """What each member has answered; the secretariat notes what it is told."""

    change_form_template = "members/admin/headcount.html"
    buttons = {"svar": "note"}
    list_display = ["member", "round", "known", "employees", "how", "said_at", "said_by"]
    list_filter = ["round", "how", SilentFilter]
    search_fields = ["organisation__name", "organisation__org_number"]
    search_help_text = gettext_lazy("Name or organisation number, with or without its hyphen")
    ordering = [F("round__year").desc(), Collate("organisation__sort_name", "C"), "pk"]
    fields = [
        "organisation",
        "round",
        "known",
        "employees",
        "how",
        "said_at",
        "said_by",
        "user",
        "letters",
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("organisation", "round", "user")

    def get_search_results(self, request, queryset, search_term):
        return queryset.search(search_term) if search_term else queryset, False

    def render_change_form(self, request, context, *args, obj=None, **options):
        may = obj and obj.may_be_answered_on(timezone.localdate())
        context = {**context, "may_be_answered": may}
        return super().render_change_form(request, context, *args, obj=obj, **options)

    @admin.display(
        description=gettext_lazy("organisation"), ordering=Collate("organisation__sort_name", "C")
    )
    def member(self, head_count):
        return head_count.organisation

    def note(self, request, pk):
        head_count = self.one_to_act_on(request, pk, "members.change_headcount")
        return self.press(
            request,
            head_count,
            partial(actions.note_head_count, by=request.user, now=timezone.now()),
            form=ToldHeadCountForm(request.POST or None, initial={"employees": head_count.known}),
            title=_("Note an answer"),
            text=_(
                "What somebody of the member has said, by phone or in a letter. It also becomes "
                "the number in the register."
            ),
            button=_("Note the answer"),
            done=_("The answer is noted."),
        )
