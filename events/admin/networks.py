from functools import partial

from django.contrib import admin, messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import actions
from events.forms import AskOwnerForm, NoteNetworkForm, OutcomeForm
from events.models import LocalNetwork, NetworkOwner
from events.models.networks import NETWORK_STAGES
from events.rules import NetworkStage
from lattvikt.lib.admin_pages import ButtonAdmin, ReadInline
from lattvikt.lib.refused import Refused


class NetworkStageFilter(admin.SimpleListFilter):
    title = gettext_lazy("stage")
    parameter_name = "stage"

    def lookups(self, request, model_admin):
        return [(stage.value, name) for stage, name in NETWORK_STAGES.items()]

    def queryset(self, request, queryset):
        return (
            queryset.at_stage(NetworkStage(self.value()))
            if self.value() in set(NetworkStage)
            else queryset
        )


class OwnerInline(ReadInline):
    model = NetworkOwner
    fields = ["organisation", "person", "asked_at", "answer", "answered_at", "left_on"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_names()


@admin.register(LocalNetwork)
class LocalNetworkAdmin(ButtonAdmin):
    """Name and purpose are those of its group; its stage is moved by its owners and the buttons."""

    change_form_template = "events/admin/network.html"
    buttons = {"fraga": "ask_owner", "avsluta": "end"}
    history_parts = [NetworkOwner]
    list_display = ["name", "about", "state", "last_on", "next_at", "origin", "responsible"]
    list_filter = [NetworkStageFilter, "origin", "region"]
    list_select_related = ["group", "responsible"]
    search_fields = ["group__name", "group__purpose", "theme", "outcome"]
    raw_id_fields = ["responsible"]
    fields = [
        "name",
        "purpose",
        "region",
        "theme",
        "responsible",
        "state",
        "origin",
        "proposed_on",
        "started_on",
        "rests_since",
        "ended_on",
        "outcome",
    ]
    readonly_fields = [name for name in fields if name not in {"region", "theme", "responsible"}]

    def get_queryset(self, request):
        return super().get_queryset(request).with_meetings()

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = NoteNetworkForm if obj is None else self.form
        return super().get_form(request, obj, change, **{"form": form, **kwargs})

    def get_fields(self, request, obj=None):
        return self.fields if obj else NoteNetworkForm.field_order

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj else []

    def get_inlines(self, request, obj):
        return [OwnerInline] if obj else []

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        if change:
            return super().save_model(request, obj, form, change)
        made = start(form.idea(), form.cleaned_data)
        obj.pk, obj.group = made.pk, made.group
        return None

    def add_view(self, request, *args, **kwargs):
        """What the form could not know is said above it: two wrote at once."""
        try:
            return super().add_view(request, *args, **kwargs)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(request.get_full_path())

    @admin.display(description=gettext_lazy("name"), ordering="group__name")
    def name(self, network):
        return str(network)

    @admin.display(description=gettext_lazy("purpose"))
    def purpose(self, network):
        return network.purpose

    @admin.display(description=gettext_lazy("region and theme"))
    def about(self, network):
        return network.about

    @admin.display(description=gettext_lazy("state"))
    def state(self, network):
        return network.state_label

    @admin.display(description=gettext_lazy("met last"), ordering="last_on")
    def last_on(self, network):
        return network.last_on

    @admin.display(description=gettext_lazy("meets next"), ordering="next_at")
    def next_at(self, network):
        return network.next_at

    def render_change_form(self, request, context, *args, obj=None, **options):
        may_act = obj is not None and obj.ended_on is None and self.has_change_permission(request)
        context = {**context, "may_act": may_act}
        return super().render_change_form(request, context, *args, obj=obj, **options)

    def ask_owner(self, request, pk):
        network = self.one_to_act_on(request, pk)
        return self.press(
            request,
            network,
            partial(actions.ask_owner, by=None, now=timezone.now()),
            form=AskOwnerForm(request.POST or None, network=network),
            title=_("Ask a member to own it"),
            text=_("Its contact persons get a letter and answer there."),
            button=_("Send the question"),
            done=_("The question is sent."),
        )

    def end(self, request, pk):
        return self.press(
            request,
            self.one_to_act_on(request, pk),
            partial(actions.end_network, today=timezone.localdate()),
            form=OutcomeForm(request.POST or None),
            title=_("End the network"),
            text=_(
                "Members read how it went, also those who want to try again. Its owners are told."
            ),
            button=_("End the network"),
            done=_("The network has ended."),
        )


def start(idea, given) -> LocalNetwork:
    """An earlier attempt when it is said that it ended, otherwise a network to find owners for."""
    if given["ended_on"]:
        days = {name: given[name] for name in ("started_on", "ended_on", "outcome")}
        return actions.note_attempt(idea, **days)
    return actions.propose_network(idea, asked=given["owners"], now=timezone.now())
